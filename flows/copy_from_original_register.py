"""Thủ tục cấp bản sao từ sổ gốc (2.000908), UBND cấp xã nơi đang lưu giữ sổ gốc.

Extracts of civil-status records are another procedure (2.000635). No form is prescribed: the
portal's own was reconstructed.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

CIVIL_STATUS_WORDS = ("khai sinh", "kết hôn", "khai tử", "chứng tử", "hộ tịch", "nhận cha, mẹ, con")


class Requester(civil.OwnIdentityPaper):
    full_name: f.PersonName = f.Field(
        "Họ và tên người yêu cầu", same_as="applicant.full_name", max_length=100
    )
    identity: f.ClassVar[str] = "Giấy tờ tùy thân"
    phone: f.Phone = f.Field("Số điện thoại", same_as="applicant.phone")
    capacity: str = f.Listed("Tư cách yêu cầu", driver=True)


class Original(f.Block):
    holder_name: str = f.Field(
        "Họ tên người/tổ chức được cấp bản chính", max_length=150, sensitive=True
    )
    name: str = f.Field("Tên giấy tờ cần cấp bản sao")
    number: str | None = f.Optional("Số, ký hiệu")
    issue_date: f.PartialDate | None = f.Optional(
        "Ngày cấp bản chính", past=True, note="chỉ nhớ năm hoặc tháng/năm cũng được"
    )
    register_name: str | None = f.Optional("Sổ gốc (nếu biết)")
    copy_quantity: f.Quantity = f.Field("Số lượng bản sao", min=1, max=50)
    purpose: str | None = f.Optional("Mục đích sử dụng")


class RegisterCopyDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    original: Original = f.Field("Bản chính")
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.warn(
        "requester.capacity",
        "Người được cấp bản chính mang tên khác người yêu cầu: nếu không phải tổ chức do "
        "người này đại diện thì chọn tư cách yêu cầu khác",
    )
    def _holder_is_requester(self) -> bool:
        return self.requester.capacity != "holder" or self._same_person()

    @rules.refuse(
        "requester.capacity", "Người được cấp bản chính đã chết thì phải khác người yêu cầu"
    )
    def _dead_holder_is_another(self) -> bool:
        return self.requester.capacity != "family_of_dead_holder" or not self._same_person()

    _not_civil_status = rules.mentions_none(
        "original.name",
        words=CIVIL_STATUS_WORDS,
        message="Giấy tờ hộ tịch: dùng thủ tục 2.000635",
        severity="warning",
    )
    _register_held_here = rules.inform_when(
        {"original.name": True, "original.register_name": False},
        "Kiểm tra xã có lưu giữ sổ gốc: không lưu giữ thì cơ quan trả lời bằng văn bản",
    )

    def _same_person(self) -> bool:
        return rules.same_name(self.requester.full_name, self.original.holder_name)


class CopyFromOriginalRegister(Flow[RegisterCopyDeclaration]):
    # Not the number: it may be known only later.
    subject = ("requester.id_number", "original.holder_name", "original.name")
