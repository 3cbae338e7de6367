"""Công nhận câu lạc bộ thể thao cơ sở (2.000794), UBND cấp xã nơi câu lạc bộ hoạt động."""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

PREFIXES = ("câu lạc bộ thể thao", "câu lạc bộ", "clb")


class Played(f.Block):
    kind: str = f.Listed("Môn")


class Club(f.Block):
    name: str = f.Field("Tên câu lạc bộ")
    disciplines: list[Played] = f.Field("Môn thể thao", min=1, max=9)
    address: f.Address = f.Field("Trụ sở/địa điểm luyện tập")
    parent_unit: str = f.Field("Cơ quan, đơn vị chủ quản hoặc thành lập")
    founding_decision: str | None = f.Optional("Quyết định thành lập: số, ngày")
    purpose: str = f.Field("Tôn chỉ, mục đích")
    membership_fee_vnd: f.Quantity | None = f.Optional(
        "Hội phí dự kiến (đồng/tháng)", max=10_000_000
    )


class BoardMember(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên")
    birth_year: f.BirthYear = f.Field("Năm sinh")
    role: str = f.Listed("Chức danh")
    phone: f.Phone | None = f.Optional("Điện thoại")
    qualification: str | None = f.Optional("Trình độ chuyên môn TDTT")


class Board(f.Block):
    rows: list[BoardMember] = f.Field("Ban chủ nhiệm", min=2, max=20)
    coach: f.PersonName | None = f.Optional("Huấn luyện viên/hướng dẫn viên")


class Member(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên")
    birth_year: f.BirthYear = f.Field("Năm sinh")
    residence: str | None = f.Optional("Nơi ở", sensitive=True)


class Members(f.Block):
    count: f.Quantity = f.Field("Số hội viên", min=2, max=5000)
    rows: list[Member] = f.Field("Danh sách hội viên", min=2, max=500)


class Facilities(f.Block):
    description: str = f.Field("Cơ sở vật chất, trang thiết bị tập luyện")
    area_m2: f.Quantity | None = f.Optional("Diện tích sân bãi (m2)", max=1_000_000)
    schedule: str = f.Field("Lịch tập luyện")


class Representative(f.Block):
    full_name: f.PersonName = f.Field(
        "Người đại diện nộp hồ sơ", same_as="applicant.full_name", max_length=100
    )
    phone: f.Phone = f.Field("Điện thoại", same_as="applicant.phone")


class ClubDeclaration(f.Declaration):
    club: Club = f.Field("Câu lạc bộ")
    board: Board = f.Field("Ban chủ nhiệm")
    members: Members = f.Field("Hội viên")
    facilities: Facilities = f.Field("Cơ sở vật chất")
    representative: Representative = f.Field("Người nộp")
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.refuse("board.rows", "Phải có đúng một Chủ nhiệm")
    def _one_chair(self) -> bool:
        return [row.role for row in self.board.rows].count("chair") == 1

    @rules.refuse("members.count")
    def _members_count_matches(self) -> bool | str:
        said, listed = self.members.count, len(self.members.rows)
        return said == listed or (
            f"Số hội viên ({rules.own(said)}) không khớp danh sách ({listed} người)"
        )

    @rules.warn("members.rows")
    def _member_twice(self) -> bool | str:
        twice = rules.repeated_rows(self.members.rows, "full_name", exact=["birth_year"])
        return not twice or f"Hội viên ghi hai lần trong danh sách: xem dòng {twice}"

    @rules.warn(
        "club.name",
        "Tên câu lạc bộ chỉ có tên môn, dễ trùng với câu lạc bộ khác trong xã; "
        "thêm tên riêng hoặc tên thôn",
    )
    def _name_not_generic(self) -> bool:
        name = self.club.name.casefold()
        prefix = next((word for word in PREFIXES if name.startswith(word)), "")
        own = name.removeprefix(prefix).strip()
        return own not in {"", *(kind.casefold() for kind in rules.printed_options(Played, "kind"))}

    _professional_excluded = rules.mentions_none(
        "club.name",
        "club.purpose",
        words=["chuyên nghiệp"],
        message="Câu lạc bộ thể thao chuyên nghiệp là doanh nghiệp, không thuộc thủ tục này",
        severity="info",
    )
    _authority_club = rules.lives_here(
        "club.address", message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi có trụ sở câu lạc bộ"
    )


class GrassrootsSportsClubRecognition(Flow[ClubDeclaration]):
    subject = ("club.name", "club.address.commune")
