"""Đăng ký hoạt động tín ngưỡng (2.000509), UBND cấp xã nơi có cơ sở tín ngưỡng.

One registration a year for all activities of a facility, thirty days before the first; what comes
to it later is registered the same way.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

CLAN_HALLS = ("nhà thờ họ", "nhà thờ dòng họ", "nhà thờ tộc", "từ đường")
NEW_FESTIVALS = ("lần đầu", "khôi phục", "phục dựng", "thay đổi")


class Facility(f.Block):
    name: str = f.Field("Tên cơ sở tín ngưỡng", max_length=200)
    address: f.Address = f.Field("Địa chỉ")
    kind: str = f.Listed("Loại cơ sở")


class Representative(civil.OwnIdentityPaper):
    full_name: f.PersonName = f.Field(
        "Người đại diện/Trưởng ban quản lý: họ và tên",
        same_as="applicant.full_name",
        max_length=100,
    )
    birth_year: f.BirthYear = f.Field("Năm sinh")
    identity: f.ClassVar[str] = "Giấy CMND/thẻ CCCD"
    role: str = f.Listed("Chức danh")
    phone: f.Phone | None = f.Optional("Số điện thoại")


class Activity(f.Block):
    name: str = f.Field("Tên hoạt động tín ngưỡng")
    content: str = f.Field("Nội dung")
    scale: f.Quantity = f.Field("Quy mô (số người)")
    start_date: f.FullDate = f.Field("Thời gian bắt đầu")
    end_date: f.FullDate = f.Field("Thời gian kết thúc")
    place: str = f.Field("Địa điểm")


class Registration(f.Block):
    year: f.Quantity = f.Field("Năm đăng ký", min="first_year")
    activities: list[Activity] = f.Field("Các hoạt động tín ngưỡng", min=1, max=30)
    earliest_start_date: f.FullDate = f.Field("Ngày bắt đầu hoạt động sớm nhất")


class BeliefDeclaration(f.Declaration):
    facility: Facility = f.Field("Cơ sở tín ngưỡng")
    representative: Representative = f.Field("Người đại diện")
    registration: Registration = f.Field("Nội dung đăng ký")
    pledge: civil.Pledge = f.Field("Cam đoan")

    _thirty_days_before = rules.days_ahead(
        "registration.earliest_start_date",
        "notice_days",
        message="Phải gửi đăng ký trước ngày hoạt động đầu tiên ít nhất 30 ngày",
    )

    @rules.refuse("registration.activities")
    def _row_dates(self) -> bool | str:
        year = self.registration.year
        wrong = [
            row.name
            for row in self.registration.activities
            if row.start_date > row.end_date or row.start_date.year != year
        ]
        named = ", ".join(f"“{rules.own(name)}”" for name in wrong)
        return not wrong or (
            f"Thời gian không hợp lệ: {named}; kết thúc không trước bắt đầu, và bắt đầu trong "
            f"năm đăng ký {rules.own(year)}"
        )

    @rules.refuse(
        "registration.earliest_start_date",
        "Ngày bắt đầu sớm nhất không phải ngày sớm nhất trong bảng hoạt động",
    )
    def _earliest_matches_rows(self) -> bool:
        starts = [row.start_date for row in self.registration.activities]
        return not starts or self.registration.earliest_start_date == min(starts)

    @rules.inform(
        "registration.year", "Đăng ký hằng năm: năm đăng ký thường là năm nay hoặc năm tới; xem lại"
    )
    def _year_far_ahead(self, context: f.Context) -> bool:
        return self.registration.year <= context.today.year + 1

    _adult_representative = rules.of_age(
        "representative.birth_year", "adult", message="Người đại diện phải đủ 18 tuổi"
    )
    _clan_hall_exempt = rules.mentions_none(
        "facility.name",
        words=CLAN_HALLS,
        message="Nhà thờ dòng họ không phải đăng ký hoạt động tín ngưỡng",
        severity="info",
    )

    @rules.warn(
        "registration.activities",
        "Lễ hội tín ngưỡng tổ chức lần đầu, khôi phục hoặc có thay đổi: đăng ký với "
        "UBND cấp tỉnh, không phải cấp xã",
    )
    def _festival_excluded(self) -> bool:
        texts = [f"{row.name} {row.content}".casefold() for row in self.registration.activities]
        return not any(
            "lễ hội" in text and any(word in text for word in NEW_FESTIVALS) for text in texts
        )

    _authority_facility = rules.lives_here(
        "facility.address",
        message="Không đúng thẩm quyền: đăng ký ở UBND cấp xã nơi có cơ sở tín ngưỡng",
    )


class BeliefActivityRegistration(Flow[BeliefDeclaration]):
    subject = (
        "facility.name",
        "facility.address.commune",
        "registration.year",
        "registration.activities.name",
    )
