"""Thủ tục đăng ký lại kết hôn (1.004746), UBND cấp xã, tờ khai của Bộ Tư pháp năm 2026.

A procedure of 2026 alone: nobody here has written down its form of 2022. The party whose account
it is, is filled in from VNeID; on this form no status opens boxes for the paper that proves it.
"""

from portal_bot import Flow, civil_2026, rules
from portal_bot import fields as f

from .. import marriage_registration

PERIOD = {"status": ["married_since"]}
FIRST_YEAR_TOO_LATE = 2016  # Nghị định 123/2015/NĐ-CP, Điều 24 khoản 1


class Party(civil_2026.WizardCitizen, civil_2026.WizardPaper, civil_2026.WizardResident):
    id_issue_date: f.FullDate = f.Field("Ngày cấp", past=True)
    id_issuer: str = f.Field("Cơ quan cấp", max_length=150)
    marriages: f.Quantity | None = f.Optional("Số lần kết hôn", min=0, max=9)
    status: str = f.Listed("Tình trạng hôn nhân", driver=True)
    single_from: f.FullDate | None = f.Optional("Từ ngày", when=PERIOD, past=True)
    single_to: f.FullDate | None = f.Optional("Đến ngày", when=PERIOD, past=True)
    status_in_words: str | None = f.Optional(
        "Mô tả tình trạng hôn nhân", max_length=250, when={"status": ["other"]}, sensitive=True
    )


class PreviousRegistration(f.Block):
    kind: str = f.Listed("Loại đăng ký", "again")
    registered_at: f.Locality | None = f.Optional("Nơi đã đăng ký")
    date: f.FullDate | None = f.Optional("Ngày, tháng, năm đăng ký", past=True)
    number: str | None = f.Optional("Số", max_length=50)
    book: str | None = f.Optional("Quyển số", max_length=50)

    _registered_before_2016 = rules.before_year(
        "date",
        FIRST_YEAR_TOO_LATE,
        message="Chỉ đăng ký lại việc kết hôn đã đăng ký trước ngày 01/01/2016",
    )


class MarriageReregistrationDeclaration(f.Declaration):
    bride: Party = f.Field("I. Bên nữ")
    groom: Party = f.Field("II. Bên nam")
    previous: PreviousRegistration = f.Field("Đăng ký", PreviousRegistration())
    copies: civil_2026.CopyRequest = f.Field("Đăng ký", civil_2026.CopyRequest())

    _different_persons = rules.differ(
        "bride.citizen_id",
        "groom.citizen_id",
        message="Số định danh của hai bên không được trùng nhau",
    )
    _applicant_is_a_party = marriage_registration.MarriageDeclaration._applicant_is_a_party
    _vietnamese_only = marriage_registration.MarriageDeclaration._vietnamese_only
    _authority = rules.lives_here(
        "bride.residence",
        "groom.residence",
        "previous.registered_at",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã đã đăng ký kết hôn hoặc nơi thường trú "
        "của một trong hai bên",
    )
    _both_alive = rules.reminder(
        "bride.full_name",
        "Hai bên phải còn sống vào thời điểm tiếp nhận hồ sơ, sổ hộ tịch và bản chính đều bị mất",
    )


class MarriageReregistration(Flow[MarriageReregistrationDeclaration]):
    subject = ("bride.citizen_id", "groom.citizen_id")
