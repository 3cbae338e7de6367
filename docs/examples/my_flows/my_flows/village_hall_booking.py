"""Đăng ký sử dụng nhà văn hóa thôn (9.000001), UBND cấp xã. Invented: an example, no procedure."""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f


class Organiser(f.Block):
    full_name: f.PersonName = f.Field(
        "Họ, chữ đệm, tên", same_as="applicant.full_name", max_length=100
    )
    phone: f.Phone = f.Field("Số điện thoại", same_as="applicant.phone")


class Use(f.Block):
    purpose: str = f.Listed("Mục đích sử dụng", driver=True)
    explanation: str | None = f.Optional(
        "Ghi rõ mục đích", max_length=150, when={"purpose": ["other"]}, sensitive=True
    )
    date: f.FullDate = f.Field("Ngày sử dụng")
    guests: f.Quantity = f.Field("Số người dự", min=1, max=300)


class BookingDeclaration(f.Declaration):
    organiser: Organiser = f.Field("Người đăng ký")
    use: Use = f.Field("Việc sử dụng")
    pledge: civil.Pledge = f.Field("Cam đoan")

    _soon_enough = rules.days_ahead(
        "use.date", "notice_days", message="Phải đăng ký trước ít nhất 3 ngày"
    )

    @rules.refuse("use.guests", "Đám cưới quá số chỗ ngồi của nhà văn hóa thôn")
    def _wedding_fits(self, context: f.Context) -> bool:
        return self.use.purpose != "wedding" or self.use.guests <= self.law("seats", context)


class VillageHallBooking(Flow[BookingDeclaration]):
    subject = ("use.date", "use.purpose")
