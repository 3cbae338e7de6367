"""What forms ask in the same words: persons, parents, papers, copies (Thông tư 04/2020/TT-BTP).

Each piece is inherited, alone or with others: ``class Guardian(Person, IdentityPaper)``.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any, ClassVar

from portal_bot.dossier.block import Block
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.dates import BirthDate, BirthYear, FullDate, PartialDate
from portal_bot.dossier.field import Field, Optional
from portal_bot.dossier.ids import IdNumber, IdType
from portal_bot.dossier.kinds import Confirmed, Quantity
from portal_bot.dossier.persons import Ethnicity, Gender, Nationality, PersonName
from portal_bot.dossier.places import Address, Locality
from portal_bot.dossier.yes_no import YesNo


class Part(Block):
    """Inherited, alone or with others: ``class Guardian(Person, IdentityPaper)``.

    The fields of the bases stand first, base by base in the order written; then the block's own. A
    field that is declared again keeps its place.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Pydantic's own order is that of method resolution, which nobody reads from the page."""
        super().__pydantic_init_subclass__(**kwargs)
        bases = [base for base in cls.__bases__ if issubclass(base, Block)]
        cls._arrange((*(name for base in bases for name in base.model_fields), *cls.model_fields))

    @classmethod
    def _arrange(cls, names: Iterable[str]) -> None:
        fields = cls.model_fields
        cls.__pydantic_fields__ = {name: fields[name] for name in dict.fromkeys(names)}


_TITLES = {
    "id_type": "loại",
    "id_number": "số",
    "id_issue_date": "ngày cấp",
    "id_issuer": "cơ quan cấp",
}
_PAPER = "Giấy tờ tùy thân"
_USUAL_ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"


class IdentityPaper(Part):
    """Four fields, each titled with what the form calls the paper: ``CMND/CCCD: ngày cấp``.

    A block says by `identity` what its form calls it, and the four stand where that is written,
    between the block's own fields.
    """

    identity: ClassVar[str] = _PAPER

    id_type: IdType = Field(f"{_PAPER}: loại", IdType.CCCD)
    id_number: IdNumber = Field(f"{_PAPER}: số", id_type="id_type")
    id_issue_date: FullDate = Field(f"{_PAPER}: ngày cấp", past=True)
    id_issuer: str = Field(f"{_PAPER}: cơ quan cấp", _USUAL_ISSUER, max_length=150)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Puts the four in their place, and titles them."""
        super().__pydantic_init_subclass__(**kwargs)
        own = list(inspect.get_annotations(cls))
        if "identity" in own:
            behind = [name for name in own[own.index("identity") :] if name in cls.model_fields]
            last = dict.fromkeys((*_TITLES, *behind))
            cls._arrange((*(name for name in cls.model_fields if name not in last), *last))
        for name, title in _TITLES.items():
            cls.model_fields[name].title = f"{cls.identity}: {title}"


class OwnIdentityPaper(IdentityPaper):
    """The applicant's: the number may be left out, and is taken from there."""

    id_number: IdNumber = Field(f"{_PAPER}: số", id_type="id_type", same_as="applicant.citizen_id")


class Person(Part):
    """Whom a record is about."""

    full_name: PersonName = Field("Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field("Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field("Giới tính")
    ethnicity: Ethnicity = Field("Dân tộc")
    nationality: Nationality = Field("Quốc tịch", "Việt Nam")


class CivilStatusRequester(OwnIdentityPaper):
    """Người yêu cầu: the applicant, who comes in person."""

    full_name: PersonName = Field(
        "Họ, chữ đệm, tên người yêu cầu", same_as="applicant.full_name", max_length=100
    )
    residence: Address = Field("Nơi cư trú", same_as="applicant.address")
    identity: ClassVar[str] = "Giấy tờ tùy thân"


class SubmitterRole(Choice):
    """Who hands the dossier in."""

    SELF = "self", "Người có yêu cầu trực tiếp nộp"
    AUTHORIZED = "authorized", "Người được ủy quyền nộp"


class _Submitter(Part):
    submitter_role: SubmitterRole = Field("Tư cách người nộp hồ sơ", SubmitterRole.SELF)


class DelegatingRequester(_Submitter, CivilStatusRequester):
    """Người yêu cầu, who may send somebody else; see `authorization_paper`."""


_PARENT_ID = "Số định danh cá nhân/giấy tờ tùy thân"


class BirthPlaceKind(Choice):
    """Whether anybody could have issued a birth notification."""

    HEALTH_FACILITY = "health_facility", "Tại cơ sở y tế"
    ELSEWHERE = "elsewhere", "Ngoài cơ sở y tế"


class Born(Part):
    """Người được khai sinh."""

    full_name: PersonName = Field("Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field("Ngày, tháng, năm sinh", past=True)
    birth_date_in_words: str = Field(
        "Ghi bằng chữ", max_length=150, words_of="birth_date", sensitive=True
    )
    gender: Gender = Field("Giới tính")
    ethnicity: Ethnicity = Field("Dân tộc")
    nationality: Nationality = Field("Quốc tịch", "Việt Nam")
    birth_place_kind: BirthPlaceKind = Field("Nơi sinh: loại")
    birth_place: str = Field("Nơi sinh", max_length=250)
    native_place: Locality = Field("Quê quán")


class Parent(Part):
    """What the form asks of each parent."""

    full_name: PersonName = Field("Họ, chữ đệm, tên", max_length=100)
    birth_year: BirthYear = Field("Năm sinh")
    ethnicity: Ethnicity = Field("Dân tộc")
    nationality: Nationality = Field("Quốc tịch", "Việt Nam")
    residence: Address = Field("Nơi cư trú")
    id_number: IdNumber | None = Optional(_PARENT_ID, accepts=("cccd", "cmnd"))


class Mother(Parent):
    """Người mẹ."""

    full_name: PersonName = Field("Họ, chữ đệm, tên người mẹ", max_length=100)
    id_number: IdNumber | None = Optional(_PARENT_ID, accepts=("cccd", "cmnd"), holder_gender="nu")


class Father(Parent):
    """Người cha."""

    full_name: PersonName = Field("Họ, chữ đệm, tên người cha", max_length=100)
    id_number: IdNumber | None = Optional(_PARENT_ID, accepts=("cccd", "cmnd"), holder_gender="nam")


class EarlierRegistration(Part):
    """Việc đăng ký trước đây: where it stands in the register, as far as people still know."""

    place: str = Field("Đã đăng ký tại", max_length=150)
    date: PartialDate | None = Optional("Ngày, tháng, năm đăng ký", past=True)
    number: str | None = Optional("Theo … số", max_length=50)
    book: str | None = Optional("Quyển số", max_length=50)


class Copies(Block):
    """Yêu cầu khác: whether extract copies are wanted too."""

    request: YesNo = Field("Đề nghị cấp bản sao", YesNo.NO, driver=True)
    quantity: Quantity | None = Optional("Số lượng (bản)", when={"request": ["yes"]}, min=1, max=50)


class Pledge(Block):
    """Cam đoan, in the words that most forms use."""

    confirmed: Confirmed = Field(
        "Cam đoan nội dung kê khai là đúng sự thật và chịu trách nhiệm trước pháp luật"
    )
