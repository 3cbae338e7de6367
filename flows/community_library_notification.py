"""Thông báo thành lập thư viện cộng đồng (1.008901), UBND cấp xã nơi đặt thư viện.

A notice, not a request: who founds a library tells the commune thirty days before it opens.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f


class Founder(civil.OwnIdentityPaper):
    name: str = f.Field("Tên tổ chức, cá nhân/cộng đồng dân cư thông báo thành lập")
    representative: f.PersonName = f.Field(
        "Người đại diện: họ và tên", same_as="applicant.full_name", max_length=100
    )
    birth_date: f.BirthDate = f.Field("Ngày sinh", same_as="applicant.birth_date", past=True)
    identity: f.ClassVar[str] = "Số CMND/CCCD"
    address: f.Address = f.Field("Địa chỉ")
    phone: f.Phone = f.Field("Điện thoại")
    email: f.Email | None = f.Optional("Email")


class Library(f.Block):
    name: str = f.Field("Tên thư viện")
    address: f.Address = f.Field("Địa chỉ thư viện")
    website: str | None = f.Optional("Website (nếu có)")
    objectives: str = f.Field("Mục tiêu, đối tượng phục vụ")


class Resources(f.Block):
    books: f.Quantity = f.Field("Tổng số bản sách", max=10_000_000)
    periodicals: f.Quantity | None = f.Optional("Số đầu báo, tạp chí", max=10_000)
    digital: str | None = f.Optional("Tài nguyên số")


class Premises(f.Block):
    library_area_m2: f.Quantity = f.Field("Diện tích thư viện (m2)", max=100_000)
    reading_area_m2: f.Quantity = f.Field("Không gian đọc (m2)", max=100_000)
    equipment: str = f.Field("Trang thiết bị")


class Worker(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên")
    birth_year: f.BirthYear | None = f.Optional("Năm sinh")
    qualification: str = f.Field("Trình độ, chuyên ngành")
    certificate: str | None = f.Optional("Chứng chỉ bồi dưỡng (nếu khác ngành)")

    def qualified(self) -> bool:
        """A librarian by training, or by a course after another."""
        return "thư viện" in self.qualification.casefold() or self.certificate is not None


class Staff(f.Block):
    rows: list[Worker] = f.Field("Người làm công tác thư viện", min=1, max=20)
    funding: str = f.Field("Nguồn kinh phí")


class Opening(f.Block):
    date: f.FullDate = f.Field("Ngày bắt đầu hoạt động")


class LibraryDeclaration(f.Declaration):
    founder: Founder = f.Field("Bên thông báo")
    library: Library = f.Field("Thư viện")
    resources: Resources = f.Field("Tài nguyên thông tin")
    premises: Premises = f.Field("Cơ sở vật chất")
    staff: Staff = f.Field("Nhân lực")
    opening: Opening = f.Field("Thời gian")
    pledge: civil.Pledge = f.Field("Cam đoan")

    _thirty_days_before_opening = rules.days_ahead(
        "opening.date", "notice_days", message="Phải thông báo trước ngày mở cửa ít nhất 30 ngày"
    )

    @rules.refuse("resources.books", "Thư viện cộng đồng phải có ít nhất 1.500 bản sách")
    def _books_min(self, context: f.Context) -> bool:
        return self.resources.books >= self.law("fewest_books", context)

    @rules.refuse(
        "premises.reading_area_m2",
        "Không gian đọc ít nhất 25 m2 và không lớn hơn diện tích thư viện",
    )
    def _reading_area_min(self, context: f.Context) -> bool:
        least, area = self.law("smallest_reading_area", context), self.premises.reading_area_m2
        return least <= area <= self.premises.library_area_m2

    @rules.warn("staff.rows")
    def _staff_qualified(self) -> bool | str:
        others = rules.rows_where(self.staff.rows, lambda worker: not worker.qualified())
        return not others or (
            "Người làm thư viện phải học ngành thư viện, hoặc ngành khác và có chứng chỉ bồi "
            f"dưỡng: xem dòng {others}"
        )

    _adult_founder = rules.of_age(
        "founder.birth_date", "adult", message="Người đại diện phải đủ 18 tuổi"
    )
    _authority_library = rules.lives_here(
        "library.address",
        message="Không đúng thẩm quyền: thông báo cho UBND cấp xã nơi đặt thư viện",
    )


class CommunityLibraryNotification(Flow[LibraryDeclaration]):
    subject = ("library.name", "library.address.commune", "library.address.detail")
