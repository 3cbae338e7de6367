"""Thay đổi, cải chính, bổ sung hộ tịch (1.004859), UBND cấp xã, trên cổng quốc gia năm 2026.

What is to be changed, from what to what, is one text here. The commune does what was the
district's before July 2025.
"""

from portal_bot import civil_2026, rules
from portal_bot import fields as f

from .. import civil_status_change_correction


class Requester(f.Block):
    relation: str = f.Listed("Quan hệ với người có nội dung thay đổi", driver=True)
    relation_in_words: str | None = f.Optional(
        "Mối quan hệ khác", max_length=100, when={"relation": ["other"]}
    )


class Subject(civil_2026.PersonSought, civil_2026.PersonFound, civil_2026.Resident):
    gender: f.Gender | None = f.Optional("Giới tính", looked_up=True)
    id_issue_date: f.FullDate | None = f.Optional("Ngày cấp", past=True, looked_up=True)


class Request(f.Block):
    kind: str = f.Listed("Việc đăng ký")
    content: str = f.Field(
        "Nội dung đăng ký", max_length=500, sensitive=True, note="từ gì thành gì, đủ từng mục"
    )
    reason: str = f.Field("Lý do thay đổi", max_length=500, sensitive=True)


class Registration(f.Block):
    event: str = f.Listed("Tên giấy tờ hộ tịch đã đăng ký")
    number: str = f.Field("Số đăng ký hồ sơ gốc", max_length=50)
    book: str | None = f.Optional("Quyển số đăng ký hồ sơ gốc", max_length=50)
    date: f.FullDate = f.Field("Ngày đăng ký hồ sơ gốc", past=True)
    place: str = f.Field("Nơi đăng ký hồ sơ gốc", max_length=200)


class ChangeDeclaration(f.Declaration):
    requester: Requester = f.Field("Quan hệ")
    subject: Subject = f.Field("THÔNG TIN VỀ NGƯỜI CÓ NỘI DUNG THAY ĐỔI")
    request: Request = f.Field("Nội dung đề nghị")
    registration: Registration = f.Field("Nội dung đề nghị")
    copies: civil_2026.CopyCount = f.Field("Nội dung đề nghị")

    _reason_too_short = civil_status_change_correction.ChangeDeclaration._reason_too_short
    _registered_after_birth = (
        civil_status_change_correction.ChangeDeclaration._registered_after_birth
    )
    _correction_needs_error = (
        civil_status_change_correction.ChangeDeclaration._correction_needs_error
    )

    @rules.warn(
        "subject.residence",
        "Nộp ở UBND cấp xã nơi cư trú hoặc nơi đã đăng ký hộ tịch trước đây; kiểm tra lại",
    )
    def _authority_residence_or_registration(self, context: f.Context) -> bool:
        home, place = self.subject.residence, self.registration.place
        lives_here = home is not None and context.competent_for(home)
        return lives_here or rules.named_here(context, place)


class CivilStatusChangeCorrection(civil_status_change_correction.CivilStatusChangeCorrection):
    declaration = ChangeDeclaration
    subject = (
        "subject.full_name",
        "subject.birth_date",
        "request.kind",
        "registration.number",
        "request.content",
    )
    carried = {
        **civil_2026.COPIES,
        "requester.relation": (
            "requester.relation",
            {
                "self": "self",
                "father": "other",
                "mother": "other",
                "guardian": "other",
                "authorized": "other",
            },
        ),
        "requester.relation_in_words": (
            "requester.relation",
            {
                "father": "Cha",
                "mother": "Mẹ",
                "guardian": "Người giám hộ",
                "authorized": "Người được ủy quyền",
            },
        ),
        "subject.citizen_id": "subject.id_number",
        "registration.event": (
            "registration.event",
            {"birth": "birth", "marriage": "marriage", "death": "death"},
        ),
    }
    carried_back = {
        **civil_2026.COPIES_BACK,
        "requester.relation": (
            "requester.relation_in_words",
            ("requester.relation", {"self": "self"}),
        ),
    }
