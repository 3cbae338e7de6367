"""Persons, as the forms of civil status ask for them (Thông tư 04/2020/TT-BTP)."""

from __future__ import annotations

from typing import ClassVar

from portal_bot.blocks.identity import OwnIdentityPaper
from portal_bot.blocks.part import Part
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.dates import BirthDate
from portal_bot.dossier.field import Field
from portal_bot.dossier.people import Ethnicity, Gender, Nationality, PersonName
from portal_bot.dossier.places import Address


class Person(Part):
    """Whom a record is about."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")


class CivilStatusRequester(OwnIdentityPaper):
    """Người yêu cầu: the applicant, who comes in person."""

    full_name: PersonName = Field(
        title="Họ, chữ đệm, tên người yêu cầu", same_as="applicant.full_name", max_length=100
    )
    residence: Address = Field(title="Nơi cư trú", same_as="applicant.address")
    identity: ClassVar[str] = "Giấy tờ tùy thân"


class SubmitterRole(Choice):
    """Who hands the dossier in."""

    SELF = "self", "Người có yêu cầu trực tiếp nộp"
    AUTHORIZED = "authorized", "Người được ủy quyền nộp"


class _Submitter(Part):
    submitter_role: SubmitterRole = Field(SubmitterRole.SELF, title="Tư cách người nộp hồ sơ")


class DelegatingRequester(_Submitter, CivilStatusRequester):
    """Người yêu cầu, who may send somebody else; see `authorization_paper`."""
