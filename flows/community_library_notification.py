"""Thông báo thành lập thư viện cộng đồng (1.008901), UBND cấp xã nơi đặt thư viện.

A notice, not a request: who founds a library tells the commune thirty days before it opens.
"""

from typing import ClassVar

from portal_bot import (
    Address,
    BirthDate,
    BirthYear,
    Block,
    Declaration,
    Email,
    Field,
    Flow,
    FullDate,
    OwnIdentityPaper,
    Paper,
    Papers,
    PersonName,
    Phone,
    Pledge,
    Quantity,
    competent_here,
    days_ahead,
    of_age,
    rows_where,
    rule,
)

FEWEST_BOOKS = 1_500
SMALLEST_READING_M2 = 25


class Founder(OwnIdentityPaper):
    """Bên thông báo."""

    name: str = Field(title="Tên tổ chức, cá nhân/cộng đồng dân cư thông báo thành lập")
    representative: PersonName = Field(
        title="Người đại diện: họ và tên", same_as="applicant.full_name", max_length=100
    )
    birth_date: BirthDate = Field(title="Ngày sinh", same_as="applicant.birth_date", past=True)
    identity: ClassVar[str] = "Số CMND/CCCD"
    address: Address = Field(title="Địa chỉ")
    phone: Phone = Field(title="Điện thoại")
    email: Email | None = Field(None, title="Email")


class Library(Block):
    """Thư viện."""

    name: str = Field(title="Tên thư viện")
    address: Address = Field(title="Địa chỉ thư viện")
    website: str | None = Field(None, title="Website (nếu có)")
    objectives: str = Field(title="Mục tiêu, đối tượng phục vụ")


class Resources(Block):
    """Tài nguyên thông tin."""

    books: Quantity = Field(title="Tổng số bản sách", max=10_000_000)
    periodicals: Quantity | None = Field(None, title="Số đầu báo, tạp chí", max=10_000)
    digital: str | None = Field(None, title="Tài nguyên số")


class Premises(Block):
    """Cơ sở vật chất."""

    library_area_m2: Quantity = Field(title="Diện tích thư viện (m2)", max=100_000)
    reading_area_m2: Quantity = Field(title="Không gian đọc (m2)", max=100_000)
    equipment: str = Field(title="Trang thiết bị")


class Worker(Block):
    """One who works there: a row of the table."""

    full_name: PersonName = Field(title="Họ và tên")
    birth_year: BirthYear | None = Field(None, title="Năm sinh")
    qualification: str = Field(title="Trình độ, chuyên ngành")
    certificate: str | None = Field(None, title="Chứng chỉ bồi dưỡng (nếu khác ngành)")

    def qualified(self) -> bool:
        """A librarian by training, or by a course after another."""
        return "thư viện" in self.qualification.casefold() or self.certificate is not None


class Staff(Block):
    """Nhân lực."""

    rows: list[Worker] = Field(title="Người làm công tác thư viện", min=1, max=20)
    funding: str = Field(title="Nguồn kinh phí")


class Opening(Block):
    """Thời gian."""

    date: FullDate = Field(title="Ngày bắt đầu hoạt động")


class LibraryDeclaration(Declaration):
    """Thông báo thành lập thư viện (Mẫu 01A)."""

    founder: Founder = Field(title="Bên thông báo")
    library: Library = Field(title="Thư viện")
    resources: Resources = Field(title="Tài nguyên thông tin")
    premises: Premises = Field(title="Cơ sở vật chất")
    staff: Staff = Field(title="Nhân lực")
    opening: Opening = Field(title="Thời gian")
    pledge: Pledge = Field(title="Cam đoan")

    _in_time = days_ahead(
        "thirty_days_before_opening",
        "opening.date",
        30,
        message="Phải thông báo trước ngày mở cửa ít nhất 30 ngày",
    )

    @rule(
        "books_min",
        fields=["resources.books"],
        message="Thư viện cộng đồng phải có ít nhất 1.500 bản sách",
    )
    def _enough_books(self) -> bool:
        return self.resources.books >= FEWEST_BOOKS

    @rule(
        "reading_area_min",
        fields=["premises.reading_area_m2", "premises.library_area_m2"],
        message="Không gian đọc ít nhất 25 m2 và không lớn hơn diện tích thư viện",
    )
    def _room_to_read(self) -> bool:
        premises = self.premises
        return SMALLEST_READING_M2 <= premises.reading_area_m2 <= premises.library_area_m2

    @rule("staff_qualified", fields=["staff.rows"], message="", severity="warning")
    def _librarians(self) -> bool | str:
        others = rows_where(self.staff.rows, lambda worker: not worker.qualified())
        return not others or (
            "Người làm thư viện phải học ngành thư viện, hoặc ngành khác và có chứng chỉ bồi "
            f"dưỡng: xem dòng {others}"
        )

    _founder_is_of_age = of_age(
        "adult_founder", "founder.birth_date", message="Người đại diện phải đủ 18 tuổi"
    )

    _library_is_here = competent_here(
        "authority_library",
        "library.address",
        message="Không đúng thẩm quyền: thông báo cho UBND cấp xã nơi đặt thư viện",
    )


class LibraryPapers(Papers):
    """Thành phần hồ sơ."""

    notification_form: Paper = Field(title="Thông báo thành lập thư viện (Mẫu 01A)")
    conditions_proof: Paper = Field(
        title="Tài liệu chứng minh đủ điều kiện thành lập (khoản 1 Điều 18 Luật Thư viện)"
    )


class CommunityLibraryNotification(Flow[LibraryDeclaration]):
    """Thông báo thành lập thư viện cộng đồng."""

    code = "1.008901"
    title = "Thông báo thành lập thư viện đối với thư viện cộng đồng"
    declaration = LibraryDeclaration
    papers = LibraryPapers
    subject = ("library.name", "library.address.commune", "library.address.detail")
