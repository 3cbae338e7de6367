"""Thủ tục cấp bản sao từ sổ gốc (2.000908), UBND cấp xã nơi đang lưu giữ sổ gốc.

Extracts of civil-status records are another procedure (2.000635). No form is prescribed: the
portal's own was reconstructed.
"""

from typing import ClassVar

from portal_bot import (
    Block,
    Choice,
    Declaration,
    Field,
    Flow,
    OwnIdentityPaper,
    Paper,
    Papers,
    PartialDate,
    PersonName,
    Phone,
    Pledge,
    Quantity,
    mentions_none,
    rule,
    same_name,
    told_when,
)

CIVIL_STATUS_WORDS = ("khai sinh", "kết hôn", "khai tử", "chứng tử", "hộ tịch", "nhận cha, mẹ, con")


class Capacity(Choice):
    """Why the requester may have the copy."""

    HOLDER = "holder", "Cá nhân, tổ chức được cấp bản chính"
    REPRESENTATIVE = "legal_representative", "Người đại diện theo pháp luật, theo ủy quyền"
    FAMILY = (
        "family_of_dead_holder",
        "Cha, mẹ, con; vợ, chồng; anh, chị, em ruột; người thừa kế (người được cấp đã chết)",
    )


class Requester(OwnIdentityPaper):
    """Người yêu cầu."""

    full_name: PersonName = Field(
        title="Họ và tên người yêu cầu", same_as="applicant.full_name", max_length=100
    )
    identity: ClassVar[str] = "Giấy tờ tùy thân"
    phone: Phone = Field(title="Số điện thoại", same_as="applicant.phone")
    capacity: Capacity = Field(title="Tư cách yêu cầu", driver=True)


class Original(Block):
    """Bản chính: the paper that the register tells of."""

    holder_name: str = Field(
        title="Họ tên người/tổ chức được cấp bản chính", max_length=150, sensitive=True
    )
    name: str = Field(title="Tên giấy tờ cần cấp bản sao")
    number: str | None = Field(None, title="Số, ký hiệu")
    issue_date: PartialDate | None = Field(
        None, title="Ngày cấp bản chính", past=True, note="chỉ nhớ năm hoặc tháng/năm cũng được"
    )
    register_name: str | None = Field(None, title="Sổ gốc (nếu biết)")
    copy_quantity: Quantity = Field(title="Số lượng bản sao", min=1, max=50)
    purpose: str | None = Field(None, title="Mục đích sử dụng")


class RegisterCopyDeclaration(Declaration):
    """What the portal asks to find the entry in the register."""

    requester: Requester = Field(title="Người yêu cầu")
    original: Original = Field(title="Bản chính")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "holder_is_requester",
        fields=["requester.capacity", "requester.full_name", "original.holder_name"],
        message="Người được cấp bản chính mang tên khác người yêu cầu: nếu không phải tổ chức do "
        "người này đại diện thì chọn tư cách yêu cầu khác",
        severity="warning",
    )
    def _holder_asks(self) -> bool:
        return self.requester.capacity is not Capacity.HOLDER or self._same_person()

    @rule(
        "dead_holder_is_another",
        fields=["requester.capacity", "requester.full_name", "original.holder_name"],
        message="Người được cấp bản chính đã chết thì phải khác người yêu cầu",
    )
    def _dead_holder_does_not_ask(self) -> bool:
        return self.requester.capacity is not Capacity.FAMILY or not self._same_person()

    _is_no_civil_status_record = mentions_none(
        "not_civil_status",
        "original.name",
        words=CIVIL_STATUS_WORDS,
        message="Giấy tờ hộ tịch: dùng thủ tục 2.000635",
        severity="warning",
    )

    _register_is_known = told_when(
        "register_held_here",
        {"original.name": True, "original.register_name": False},
        message="Kiểm tra xã có lưu giữ sổ gốc: không lưu giữ thì cơ quan trả lời bằng văn bản",
        severity="info",
    )

    def _same_person(self) -> bool:
        return same_name(self.requester.full_name, self.original.holder_name)


class RegisterCopyPapers(Papers):
    """Thành phần hồ sơ."""

    identity_document: Paper | None = Field(
        None, title="CMND/CCCD/hộ chiếu còn giá trị của người yêu cầu", present_only=True
    )
    relationship_proof: Paper | None = Field(
        None,
        title="Giấy tờ chứng minh quan hệ với người được cấp bản chính",
        when={"requester.capacity": ["legal_representative", "family_of_dead_holder"]},
    )


class CopyFromOriginalRegister(Flow[RegisterCopyDeclaration]):
    """Cấp bản sao từ sổ gốc."""

    code = "2.000908"
    title = "Thủ tục cấp bản sao từ sổ gốc"
    declaration = RegisterCopyDeclaration
    papers = RegisterCopyPapers
    # Not the number: it may be known only later.
    subject = ("requester.id_number", "original.holder_name", "original.name")
