"""Thủ tục đăng ký kết hôn (1.000894), UBND cấp xã, tờ khai nhiều bước của Bộ Tư pháp năm 2026.

The party whose account it is, is filled in from VNeID. Each status but the first opens boxes for
the paper that proves it.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import marriage_registration

DIVORCED = {"status": ["divorced"]}
WIDOWED = {"status": ["widowed"]}
ENDED = {"status": ["divorced", "widowed"]}
PERIOD = {"status": ["married_since"]}


class Registration(f.Block):
    kind: str = f.Listed("Loại đăng ký", "first")


class Party(civil_2026.WizardCitizen, civil_2026.WizardPaper, civil_2026.WizardResident):
    marriages: f.Quantity | None = f.Optional("Số lần kết hôn", min=0, max=9)
    status: str = f.Listed("Tình trạng hôn nhân", driver=True)
    single_from: f.FullDate | None = f.Optional("Từ ngày", when=PERIOD, past=True)
    single_to: f.FullDate | None = f.Optional("Đến ngày", when=PERIOD, past=True)
    status_in_words: str | None = f.Optional(
        "Mô tả tình trạng hôn nhân", max_length=250, when={"status": ["other"]}, sensitive=True
    )
    ending_number: str | None = f.Optional(
        "Số bản án/Quyết định ly hôn", max_length=50, when=DIVORCED
    )
    ending_date: f.FullDate | None = f.Optional("Ngày bản án, quyết định", when=DIVORCED, past=True)
    death_number: str | None = f.Optional(
        "Số giấy chứng tử/Trích lục khai tử", max_length=50, when=WIDOWED
    )
    death_date: f.FullDate | None = f.Optional("Ngày giấy chứng tử", when=WIDOWED, past=True)
    ending_issuer: str | None = f.Optional("Cơ quan ban hành", max_length=150, when=ENDED)


class OtherRequests(f.Block):
    copy_request: f.YesNo = f.Field("Cấp bản sao", f.YesNo.NO, driver=True)
    copy_quantity: f.Quantity | None = f.Optional(
        "Số lượng", when={"copy_request": ["yes"]}, min=1, max=50
    )


class MarriageDeclaration(f.Declaration):
    bride: Party = f.Field("I. Bên nữ")
    groom: Party = f.Field("II. Bên nam")
    registration: Registration = f.Field("Đăng ký", Registration())
    other: OtherRequests = f.Field("Đăng ký", OtherRequests())

    _marriage_min_age = marriage_registration.MarriageDeclaration._marriage_min_age
    _different_persons = rules.differ(
        "bride.citizen_id",
        "groom.citizen_id",
        message="Số định danh của hai bên không được trùng nhau",
    )
    _at_least_one_resident = marriage_registration.MarriageDeclaration._at_least_one_resident
    _applicant_is_a_party = marriage_registration.MarriageDeclaration._applicant_is_a_party
    _vietnamese_only = marriage_registration.MarriageDeclaration._vietnamese_only
    _bride_is_free = rules.refuse_when(
        {"bride.status": ["married", "married_since"]},
        "Bên nữ đang có chồng, không kết hôn được",
    )
    _groom_is_free = rules.refuse_when(
        {"groom.status": ["married", "married_since"]}, "Bên nam đang có vợ, không kết hôn được"
    )


STATUS = {"never_married": "never_married", "divorced": "divorced", "widowed": "widowed"}


class MarriageRegistration(marriage_registration.MarriageRegistration):
    declaration = MarriageDeclaration
    subject = ("bride.citizen_id", "groom.citizen_id")
    carried = {
        "bride.citizen_id": "bride.id_number",
        "groom.citizen_id": "groom.id_number",
        "bride.id_number": "bride.id_number",
        "groom.id_number": "groom.id_number",
        "bride.status": ("bride.previous_status", STATUS),
        "groom.status": ("groom.previous_status", STATUS),
    }
    carried_back = {
        "bride.id_number": "bride.id_number",
        "groom.id_number": "groom.id_number",
    }
