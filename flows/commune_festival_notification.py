"""Thông báo tổ chức lễ hội cấp xã (1.003622), UBND cấp xã nơi tổ chức.

Only for a festival that is held every year without change; any other is registered higher up.
"""

from portal_bot import (
    Address,
    Block,
    Choice,
    Declaration,
    Field,
    Flow,
    FullDate,
    Paper,
    Papers,
    PersonName,
    Phone,
    Pledge,
    Quantity,
    YesNo,
    competent_here,
    days_ahead,
    rule,
    told_when,
)

SMALLEST_BOARD = 3


class FestivalKind(Choice):
    """What is celebrated."""

    TRADITIONAL = "traditional", "Lễ hội truyền thống"
    CULTURAL = "cultural", "Lễ hội văn hóa"
    TRADE = "trade", "Lễ hội ngành nghề"


class Organizer(Block):
    """Đơn vị tổ chức."""

    name: str = Field(title="Đơn vị tổ chức")
    address: Address = Field(title="Địa chỉ")
    representative: PersonName = Field(
        title="Người đại diện", same_as="applicant.full_name", max_length=100
    )
    position: str | None = Field(None, title="Chức vụ")
    phone: Phone = Field(title="Điện thoại")
    notice_number: str | None = Field(None, title="Số văn bản thông báo")


class Festival(Block):
    """Nội dung lễ hội."""

    name: str = Field(title="Tên lễ hội")
    kind: FestivalKind = Field(title="Loại lễ hội")
    necessity: str = Field(title="Sự cần thiết về việc tổ chức lễ hội")
    start_date: FullDate = Field(title="Thời gian bắt đầu")
    end_date: FullDate = Field(title="Thời gian kết thúc")
    lunar_date: str | None = Field(None, title="Ngày âm lịch (nếu có)")
    venue: Address = Field(title="Địa điểm")
    scale: Quantity = Field(title="Quy mô (số người tham dự dự kiến)", min=1, max=1_000_000)
    programme: str = Field(title="Các hoạt động của lễ hội")
    guests: str = Field(title="Dự kiến thành phần, số lượng khách mời")
    held_annually: YesNo = Field(title="Tổ chức hằng năm, không thay đổi")


class BoardMember(Block):
    """One of the organising board: a row of the table."""

    full_name: PersonName = Field(title="Họ và tên")
    position: str = Field(title="Chức vụ, đơn vị")
    role: str = Field(title="Nhiệm vụ")


class Board(Block):
    """Ban tổ chức."""

    rows: list[BoardMember] = Field(
        title="Dự kiến thành phần Ban tổ chức lễ hội", min=SMALLEST_BOARD, max=40
    )


class Plans(Block):
    """Phương án."""

    security: str = Field(title="Phương án bảo đảm an ninh trật tự, an toàn xã hội")
    fire_and_environment: str = Field(title="Phòng chống cháy nổ, bảo vệ môi trường, phòng dịch")


class FestivalDeclaration(Declaration):
    """Văn bản thông báo tổ chức lễ hội."""

    organizer: Organizer = Field(title="Đơn vị tổ chức")
    festival: Festival = Field(title="Nội dung lễ hội")
    board: Board = Field(title="Ban tổ chức")
    plans: Plans = Field(title="Phương án")
    pledge: Pledge = Field(title="Cam đoan")

    _in_time = days_ahead(
        "twenty_days_before",
        "festival.start_date",
        20,
        message="Phải gửi thông báo trước ngày tổ chức ít nhất 20 ngày",
    )

    @rule(
        "date_order",
        fields=["festival.start_date", "festival.end_date"],
        message="Ngày kết thúc không được trước ngày bắt đầu",
    )
    def _ends_after_it_starts(self) -> bool:
        return self.festival.start_date <= self.festival.end_date

    _as_every_year = told_when(
        "annual_only",
        {"festival.held_annually": ["no"]},
        message="Lễ hội tổ chức lần đầu, khôi phục hoặc có thay đổi thì phải đăng ký, "
        "không dùng thủ tục thông báo này",
    )

    @rule(
        "board_size",
        fields=["board.rows"],
        message="Ban tổ chức tối thiểu 03 người, trong đó có Trưởng ban và Phó Trưởng ban",
        severity="warning",
    )
    def _board_is_led(self) -> bool:
        roles = [row.role.casefold() for row in self.board.rows]
        led = any(role.startswith("trưởng ban") for role in roles)
        return len(roles) >= SMALLEST_BOARD and led and any(r.startswith("phó") for r in roles)

    _venue_is_here = competent_here(
        "authority_venue",
        "festival.venue",
        message="Không đúng thẩm quyền: thông báo cho UBND cấp xã nơi tổ chức lễ hội",
    )


class FestivalPapers(Papers):
    """Thành phần hồ sơ."""

    notification_letter: Paper = Field(
        title="Văn bản thông báo nêu tên, sự cần thiết, thời gian, địa điểm, quy mô, hoạt động, "
        "khách mời, Ban tổ chức"
    )
    security_plan_doc: Paper = Field(
        title="Phương án bảo đảm an ninh trật tự, an toàn, phòng chống cháy nổ, bảo vệ môi trường"
    )


class CommuneFestivalNotification(Flow[FestivalDeclaration]):
    """Thông báo tổ chức lễ hội cấp xã."""

    code = "1.003622"
    title = "Thông báo tổ chức lễ hội cấp xã"
    declaration = FestivalDeclaration
    papers = FestivalPapers
    subject = ("festival.name", "festival.start_date", "festival.venue.commune")
