"""Trợ cấp xã hội hàng tháng, hỗ trợ kinh phí chăm sóc, nuôi dưỡng (1.001776), UBND cấp xã.

The commune receives and reviews; the district decides. One portal form stands for the five
declarations of Nghị định 20/2021/NĐ-CP, so the group decides what else is asked.
"""

from datetime import date

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

ONLY_POOR = ["single_parent_poor", "child_hiv_poor", "hiv_poor", "young_child_poor_ethnic"]
DISABLED = {"request.group": ["disabled"]}
ELDERLY = {"request.group": ["elderly"]}
SINGLE_PARENT = {"request.group": ["single_parent_poor"]}
WITH_PARENTS = {"request.group": ["child_no_support", "studying_16_22", "child_hiv_poor"]}
INCOME = ["pension", "merit_allowance", "other"]
DRAWS = {"current_benefits": ["pension", "social_allowance", "merit_allowance", "other"]}
ID = "Giấy CMND hoặc CCCD"


class Request(f.Block):
    kind: str = f.Listed("Nội dung đề nghị", driver=True)
    group: str = f.Listed("Nhóm đối tượng (Điều 5 NĐ 20/2021)", driver=True)


class Child(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên")
    birth_date: f.BirthDate = f.Field("Ngày sinh", past=True)
    school: str | None = f.Optional("Tình trạng học")


class Beneficiary(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên", max_length=100)
    birth_date: f.BirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    gender: f.Gender = f.Field("Giới tính")
    ethnicity: f.Ethnicity = f.Field("Dân tộc")
    id_type: f.IdType = f.Field(f"{ID}: loại", f.IdType.CCCD)
    id_number: f.IdNumber | None = f.Optional(f"{ID}: số", id_type="id_type")
    id_issue_date: f.FullDate | None = f.Optional(f"{ID}: ngày cấp", past=True)
    id_issuer: str | None = f.Optional(f"{ID}: cơ quan cấp", max_length=150)
    permanent_address: f.Address = f.Field("Hộ khẩu thường trú")
    current_address: f.Address | None = f.Optional("Hiện ở")
    school_status: str | None = f.Listed("Tình trạng đi học", None)
    school_detail: str | None = f.Optional("Lý do/ghi cụ thể lớp, trường")
    has_health_insurance: f.YesNo = f.Field("Có thẻ BHYT")
    current_benefits: str | None = f.Listed("Đang hưởng chế độ", None, driver=True)
    benefit_amount: str | None = f.Optional("Số tiền (đồng), hưởng từ tháng", when=DRAWS)
    household_poverty: str = f.Listed("Thuộc hộ")
    disability_certificate: str | None = f.Optional(
        "Giấy xác nhận khuyết tật: số, ngày cấp, nơi cấp", when=DISABLED, sensitive=True
    )
    disability_type: str | None = f.Listed("Dạng tật", None, when=DISABLED)
    disability_degree: str | None = f.Listed("Mức độ khuyết tật", None, when=DISABLED)
    parents_info: str | None = f.Optional(
        "Thông tin về cha, mẹ của đối tượng", when=WITH_PARENTS, sensitive=True
    )
    children_count: f.Quantity | None = f.Optional(
        "Số con đang nuôi", when=SINGLE_PARENT, min=1, max=15
    )
    children: list[Child] | None = f.Optional("Con đang nuôi", when=SINGLE_PARENT, min=1, max=15)
    support_persons: str | None = f.Optional(
        "Người có nghĩa vụ và quyền phụng dưỡng", when=ELDERLY, sensitive=True
    )


class Declarant(f.Block):
    full_name: f.PersonName | None = f.Optional("Người khai thay: họ và tên", max_length=100)
    id_number: f.IdNumber | None = f.Optional(
        "Người khai thay: số CMND/CCCD", accepts=("cccd", "cmnd")
    )
    relation: str | None = f.Optional("Mối quan hệ với đối tượng")


class Payment(f.Block):
    bank_account: str | None = f.Optional("Số tài khoản, ngân hàng nhận trợ cấp", sensitive=True)


class AllowanceDeclaration(f.Declaration):
    request: Request = f.Field("Nội dung đề nghị")
    beneficiary: Beneficiary = f.Field("Thông tin của đối tượng")
    declarant: Declarant = f.Field("Thông tin người khai thay", Declarant())
    payment: Payment = f.Field("Chi trả", Payment())
    pledge: civil.Pledge = f.Field("Cam đoan")

    def born(self) -> date:
        """When the beneficiary was."""
        return self.beneficiary.birth_date

    @rules.refuse("request.group", "Tuổi không phù hợp nhóm đối tượng")
    def _group_age(self, context: f.Context) -> bool:
        age, group = rules.full_years(self.born(), context.today), self.request.group
        old_enough = age >= self.law_table("from_age", context).get(group, age)
        too_old = age >= self.law_table("below_age", context).get(group, age + 1)
        return self.request.kind == "stop" or (old_enough and not too_old)

    @rules.refuse(
        "beneficiary.current_benefits", "Người từ đủ 80 tuổi không có lương hưu, trợ cấp hàng tháng"
    )
    def _elderly_80_no_pension(self, context: f.Context) -> bool:
        grant = (self.request.kind, self.request.group) == ("grant", "elderly")
        income = self.beneficiary.current_benefits in INCOME
        return not (grant and income and self.reached("no_pension_from", self.born(), context))

    _poor_required = rules.refuse_when(
        {"beneficiary.household_poverty": ["none"], "request.group": ONLY_POOR},
        "Nhóm này yêu cầu hộ nghèo/cận nghèo",
    )

    @rules.refuse(
        "beneficiary.id_number", "Từ đủ 14 tuổi phải khai CMND/CCCD: số, ngày cấp, cơ quan cấp"
    )
    def _id_from_14(self, context: f.Context) -> bool:
        who = self.beneficiary
        told = who.id_number and who.id_issue_date and who.id_issuer
        return bool(told) or not self.reached("identity_age", self.born(), context)

    @rules.refuse(
        "beneficiary.school_status",
        "Đến 22 tuổi phải khai tình trạng đi học và ghi cụ thể lý do, lớp, trường",
    )
    def _school_to_22(self, context: f.Context) -> bool:
        told = self.beneficiary.school_status and self.beneficiary.school_detail
        return bool(told) or self.reached("school_below", self.born(), context)

    @rules.refuse(
        "request.group", "Nhóm 16-22 tuổi đang học thì tình trạng đi học phải là “Đang đi học”"
    )
    def _studying_group_studies(self) -> bool:
        asks = self.request.group == "studying_16_22" and self.request.kind != "stop"
        return not asks or self.beneficiary.school_status == "studying"

    @rules.refuse("beneficiary.children_count", "Số con đang nuôi phải bằng số dòng trong bảng con")
    def _children_counted(self) -> bool:
        count, rows = self.beneficiary.children_count, self.beneficiary.children
        return count is None or rows is None or count == len(rows)

    _declarant_is_another = rules.differ(
        "declarant.id_number",
        "beneficiary.id_number",
        message="Người khai thay phải khác đối tượng; tự khai thì bỏ mục người khai thay",
    )

    @rules.refuse("beneficiary.children")
    def _children_are_younger(self) -> bool | str:
        children = self.beneficiary.children or ()
        wrong = rules.rows_where(children, lambda child: child.birth_date <= self.born())
        return not wrong or f"Con không thể sinh trước người đang nuôi con: xem dòng {wrong}"

    _declarant_relation = rules.refuse_when(
        {"declarant.relation": False, "declarant.full_name": True},
        "Có người khai thay thì phải ghi mối quan hệ với đối tượng",
    )

    @rules.warn(
        "declarant.full_name", "Đối tượng dưới 16 tuổi thì cha, mẹ hoặc người giám hộ khai thay"
    )
    def _child_needs_declarant(self, context: f.Context) -> bool:
        grown = self.reached("grown", self.born(), context)
        return grown or self.declarant.full_name is not None

    _authority_residence = rules.lives_here(
        "beneficiary.permanent_address",
        "beneficiary.current_address",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi đối tượng cư trú",
    )
    _one_highest = rules.inform_when(
        {"beneficiary.current_benefits": ["social_allowance"]},
        "Đang hưởng trợ cấp xã hội: chỉ hưởng một mức cao nhất",
    )

    @rules.inform("request.group")
    def _amount_preview(self, context: f.Context) -> bool | str:
        if self.request.kind not in {"grant", "adjust"}:
            return True
        base, factor = self.law("base", context), self._coefficient(context)
        told = f"{rules.written(base)} đồng (chuẩn {self.law_since('base', context).year})"
        # Which factor it is says what is the matter with the person.
        times, amount = (rules.own(rules.written(n)) for n in (factor, round(base * factor)))
        return f"Mức trợ cấp ít nhất = {told} x {times} = {amount} đồng"

    def _coefficient(self, context: f.Context) -> float:
        """The lowest of the group at that age (Điều 6)."""
        who, born, group = self.beneficiary, self.born(), self.request.group
        factor = self.law_table("coefficient", context)[group]
        if not self.reached("infant_below", born, context):
            factor = self.law_table("infant_coefficient", context).get(group, factor)
        if group == "single_parent_poor":
            factor *= who.children_count or 1
        if group == "disabled":
            degree = who.disability_degree or "severe"
            factor += self.law_table("degree_more", context)[degree]
            if self.reached("old", born, context) or not self.reached("grown", born, context):
                factor += self.law("young_or_old_more", context)
        return factor


class MonthlySocialAllowance(Flow[AllowanceDeclaration]):
    # No number: a child has one or not.
    subject = (
        "beneficiary.full_name",
        "beneficiary.birth_date",
        "request.kind",
        "request.group",
    )
