"""Chứng thực bản sao từ bản chính (2.000815), UBND cấp xã bất kỳ.

Level 3: what is filed is an appointment. The originals are compared at the counter, and the fee
is paid there. No form is prescribed: the portal's own was reconstructed.
"""

from portal_bot import Flow, rules
from portal_bot import fields as f

NOT_ORIGINALS = ("bản sao", "photo", "mật", "tối mật", "tuyệt mật", "tẩy xóa", "hư hỏng")


class Requester(f.Block):
    full_name: f.PersonName = f.Field(
        "Họ và tên người yêu cầu chứng thực", same_as="applicant.full_name", max_length=100
    )
    id_number: f.IdNumber = f.Field(
        "Số CCCD/CMND/Hộ chiếu",
        same_as="applicant.citizen_id",
        accepts=("cccd", "cmnd", "passport"),
    )
    phone: f.Phone = f.Field("Số điện thoại", same_as="applicant.phone")


class Original(f.Block):
    title: str = f.Field("Tên giấy tờ, văn bản")
    issuer: str = f.Field("Cơ quan cấp")
    issue_date: f.FullDate = f.Field("Ngày cấp", past=True)
    pages: f.Quantity = f.Field("Số trang bản chính", min=1, max=500)
    copies: f.Quantity = f.Field("Số bản sao", min=1, max=200)


class Originals(f.Block):
    rows: list[Original] = f.Field("Giấy tờ, văn bản cần chứng thực", min=1, max=20)
    document_origin: str = f.Listed("Nguồn cấp giấy tờ", driver=True)
    consular_legalized: str | None = f.Listed(
        "Đã hợp pháp hóa lãnh sự hoặc thuộc diện miễn", None, when={"document_origin": ["foreign"]}
    )


class Appointment(f.Block):
    date: f.FullDate = f.Field("Ngày hẹn xuất trình bản chính")
    slot: str = f.Listed("Buổi")


class CopyDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    originals: Originals = f.Field("Giấy tờ cần chứng thực")
    appointment: Appointment = f.Field("Hẹn đối chiếu")

    _fee_formula = rules.fee_told("originals.rows", "Phí tính theo số trang bản chính và số bản")

    @rules.warn(
        "originals.rows",
        "Bản chính không được tẩy xóa, hư hỏng, đóng dấu mật, cũng không được là bản sao",
    )
    def _original_not_excluded(self) -> bool:
        titles = [f" {row.title} ".casefold() for row in self.originals.rows]
        return not any(f" {word} " in title for title in titles for word in NOT_ORIGINALS)

    _foreign_legalization = rules.refuse_when(
        {"originals.document_origin": ["foreign"], "originals.consular_legalized": False},
        "Giấy tờ nước ngoài phải được hợp pháp hóa lãnh sự trừ trường hợp được miễn",
    )
    _date_not_past_working_day = rules.appointment_on_working_day("appointment.date")
    _cutoff_15h = rules.inform_when(
        {"appointment.slot": ["afternoon"]},
        "Nhận sau 15 giờ thì trả kết quả ngày làm việc tiếp theo",
    )


class CopyCertification(Flow[CopyDeclaration]):
    subject = ("requester.id_number", "originals.rows.title")
