"""Thành lập nhóm trẻ, lớp mẫu giáo độc lập (1.004492), UBND cấp xã nơi đặt cơ sở."""

from typing import ClassVar

from portal_bot import (
    Address,
    BirthDate,
    Block,
    Choice,
    Context,
    Declaration,
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
    YesNo,
    competent_here,
    days_ahead,
    full_years,
    of_age,
    reminder,
    rows_where,
    rule,
)

MOST_CHILDREN = 50
M2_PER_CHILD = 1.5
CHILDREN_FOR_ONE = 20  # more need a second carer
YOUNGEST, OLDEST = 18, 60


class FounderKind(Choice):
    """Who asks."""

    INDIVIDUAL = "individual", "Cá nhân"
    ORGANISATION = "organisation", "Tổ chức"


class Qualification(Choice):
    """What the founder has learnt."""

    CERTIFICATE = "training_certificate_30d", "Chứng chỉ bồi dưỡng chuyên môn mầm non"
    INTERMEDIATE = "preschool_intermediate", "Trung cấp sư phạm mầm non"
    COLLEGE = "preschool_college", "Cao đẳng sư phạm mầm non"
    DEGREE = "preschool_degree", "Đại học sư phạm mầm non"


class FacilityKind(Choice):
    """What is founded."""

    CHILDCARE_GROUP = "childcare_group", "Nhóm trẻ độc lập"
    KINDERGARTEN_CLASS = "kindergarten_class", "Lớp mẫu giáo độc lập"
    BOTH = "both", "Cả nhóm trẻ và lớp mẫu giáo"


class PremisesBasis(Choice):
    """By what right the place is used."""

    OWNED = "owned", "Sở hữu"
    RENTED = "rented", "Thuê (có hợp đồng)"
    BORROWED = "borrowed", "Mượn"


class Programme(Choice):
    """What is taught; there is only the ministry's."""

    MOET = "moet", "Chương trình GDMN do Bộ GDĐT ban hành"


class StaffRole(Choice):
    """What one of the staff does."""

    TEACHER = "teacher", "Giáo viên"
    CARER = "carer", "Người nuôi dưỡng"
    COOK = "cook", "Nhân viên nấu ăn"


class Founder(OwnIdentityPaper):
    """Người đề nghị."""

    kind: FounderKind = Field(title="Tổ chức/cá nhân đề nghị", driver=True)
    organisation: str | None = Field(None, title="Tên tổ chức", when={"kind": ["organisation"]})
    full_name: PersonName = Field(title="Họ và tên", same_as="applicant.full_name", max_length=100)
    birth_date: BirthDate = Field(
        title="Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    gender: Gender = Field(title="Giới tính", same_as="applicant.gender")
    identity: ClassVar[str] = "CMND/CCCD"
    permanent_address: Address = Field(title="Nơi thường trú")
    current_address: Address | None = Field(None, title="Nơi ở hiện nay")
    phone: Phone | None = Field(None, title="Số điện thoại")
    qualification: Qualification = Field(title="Trình độ chuyên môn")


class Facility(Block):
    """Cơ sở."""

    name: str = Field(title="Tên nhóm trẻ, lớp mẫu giáo độc lập")
    kind: FacilityKind = Field(title="Loại hình")
    address: Address = Field(title="Địa điểm")
    premises_basis: PremisesBasis = Field(title="Quyền sử dụng địa điểm")
    nursing_area_m2: Quantity = Field(
        title="Diện tích phòng nuôi dưỡng, chăm sóc (m2)", min=1, max=10_000
    )
    playground_area_m2: Quantity | None = Field(None, title="Diện tích sân chơi (m2)", max=100_000)
    planned_children: Quantity = Field(title="Số trẻ dự kiến", min=1)
    groups: Quantity = Field(title="Số nhóm/lớp", min=1, max=10)
    conditions: str = Field(title="Điều kiện nước sạch, vệ sinh, an toàn, bếp ăn")
    programme: Programme = Field(Programme.MOET, title="Chương trình giáo dục thực hiện")
    opening_date: FullDate = Field(title="Thời gian dự kiến hoạt động")


class Employee(Block):
    """One of the staff: a row of the table."""

    full_name: PersonName = Field(title="Họ và tên")
    birth_date: BirthDate = Field(title="Ngày sinh", past=True)
    qualification: str = Field(title="Văn bằng, chứng chỉ")
    role: StaffRole = Field(title="Nhiệm vụ")
    health_certificate: YesNo = Field(title="Giấy khám sức khỏe")


class Staff(Block):
    """Nhân lực."""

    rows: list[Employee] = Field(title="Giáo viên, người chăm sóc trẻ", min=1, max=30)


class ChildcareDeclaration(Declaration):
    """Tờ trình đề nghị cho phép thành lập nhóm trẻ, lớp mẫu giáo độc lập."""

    founder: Founder = Field(title="Người đề nghị")
    facility: Facility = Field(title="Cơ sở")
    staff: Staff = Field(title="Nhân lực")
    pledge: Pledge = Field(title="Cam đoan")

    @rule(
        "max_50_children",
        fields=["facility.planned_children"],
        message="Nhóm trẻ, lớp mẫu giáo độc lập không quá 50 trẻ",
    )
    def _not_too_many(self) -> bool:
        return self.facility.planned_children <= MOST_CHILDREN

    @rule(
        "area_per_child",
        fields=["facility.nursing_area_m2", "facility.planned_children"],
        message="Diện tích phòng nuôi dưỡng, chăm sóc tối thiểu 1,5 m2 mỗi trẻ",
    )
    def _room_for_each(self) -> bool:
        facility = self.facility
        return facility.nursing_area_m2 >= M2_PER_CHILD * facility.planned_children

    @rule(
        "teacher_ratio",
        fields=["staff.rows", "facility.planned_children", "facility.groups"],
        message="Thiếu giáo viên, người nuôi dưỡng: mỗi nhóm/lớp ít nhất một người, trên 20 trẻ "
        "ít nhất hai người",
        severity="warning",
    )
    def _enough_carers(self) -> bool:
        carers = sum(row.role is not StaffRole.COOK for row in self.staff.rows)
        fewest = 2 if self.facility.planned_children > CHILDREN_FOR_ONE else 1
        return carers >= max(fewest, self.facility.groups)

    @rule("teacher_age", fields=["staff.rows"], message="", severity="warning")
    def _of_working_age(self, context: Context) -> bool | str:
        def odd(row: Employee) -> bool:
            return not YOUNGEST <= full_years(row.birth_date, context.today) <= OLDEST

        wrong = rows_where(self.staff.rows, odd)
        return not wrong or f"Tuổi giáo viên, người chăm sóc phải từ 18 đến 60: xem dòng {wrong}"

    @rule("staff_health", fields=["staff.rows"], message="", severity="warning")
    def _all_are_healthy(self) -> bool | str:
        wrong = rows_where(self.staff.rows, lambda row: row.health_certificate is YesNo.NO)
        return not wrong or f"Chưa có giấy khám sức khỏe: xem dòng {wrong}"

    _opens_later = days_ahead(
        "opening_not_past",
        "facility.opening_date",
        0,
        message="Thời gian dự kiến hoạt động không được ở quá khứ: phải được phép rồi mới mở",
    )

    _founder_is_of_age = of_age(
        "adult_founder", "founder.birth_date", message="Người đề nghị phải đủ 18 tuổi"
    )

    _facility_is_here = competent_here(
        "authority_facility",
        "facility.address",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi đặt nhóm trẻ, lớp mẫu giáo",
    )

    _inspectors_will_come = reminder(
        "onsite_check",
        "facility.address",
        "Phòng Giáo dục và Đào tạo kiểm tra thực tế trước khi có quyết định; dặn người nộp",
    )


class ChildcarePapers(Papers):
    """Thành phần hồ sơ."""

    submission_letter: Paper = Field(
        title="Tờ trình đề nghị cho phép thành lập nhóm trẻ, lớp mẫu giáo độc lập"
    )
    teacher_certificates: Paper = Field(
        title="Bản sao (từ sổ gốc/chứng thực/kèm bản chính) văn bằng, chứng chỉ của giáo viên "
        "hoặc người chăm sóc trẻ"
    )
    premises_document: Paper | None = Field(
        None, title="Giấy tờ về quyền sử dụng đất/nhà hoặc hợp đồng thuê"
    )


class IndependentChildcareGroupEstablishment(Flow[ChildcareDeclaration]):
    """Thành lập nhóm trẻ, lớp mẫu giáo độc lập."""

    code = "1.004492"
    title = "Thành lập nhóm trẻ, lớp mẫu giáo độc lập"
    declaration = ChildcareDeclaration
    papers = ChildcarePapers
    subject = ("facility.name", "facility.address.commune", "facility.address.detail")
