"""Hồ sơ của tôi, and a stored dossier: the account's own pages, as igate_v1 has them."""

from __future__ import annotations

from typing import ClassVar

from portal_bot.portals.igate_v1.my_dossiers import MyDossiers, refuse_trouble
from portal_bot.portals.igate_v1.record import RecordScreen
from portal_bot.portals.igate_v1.supplement import SupplementScreen
from portal_bot.portals.igate_v2.known_requests import API, OWN, PREFIX
from portal_bot.portals.igate_v2.stepper import script
from portal_bot.portals.own_lists import OWN_LISTS
from portal_bot.portals.screen import Tab

SUBMITTER = "Phần I. Thông tin người nộp"
OWNER = "Phần II. Thông tin chủ hồ sơ"
GENERAL = "Phần III. Nội dung hồ sơ"


class MyDossiersV2(MyDossiers):
    """One page of the list."""

    heading = OWN_LISTS["igate_v2"]
    unpaid: ClassVar = "Chờ thanh toán"
    path: ClassVar = f"{OWN}/quan-ly-ho-so"
    columns: ClassVar = ("Mã hồ sơ", "Tên thủ tục", "Chủ hồ sơ", "Ngày nộp", "Trạng thái")


class RecordScreenV2(RecordScreen):
    """A dossier as the portal stored it."""

    prefix: ClassVar = PREFIX
    number: ClassVar = "Mã hồ sơ"
    general: ClassVar = GENERAL
    submitter: ClassVar = SUBMITTER


class SupplementScreenV2(SupplementScreen):
    """The page on which the citizen adds what the office asked for."""

    record: ClassVar = RecordScreenV2


async def texts_of(tab: Tab, draft: str) -> frozenset[str]:
    """Every text that a draft's form holds.

    Raises:
        PortalUnavailable: the portal does not show it.
    """
    told = await tab.ask(script("draft_values"), tab.portal.url(f"{API}/thong-tin?sid={draft}"))
    refuse_trouble(tab, told, f"bản nháp {draft}")
    return frozenset(told["values"])
