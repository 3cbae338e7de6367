"""Chứng thực bản sao từ bản chính (2.000815), UBND cấp xã bất kỳ.

Level 3: what is filed is an appointment. The originals are compared at the counter, and the fee
is paid there. No form is prescribed: the portal's own was reconstructed.
"""

from portal_bot import (
    Block,
    Choice,
    Declaration,
    Field,
    Flow,
    FullDate,
    IdNumber,
    Paper,
    Papers,
    PersonName,
    Phone,
    Quantity,
    appointment_on_working_day,
    fee_told,
    rule,
    told_when,
)

NOT_ORIGINALS = ("bản sao", "photo", "mật", "tối mật", "tuyệt mật", "tẩy xóa", "hư hỏng")


class DocumentOrigin(Choice):
    """Whose paper it is."""

    VIETNAM = "vietnam", "Cơ quan Việt Nam"
    FOREIGN = "foreign", "Cơ quan nước ngoài"
    JOINT = "joint", "Việt Nam liên kết nước ngoài"


class Legalization(Choice):
    """How a foreign paper came to be valid here."""

    LEGALIZED = "legalized", "Đã hợp pháp hóa"
    EXEMPT = "exempt", "Thuộc diện miễn"


class Slot(Choice):
    """Half a day."""

    MORNING = "morning", "Sáng"
    AFTERNOON = "afternoon", "Chiều"


class Requester(Block):
    """Người yêu cầu."""

    full_name: PersonName = Field(
        title="Họ và tên người yêu cầu chứng thực", same_as="applicant.full_name", max_length=100
    )
    id_number: IdNumber = Field(
        title="Số CCCD/CMND/Hộ chiếu",
        same_as="applicant.citizen_id",
        accepts=("cccd", "cmnd", "passport"),
    )
    phone: Phone = Field(title="Số điện thoại", same_as="applicant.phone")


class Original(Block):
    """One paper to be copied: a row of the table."""

    title: str = Field(title="Tên giấy tờ, văn bản")
    issuer: str = Field(title="Cơ quan cấp")
    issue_date: FullDate = Field(title="Ngày cấp", past=True)
    pages: Quantity = Field(title="Số trang bản chính", min=1, max=500)
    copies: Quantity = Field(title="Số bản sao", min=1, max=200)


class Originals(Block):
    """Giấy tờ cần chứng thực."""

    rows: list[Original] = Field(title="Giấy tờ, văn bản cần chứng thực", min=1, max=20)
    document_origin: DocumentOrigin = Field(title="Nguồn cấp giấy tờ", driver=True)
    consular_legalized: Legalization | None = Field(
        None,
        title="Đã hợp pháp hóa lãnh sự hoặc thuộc diện miễn",
        when={"document_origin": ["foreign"]},
    )


class Appointment(Block):
    """Hẹn đối chiếu."""

    date: FullDate = Field(title="Ngày hẹn xuất trình bản chính")
    slot: Slot = Field(title="Buổi")


class CopyDeclaration(Declaration):
    """What the portal asks for the appointment."""

    requester: Requester = Field(title="Người yêu cầu")
    originals: Originals = Field(title="Giấy tờ cần chứng thực")
    appointment: Appointment = Field(title="Hẹn đối chiếu")

    _fee = fee_told("fee_formula", "originals.rows", "Phí tính theo số trang bản chính và số bản")

    @rule(
        "original_not_excluded",
        fields=["originals.rows"],
        message="Bản chính không được tẩy xóa, hư hỏng, đóng dấu mật, cũng không được là bản sao",
        severity="warning",
    )
    def _originals_may_be_copied(self) -> bool:
        titles = [f" {row.title} ".casefold() for row in self.originals.rows]
        return not any(f" {word} " in title for title in titles for word in NOT_ORIGINALS)

    _foreign_papers_are_valid = told_when(
        "foreign_legalization",
        {"originals.document_origin": ["foreign"], "originals.consular_legalized": False},
        message="Giấy tờ nước ngoài phải được hợp pháp hóa lãnh sự trừ trường hợp được miễn",
    )

    _office_is_open = appointment_on_working_day("appointment.date")

    _before_three = told_when(
        "cutoff_15h",
        {"appointment.slot": ["afternoon"]},
        message="Nhận sau 15 giờ thì trả kết quả ngày làm việc tiếp theo",
        severity="info",
    )


class CopyPapers(Papers):
    """Thành phần hồ sơ."""

    original_document: Paper | None = Field(
        None, title="Bản chính giấy tờ, văn bản làm cơ sở chứng thực", present_only=True
    )
    copy_to_certify: Paper | None = Field(
        None, title="Bản sao cần chứng thực", note="không có thì cơ quan tự chụp từ bản chính"
    )


class CopyCertification(Flow[CopyDeclaration]):
    """Chứng thực bản sao từ bản chính."""

    code = "2.000815"
    title = (
        "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của "
        "Việt Nam; cơ quan, tổ chức có thẩm quyền của nước ngoài; cơ quan, tổ chức có thẩm quyền "
        "của Việt Nam liên kết với cơ quan, tổ chức có thẩm quyền của nước ngoài cấp hoặc chứng "
        "nhận"
    )
    declaration = CopyDeclaration
    papers = CopyPapers
    subject = ("requester.id_number", "originals.rows.title")
