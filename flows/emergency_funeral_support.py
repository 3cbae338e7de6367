"""Trợ giúp xã hội khẩn cấp về hỗ trợ chi phí mai táng (2.000744), UBND cấp xã.

For a death by disaster, epidemic or grave accident. The commune receives and forwards; the
district decides. Those who drew a monthly allowance have another procedure (1.001731).
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

HOUSEHOLD = {"kind": ["household"]}
ORGANISATION = {"kind": ["organisation"]}
ORDINARY_DEATHS = ("già yếu", "tuổi già", "ốm", "bệnh", "đang hưởng trợ cấp")
RECORDS = ("xác nhận", "biên bản", "kết luận", "giấy", "công văn")


class Deceased(f.Block):
    full_name: f.PersonName = f.Field("Họ và tên", max_length=100)
    birth_date: f.PartialBirthDate = f.Field("Ngày, tháng, năm sinh", past=True)
    gender: f.Gender = f.Field("Giới tính")
    ethnicity: f.Ethnicity = f.Field("Dân tộc")
    permanent_address: f.Address | None = f.Optional("Hộ khẩu thường trú")
    death_date: f.FullDate = f.Field("Ngày, tháng, năm chết", past=True)
    death_cause: str = f.Listed("Nguyên nhân chết", driver=True)
    death_cause_detail: str | None = f.Optional(
        "Mô tả nguyên nhân",
        when={"death_cause": ["force_majeure"]},
        sensitive=True,
        note="nêu cả giấy tờ xác nhận nguyên nhân",
    )
    burial_time: f.FullDate = f.Field("Thời gian mai táng")
    burial_place: str = f.Field("Địa điểm mai táng")


class Organizer(f.Block):
    kind: str = f.Listed("Bên đứng ra mai táng", driver=True)
    organisation_name: str | None = f.Optional("Tên cơ quan, tổ chức", when=ORGANISATION)
    organisation_address: f.Address | None = f.Optional("Địa chỉ", when=ORGANISATION)
    organisation_representative: str | None = f.Optional(
        "Họ tên, chức vụ người đại diện", when=ORGANISATION, sensitive=True
    )
    head_full_name: f.PersonName | None = f.Optional(
        "Họ và tên (chủ hộ hoặc người đại diện)", when=HOUSEHOLD, max_length=100
    )
    head_birth_date: f.BirthDate | None = f.Optional(
        "Ngày, tháng, năm sinh", when=HOUSEHOLD, past=True
    )
    head_id_type: f.IdType | None = f.Optional("Giấy CMND hoặc CCCD: loại", when=HOUSEHOLD)
    head_id_number: f.IdNumber | None = f.Optional(
        "Giấy CMND hoặc CCCD: số", when=HOUSEHOLD, id_type="head_id_type"
    )
    head_id_issue_date: f.FullDate | None = f.Optional(
        "Giấy CMND hoặc CCCD: ngày cấp", when=HOUSEHOLD, past=True
    )
    head_id_issuer: str | None = f.Optional(
        "Giấy CMND hoặc CCCD: cơ quan cấp", when=HOUSEHOLD, max_length=150
    )
    head_permanent_address: f.Address | None = f.Optional("Hộ khẩu thường trú", when=HOUSEHOLD)
    head_relation: str | None = f.Optional("Quan hệ với người chết", when=HOUSEHOLD)


class Cost(f.Block):
    actual_vnd: f.Quantity | None = f.Optional(
        "Chi phí thực tế (trường hợp không có người nhận trách nhiệm mai táng)",
        when={"organizer.kind": ["organisation"]},
        min=0,
        max=500_000_000,
    )
    payment_account: str | None = f.Optional("Số tài khoản/hình thức nhận", sensitive=True)


class FuneralDeclaration(f.Declaration):
    deceased: Deceased = f.Field("Thông tin người chết được mai táng")
    organizer: Organizer = f.Field(
        "Thông tin cơ quan, tổ chức, hộ gia đình hoặc cá nhân đứng ra mai táng"
    )
    cost: Cost = f.Field("Chi phí", Cost())
    pledge: civil.Pledge = f.Field("Cam đoan")

    _burial_after_death = rules.not_before(
        "deceased.burial_time",
        "deceased.death_date",
        message="Ngày mai táng phải từ ngày chết trở đi",
    )
    _death_after_birth = rules.not_before(
        "deceased.death_date", "deceased.birth_date", message="Ngày chết không thể trước ngày sinh"
    )
    _head_is_another = rules.differ(
        "organizer.head_full_name",
        "deceased.full_name",
        message="Người đứng ra mai táng phải khác người chết",
    )

    @rules.warn("organizer.head_birth_date", "Người đứng ra mai táng chưa đủ 18 tuổi; xem lại")
    def _head_is_grown(self, context: f.Context) -> bool:
        born = self.organizer.head_birth_date
        return born is None or self.reached("adult", born, context)

    @rules.warn(
        "deceased.death_cause", "Đối tượng đang hưởng trợ cấp hàng tháng dùng thủ tục 1.001731"
    )
    def _not_double(self) -> bool:
        detail = (self.deceased.death_cause_detail or "").casefold()
        return not any(word in detail for word in ORDINARY_DEATHS)

    @rules.warn(
        "deceased.death_cause",
        "Nguyên nhân phải được xác nhận: ghi giấy tờ xác nhận vào phần mô tả",
    )
    def _cause_certified(self) -> bool:
        detail = (self.deceased.death_cause_detail or "").casefold()
        other = self.deceased.death_cause == "force_majeure"
        return not (other and detail) or any(word in detail for word in RECORDS)

    @rules.warn(
        "deceased.permanent_address",
        "Nộp ở UBND cấp xã nơi cư trú của người chết, của hộ mai táng hoặc nơi mai táng; "
        "kiểm tra lại",
    )
    def _authority_place(self, context: f.Context) -> bool:
        homes = (self.deceased.permanent_address, self.organizer.head_permanent_address)
        here = any(context.competent_for(home) for home in homes if home)
        return here or rules.named_here(context, self.deceased.burial_place)

    @rules.inform("organizer.kind")
    def _amount(self, context: f.Context) -> str:
        base, times = self.law("base", context), self.law("funeral_multiple", context)
        least, said = rules.written(base * times), rules.written(base)
        year = self.law_since("base", context).year
        return f"Mức hỗ trợ tối thiểu {least} đồng ({times} x {said}, chuẩn {year})"


class EmergencyFuneralSupport(Flow[FuneralDeclaration]):
    subject = ("deceased.full_name", "deceased.birth_date", "deceased.death_date")
