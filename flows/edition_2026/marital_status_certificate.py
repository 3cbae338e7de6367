"""Cấp Giấy xác nhận tình trạng hôn nhân (1.004873), UBND cấp xã, tờ khai của Bộ Tư pháp năm 2026.

Each status opens an area of its own, whose boxes have the same names; what is asked in them is one
thing here. The list of purposes knows a marriage abroad only: all else is told in words.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import marital_status_certificate

PROVED = {"marital_status": ["married", "divorced", "widowed", "married_since"]}
SPOUSE = {"marital_status": ["married", "married_since"]}
PERIOD = {"marital_status": ["married_since"]}


class Requester(civil_2026.WizardSubmitter, civil_2026.WizardResident):
    birth_date: f.BirthDate = f.Field(
        "Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    relation: str = f.Listed("Quan hệ với người được xác nhận", driver=True)


class Subject(civil_2026.WizardCitizen, civil_2026.WizardPaper, civil_2026.WizardResident):
    gender: f.Gender = f.Field("Giới tính")
    registration_kind: str = f.Listed("Loại đăng ký", "first")


class Status(f.Block):
    marital_status: str = f.Listed("Tình trạng hôn nhân", driver=True)
    spouse_name: f.PersonName | None = f.Optional(
        "Họ, chữ đệm, tên vợ/chồng", max_length=100, when=SPOUSE
    )
    paper_number: str | None = f.Optional("Số giấy tờ", max_length=50, when=PROVED)
    paper_date: f.FullDate | None = f.Optional("Ngày cấp giấy tờ", when=PROVED, past=True)
    paper_issuer: str | None = f.Optional("Cơ quan cấp giấy tờ", max_length=150, when=PROVED)
    single_from: f.FullDate | None = f.Optional("Từ ngày", when=PERIOD, past=True)
    single_to: f.FullDate | None = f.Optional("Đến ngày", when=PERIOD, past=True)
    in_words: str | None = f.Optional(
        "Mô tả tình trạng hôn nhân",
        max_length=250,
        when={"marital_status": ["other"]},
        sensitive=True,
    )


class Partner(f.Block):
    full_name: f.PersonName = f.Field("Họ, chữ đệm, tên", max_length=100)
    birth_date: f.BirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    nationality: f.Nationality = f.Field("Quốc tịch")
    place: str = f.Field("Nơi dự định đăng ký kết hôn", max_length=200)


class Use(f.Block):
    purpose: str = f.Listed("Mục đích sử dụng", driver=True)
    partner: Partner | None = f.Optional(
        "Người dự định kết hôn", when={"purpose": ["at_mission", "abroad"]}
    )
    other: str | None = f.Optional("Mục đích khác", max_length=200, when={"purpose": ["other"]})
    quantity: f.Quantity = f.Field("Số lượng", min=1, max=50)


class MaritalStatusDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    subject: Subject = f.Field("Người được xác nhận")
    status: Status = f.Field("Tình trạng hôn nhân")
    use: Use = f.Field("Mục đích")

    _asker_age = rules.asker_fits_age("requester.relation", "subject.birth_date", same=["self"])
    _married_cannot_marry = rules.refuse_when(
        {
            "status.marital_status": ["married", "married_since"],
            "use.purpose": ["at_mission", "abroad"],
        },
        "Đang có vợ/chồng không thể xác nhận để kết hôn",
    )
    _authority_permanent_residence = rules.lives_here(
        "subject.residence",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi thường trú (hoặc tạm trú) "
        "của người được xác nhận",
    )


# Purposes that the list has no longer.
IN_WORDS = {
    "loan": "Vay vốn ngân hàng",
    "property": "Mua bán, chuyển nhượng tài sản",
    "work": "Xuất khẩu lao động",
}


class MaritalStatusCertificate(marital_status_certificate.MaritalStatusCertificate):
    declaration = MaritalStatusDeclaration
    subject = ("subject.citizen_id", "use.purpose")
    carried = {
        "requester.relation": (
            "requester.relation",
            {"self": "self", "parent": "other", "child": "other", "sibling": "other"},
        ),
        "subject.citizen_id": "subject.id_number",
        "subject.id_number": "subject.id_number",
        "use.purpose": (
            "use.purpose",
            {"loan": "other", "property": "other", "work": "other", "other": "other"},
        ),
        "use.other": ("use.other", ("use.purpose", IN_WORDS)),
    }
    carried_back = {
        "subject.id_number": "subject.id_number",
        "requester.relation": ("requester.relation", {"self": "self"}),
        "use.purpose": (
            ("use.other", {words: code for code, words in IN_WORDS.items()}),
            ("use.purpose", {"other": "other"}),
        ),
        "use.other": ("use.other", lambda said: "" if said in IN_WORDS.values() else said),
    }
