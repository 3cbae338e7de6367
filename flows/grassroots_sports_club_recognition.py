"""Công nhận câu lạc bộ thể thao cơ sở (2.000794), UBND cấp xã nơi câu lạc bộ hoạt động."""

from portal_bot import (
    Address,
    BirthYear,
    Block,
    Choice,
    Declaration,
    Field,
    Flow,
    Paper,
    Papers,
    PersonName,
    Phone,
    Pledge,
    Quantity,
    competent_here,
    mentions_none,
    repeated_rows,
    rule,
)

PREFIXES = ("câu lạc bộ thể thao", "câu lạc bộ", "clb")


class Discipline(Choice):
    """What is played."""

    FOOTBALL = "football", "Bóng đá"
    VOLLEYBALL = "volleyball", "Bóng chuyền"
    BADMINTON = "badminton", "Cầu lông"
    TABLE_TENNIS = "table_tennis", "Bóng bàn"
    MARTIAL_ARTS = "martial_arts", "Võ thuật"
    AEROBIC = "aerobic", "Thể dục dưỡng sinh/Aerobic"
    CYCLING = "cycling", "Xe đạp"
    CHESS = "chess", "Cờ"
    OTHER = "other", "Khác"


class BoardRole(Choice):
    """What one of the board does."""

    CHAIR = "chair", "Chủ nhiệm"
    VICE = "vice", "Phó chủ nhiệm"
    MEMBER = "member", "Ủy viên"


class Played(Block):
    """One discipline: a row of the table."""

    kind: Discipline = Field(title="Môn")


class Club(Block):
    """Câu lạc bộ."""

    name: str = Field(title="Tên câu lạc bộ")
    disciplines: list[Played] = Field(title="Môn thể thao", min=1, max=9)
    address: Address = Field(title="Trụ sở/địa điểm luyện tập")
    parent_unit: str = Field(title="Cơ quan, đơn vị chủ quản hoặc thành lập")
    founding_decision: str | None = Field(None, title="Quyết định thành lập: số, ngày")
    purpose: str = Field(title="Tôn chỉ, mục đích")
    membership_fee_vnd: Quantity | None = Field(
        None, title="Hội phí dự kiến (đồng/tháng)", max=10_000_000
    )


class BoardMember(Block):
    """One of the board: a row of the table."""

    full_name: PersonName = Field(title="Họ và tên")
    birth_year: BirthYear = Field(title="Năm sinh")
    role: BoardRole = Field(title="Chức danh")
    phone: Phone | None = Field(None, title="Điện thoại")
    qualification: str | None = Field(None, title="Trình độ chuyên môn TDTT")


class Board(Block):
    """Ban chủ nhiệm."""

    rows: list[BoardMember] = Field(title="Ban chủ nhiệm", min=2, max=20)
    coach: PersonName | None = Field(None, title="Huấn luyện viên/hướng dẫn viên")


class Member(Block):
    """One of the club: a row of the table."""

    full_name: PersonName = Field(title="Họ và tên")
    birth_year: BirthYear = Field(title="Năm sinh")
    residence: str | None = Field(None, title="Nơi ở", sensitive=True)


class Members(Block):
    """Hội viên."""

    count: Quantity = Field(title="Số hội viên", min=2, max=5000)
    rows: list[Member] = Field(title="Danh sách hội viên", min=2, max=500)


class Facilities(Block):
    """Cơ sở vật chất."""

    description: str = Field(title="Cơ sở vật chất, trang thiết bị tập luyện")
    area_m2: Quantity | None = Field(None, title="Diện tích sân bãi (m2)", max=1_000_000)
    schedule: str = Field(title="Lịch tập luyện")


class Representative(Block):
    """Người nộp."""

    full_name: PersonName = Field(
        title="Người đại diện nộp hồ sơ", same_as="applicant.full_name", max_length=100
    )
    phone: Phone = Field(title="Điện thoại", same_as="applicant.phone")


class ClubDeclaration(Declaration):
    """Đơn đề nghị công nhận câu lạc bộ thể dục thể thao cơ sở."""

    club: Club = Field(title="Câu lạc bộ")
    board: Board = Field(title="Ban chủ nhiệm")
    members: Members = Field(title="Hội viên")
    facilities: Facilities = Field(title="Cơ sở vật chất")
    representative: Representative = Field(title="Người nộp")
    pledge: Pledge = Field(title="Cam đoan")

    @rule("one_chair", fields=["board.rows"], message="Phải có đúng một Chủ nhiệm")
    def _one_chair(self) -> bool:
        return [row.role for row in self.board.rows].count(BoardRole.CHAIR) == 1

    @rule("members_count_matches", fields=["members.count", "members.rows"], message="")
    def _as_many_as_listed(self) -> bool | str:
        said, listed = self.members.count, len(self.members.rows)
        return said == listed or f"Số hội viên ({said}) không khớp danh sách ({listed} người)"

    @rule("member_twice", fields=["members.rows"], message="", severity="warning")
    def _nobody_twice(self) -> bool | str:
        twice = repeated_rows(self.members.rows, "full_name", exact=["birth_year"])
        return not twice or f"Hội viên ghi hai lần trong danh sách: xem dòng {twice}"

    @rule(
        "name_not_generic",
        fields=["club.name"],
        message="Tên câu lạc bộ chỉ có tên môn, dễ trùng với câu lạc bộ khác trong xã; "
        "thêm tên riêng hoặc tên thôn",
        severity="warning",
    )
    def _name_is_its_own(self) -> bool:
        name = self.club.name.casefold()
        prefix = next((word for word in PREFIXES if name.startswith(word)), "")
        own = name.removeprefix(prefix).strip()
        return own not in {"", *(kind.label.casefold() for kind in Discipline)}

    _no_professionals = mentions_none(
        "professional_excluded",
        "club.name",
        "club.purpose",
        words=["chuyên nghiệp"],
        message="Câu lạc bộ thể thao chuyên nghiệp là doanh nghiệp, không thuộc thủ tục này",
        severity="info",
    )

    _club_is_here = competent_here(
        "authority_club",
        "club.address",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi có trụ sở câu lạc bộ",
    )


class ClubPapers(Papers):
    """Thành phần hồ sơ."""

    application: Paper = Field(title="Đơn/Quyết định thành lập câu lạc bộ của cơ quan, tổ chức")
    regulations: Paper = Field(title="Quy chế hoạt động của câu lạc bộ")
    board_list: Paper = Field(title="Danh sách Ban chủ nhiệm")
    members_list: Paper = Field(title="Danh sách hội viên")
    venue_document: Paper = Field(title="Giấy tờ/thuyết minh về địa điểm luyện tập")
    coach_certificate: Paper | None = Field(None, title="Bằng cấp, chứng nhận chuyên môn")


class GrassrootsSportsClubRecognition(Flow[ClubDeclaration]):
    """Công nhận câu lạc bộ thể thao cơ sở."""

    code = "2.000794"
    title = "Công nhận câu lạc bộ thể thao cơ sở"
    declaration = ClubDeclaration
    papers = ClubPapers
    subject = ("club.name", "club.address.commune")
