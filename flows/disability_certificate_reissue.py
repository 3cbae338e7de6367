"""Đổi, cấp lại Giấy xác nhận khuyết tật (1.001653), UBND cấp xã nơi cư trú.

Where the disability itself has changed, the council must assess it anew (1.001699).
"""

from typing import ClassVar

from portal_bot import (
    Address,
    BirthDate,
    Block,
    Choice,
    Context,
    Declaration,
    Field,
    Flow,
    FullDate,
    Gender,
    IdentityPaper,
    IdNumber,
    Paper,
    Papers,
    PersonName,
    Phone,
    Pledge,
    competent_here,
    differ,
    full_years,
    not_before,
    repeated_rows,
    rule,
    told_when,
)

ADULT_AGE, REASSESSED_AGE = 18, 6


class RequestKind(Choice):
    """A new paper for the old one, or for one that is gone or no longer true."""

    EXCHANGE = "exchange", "Cấp đổi Giấy xác nhận khuyết tật"
    REISSUE = "reissue", "Cấp lại Giấy xác nhận khuyết tật"


class Reason(Choice):
    """Why (Thông tư 01/2019, Điều 8)."""

    WRONG_INFORMATION = "wrong_information", "Sai thông tin so với CMND/CCCD"
    DAMAGED = "damaged", "Hư hỏng không sử dụng được"
    LOST = "lost", "Mất"
    DEGREE_CHANGED = "degree_changed", "Thay đổi dạng/mức độ khuyết tật"
    OVER_6 = "over_6", "Từ đủ 6 tuổi trở lên"


EXCHANGED = {Reason.WRONG_INFORMATION, Reason.DAMAGED}
REASSESSED = {Reason.DEGREE_CHANGED, Reason.OVER_6}


class SubmittedBy(Choice):
    """Who asks."""

    SELF = "self", "Người khuyết tật"
    REPRESENTATIVE = "representative", "Người đại diện hợp pháp"


class DisabilityType(Choice):
    """As on the certificate."""

    MOBILITY = "mobility", "Khuyết tật vận động"
    HEARING_SPEECH = "hearing_speech", "Khuyết tật nghe, nói"
    VISION = "vision", "Khuyết tật nhìn"
    MENTAL = "mental", "Khuyết tật thần kinh, tâm thần"
    INTELLECTUAL = "intellectual", "Khuyết tật trí tuệ"
    OTHER = "other", "Khuyết tật khác"


class Degree(Choice):
    """As on the certificate."""

    MILD = "mild", "Nhẹ"
    SEVERE = "severe", "Nặng"
    VERY_SEVERE = "very_severe", "Đặc biệt nặng"


class Request(Block):
    """Nội dung đề nghị."""

    kind: RequestKind = Field(title="Nội dung đề nghị", driver=True)
    reason: Reason = Field(title="Lý do", driver=True)
    submitted_by: SubmittedBy = Field(title="Người nộp", driver=True)
    correct_information: str | None = Field(
        None,
        title="Thông tin đúng cần ghi lại",
        when={"reason": ["wrong_information"]},
        sensitive=True,
    )


class Person(IdentityPaper):
    """Thông tin người được xác định mức độ khuyết tật."""

    full_name: PersonName = Field(title="Họ và tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field(title="Giới tính")
    identity: ClassVar[str] = "Số CMND hoặc CCCD"
    permanent_address: Address = Field(title="Hộ khẩu thường trú")
    current_address: Address | None = Field(None, title="Nơi ở hiện nay")
    phone: Phone | None = Field(None, title="Số điện thoại")


class Representative(Block):
    """Thông tin người đại diện hợp pháp."""

    full_name: PersonName = Field(title="Họ và tên", max_length=100)
    relation: str = Field(title="Mối quan hệ với người được xác định khuyết tật")
    id_number: IdNumber = Field(title="Số CMND hoặc CCCD", accepts=("cccd", "cmnd"))
    phone: Phone | None = Field(None, title="Số điện thoại")


class Certificate(Block):
    """Giấy xác nhận đã cấp."""

    number: str = Field(title="Số hiệu Giấy xác nhận khuyết tật đã cấp")
    date: FullDate = Field(title="Ngày cấp", past=True)


class TypeRow(Block):
    """One kind of disability: a row of the table."""

    kind: DisabilityType = Field(title="Dạng khuyết tật")


class Disability(Block):
    """Thông tin về tình trạng khuyết tật."""

    types: list[TypeRow] = Field(title="Thông tin về dạng khuyết tật", min=1, max=6)
    degree: Degree = Field(title="Mức độ khuyết tật ghi trên giấy")


class ReissueDeclaration(Declaration):
    """Đơn đề nghị cấp đổi, cấp lại Giấy xác nhận khuyết tật."""

    request: Request = Field(title="Nội dung đề nghị")
    person: Person = Field(title="Thông tin người được xác định mức độ khuyết tật")
    representative: Representative | None = Field(
        None,
        title="Thông tin người đại diện hợp pháp (nếu có)",
        when={"request.submitted_by": ["representative"]},
    )
    certificate: Certificate = Field(title="Giấy xác nhận đã cấp")
    disability: Disability = Field(title="Thông tin về tình trạng khuyết tật")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "exchange_reasons",
        fields=["request.kind", "request.reason"],
        message="Lý do không phù hợp với nội dung đề nghị: sai thông tin, hư hỏng thì cấp đổi; "
        "còn lại thì cấp lại",
    )
    def _reason_fits(self) -> bool:
        exchange = self.request.kind is RequestKind.EXCHANGE
        return exchange is (self.request.reason in EXCHANGED)

    @rule("over6_age", fields=["request.reason", "person.birth_date"], message="Chưa đủ 6 tuổi")
    def _is_over_six(self, context: Context) -> bool:
        age = full_years(self.person.birth_date, context.today)
        return self.request.reason is not Reason.OVER_6 or age >= REASSESSED_AGE

    _needs_no_assessment = told_when(
        "reassessment_needed",
        {"request.reason": ["degree_changed", "over_6"]},
        message="Phải xác định lại mức độ khuyết tật: dùng thủ tục 1.001699",
        severity="warning",
    )

    @rule(
        "minor_representative",
        fields=["request.submitted_by", "person.birth_date"],
        message="Người dưới 18 tuổi phải có người đại diện",
    )
    def _minor_is_represented(self, context: Context) -> bool:
        minor = full_years(self.person.birth_date, context.today) < ADULT_AGE
        return not minor or self.request.submitted_by is SubmittedBy.REPRESENTATIVE

    _represented_by_another = differ(
        "representative_is_another",
        "representative.full_name",
        "person.full_name",
        message="Người đại diện phải khác người được xác định khuyết tật",
    )

    _certified_after_birth = not_before(
        "certificate_after_birth",
        "certificate.date",
        "person.birth_date",
        message="Ngày cấp giấy không thể trước ngày sinh",
    )

    @rule(
        "type_listed_twice",
        fields=["disability.types"],
        message="Mỗi dạng khuyết tật chỉ ghi một dòng",
    )
    def _types_differ(self) -> bool:
        return not repeated_rows(self.disability.types, exact=["kind"])

    _lives_here = competent_here(
        "authority_residence",
        "person.permanent_address",
        "person.current_address",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi cư trú của người khuyết tật",
    )


class ReissuePapers(Papers):
    """Thành phần hồ sơ."""

    application_form: Paper = Field(title="Đơn đề nghị theo Mẫu số 01")
    old_certificate: Paper | None = Field(
        None,
        title="Giấy xác nhận khuyết tật cũ",
        when={"request.reason": ["wrong_information", "damaged", "degree_changed", "over_6"]},
    )
    medical_documents: Paper | None = Field(
        None,
        title="Bản sao giấy tờ y tế liên quan",
        when={"request.reason": ["degree_changed", "over_6"]},
    )
    identity: Paper | None = Field(
        None, title="CMND/CCCD, giấy khai sinh trẻ em", present_only=True
    )


class DisabilityCertificateReissue(Flow[ReissueDeclaration]):
    """Đổi, cấp lại Giấy xác nhận khuyết tật."""

    code = "1.001653"
    title = "Đổi, cấp lại Giấy xác nhận khuyết tật"
    declaration = ReissueDeclaration
    papers = ReissuePapers
    subject = ("person.id_number", "certificate.number", "request.reason")
