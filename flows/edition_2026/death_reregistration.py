"""Đăng ký lại khai tử (1.005461), UBND cấp xã, tờ khai nhiều bước của Bộ Tư pháp năm 2026.

Dates of birth, death and earlier registration may be a year, or a month of a year. The list of
kinds of a death notice was not seen; it may stay empty.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import death_reregistration


class Requester(civil_2026.WizardSubmitter, civil_2026.WizardResident):
    relation: str = f.Field("Quan hệ với người đã chết", max_length=100)


class PreviousRegistration(f.Block):
    kind: str = f.Listed("Loại đăng ký", "again")
    registered_at: f.Locality | None = f.Optional("Nơi đã đăng ký")
    number: str | None = f.Optional("Số", max_length=50)
    book: str | None = f.Optional("Quyển số", max_length=50)
    date: f.PartialDate | None = f.Optional("Ngày, tháng, năm đăng ký", past=True)


class Deceased(f.Block):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=100)
    birth_date: f.PartialBirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    gender: f.Gender = f.Field("Giới tính")
    ethnicity: f.Ethnicity = f.Field("Dân tộc")
    nationality: f.Nationality = f.Field("Quốc tịch", "Việt Nam")
    citizen_id: f.CitizenId | None = f.Optional("Số định danh cá nhân")
    id_type: f.WizardIdPaper | None = f.Optional("Loại giấy tờ định danh", driver=True)
    id_number: f.IdNumber | None = f.Optional("Số giấy tờ định danh", id_type="id_type")
    id_issue_date: f.FullDate | None = f.Optional("Ngày cấp", past=True)
    id_issuer: str | None = f.Optional("Cơ quan cấp", max_length=150)


class LastResidence(civil_2026.WizardResident):
    pass


class Death(f.Block):
    date: f.PartialDate = f.Field("Ngày, tháng, năm chết", past=True)
    hour: f.Quantity | None = f.Optional("Giờ", min=0, max=23)
    minute: f.Quantity | None = f.Optional("Phút", min=0, max=59, when={"hour": True})
    place_where: civil_2026.Where = f.Field("Nơi chết", civil_2026.Where.IN_COUNTRY, driver=True)
    place: f.Address | None = f.Optional("Nơi chết", when={"place_where": ["in_country"]})
    place_abroad: civil_2026.Abroad | None = f.Optional(
        "Nơi chết", when={"place_where": ["abroad"]}
    )
    cause: str | None = f.Optional("Nguyên nhân chết", max_length=150, sensitive=True)


class Notice(f.Block):
    number: str | None = f.Optional("Số giấy báo tử", max_length=50)
    date: f.FullDate | None = f.Optional("Ngày cấp", past=True)
    issuer: str | None = f.Optional("Nơi cấp", max_length=150)


class DeathReregistrationDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    previous: PreviousRegistration = f.Field("Việc đăng ký trước đây", PreviousRegistration())
    deceased: Deceased = f.Field("Người đã chết")
    last_residence: LastResidence = f.Field("Nơi cư trú cuối cùng")
    death: Death = f.Field("Sự kiện chết")
    notice: Notice = f.Field("Giấy báo tử", Notice())
    copies: civil_2026.CopyRequest = f.Field("Bản sao", civil_2026.CopyRequest())

    _registered_before_2016 = (
        death_reregistration.DeathReregistrationDeclaration._registered_before_2016
    )
    _died_before_2016 = death_reregistration.DeathReregistrationDeclaration._died_before_2016
    _death_before_registration = (
        death_reregistration.DeathReregistrationDeclaration._death_before_registration
    )
    _birth_before_death = death_reregistration.DeathReregistrationDeclaration._birth_before_death
    _requester_not_deceased = rules.differ(
        "requester.citizen_id",
        "deceased.citizen_id",
        message="Người yêu cầu không thể là người đã chết",
    )


class DeathReregistration(death_reregistration.DeathReregistration):
    declaration = DeathReregistrationDeclaration
    papers = f.Papers
    carried = {
        "deceased.citizen_id": "deceased.id_number",
        "deceased.id_number": "deceased.id_number",
        "last_residence.residence": "deceased.last_residence",
    }
    carried_back = {"deceased.id_number": "deceased.id_number"}
