"""Trợ cấp xã hội hàng tháng, hỗ trợ kinh phí chăm sóc, nuôi dưỡng (1.001776), UBND cấp xã.

The commune receives and reviews; the district decides. One portal form stands for the five
declarations of Nghị định 20/2021/NĐ-CP, so the group decides what else is asked.
"""

from portal_bot import (
    Address,
    BirthDate,
    Block,
    Choice,
    Context,
    Declaration,
    Ethnicity,
    Field,
    Flow,
    FullDate,
    Gender,
    IdNumber,
    IdType,
    Paper,
    Papers,
    PersonName,
    Pledge,
    Quantity,
    YesNo,
    competent_here,
    full_years,
    rule,
    told_when,
)

BASE_VND = 360_000
IDENTITY_AGE, SCHOOL_AGE, GROWN_AGE, OLDEST = 14, 22, 16, 80


class RequestKind(Choice):
    """What is asked for."""

    GRANT = "grant", "Hưởng trợ cấp"
    ADJUST = "adjust", "Điều chỉnh"
    STOP = "stop", "Thôi hưởng"
    CARE_SUPPORT = "care_support", "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng"


class Group(Choice):
    """Whom the allowance is for."""

    CHILD = "child_no_support", "Khoản 1: Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng"
    STUDYING = "studying_16_22", "Khoản 2: 16-22 tuổi đang học"
    CHILD_HIV = "child_hiv_poor", "Khoản 3: Trẻ em nhiễm HIV/AIDS hộ nghèo"
    SINGLE_PARENT = "single_parent_poor", "Khoản 4: Người đơn thân nghèo đang nuôi con"
    ELDERLY = "elderly", "Khoản 5: Người cao tuổi"
    DISABLED = "disabled", "Khoản 6: Người khuyết tật nặng, đặc biệt nặng"
    YOUNG_CHILD = (
        "young_child_poor_ethnic",
        "Khoản 7: Trẻ em dưới 3 tuổi hộ nghèo, cận nghèo vùng đặc biệt khó khăn",
    )
    HIV = "hiv_poor", "Khoản 8: Người nhiễm HIV/AIDS hộ nghèo"


# From this age, and below that one (Điều 5).
AGES = {
    Group.CHILD: (0, GROWN_AGE),
    Group.STUDYING: (GROWN_AGE, SCHOOL_AGE + 1),
    Group.CHILD_HIV: (0, GROWN_AGE),
    Group.ELDERLY: (60, 200),
    Group.YOUNG_CHILD: (0, 3),
}
ONLY_POOR = ["single_parent_poor", "child_hiv_poor", "hiv_poor", "young_child_poor_ethnic"]


class SchoolStatus(Choice):
    """Whether a child or young person learns."""

    NOT_YET = "not_yet", "Chưa đi học"
    DROPPED = "dropped", "Đã nghỉ học"
    STUDYING = "studying", "Đang đi học"


class Poverty(Choice):
    """How the household is listed."""

    POOR = "poor", "Hộ nghèo"
    NEAR_POOR = "near_poor", "Hộ cận nghèo"
    NONE = "none", "Không thuộc"


class Benefit(Choice):
    """What is drawn every month already."""

    NONE = "none", "Không"
    PENSION = "pension", "Lương hưu/trợ cấp BHXH hàng tháng"
    SOCIAL = "social_allowance", "Trợ cấp bảo trợ xã hội hàng tháng"
    MERIT = "merit_allowance", "Trợ cấp ưu đãi người có công hàng tháng"
    OTHER = "other", "Phụ cấp, trợ cấp hàng tháng khác"


class DisabilityType(Choice):
    """As on the disability certificate."""

    MOBILITY = "mobility", "Vận động"
    HEARING_SPEECH = "hearing_speech", "Nghe, nói"
    VISION = "vision", "Nhìn"
    MENTAL = "mental", "Thần kinh, tâm thần"
    INTELLECTUAL = "intellectual", "Trí tuệ"
    OTHER = "other", "Khác"


class Degree(Choice):
    """Lighter degrees get no allowance."""

    SEVERE = "severe", "Nặng"
    VERY_SEVERE = "very_severe", "Đặc biệt nặng"


class Request(Block):
    """Nội dung đề nghị."""

    kind: RequestKind = Field(title="Nội dung đề nghị", driver=True)
    group: Group = Field(title="Nhóm đối tượng (Điều 5 NĐ 20/2021)", driver=True)


class Child(Block):
    """A child of a single parent: a row of the table."""

    full_name: PersonName = Field(title="Họ và tên")
    birth_date: BirthDate = Field(title="Ngày sinh", past=True)
    school: str | None = Field(None, title="Tình trạng học")


DISABLED = {"request.group": ["disabled"]}
SINGLE_PARENT = {"request.group": ["single_parent_poor"]}


class Beneficiary(Block):
    """Thông tin của đối tượng."""

    full_name: PersonName = Field(title="Họ và tên", max_length=100)
    birth_date: BirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    id_type: IdType = Field(IdType.CCCD, title="Giấy CMND hoặc CCCD: loại")
    id_number: IdNumber | None = Field(None, title="Giấy CMND hoặc CCCD: số", id_type="id_type")
    id_issue_date: FullDate | None = Field(None, title="Giấy CMND hoặc CCCD: ngày cấp", past=True)
    id_issuer: str | None = Field(None, title="Giấy CMND hoặc CCCD: cơ quan cấp", max_length=150)
    permanent_address: Address = Field(title="Hộ khẩu thường trú")
    current_address: Address | None = Field(None, title="Hiện ở")
    school_status: SchoolStatus | None = Field(None, title="Tình trạng đi học")
    school_detail: str | None = Field(None, title="Lý do/ghi cụ thể lớp, trường")
    has_health_insurance: YesNo = Field(title="Có thẻ BHYT")
    current_benefits: Benefit | None = Field(None, title="Đang hưởng chế độ", driver=True)
    benefit_amount: str | None = Field(
        None,
        title="Số tiền (đồng), hưởng từ tháng",
        when={"current_benefits": ["pension", "social_allowance", "merit_allowance", "other"]},
    )
    household_poverty: Poverty = Field(title="Thuộc hộ")
    disability_certificate: str | None = Field(
        None, title="Giấy xác nhận khuyết tật: số, ngày cấp, nơi cấp", when=DISABLED, sensitive=True
    )
    disability_type: DisabilityType | None = Field(None, title="Dạng tật", when=DISABLED)
    disability_degree: Degree | None = Field(None, title="Mức độ khuyết tật", when=DISABLED)
    parents_info: str | None = Field(
        None,
        title="Thông tin về cha, mẹ của đối tượng",
        when={"request.group": ["child_no_support", "studying_16_22", "child_hiv_poor"]},
        sensitive=True,
    )
    children_count: Quantity | None = Field(
        None, title="Số con đang nuôi", when=SINGLE_PARENT, min=1, max=15
    )
    children: list[Child] | None = Field(
        None, title="Con đang nuôi", when=SINGLE_PARENT, min=1, max=15
    )
    support_persons: str | None = Field(
        None,
        title="Người có nghĩa vụ và quyền phụng dưỡng",
        when={"request.group": ["elderly"]},
        sensitive=True,
    )

    def has_income(self) -> bool:
        """Whether a monthly benefit other than social allowance is drawn."""
        return self.current_benefits in {Benefit.PENSION, Benefit.MERIT, Benefit.OTHER}


class Declarant(Block):
    """Thông tin người khai thay."""

    full_name: PersonName | None = Field(None, title="Người khai thay: họ và tên", max_length=100)
    id_number: IdNumber | None = Field(
        None, title="Người khai thay: số CMND/CCCD", accepts=("cccd", "cmnd")
    )
    relation: str | None = Field(None, title="Mối quan hệ với đối tượng")


class Payment(Block):
    """Chi trả."""

    bank_account: str | None = Field(
        None, title="Số tài khoản, ngân hàng nhận trợ cấp", sensitive=True
    )


class AllowanceDeclaration(Declaration):
    """Tờ khai đề nghị trợ giúp xã hội."""

    request: Request = Field(title="Nội dung đề nghị")
    beneficiary: Beneficiary = Field(title="Thông tin của đối tượng")
    declarant: Declarant = Field(Declarant(), title="Thông tin người khai thay")
    payment: Payment = Field(Payment(), title="Chi trả")
    pledge: Pledge = Field(title="Cam đoan")

    def age(self, context: Context) -> int:
        """The beneficiary's, today."""
        return full_years(self.beneficiary.birth_date, context.today)

    @rule(
        "group_age",
        fields=["request.group", "beneficiary.birth_date"],
        message="Tuổi không phù hợp nhóm đối tượng",
    )
    def _age_fits_the_group(self, context: Context) -> bool:
        youngest, too_old = AGES.get(self.request.group, (0, 200))
        stops = self.request.kind is RequestKind.STOP
        return stops or youngest <= self.age(context) < too_old

    @rule(
        "elderly_80_no_pension",
        fields=["beneficiary.current_benefits", "request.group", "beneficiary.birth_date"],
        message="Người từ đủ 80 tuổi không có lương hưu, trợ cấp hàng tháng",
    )
    def _oldest_have_no_pension(self, context: Context) -> bool:
        oldest = self.request.group is Group.ELDERLY and self.age(context) >= OLDEST
        grant = self.request.kind is RequestKind.GRANT
        return not (oldest and grant and self.beneficiary.has_income())

    _household_is_poor = told_when(
        "poor_required",
        {"beneficiary.household_poverty": ["none"], "request.group": ONLY_POOR},
        message="Nhóm này yêu cầu hộ nghèo/cận nghèo",
    )

    @rule(
        "id_from_14",
        fields=["beneficiary.id_number", "beneficiary.birth_date"],
        message="Từ đủ 14 tuổi phải khai CMND/CCCD: số, ngày cấp, cơ quan cấp",
    )
    def _grown_up_has_a_paper(self, context: Context) -> bool:
        who = self.beneficiary
        told = who.id_number and who.id_issue_date and who.id_issuer
        return self.age(context) < IDENTITY_AGE or bool(told)

    @rule(
        "school_to_22",
        fields=["beneficiary.school_status", "beneficiary.birth_date"],
        message="Đến 22 tuổi phải khai tình trạng đi học và ghi cụ thể lý do, lớp, trường",
    )
    def _young_say_about_school(self, context: Context) -> bool:
        who = self.beneficiary
        told = who.school_status and who.school_detail
        return self.age(context) > SCHOOL_AGE or bool(told)

    @rule(
        "studying_group_studies",
        fields=["request.group", "beneficiary.school_status"],
        message="Nhóm 16-22 tuổi đang học thì tình trạng đi học phải là “Đang đi học”",
    )
    def _student_studies(self) -> bool:
        studies = self.beneficiary.school_status is SchoolStatus.STUDYING
        stops = self.request.kind is RequestKind.STOP
        return self.request.group is not Group.STUDYING or studies or stops

    @rule(
        "children_counted",
        fields=["beneficiary.children_count", "beneficiary.children"],
        message="Số con đang nuôi phải bằng số dòng trong bảng con",
    )
    def _children_are_counted(self) -> bool:
        count, rows = self.beneficiary.children_count, self.beneficiary.children
        return count is None or rows is None or count == len(rows)

    _declarant_says_who = told_when(
        "declarant_relation",
        {"declarant.relation": False, "declarant.full_name": True},
        message="Có người khai thay thì phải ghi mối quan hệ với đối tượng",
    )

    @rule(
        "child_needs_declarant",
        fields=["declarant.full_name", "beneficiary.birth_date"],
        message="Đối tượng dưới 16 tuổi thì cha, mẹ hoặc người giám hộ khai thay",
        severity="warning",
    )
    def _child_is_declared_for(self, context: Context) -> bool:
        return self.age(context) >= GROWN_AGE or self.declarant.full_name is not None

    _lives_here = competent_here(
        "authority_residence",
        "beneficiary.permanent_address",
        "beneficiary.current_address",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi đối tượng cư trú",
    )

    _draws_nothing_yet = told_when(
        "one_highest",
        {"beneficiary.current_benefits": ["social_allowance"]},
        message="Đang hưởng trợ cấp xã hội: chỉ hưởng một mức cao nhất",
        severity="info",
    )

    @rule(
        "amount_preview",
        fields=["request.group", "beneficiary.birth_date"],
        message="",
        severity="info",
    )
    def _amount(self, context: Context) -> bool | str:
        if self.request.kind not in {RequestKind.GRANT, RequestKind.ADJUST}:
            return True
        tenths = self._tenths(self.age(context))
        amount = f"{BASE_VND * tenths // 10:,}".replace(",", ".")
        factor = f"{tenths / 10:.1f}".replace(".", ",")
        return f"Mức trợ cấp ít nhất = 360.000 đồng (chuẩn 2021) x {factor} = {amount} đồng"

    def _tenths(self, age: int) -> int:
        """The lowest coefficient of the group at that age, in tenths (Điều 6)."""
        match self.request.group:
            case Group.CHILD | Group.CHILD_HIV if age < 4:
                return 25
            case Group.CHILD_HIV:
                return 20
            case Group.SINGLE_PARENT:
                return 10 * (self.beneficiary.children_count or 1)
            case Group.ELDERLY:
                return 10
            case Group.DISABLED:
                worse = self.beneficiary.disability_degree is Degree.VERY_SEVERE
                return 15 + 5 * worse + 5 * (age < GROWN_AGE or age >= 60)
            case _:
                return 15


class AllowancePapers(Papers):
    """Thành phần hồ sơ."""

    care_form: Paper | None = Field(
        None, title="Tờ khai Mẫu số 2a/2b/03", when={"request.kind": ["care_support"]}
    )
    identity: Paper | None = Field(
        None, title="Sổ hộ khẩu hoặc xác nhận của công an; CMND/CCCD", present_only=True
    )
    child_birth_certificate: Paper | None = Field(
        None, title="Giấy khai sinh của trẻ em", present_only=True
    )
    hiv_certificate: Paper | None = Field(
        None, title="Giấy tờ xác nhận nhiễm HIV", present_only=True
    )
    disability_certificate_doc: Paper | None = Field(
        None, title="Giấy xác nhận khuyết tật", present_only=True
    )


class MonthlySocialAllowance(Flow[AllowanceDeclaration]):
    """Trợ cấp xã hội hàng tháng."""

    code = "1.001776"
    title = (
        "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hàng tháng, hỗ trợ kinh phí chăm sóc, "
        "nuôi dưỡng hàng tháng"
    )
    declaration = AllowanceDeclaration
    papers = AllowancePapers
    # No number: a child has one or not.
    subject = (
        "beneficiary.full_name",
        "beneficiary.birth_date",
        "request.kind",
        "request.group",
    )
