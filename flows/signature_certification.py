"""Chứng thực chữ ký trong các giấy tờ, văn bản (2.000884), UBND cấp xã bất kỳ.

Level 3: what is filed is an appointment. The paper is signed in front of the official, so what is
attached is not signed yet. No form is prescribed: the portal's own was reconstructed.
"""

from datetime import date
from typing import ClassVar

from portal_bot import (
    BirthDate,
    Block,
    Choice,
    Declaration,
    Field,
    Flow,
    FullDate,
    IdType,
    OwnIdentityPaper,
    Paper,
    Papers,
    PersonName,
    Phone,
    Quantity,
    appointment_on_working_day,
    full_years,
    rule,
    told_when,
)

YEARS_VALID = {IdType.CMND: 15, IdType.PASSPORT: 10}
# A citizen's card ends at these birthdays; one issued in the two years before lasts to the next.
CARD_ENDS_AT, CARD_SKIPS_YEARS = (25, 40, 60), 2
CONTRACT_WORDS = ("hợp đồng", "mua bán", "chuyển nhượng", "tặng cho", "thế chấp", "đặt cọc")


class DocumentKind(Choice):
    """What will be signed."""

    PERSONAL_STATEMENT = "personal_statement", "Sơ yếu lý lịch/tờ khai cá nhân"
    SIMPLE_POWER = (
        "simple_poa",
        "Giấy ủy quyền đơn giản (không thù lao, không bồi thường, không chuyển quyền sở hữu)",
    )
    DECLARATION = "declaration", "Đơn, giấy cam đoan"
    OTHER = "other", "Văn bản khác"


class Language(Choice):
    """Whether the official can read it."""

    VIETNAMESE = "vi", "Tiếng Việt"
    FOREIGN = "foreign", "Tiếng nước ngoài"


class SigningMode(Choice):
    """How it is signed; the wording of the certificate follows it."""

    SIGNATURE = "signature", "Ký"
    FINGERPRINT = "fingerprint", "Điểm chỉ"
    UNABLE = "unable", "Không thể ký, không thể điểm chỉ"


class Place(Choice):
    """Where it is signed."""

    OFFICE = "office", "Tại trụ sở UBND xã"
    OUTSIDE = (
        "outside",
        "Ngoài trụ sở (già yếu, không đi lại được, bị tạm giữ/giam, lý do chính đáng)",
    )


class Requester(OwnIdentityPaper):
    """Người yêu cầu: the one who signs, in person."""

    full_name: PersonName = Field(
        title="Họ và tên người yêu cầu chứng thực", same_as="applicant.full_name", max_length=100
    )
    birth_date: BirthDate = Field(
        title="Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    identity: ClassVar[str] = "Giấy tờ tùy thân"
    phone: Phone = Field(title="Số điện thoại", same_as="applicant.phone")

    def card_ends(self) -> date | None:
        """The birthday on which the citizen's card ends; ``None``: never again."""
        issued_at = full_years(self.birth_date, self.id_issue_date)
        ends = [age for age in CARD_ENDS_AT if age - CARD_SKIPS_YEARS > issued_at]
        return _birthday(self.birth_date, ends[0]) if ends else None

    def paper_is_valid_on(self, day: date) -> bool:
        """As far as its kind and its date of issue tell."""
        if self.id_type is IdType.CCCD:
            ends = self.card_ends()
            return ends is None or day <= ends
        years = YEARS_VALID.get(self.id_type)
        return years is None or full_years(self.id_issue_date, day) < years


def _birthday(born: date, age: int) -> date:
    leap_day = (born.month, born.day) == (2, 29)
    return date(born.year + age, born.month, 28 if leap_day else born.day)


class Document(Block):
    """Giấy tờ cần chứng thực chữ ký."""

    title: str = Field(title="Tên giấy tờ, văn bản sẽ ký", max_length=250)
    kind: DocumentKind = Field(title="Loại văn bản")
    pages: Quantity = Field(title="Số trang", min=1, max=200)
    copies: Quantity = Field(title="Số bản", min=1, max=50)
    language: Language = Field(title="Ngôn ngữ văn bản", driver=True)
    signing_mode: SigningMode = Field(title="Hình thức")


class Appointment(Block):
    """Hẹn ký trước người thực hiện chứng thực."""

    place: Place = Field(title="Địa điểm chứng thực", driver=True)
    outside_reason: str | None = Field(
        None, title="Lý do, địa chỉ ngoài trụ sở", when={"place": ["outside"]}, sensitive=True
    )
    date: FullDate = Field(title="Ngày hẹn ký")


class SignatureDeclaration(Declaration):
    """What the portal asks for the appointment."""

    requester: Requester = Field(title="Người yêu cầu")
    document: Document = Field(title="Giấy tờ cần chứng thực chữ ký")
    appointment: Appointment = Field(title="Hẹn ký trước người thực hiện chứng thực")

    @rule(
        "not_a_contract",
        fields=["document.kind", "document.title"],
        message="Không chứng thực chữ ký trên hợp đồng, giao dịch (trừ giấy ủy quyền đơn giản)",
    )
    def _is_no_contract(self) -> bool:
        title = self.document.title.casefold()
        return not any(word in title for word in CONTRACT_WORDS)

    @rule(
        "id_valid",
        fields=["requester.id_issue_date", "appointment.date"],
        message="Giấy tờ tùy thân phải còn giá trị sử dụng vào ngày hẹn; kiểm tra hạn",
        severity="warning",
    )
    def _identity_is_still_valid(self) -> bool:
        return self.requester.paper_is_valid_on(self.appointment.date)

    _office_is_open = appointment_on_working_day("appointment.date")

    _needs_no_signature = told_when(
        "sign_in_front",
        {"document.signing_mode": ["signature", "fingerprint"]},
        message="Phải ký trước mặt người thực hiện chứng thực; tệp đính kèm là bản chưa ký",
        severity="info",
    )

    _is_signed = told_when(
        "fingerprint_note",
        {"document.signing_mode": ["fingerprint", "unable"]},
        message="Lời chứng thay đổi theo hình thức điểm chỉ/không thể ký",
        severity="info",
    )


class SignaturePapers(Papers):
    """Thành phần hồ sơ."""

    identity_document: Paper | None = Field(
        None,
        title="Bản chính hoặc bản sao chứng thực CMND/CCCD/hộ chiếu còn giá trị",
        present_only=True,
    )
    document_to_sign: Paper = Field(title="Giấy tờ, văn bản sẽ ký (chưa ký)")
    translation: Paper | None = Field(
        None,
        title="Bản dịch nội dung văn bản tiếng nước ngoài (không cần chứng thực)",
        when={"document.language": ["foreign"]},
    )


class SignatureCertification(Flow[SignatureDeclaration]):
    """Chứng thực chữ ký."""

    code = "2.000884"
    title = (
        "Chứng thực chữ ký trong các giấy tờ, văn bản (áp dụng cho cả trường hợp chứng thực điểm "
        "chỉ và trường hợp người yêu cầu chứng thực không thể ký, không thể điểm chỉ được)"
    )
    declaration = SignatureDeclaration
    papers = SignaturePapers
    subject = ("requester.id_number", "document.title")
