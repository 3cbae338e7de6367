"""Đổi, cấp lại Giấy xác nhận khuyết tật (1.001653), UBND cấp xã nơi cư trú.

Where the disability itself has changed, the council must assess it anew (1.001699).
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

EXCHANGED = {"wrong_information", "damaged"}
REASSESSED = {"degree_changed", "over_6"}


class Request(f.Block):
    kind: str = f.Listed("Nội dung đề nghị", driver=True)
    reason: str = f.Listed("Lý do", driver=True)
    submitted_by: str = f.Listed("Người nộp", driver=True)
    correct_information: str | None = f.Optional(
        "Thông tin đúng cần ghi lại", when={"reason": ["wrong_information"]}, sensitive=True
    )


class Person(civil.IdentityPaper):
    full_name: f.PersonName = f.Field("Họ và tên", max_length=100)
    birth_date: f.BirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    gender: f.Gender = f.Field("Giới tính")
    identity: f.ClassVar[str] = "Số CMND hoặc CCCD"
    permanent_address: f.Address = f.Field("Hộ khẩu thường trú")
    current_address: f.Address | None = f.Optional("Nơi ở hiện nay")
    phone: f.Phone | None = f.Optional("Số điện thoại")


class Representative(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên", max_length=100)
    relation: str = f.Field("Mối quan hệ với người được xác định khuyết tật")
    id_number: f.IdNumber = f.Field("Số CMND hoặc CCCD", accepts=("cccd", "cmnd"))
    phone: f.Phone | None = f.Optional("Số điện thoại")


class Certificate(f.Block):
    number: str = f.Field("Số hiệu Giấy xác nhận khuyết tật đã cấp")
    date: f.FullDate = f.Field("Ngày cấp", past=True)


class TypeRow(f.Block):
    kind: str = f.Listed("Dạng khuyết tật")


class Disability(f.Block):
    types: list[TypeRow] = f.Field("Thông tin về dạng khuyết tật", min=1, max=6)
    degree: str = f.Listed("Mức độ khuyết tật ghi trên giấy")


class ReissueDeclaration(f.Declaration):
    request: Request = f.Field("Nội dung đề nghị")
    person: Person = f.Field("Thông tin người được xác định mức độ khuyết tật")
    representative: Representative | None = f.Optional(
        "Thông tin người đại diện hợp pháp (nếu có)",
        when={"request.submitted_by": ["representative"]},
    )
    certificate: Certificate = f.Field("Giấy xác nhận đã cấp")
    disability: Disability = f.Field("Thông tin về tình trạng khuyết tật")
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.refuse(
        "request.kind",
        "Lý do không phù hợp với nội dung đề nghị: sai thông tin, hư hỏng thì cấp đổi; "
        "còn lại thì cấp lại",
    )
    def _exchange_reasons(self) -> bool:
        exchange = self.request.kind == "exchange"
        return exchange is (self.request.reason in EXCHANGED)

    @rules.refuse("request.reason", "Chưa đủ 6 tuổi")
    def _over6_age(self, context: f.Context) -> bool:
        old_enough = self.reached("reassessed_from", self.person.birth_date, context)
        return self.request.reason != "over_6" or old_enough

    _reassessment_needed = rules.warn_when(
        {"request.reason": ["degree_changed", "over_6"]},
        "Phải xác định lại mức độ khuyết tật: dùng thủ tục 1.001699",
    )

    @rules.refuse("request.submitted_by", "Người dưới 18 tuổi phải có người đại diện")
    def _minor_representative(self, context: f.Context) -> bool:
        adult = self.reached("adult", self.person.birth_date, context)
        return adult or self.request.submitted_by == "representative"

    _representative_is_another = rules.differ(
        "representative.full_name",
        "person.full_name",
        message="Người đại diện phải khác người được xác định khuyết tật",
    )
    _certificate_after_birth = rules.not_before(
        "certificate.date", "person.birth_date", message="Ngày cấp giấy không thể trước ngày sinh"
    )

    @rules.refuse("disability.types", "Mỗi dạng khuyết tật chỉ ghi một dòng")
    def _type_listed_twice(self) -> bool:
        return not rules.repeated_rows(self.disability.types, exact=["kind"])

    _authority_residence = rules.lives_here(
        "person.permanent_address",
        "person.current_address",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của người khuyết tật",
    )


class DisabilityCertificateReissue(Flow[ReissueDeclaration]):
    subject = ("person.id_number", "certificate.number", "request.reason")
