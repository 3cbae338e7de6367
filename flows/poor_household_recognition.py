"""Công nhận hộ nghèo, hộ cận nghèo thường xuyên hằng năm (1.011607), UBND cấp xã nơi cư trú.

The household only asks to be reviewed; whether it is poor, the review finds.
"""

from typing import ClassVar

from portal_bot import (
    Address,
    BirthDate,
    Block,
    Choice,
    Declaration,
    Ethnicity,
    Field,
    Flow,
    FullDate,
    Gender,
    OwnIdentityPaper,
    Paper,
    Papers,
    PersonName,
    Phone,
    Pledge,
    Quantity,
    competent_here,
    repeated_rows,
    rule,
    same_name,
    says_enough,
)

HEAD = "chủ hộ"


class Area(Choice):
    """Which income line applies."""

    RURAL = "rural", "Nông thôn"
    URBAN = "urban", "Thành thị"


# A person's monthly income at the most (Nghị định 07/2021, 2022-2025).
INCOME_LINE_VND = {Area.RURAL: 1_500_000, Area.URBAN: 2_000_000}
AREA_OF_UNIT = {"Xã": Area.RURAL, "Phường": Area.URBAN, "Thị": Area.URBAN}


class RequestKind(Choice):
    """Which list the household asks to be on."""

    POOR = "poor", "Bổ sung hộ nghèo"
    NEAR_POOR = "near_poor", "Bổ sung hộ cận nghèo"


class Reason(Choice):
    """What made it poor."""

    DISASTER = "disaster", "Thiên tai, hỏa hoạn"
    ILLNESS = "illness", "Bệnh nặng, tai nạn"
    DEATH_OF_EARNER = "death_of_earner", "Người lao động chính chết"
    LOW_INCOME = "low_income", "Thu nhập thấp"
    LACK_SERVICES = "lack_services", "Thiếu hụt dịch vụ xã hội cơ bản"
    OTHER = "other", "Khác"


class Head(OwnIdentityPaper):
    """Người đề nghị."""

    full_name: PersonName = Field(
        title="Họ và tên (chủ hộ/người đại diện)", same_as="applicant.full_name", max_length=100
    )
    gender: Gender = Field(title="Giới tính", same_as="applicant.gender")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    birth_date: BirthDate = Field(title="Sinh ngày", same_as="applicant.birth_date", past=True)
    identity: ClassVar[str] = "Số CCCD/CMND"
    permanent_address: Address = Field(title="Nơi thường trú")
    current_address: Address = Field(title="Nơi ở hiện tại")
    phone: Phone | None = Field(None, title="Số điện thoại")
    area_kind: Area = Field(title="Khu vực")


class ReasonRow(Block):
    """One reason: a row of the table."""

    kind: Reason = Field(title="Lý do")


class Request(Block):
    """Nội dung đề nghị."""

    kind: RequestKind = Field(title="Đề nghị xét duyệt")
    reasons: list[ReasonRow] = Field(title="Lý do đề nghị", min=1, max=6)
    reason_detail: str = Field(title="Trình bày cụ thể", max_length=1000, sensitive=True)
    shock_date: FullDate | None = Field(None, title="Thời điểm phát sinh khó khăn", past=True)


class Member(Block):
    """One of the household, the head too: a row of the table."""

    full_name: PersonName = Field(title="Họ và tên")
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field(title="Giới tính")
    relation: str = Field(title="Quan hệ với chủ hộ")
    occupation: str | None = Field(None, title="Nghề nghiệp/tình trạng việc làm, học tập")
    monthly_income_vnd: Quantity | None = Field(
        None, title="Thu nhập bình quân tháng (đồng)", min=0
    )

    def is_head(self) -> bool:
        """Whether the row says that this is the head of the household."""
        return same_name(self.relation, HEAD)


class Household(Block):
    """Thành viên hộ."""

    members: list[Member] = Field(title="Thông tin các thành viên trong hộ", min=1, max=20)

    def income_per_head(self) -> int | None:
        """In đồng a month; ``None`` where nobody said."""
        told = [m.monthly_income_vnd for m in self.members if m.monthly_income_vnd is not None]
        return sum(told) // len(self.members) if told else None


class ReviewDeclaration(Declaration):
    """Giấy đề nghị rà soát hộ nghèo, hộ cận nghèo."""

    head: Head = Field(title="Người đề nghị")
    request: Request = Field(title="Nội dung đề nghị")
    household: Household = Field(title="Thành viên hộ")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "head_in_members",
        fields=["household.members", "head.full_name"],
        message="Chủ hộ phải có trong danh sách thành viên, đúng một dòng “chủ hộ”",
    )
    def _head_is_listed(self) -> bool:
        return sum(member.is_head() for member in self.household.members) == 1

    @rule(
        "requester_in_members",
        fields=["household.members", "head.full_name", "head.birth_date"],
        message="Người đề nghị phải có trong danh sách thành viên, cùng họ tên và ngày sinh",
    )
    def _requester_is_listed(self) -> bool:
        return any(
            same_name(member.full_name, self.head.full_name)
            and member.birth_date == self.head.birth_date
            for member in self.household.members
        )

    @rule("no_duplicate_members", fields=["household.members"], message="Thành viên bị trùng")
    def _members_differ(self) -> bool:
        return not repeated_rows(self.household.members, "full_name", exact=["birth_date"])

    @rule("reason_listed_twice", fields=["request.reasons"], message="Mỗi lý do chỉ ghi một dòng")
    def _reasons_differ(self) -> bool:
        return not repeated_rows(self.request.reasons, exact=["kind"])

    _detail_says_something = says_enough(
        "reason_too_short",
        "request.reason_detail",
        10,
        message="Trình bày quá ngắn: ghi ít nhất 10 ký tự",
    )

    @rule(
        "area_of_commune",
        fields=["head.area_kind", "head.current_address"],
        message="Khu vực không khớp nơi ở: xã là nông thôn; phường, thị trấn là thành thị",
        severity="warning",
    )
    def _area_is_the_communes(self) -> bool:
        unit = self.head.current_address.commune.partition(" ")[0]
        return AREA_OF_UNIT.get(unit, self.head.area_kind) is self.head.area_kind

    _lives_here = competent_here(
        "resident_6_months",
        "head.permanent_address",
        "head.current_address",
        message="Hộ phải thường trú hoặc đang ở tại xã",
        severity="warning",
    )

    @rule(
        "income_line", fields=["household.members", "head.area_kind"], message="", severity="info"
    )
    def _compare_with_the_line(self) -> bool | str:
        income, line = self.household.income_per_head(), INCOME_LINE_VND[self.head.area_kind]
        if income is None:
            return True
        side = "không quá" if income <= line else "vượt"
        told = f"{income:,} đồng/người/tháng {side} {line:,} đồng".replace(",", ".")
        return f"Đối chiếu chuẩn nghèo 2022-2025: {told}; còn xét số dịch vụ xã hội thiếu hụt"


class ReviewPapers(Papers):
    """Thành phần hồ sơ."""

    request_form: Paper = Field(title="Giấy đề nghị rà soát hộ nghèo, hộ cận nghèo (Mẫu số 01)")


class PoorHouseholdRecognition(Flow[ReviewDeclaration]):
    """Công nhận hộ nghèo, hộ cận nghèo."""

    code = "1.011607"
    title = "Công nhận hộ nghèo, hộ cận nghèo thường xuyên hằng năm"
    declaration = ReviewDeclaration
    papers = ReviewPapers
    subject = ("head.id_number", "request.kind")
