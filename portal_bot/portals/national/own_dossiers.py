"""Dịch vụ công của tôi, and a stored dossier. Nobody has seen either: shapes are the mock's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from portal_bot.dossier.entries import Entry
from portal_bot.portals.igate_v1.levels import ADDRESS_LEVELS
from portal_bot.portals.igate_v1.my_dossiers import MyDossiers
from portal_bot.portals.igate_v1.record import AGENCY, PROCEDURE, RecordScreen
from portal_bot.portals.national.clusters import clustered_fields
from portal_bot.portals.national.holders_block import SUBMITTER
from portal_bot.portals.national.interface import OWN
from portal_bot.portals.own_lists import OWN_LISTS
from portal_bot.portals.roles import Request


class NationalDossiers(MyDossiers):
    """One page of the list."""

    heading = OWN_LISTS["national"]
    path: ClassVar = f"{OWN}/quan-ly-ho-so"
    columns: ClassVar = ("Mã hồ sơ", "Tên thủ tục", "Chủ hồ sơ", "Ngày nộp", "Trạng thái")


class NationalRecord(RecordScreen):
    """A dossier as the portal stored it."""

    prefix: ClassVar = ""
    number: ClassVar = "Mã hồ sơ"
    submitter: ClassVar = SUBMITTER

    @classmethod
    def arranged(cls, fields: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
        return clustered_fields(fields)


def stored_heads(request: Request) -> tuple[Entry, ...]:
    """What stands above a stored declaration and is the dossier's: its procedure, its agency."""
    commune = ADDRESS_LEVELS[2]
    return (
        Entry("", None, PROCEDURE, request.title, "procedure"),
        Entry("", AGENCY, commune, request.agency.commune, "agency", level=2),
    )
