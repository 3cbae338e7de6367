"""Đăng ký hoạt động tín ngưỡng (2.000509), UBND cấp xã nơi có cơ sở tín ngưỡng.

One registration a year for all activities of a facility, thirty days before the first; what comes
to it later is registered the same way.
"""

from typing import ClassVar

from portal_bot import (
    Address,
    BirthYear,
    Block,
    Choice,
    Context,
    Declaration,
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
    mentions_none,
    of_age,
    rule,
)

FIRST_YEAR = 2018  # the law on belief and religion came into force
CLAN_HALLS = ("nhà thờ họ", "nhà thờ dòng họ", "nhà thờ tộc", "từ đường")
NEW_FESTIVALS = ("lần đầu", "khôi phục", "phục dựng", "thay đổi")


class FacilityKind(Choice):
    """What stands there."""

    COMMUNAL_HOUSE = "communal_house", "Đình"
    TEMPLE = "temple", "Đền"
    SHRINE = "shrine", "Miếu/Lăng"
    PALACE = "palace", "Phủ, am, điện"
    OTHER = "other", "Khác"


class Role(Choice):
    """In what capacity somebody speaks for the facility."""

    REPRESENTATIVE = "representative", "Người đại diện"
    BOARD = "board", "Ban quản lý"


class Facility(Block):
    """Cơ sở tín ngưỡng."""

    name: str = Field(title="Tên cơ sở tín ngưỡng", max_length=200)
    address: Address = Field(title="Địa chỉ")
    kind: FacilityKind = Field(title="Loại cơ sở")


class Representative(OwnIdentityPaper):
    """Người đại diện."""

    full_name: PersonName = Field(
        title="Người đại diện/Trưởng ban quản lý: họ và tên",
        same_as="applicant.full_name",
        max_length=100,
    )
    birth_year: BirthYear = Field(title="Năm sinh")
    identity: ClassVar[str] = "Giấy CMND/thẻ CCCD"
    role: Role = Field(title="Chức danh")
    phone: Phone | None = Field(None, title="Số điện thoại")


class Activity(Block):
    """One activity of the year: a row of the table."""

    name: str = Field(title="Tên hoạt động tín ngưỡng")
    content: str = Field(title="Nội dung")
    scale: Quantity = Field(title="Quy mô (số người)")
    start_date: FullDate = Field(title="Thời gian bắt đầu")
    end_date: FullDate = Field(title="Thời gian kết thúc")
    place: str = Field(title="Địa điểm")


class Registration(Block):
    """Nội dung đăng ký."""

    year: Quantity = Field(title="Năm đăng ký", min=FIRST_YEAR)
    activities: list[Activity] = Field(title="Các hoạt động tín ngưỡng", min=1, max=30)
    earliest_start_date: FullDate = Field(title="Ngày bắt đầu hoạt động sớm nhất")


class BeliefDeclaration(Declaration):
    """Đăng ký hoạt động tín ngưỡng hằng năm hoặc bổ sung (Mẫu B1)."""

    facility: Facility = Field(title="Cơ sở tín ngưỡng")
    representative: Representative = Field(title="Người đại diện")
    registration: Registration = Field(title="Nội dung đăng ký")
    pledge: Pledge = Field(title="Cam đoan")

    _in_time = days_ahead(
        "thirty_days_before",
        "registration.earliest_start_date",
        30,
        message="Phải gửi đăng ký trước ngày hoạt động đầu tiên ít nhất 30 ngày",
    )

    @rule("row_dates", fields=["registration.activities", "registration.year"], message="")
    def _activities_lie_in_the_year(self) -> bool | str:
        year = self.registration.year
        wrong = [
            row.name
            for row in self.registration.activities
            if row.start_date > row.end_date or row.start_date.year != year
        ]
        named = ", ".join(f"“{name}”" for name in wrong)
        return not wrong or (
            f"Thời gian không hợp lệ: {named}; kết thúc không trước bắt đầu, và bắt đầu trong "
            f"năm đăng ký {year}"
        )

    @rule(
        "earliest_matches_rows",
        fields=["registration.earliest_start_date", "registration.activities"],
        message="Ngày bắt đầu sớm nhất không phải ngày sớm nhất trong bảng hoạt động",
    )
    def _earliest_is_the_first_row(self) -> bool:
        starts = [row.start_date for row in self.registration.activities]
        return not starts or self.registration.earliest_start_date == min(starts)

    @rule(
        "year_far_ahead",
        fields=["registration.year"],
        message="Đăng ký hằng năm: năm đăng ký thường là năm nay hoặc năm tới; xem lại",
        severity="info",
    )
    def _this_year_or_next(self, context: Context) -> bool:
        return self.registration.year <= context.today.year + 1

    _representative_is_of_age = of_age(
        "adult_representative",
        "representative.birth_year",
        message="Người đại diện phải đủ 18 tuổi",
    )

    _no_clan_hall = mentions_none(
        "clan_hall_exempt",
        "facility.name",
        words=CLAN_HALLS,
        message="Nhà thờ dòng họ không phải đăng ký hoạt động tín ngưỡng",
        severity="info",
    )

    @rule(
        "festival_excluded",
        fields=["registration.activities"],
        message="Lễ hội tín ngưỡng tổ chức lần đầu, khôi phục hoặc có thay đổi: đăng ký với "
        "UBND cấp tỉnh, không phải cấp xã",
        severity="warning",
    )
    def _no_new_festival(self) -> bool:
        texts = [f"{row.name} {row.content}".casefold() for row in self.registration.activities]
        return not any(
            "lễ hội" in text and any(word in text for word in NEW_FESTIVALS) for text in texts
        )

    _facility_is_here = competent_here(
        "authority_facility",
        "facility.address",
        message="Không đúng thẩm quyền: đăng ký ở UBND cấp xã nơi có cơ sở tín ngưỡng",
    )


class BeliefPapers(Papers):
    """Thành phần hồ sơ."""

    registration_letter: Paper = Field(title="Văn bản đăng ký hoạt động tín ngưỡng (Mẫu B1)")


class BeliefActivityRegistration(Flow[BeliefDeclaration]):
    """Đăng ký hoạt động tín ngưỡng."""

    code = "2.000509"
    title = "Đăng ký hoạt động tín ngưỡng"
    declaration = BeliefDeclaration
    papers = BeliefPapers
    subject = (
        "facility.name",
        "facility.address.commune",
        "registration.year",
        "registration.activities.name",
    )
