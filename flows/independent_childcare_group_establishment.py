"""Thành lập nhóm trẻ, lớp mẫu giáo độc lập (1.004492), UBND cấp xã nơi đặt cơ sở."""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f


class Founder(civil.OwnIdentityPaper):
    kind: str = f.Listed("Tổ chức/cá nhân đề nghị", driver=True)
    organisation: str | None = f.Optional("Tên tổ chức", when={"kind": ["organisation"]})
    full_name: f.PersonName = f.Field("Họ và tên", same_as="applicant.full_name", max_length=100)
    birth_date: f.BirthDate = f.Field(
        "Ngày, tháng, năm sinh", same_as="applicant.birth_date", past=True
    )
    gender: f.Gender = f.Field("Giới tính", same_as="applicant.gender")
    identity: f.ClassVar[str] = "CMND/CCCD"
    permanent_address: f.Address = f.Field("Nơi thường trú")
    current_address: f.Address | None = f.Optional("Nơi ở hiện nay")
    phone: f.Phone | None = f.Optional("Số điện thoại")
    qualification: str = f.Listed("Trình độ chuyên môn")


class Facility(f.Block):
    name: str = f.Field("Tên nhóm trẻ, lớp mẫu giáo độc lập")
    kind: str = f.Listed("Loại hình")
    address: f.Address = f.Field("Địa điểm")
    premises_basis: str = f.Listed("Quyền sử dụng địa điểm")
    nursing_area_m2: f.Quantity = f.Field(
        "Diện tích phòng nuôi dưỡng, chăm sóc (m2)", min=1, max=10_000
    )
    playground_area_m2: f.Quantity | None = f.Optional("Diện tích sân chơi (m2)", max=100_000)
    planned_children: f.Quantity = f.Field("Số trẻ dự kiến", min=1)
    groups: f.Quantity = f.Field("Số nhóm/lớp", min=1, max=10)
    conditions: str = f.Field("Điều kiện nước sạch, vệ sinh, an toàn, bếp ăn")
    programme: str = f.Listed("Chương trình giáo dục thực hiện", "moet")
    opening_date: f.FullDate = f.Field("Thời gian dự kiến hoạt động")


class Employee(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên")
    birth_date: f.BirthDate = f.Field("Ngày sinh", past=True)
    qualification: str = f.Field("Văn bằng, chứng chỉ")
    role: str = f.Listed("Nhiệm vụ")
    health_certificate: f.YesNo = f.Field("Giấy khám sức khỏe")


class Staff(f.Block):
    rows: list[Employee] = f.Field("Giáo viên, người chăm sóc trẻ", min=1, max=30)


class ChildcareDeclaration(f.Declaration):
    founder: Founder = f.Field("Người đề nghị")
    facility: Facility = f.Field("Cơ sở")
    staff: Staff = f.Field("Nhân lực")
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.refuse("facility.planned_children", "Nhóm trẻ, lớp mẫu giáo độc lập không quá 50 trẻ")
    def _max_50_children(self, context: f.Context) -> bool:
        return self.facility.planned_children <= self.law("most_children", context)

    @rules.refuse(
        "facility.nursing_area_m2", "Diện tích phòng nuôi dưỡng, chăm sóc tối thiểu 1,5 m2 mỗi trẻ"
    )
    def _area_per_child(self, context: f.Context) -> bool:
        needed = self.law("area_per_child", context) * self.facility.planned_children
        return self.facility.nursing_area_m2 >= needed

    @rules.warn(
        "staff.rows",
        "Thiếu giáo viên, người nuôi dưỡng: mỗi nhóm/lớp ít nhất một người, trên 20 trẻ "
        "ít nhất hai người",
    )
    def _teacher_ratio(self, context: f.Context) -> bool:
        carers = sum(row.role != "cook" for row in self.staff.rows)
        several = self.facility.planned_children > self.law("children_for_one", context)
        return carers >= max(2 if several else 1, self.facility.groups)

    @rules.warn("staff.rows")
    def _teacher_age(self, context: f.Context) -> bool | str:
        youngest, oldest = self.law("youngest_carer", context), self.law("oldest_carer", context)

        def odd(row: Employee) -> bool:
            return not youngest <= rules.full_years(row.birth_date, context.today) <= oldest

        wrong = rules.rows_where(self.staff.rows, odd)
        return not wrong or (
            f"Tuổi giáo viên, người chăm sóc phải từ {youngest} đến {oldest}: xem dòng {wrong}"
        )

    @rules.warn("staff.rows")
    def _staff_health(self) -> bool | str:
        wrong = rules.rows_where(self.staff.rows, lambda row: row.health_certificate == "no")
        return not wrong or f"Chưa có giấy khám sức khỏe: xem dòng {wrong}"

    _opening_not_past = rules.days_ahead(
        "facility.opening_date",
        0,
        message="Thời gian dự kiến hoạt động không được ở quá khứ: phải được phép rồi mới mở",
    )
    _adult_founder = rules.of_age(
        "founder.birth_date", "adult", message="Người đề nghị phải đủ 18 tuổi"
    )
    _authority_facility = rules.lives_here(
        "facility.address",
        message="Không đúng thẩm quyền: nộp ở UBND cấp xã nơi đặt nhóm trẻ, lớp mẫu giáo",
    )
    _onsite_check = rules.reminder(
        "facility.address",
        "Phòng Giáo dục và Đào tạo kiểm tra thực tế trước khi có quyết định; dặn người nộp",
    )


class IndependentChildcareGroupEstablishment(Flow[ChildcareDeclaration]):
    subject = ("facility.name", "facility.address.commune", "facility.address.detail")
