"""Trợ giúp xã hội khẩn cấp về hỗ trợ chi phí mai táng (2.000744), UBND cấp xã.

For a death by disaster, epidemic or grave accident. The commune receives and forwards; the
district decides. Those who drew a monthly allowance have another procedure (1.001731).
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
    PartialBirthDate,
    PersonName,
    Pledge,
    Quantity,
    differ,
    named_here,
    not_before,
    reminder,
    rule,
)

HOUSEHOLD = {"kind": ["household"]}
ORGANISATION = {"kind": ["organisation"]}
ORDINARY_DEATHS = ("già yếu", "tuổi già", "ốm", "bệnh", "đang hưởng trợ cấp")
RECORDS = ("xác nhận", "biên bản", "kết luận", "giấy", "công văn")


class Cause(Choice):
    """Why the death is an emergency."""

    DISASTER = "disaster", "Thiên tai"
    FIRE = "fire", "Hỏa hoạn"
    EPIDEMIC = "epidemic", "Dịch bệnh"
    TRAFFIC_ACCIDENT = "traffic_accident", "Tai nạn giao thông nghiêm trọng"
    LABOUR_ACCIDENT = "labour_accident", "Tai nạn lao động nghiêm trọng"
    FORCE_MAJEURE = "force_majeure", "Lý do bất khả kháng khác"


class OrganizerKind(Choice):
    """Who buries: the family, or somebody for a person whom nobody claims."""

    HOUSEHOLD = "household", "Hộ gia đình/cá nhân"
    ORGANISATION = "organisation", "Cơ quan, tổ chức"


class Deceased(Block):
    """Thông tin người chết được mai táng."""

    full_name: PersonName = Field(title="Họ và tên", max_length=100)
    birth_date: PartialBirthDate = Field(title="Ngày, tháng, năm sinh", past=True)
    gender: Gender = Field(title="Giới tính")
    ethnicity: Ethnicity = Field(title="Dân tộc")
    permanent_address: Address | None = Field(None, title="Hộ khẩu thường trú")
    death_date: FullDate = Field(title="Ngày, tháng, năm chết", past=True)
    death_cause: Cause = Field(title="Nguyên nhân chết", driver=True)
    death_cause_detail: str | None = Field(
        None,
        title="Mô tả nguyên nhân",
        when={"death_cause": ["force_majeure"]},
        sensitive=True,
        note="nêu cả giấy tờ xác nhận nguyên nhân",
    )
    burial_time: FullDate = Field(title="Thời gian mai táng")
    burial_place: str = Field(title="Địa điểm mai táng")


class Organizer(Block):
    """Thông tin cơ quan, tổ chức, hộ gia đình hoặc cá nhân đứng ra mai táng."""

    kind: OrganizerKind = Field(title="Bên đứng ra mai táng", driver=True)
    organisation_name: str | None = Field(None, title="Tên cơ quan, tổ chức", when=ORGANISATION)
    organisation_address: Address | None = Field(None, title="Địa chỉ", when=ORGANISATION)
    organisation_representative: str | None = Field(
        None, title="Họ tên, chức vụ người đại diện", when=ORGANISATION, sensitive=True
    )
    head_full_name: PersonName | None = Field(
        None, title="Họ và tên (chủ hộ hoặc người đại diện)", when=HOUSEHOLD, max_length=100
    )
    head_birth_date: BirthDate | None = Field(
        None, title="Ngày, tháng, năm sinh", when=HOUSEHOLD, past=True
    )
    head_id_type: IdType | None = Field(None, title="Giấy CMND hoặc CCCD: loại", when=HOUSEHOLD)
    head_id_number: IdNumber | None = Field(
        None, title="Giấy CMND hoặc CCCD: số", when=HOUSEHOLD, id_type="head_id_type"
    )
    head_id_issue_date: FullDate | None = Field(
        None, title="Giấy CMND hoặc CCCD: ngày cấp", when=HOUSEHOLD, past=True
    )
    head_id_issuer: str | None = Field(
        None, title="Giấy CMND hoặc CCCD: cơ quan cấp", when=HOUSEHOLD, max_length=150
    )
    head_permanent_address: Address | None = Field(None, title="Hộ khẩu thường trú", when=HOUSEHOLD)
    head_relation: str | None = Field(None, title="Quan hệ với người chết", when=HOUSEHOLD)


class Cost(Block):
    """Chi phí."""

    actual_vnd: Quantity | None = Field(
        None,
        title="Chi phí thực tế (trường hợp không có người nhận trách nhiệm mai táng)",
        when={"organizer.kind": ["organisation"]},
        min=0,
        max=500_000_000,
    )
    payment_account: str | None = Field(None, title="Số tài khoản/hình thức nhận", sensitive=True)


class FuneralDeclaration(Declaration):
    """Tờ khai đề nghị hỗ trợ chi phí mai táng."""

    deceased: Deceased = Field(title="Thông tin người chết được mai táng")
    organizer: Organizer = Field(
        title="Thông tin cơ quan, tổ chức, hộ gia đình hoặc cá nhân đứng ra mai táng"
    )
    cost: Cost = Field(Cost(), title="Chi phí")
    pledge: Pledge = Field(title="Cam đoan")

    _buried_after_death = not_before(
        "burial_after_death",
        "deceased.burial_time",
        "deceased.death_date",
        message="Ngày mai táng phải từ ngày chết trở đi",
    )

    _died_after_birth = not_before(
        "death_after_birth",
        "deceased.death_date",
        "deceased.birth_date",
        message="Ngày chết không thể trước ngày sinh",
    )

    _another_buries = differ(
        "head_is_another",
        "organizer.head_full_name",
        "deceased.full_name",
        message="Người đứng ra mai táng phải khác người chết",
    )

    @rule(
        "not_double",
        fields=["deceased.death_cause", "deceased.death_cause_detail"],
        message="Đối tượng đang hưởng trợ cấp hàng tháng dùng thủ tục 1.001731",
        severity="warning",
    )
    def _is_an_emergency(self) -> bool:
        detail = (self.deceased.death_cause_detail or "").casefold()
        return not any(word in detail for word in ORDINARY_DEATHS)

    @rule(
        "cause_certified",
        fields=["deceased.death_cause", "deceased.death_cause_detail"],
        message="Nguyên nhân phải được xác nhận: ghi giấy tờ xác nhận vào phần mô tả",
        severity="warning",
    )
    def _cause_is_on_record(self) -> bool:
        detail = (self.deceased.death_cause_detail or "").casefold()
        other = self.deceased.death_cause is Cause.FORCE_MAJEURE
        return not (other and detail) or any(word in detail for word in RECORDS)

    @rule(
        "authority_place",
        fields=[
            "deceased.permanent_address",
            "deceased.burial_place",
            "organizer.head_permanent_address",
        ],
        message="Nộp ở UBND cấp xã nơi cư trú của người chết, của hộ mai táng hoặc nơi mai táng; "
        "kiểm tra lại",
        severity="warning",
    )
    def _is_this_communes(self, context: Context) -> bool:
        homes = (self.deceased.permanent_address, self.organizer.head_permanent_address)
        here = any(context.competent_for(home) for home in homes if home)
        return here or named_here(context, self.deceased.burial_place)

    _amount = reminder(
        "amount",
        "organizer.kind",
        "Mức hỗ trợ tối thiểu 18.000.000 đồng (50 x 360.000, chuẩn 2021)",
    )


class FuneralPapers(Papers):
    """Thành phần hồ sơ."""

    death_notice: Paper | None = Field(
        None,
        title="Giấy báo tử / giấy chứng tử của người chết",
        when={"organizer.kind": ["household"]},
    )
    police_confirmation: Paper | None = Field(
        None,
        title="Xác nhận của công an cấp xã (không có người nhận trách nhiệm mai táng)",
        when={"organizer.kind": ["organisation"]},
    )


class EmergencyFuneralSupport(Flow[FuneralDeclaration]):
    """Hỗ trợ chi phí mai táng."""

    code = "2.000744"
    title = "Trợ giúp xã hội khẩn cấp về hỗ trợ chi phí mai táng"
    declaration = FuneralDeclaration
    papers = FuneralPapers
    subject = ("deceased.full_name", "deceased.birth_date", "deceased.death_date")
