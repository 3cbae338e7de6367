"""Thông báo tổ chức lễ hội cấp xã (1.003622), UBND cấp xã nơi tổ chức.

Only for a festival that is held every year without change; any other is registered higher up.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f


class Organizer(f.Block):
    name: str = f.Field("Đơn vị tổ chức")
    address: f.Address = f.Field("Địa chỉ")
    representative: f.PersonName = f.Field(
        "Người đại diện", same_as="applicant.full_name", max_length=100
    )
    position: str | None = f.Optional("Chức vụ")
    phone: f.Phone = f.Field("Điện thoại")
    notice_number: str | None = f.Optional("Số văn bản thông báo")


class Festival(f.Block):
    name: str = f.Field("Tên lễ hội")
    kind: str = f.Listed("Loại lễ hội")
    necessity: str = f.Field("Sự cần thiết về việc tổ chức lễ hội")
    start_date: f.FullDate = f.Field("Thời gian bắt đầu")
    end_date: f.FullDate = f.Field("Thời gian kết thúc")
    lunar_date: str | None = f.Optional("Ngày âm lịch (nếu có)")
    venue: f.Address = f.Field("Địa điểm")
    scale: f.Quantity = f.Field("Quy mô (số người tham dự dự kiến)", min=1, max=1_000_000)
    programme: str = f.Field("Các hoạt động của lễ hội")
    guests: str = f.Field("Dự kiến thành phần, số lượng khách mời")
    held_annually: f.YesNo = f.Field("Tổ chức hằng năm, không thay đổi")


class BoardMember(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên")
    position: str = f.Field("Chức vụ, đơn vị")
    role: str = f.Field("Nhiệm vụ")


class Board(f.Block):
    rows: list[BoardMember] = f.Field(
        "Dự kiến thành phần Ban tổ chức lễ hội", min="smallest_board", max=40
    )


class Plans(f.Block):
    security: str = f.Field("Phương án bảo đảm an ninh trật tự, an toàn xã hội")
    fire_and_environment: str = f.Field("Phòng chống cháy nổ, bảo vệ môi trường, phòng dịch")


class FestivalDeclaration(f.Declaration):
    organizer: Organizer = f.Field("Đơn vị tổ chức")
    festival: Festival = f.Field("Nội dung lễ hội")
    board: Board = f.Field("Ban tổ chức")
    plans: Plans = f.Field("Phương án")
    pledge: civil.Pledge = f.Field("Cam đoan")

    _twenty_days_before = rules.days_ahead(
        "festival.start_date",
        "notice_days",
        message="Phải gửi thông báo trước ngày tổ chức ít nhất 20 ngày",
    )

    @rules.refuse("festival.start_date", "Ngày kết thúc không được trước ngày bắt đầu")
    def _date_order(self) -> bool:
        return self.festival.start_date <= self.festival.end_date

    _annual_only = rules.refuse_when(
        {"festival.held_annually": ["no"]},
        "Lễ hội tổ chức lần đầu, khôi phục hoặc có thay đổi thì phải đăng ký, "
        "không dùng thủ tục thông báo này",
    )

    @rules.warn(
        "board.rows", "Ban tổ chức tối thiểu 03 người, trong đó có Trưởng ban và Phó Trưởng ban"
    )
    def _board_size(self) -> bool:
        roles = [row.role.casefold() for row in self.board.rows]
        led = any(role.startswith("trưởng ban") for role in roles)
        return led and any(role.startswith("phó") for role in roles)

    _authority_venue = rules.lives_here(
        "festival.venue",
        message="Không đúng thẩm quyền: thông báo cho UBND cấp xã nơi tổ chức lễ hội",
    )


class CommuneFestivalNotification(Flow[FestivalDeclaration]):
    subject = ("festival.name", "festival.start_date", "festival.venue.commune")
