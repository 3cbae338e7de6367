"""The child and the parents, as every registration of a birth asks for them."""

from __future__ import annotations

from portal_bot.blocks.part import Part
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.dates import BirthDate, BirthYear
from portal_bot.dossier.field import Field
from portal_bot.dossier.ids import IdNumber
from portal_bot.dossier.people import Ethnicity, Gender, Nationality, PersonName
from portal_bot.dossier.places import Address, Locality

_PARENT_ID = "Số định danh cá nhân/giấy tờ tùy thân"


class BirthPlaceKind(Choice):
    """Whether anybody could have issued a birth notification."""

    HEALTH_FACILITY = "health_facility", "Tại cơ sở y tế"
    ELSEWHERE = "elsewhere", "Ngoài cơ sở y tế"


class Born(Part):
    """Người được khai sinh."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    birth_date_in_words: str = Field(
        title="Ghi bằng chữ", max_length=150, words_of="birth_date", sensitive=True
    )
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    birth_place_kind: BirthPlaceKind = Field(title="Nơi sinh: loại")
    birth_place: str = Field(title="Nơi sinh", max_length=250)
    native_place: Locality = Field(title="Quê quán")


class Parent(Part):
    """What the form asks of each parent."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên", max_length=100)
    birth_year: BirthYear = Field(title="Năm sinh")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    nationality: Nationality = Field("Việt Nam", title="Quốc tịch")
    residence: Address = Field(title="Nơi cư trú")
    id_number: IdNumber | None = Field(None, title=_PARENT_ID, accepts=("cccd", "cmnd"))


class Mother(Parent):
    """Người mẹ."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên người mẹ", max_length=100)
    id_number: IdNumber | None = Field(
        None, title=_PARENT_ID, accepts=("cccd", "cmnd"), holder_gender="nu"
    )


class Father(Parent):
    """Người cha."""

    full_name: PersonName = Field(title="Họ, chữ đệm, tên người cha", max_length=100)
    id_number: IdNumber | None = Field(
        None, title=_PARENT_ID, accepts=("cccd", "cmnd"), holder_gender="nam"
    )
