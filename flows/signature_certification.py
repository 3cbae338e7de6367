"""Chứng thực chữ ký trong các giấy tờ, văn bản (2.000884), UBND cấp xã bất kỳ.

Level 3: what is filed is an appointment. The paper is signed in front of the official, so what is
attached is not signed yet. No form is prescribed: the portal's own was reconstructed.
"""

from datetime import date

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

CONTRACT_WORDS = ("hợp đồng", "mua bán", "chuyển nhượng", "tặng cho", "thế chấp", "đặt cọc")


class Requester(civil.OwnIdentityPaper):
    full_name: f.PersonName = f.Field(
        "Họ và tên người yêu cầu chứng thực", same_as="applicant.full_name", max_length=100
    )
    birth_date: f.BirthDate = f.Field(
        "Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    identity: f.ClassVar[str] = "Giấy tờ tùy thân"
    phone: f.Phone = f.Field("Số điện thoại", same_as="applicant.phone")

    def card_ends(self, context: f.Context) -> date | None:
        """The birthday on which the citizen's card ends; ``None``: never again."""
        issued_at = rules.full_years(self.birth_date, self.id_issue_date)
        ages, skips = self.law_table("card_age", context), self.law("card_skips", context)
        ends = [int(age) for age in ages.values() if age - skips > issued_at]
        return _birthday(self.birth_date, ends[0]) if ends else None

    def paper_is_valid_on(self, day: date, context: f.Context) -> bool:
        """As far as its kind and its date of issue tell."""
        if self.id_type == "cccd":
            ends = self.card_ends(context)
            return ends is None or day <= ends
        years = self.law_table("years_valid", context).get(self.id_type)
        return years is None or rules.full_years(self.id_issue_date, day) < years


def _birthday(born: date, age: int) -> date:
    leap_day = (born.month, born.day) == (2, 29)
    return date(born.year + age, born.month, 28 if leap_day else born.day)


class Document(f.Block):
    title: str = f.Field("Tên giấy tờ, văn bản sẽ ký", max_length=250)
    kind: str = f.Listed("Loại văn bản")
    pages: f.Quantity = f.Field("Số trang", min=1, max=200)
    copies: f.Quantity = f.Field("Số bản", min=1, max=50)
    language: str = f.Listed("Ngôn ngữ văn bản", driver=True)
    signing_mode: str = f.Listed("Hình thức")


class Appointment(f.Block):
    place: str = f.Listed("Địa điểm chứng thực", driver=True)
    outside_reason: str | None = f.Optional(
        "Lý do, địa chỉ ngoài trụ sở", when={"place": ["outside"]}, sensitive=True
    )
    date: f.FullDate = f.Field("Ngày hẹn ký")


class SignatureDeclaration(f.Declaration):
    requester: Requester = f.Field("Người yêu cầu")
    document: Document = f.Field("Giấy tờ cần chứng thực chữ ký")
    appointment: Appointment = f.Field("Hẹn ký trước người thực hiện chứng thực")

    @rules.refuse(
        "document.kind",
        "Không chứng thực chữ ký trên hợp đồng, giao dịch (trừ giấy ủy quyền đơn giản)",
    )
    def _not_a_contract(self) -> bool:
        title = self.document.title.casefold()
        return not any(word in title for word in CONTRACT_WORDS)

    @rules.warn(
        "requester.id_issue_date",
        "Giấy tờ tùy thân phải còn giá trị sử dụng vào ngày hẹn; kiểm tra hạn",
    )
    def _id_valid(self, context: f.Context) -> bool:
        return self.requester.paper_is_valid_on(self.appointment.date, context)

    _date_not_past_working_day = rules.appointment_on_working_day("appointment.date")
    _sign_in_front = rules.inform_when(
        {"document.signing_mode": ["signature", "fingerprint"]},
        "Phải ký trước mặt người thực hiện chứng thực; tệp đính kèm là bản chưa ký",
    )
    _fingerprint_note = rules.inform_when(
        {"document.signing_mode": ["fingerprint", "unable"]},
        "Lời chứng thay đổi theo hình thức điểm chỉ/không thể ký",
    )


class SignatureCertification(Flow[SignatureDeclaration]):
    subject = ("requester.id_number", "document.title")
