"""What forms of 2026 ask in the same words, on the national portal and in the ministry's wizard.

An address has two levels; where somebody lives is told with the kind of residence; of an identity
paper kind, number, day and issuer are asked. Who is found in the population base by name, number
and day of birth is filled in by the portal: such fields may be left out (`looked_up`).
"""

from __future__ import annotations

from portal_bot.civil import Part
from portal_bot.dossier.block import Block, rule
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.dates import BirthDate, FullDate, PartialBirthDate
from portal_bot.dossier.field import Field, Optional
from portal_bot.dossier.ids import CitizenId, IdNumber, IdPaper, WizardIdPaper
from portal_bot.dossier.kinds import Quantity
from portal_bot.dossier.persons import (
    Email,
    Ethnicity,
    Gender,
    NationalEthnicity,
    Nationality,
    PersonName,
)
from portal_bot.dossier.phones import Phone
from portal_bot.dossier.places import Address, NativePlace
from portal_bot.dossier.yes_no import YesNo


class Where(Choice):
    """Which address opens."""

    IN_COUNTRY = "in_country", "Trong nước"
    ABROAD = "abroad", "Khác"


class ResidenceKind(Choice):
    """How somebody lives there; the ministry's wizard means another thing by its third."""

    PERMANENT = "permanent", "Thường trú"
    TEMPORARY = "temporary", "Tạm trú"
    PRESENT = "present", "Nơi ở hiện tại"


class Abroad(Block):
    """A place that is not in the country."""

    country: str = Field("Quốc gia", max_length=100)
    detail: str | None = Optional("Địa chỉ chi tiết", max_length=250, sensitive=True)


class PersonSought(Part):
    """Whom the portal looks up in the population base: all three start it."""

    full_name: PersonName = Field("Họ, chữ đệm, tên", max_length=100)
    citizen_id: CitizenId = Field("Số định danh cá nhân")
    birth_date: BirthDate = Field("Ngày, tháng, năm sinh", past=True)


class PersonFound(Part):
    """What the portal fills in of them."""

    nationality: Nationality | None = Optional("Quốc tịch", looked_up=True)
    ethnicity: NationalEthnicity | None = Optional("Dân tộc", looked_up=True)
    id_type: IdPaper | None = Optional("Loại giấy tờ tùy thân", looked_up=True)
    id_number: IdNumber | None = Optional("Số giấy tờ tùy thân", id_type="id_type", looked_up=True)
    id_issue_date: FullDate | None = Optional("Ngày, tháng, năm cấp", past=True, looked_up=True)
    id_issuer: str | None = Optional("Cơ quan cấp", max_length=150, looked_up=True)

    @rule(
        ["id_type"],
        "Có số giấy tờ tùy thân thì ghi cả loại giấy tờ",
    )
    def _paper_has_its_kind(self) -> bool:
        return self.id_number is None or self.id_type is not None


class Resident(Part):
    """Where somebody lives."""

    residence_kind: ResidenceKind = Field("Loại cư trú", driver=True)
    residence_where: Where = Field("Nơi cư trú", Where.IN_COUNTRY, driver=True)
    residence: Address | None = Optional("Nơi cư trú", when={"residence_where": ["in_country"]})
    residence_abroad: Abroad | None = Optional("Nơi cư trú", when={"residence_where": ["abroad"]})


class SoughtParent(PersonSought, PersonFound, Resident):
    """Người mẹ, người cha."""


# Of 2022, where a question stands before the number; a dossier that is silent wants none.
COPIES = {"copies.quantity": ("copies.quantity", ("copies.request", {"no": "0"}))}
COPIES_BACK = {
    "copies.request": ("copies.quantity", lambda said: "no" if said == "0" else "yes"),
    "copies.quantity": ("copies.quantity", lambda said: "" if said == "0" else said),
}


class CopyCount(Block):
    """The number of copies, which is asked on its own: 0 must be said, too."""

    quantity: Quantity = Field(
        "Số lượng bản sao", min=0, max=50, note="không cần thì ghi 0, không để trống"
    )


class WizardResidenceKind(Choice):
    """The same in the ministry's wizard, whose third is another thing."""

    PERMANENT = "permanent", "Thường trú"
    TEMPORARY = "temporary", "Tạm trú"
    UNKNOWN = "unknown", "Không có thông tin"


class WizardPaper(Part):
    """An identity paper, as the ministry's wizard asks for it."""

    id_type: WizardIdPaper = Field("Loại giấy tờ định danh", driver=True)
    id_name: str | None = Optional("Tên giấy tờ", max_length=100, when={"id_type": ["other"]})
    id_number: IdNumber | None = Optional("Số giấy tờ định danh", id_type="id_type")
    id_issue_date: FullDate | None = Optional("Ngày cấp", past=True)
    id_issuer: str | None = Optional("Cơ quan cấp", max_length=150)


class WizardResident(Part):
    """Where somebody lives, likewise."""

    residence_kind: WizardResidenceKind = Field("Loại cư trú")
    residence_where: Where = Field("Nơi cư trú", Where.IN_COUNTRY, driver=True)
    residence: Address | None = Optional("Nơi cư trú", when={"residence_where": ["in_country"]})
    residence_abroad: Abroad | None = Optional("Nơi cư trú", when={"residence_where": ["abroad"]})


class WizardPerson(Part):
    """Whom a record is about, likewise."""

    full_name: PersonName = Field("Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field("Ngày, tháng, năm sinh", past=True)
    ethnicity: Ethnicity = Field("Dân tộc")
    nationality: Nationality = Field("Quốc tịch", "Việt Nam")


class WizardCitizen(WizardPerson):
    """The same of somebody who has a citizen's number for certain."""

    citizen_id: CitizenId = Field("Số định danh cá nhân")


class WizardSubmitter(WizardPaper):
    """Người yêu cầu, likewise: the applicant, whose account it is."""

    full_name: PersonName = Field("Họ, chữ đệm, tên", same_as="applicant.full_name", max_length=100)
    citizen_id: CitizenId = Field("Số định danh cá nhân", same_as="applicant.citizen_id")


class WizardParent(WizardResident):
    """Người mẹ, người cha of a birth, likewise: of the day of birth what is known."""

    full_name: PersonName = Field("Họ, chữ đệm, tên", max_length=100)
    birth_date: PartialBirthDate = Field("Ngày, tháng, năm sinh", past=True)
    citizen_id: CitizenId | None = Optional("Số định danh cá nhân")
    id_type: WizardIdPaper | None = Optional("Loại giấy tờ định danh")
    id_number: IdNumber | None = Optional("Số giấy tờ định danh", id_type="id_type")
    id_issue_date: FullDate | None = Optional("Ngày cấp", past=True)
    id_issuer: str | None = Optional("Cơ quan cấp", max_length=150)
    ethnicity: Ethnicity = Field("Dân tộc")
    nationality: Nationality = Field("Quốc tịch", "Việt Nam")


_BORN_IN = "Tên cơ sở y tế hoặc địa chỉ"


class WizardBirthPlace(Address):
    """Where somebody was born, likewise: the hospital stands where an address is written."""

    detail: str = Field(_BORN_IN, level=3, sensitive=True)


class WizardBirthAbroad(Abroad):
    """The same in another country."""

    detail: str | None = Optional(_BORN_IN, max_length=250, sensitive=True)


class WizardBorn(Part):
    """Người được khai sinh, likewise."""

    full_name: PersonName = Field("Họ, chữ đệm, tên", max_length=100)
    birth_date: BirthDate = Field("Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field("Giới tính")
    ethnicity: Ethnicity = Field("Dân tộc")
    nationality: Nationality = Field("Quốc tịch", "Việt Nam")
    birth_where: Where = Field("Nơi sinh", Where.IN_COUNTRY, driver=True)
    birth_place: WizardBirthPlace | None = Optional(
        "Nơi sinh", when={"birth_where": ["in_country"]}
    )
    birth_abroad: WizardBirthAbroad | None = Optional("Nơi sinh", when={"birth_where": ["abroad"]})
    native_where: Where = Field("Quê quán", Where.IN_COUNTRY, driver=True)
    native_place: NativePlace | None = Optional("Quê quán", when={"native_where": ["in_country"]})
    native_abroad: Abroad | None = Optional("Quê quán", when={"native_where": ["abroad"]})


class RecognitionWhere(Choice):
    """Which address opens, on the form of recognition, which has another word for abroad."""

    IN_COUNTRY = "in_country", "Trong nước"
    ABROAD = "abroad", "Nước ngoài"


class RecognitionSubmitter(WizardSubmitter):
    """Người yêu cầu, on the form of recognition."""

    residence: Address = Field("Nơi cư trú", same_as="applicant.address")
    phone: Phone = Field("Số điện thoại", same_as="applicant.phone")
    email: Email | None = Optional("Thư điện tử", same_as="applicant.email")


class RecognitionParty(WizardPerson):
    """Cha, mẹ, con, likewise; a child may have no number and no paper yet."""

    citizen_id: CitizenId | None = Optional("Số định danh cá nhân")
    id_type: WizardIdPaper | None = Optional("Loại giấy tờ định danh", driver=True)
    id_name: str | None = Optional("Tên giấy tờ", max_length=100, when={"id_type": ["other"]})
    id_number: IdNumber | None = Optional("Số giấy tờ định danh", id_type="id_type")
    id_issue_date: FullDate | None = Optional("Ngày cấp", past=True)
    id_issuer: str | None = Optional("Cơ quan cấp", max_length=150)
    gender: Gender = Field("Giới tính")
    residence_kind: WizardResidenceKind = Field("Loại cư trú")
    residence_where: RecognitionWhere = Field(
        "Nơi cư trú", RecognitionWhere.IN_COUNTRY, driver=True
    )
    residence: Address | None = Optional("Nơi cư trú", when={"residence_where": ["in_country"]})
    residence_abroad: Abroad | None = Optional("Nơi cư trú", when={"residence_where": ["abroad"]})


class CopyRequest(Block):
    """Whether copies are wanted, likewise."""

    request: YesNo = Field("Cấp bản sao", YesNo.NO, driver=True)
    quantity: Quantity | None = Optional("Số lượng", when={"request": ["yes"]}, min=1, max=50)
