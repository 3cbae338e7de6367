"""Công nhận hộ nghèo, hộ cận nghèo thường xuyên hằng năm (1.011607), UBND cấp xã nơi cư trú.

The household only asks to be reviewed; whether it is poor, the review finds.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

HEAD = "chủ hộ"
ELDERS = {"cha", "bố", "mẹ", "má", "ông", "bà"}
AREA_OF_UNIT = {"Xã": "rural", "Phường": "urban", "Thị": "urban"}


class Head(civil.OwnIdentityPaper):
    full_name: f.PersonName = f.Field(
        "Họ và tên (chủ hộ/người đại diện)", same_as="applicant.full_name", max_length=100
    )
    gender: f.Gender = f.Field("Giới tính", same_as="applicant.gender")
    ethnicity: f.Ethnicity = f.Field("Dân tộc")
    birth_date: f.BirthDate = f.Field("Sinh ngày", same_as="applicant.birth_date", past=True)
    identity: f.ClassVar[str] = "Số CCCD/CMND"
    permanent_address: f.Address = f.Field("Nơi thường trú")
    current_address: f.Address = f.Field("Nơi ở hiện tại")
    phone: f.Phone | None = f.Optional("Số điện thoại")
    area_kind: str = f.Listed("Khu vực")


class ReasonRow(f.Block):
    kind: str = f.Listed("Lý do")


class Request(f.Block):
    kind: str = f.Listed("Đề nghị xét duyệt")
    reasons: list[ReasonRow] = f.Field("Lý do đề nghị", min=1, max=6)
    reason_detail: str = f.Field("Trình bày cụ thể", max_length=1000, sensitive=True)
    shock_date: f.FullDate | None = f.Optional("Thời điểm phát sinh khó khăn", past=True)


class Member(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên")
    birth_date: f.BirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    gender: f.Gender = f.Field("Giới tính")
    relation: str = f.Field("Quan hệ với chủ hộ")
    occupation: str | None = f.Optional("Nghề nghiệp/tình trạng việc làm, học tập")
    monthly_income_vnd: f.Quantity | None = f.Optional("Thu nhập bình quân tháng (đồng)", min=0)

    def is_head(self) -> bool:
        """Whether the row says that this is the head of the household."""
        return rules.same_name(self.relation, HEAD)


class Household(f.Block):
    members: list[Member] = f.Field("Thông tin các thành viên trong hộ", min=1, max=20)

    def income_per_head(self) -> int | None:
        """In đồng a month; ``None`` where nobody said."""
        told = [m.monthly_income_vnd for m in self.members if m.monthly_income_vnd is not None]
        return sum(told) // len(self.members) if told else None


class ReviewDeclaration(f.Declaration):
    head: Head = f.Field("Người đề nghị")
    request: Request = f.Field("Nội dung đề nghị")
    household: Household = f.Field("Thành viên hộ")
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.refuse(
        "household.members", "Chủ hộ phải có trong danh sách thành viên, đúng một dòng “chủ hộ”"
    )
    def _head_in_members(self) -> bool:
        return sum(member.is_head() for member in self.household.members) == 1

    @rules.refuse(
        "household.members",
        "Người đề nghị phải có trong danh sách thành viên, cùng họ tên và ngày sinh",
    )
    def _requester_in_members(self) -> bool:
        return any(
            rules.same_name(member.full_name, self.head.full_name)
            and member.birth_date == self.head.birth_date
            for member in self.household.members
        )

    @rules.warn("household.members")
    def _relation_fits_age(self) -> bool | str:
        born = self.head.birth_date

        def odd(member: Member) -> bool:
            kin = member.relation.casefold().split()[:1]
            younger, older = kin == ["con"], kin and kin[0] in ELDERS
            return bool(
                (younger and member.birth_date <= born) or (older and member.birth_date >= born)
            )

        wrong = rules.rows_where(self.household.members, odd)
        return not wrong or f"Ngày sinh không khớp quan hệ với chủ hộ: xem dòng {wrong}"

    @rules.refuse("household.members", "Thành viên bị trùng")
    def _no_duplicate_members(self) -> bool:
        return not rules.repeated_rows(self.household.members, "full_name", exact=["birth_date"])

    @rules.refuse("request.reasons", "Mỗi lý do chỉ ghi một dòng")
    def _reason_listed_twice(self) -> bool:
        return not rules.repeated_rows(self.request.reasons, exact=["kind"])

    _reason_too_short = rules.says_enough(
        "request.reason_detail", 10, message="Trình bày quá ngắn: ghi ít nhất 10 ký tự"
    )

    @rules.warn(
        "head.area_kind", "Khu vực không khớp nơi ở: xã là nông thôn; phường, thị trấn là thành thị"
    )
    def _area_of_commune(self) -> bool:
        unit = self.head.current_address.commune.partition(" ")[0]
        return AREA_OF_UNIT.get(unit, self.head.area_kind) == self.head.area_kind

    _resident_6_months = rules.lives_here(
        "head.permanent_address",
        "head.current_address",
        message="Hộ phải thường trú hoặc đang ở tại xã",
        severity="warning",
    )

    @rules.inform("household.members")
    def _income_line(self, context: f.Context) -> bool | str:
        line = self.law_table("income_line", context)[self.head.area_kind]
        income = self.household.income_per_head()
        if income is None:
            return True
        side = rules.own("không quá" if income <= line else "vượt")
        mean = rules.own(rules.written(income))
        told = f"{mean} đồng/người/tháng {side} {rules.written(line)} đồng"
        return f"Đối chiếu chuẩn nghèo 2022-2025: {told}; còn xét số dịch vụ xã hội thiếu hụt"


class PoorHouseholdRecognition(Flow[ReviewDeclaration]):
    subject = ("head.id_number", "request.kind")
