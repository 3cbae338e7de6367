"""Chuyển đổi cơ cấu cây trồng trên đất trồng lúa (1.008004), UBND cấp xã nơi có đất trồng lúa.

The land stays rice land: what is planted must leave it fit for rice again.
"""

from decimal import Decimal

from portal_bot import (
    Address,
    Block,
    Choice,
    Confirmed,
    Context,
    Declaration,
    Field,
    Flow,
    FullDate,
    IdNumber,
    IdType,
    Paper,
    Papers,
    Phone,
    Quantity,
    rule,
    same_name,
)

M2_PER_HA = 10_000
ROUNDING = Decimal("0.0005")  # hectares are written with three decimals
DEEPEST_CM = 120
FISH = {"kind": ["rice_aquaculture"]}


class RegistrantKind(Choice):
    """Who uses the land."""

    HOUSEHOLD = "household", "Hộ gia đình, cá nhân"
    ORGANISATION = "organisation", "Tổ chức"


class ConversionKind(Choice):
    """What takes the place of rice, or joins it."""

    ANNUAL_CROPS = "annual_crops", "Trồng cây hàng năm"
    PERENNIAL = "perennial", "Trồng cây lâu năm"
    RICE_AQUACULTURE = "rice_aquaculture", "Trồng lúa kết hợp nuôi trồng thủy sản"


class RiceCrops(Choice):
    """Harvests of rice in a year, until now."""

    THREE = "3", "3 vụ"
    TWO = "2", "2 vụ"
    ONE = "1", "1 vụ"


class Registrant(Block):
    """Người đăng ký."""

    kind: RegistrantKind = Field(title="Người đăng ký", driver=True)
    name: str = Field(
        title="Tên tổ chức hoặc người đại diện của hộ gia đình, cá nhân", sensitive=True
    )
    position: str | None = Field(
        None, title="Chức vụ người đại diện tổ chức", when={"kind": ["organisation"]}
    )
    id_type: IdType = Field(IdType.CCCD, title="Số CMND/thẻ CCCD hoặc Giấy CNĐK doanh nghiệp: loại")
    id_number: IdNumber = Field(
        title="Số CMND/thẻ CCCD hoặc Giấy CNĐK doanh nghiệp: số",
        id_type="id_type",
        same_as="applicant.citizen_id",
    )
    id_issue_date: FullDate = Field(
        title="Số CMND/thẻ CCCD hoặc Giấy CNĐK doanh nghiệp: ngày cấp", past=True
    )
    id_issuer: str = Field(
        "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        title="Số CMND/thẻ CCCD hoặc Giấy CNĐK doanh nghiệp: cơ quan cấp",
        max_length=150,
    )
    address: Address = Field(title="Địa chỉ")
    phone: Phone = Field(title="Số điện thoại")


class Conversion(Block):
    """Nội dung chuyển đổi."""

    kind: ConversionKind = Field(title="Mục đích chuyển đổi", driver=True)
    current_rice_crops: RiceCrops = Field(title="Hiện trạng: số vụ lúa/năm")
    new_crop: str = Field(title="Loại cây trồng/vật nuôi chuyển sang")
    seasons: str = Field(title="Vụ, thời gian bắt đầu")
    start_date: FullDate = Field(title="Ngày bắt đầu chuyển đổi")
    lowered_area_m2: Quantity | None = Field(
        None,
        title="Diện tích hạ thấp mặt bằng nuôi thủy sản (m2)",
        when=FISH,
        max=1_000_000,
    )
    depth_cm: Quantity | None = Field(None, title="Độ sâu so với mặt ruộng (cm)", when=FISH)
    species: str | None = Field(None, title="Loại thủy sản", when=FISH)


class Plot(Block):
    """One plot: a row of the table."""

    number: str = Field(title="Thửa đất số")
    map_sheet: str = Field(title="Tờ bản đồ số")
    location: str = Field(title="Khu vực, cánh đồng")
    area_m2: Quantity = Field(title="Diện tích (m2)", min=1)
    certificate: str | None = Field(None, title="Số Giấy chứng nhận QSDĐ")


class Land(Block):
    """Thửa đất."""

    plots: list[Plot] = Field(title="Diện tích chuyển đổi", min=1, max=50)
    total_area_ha: str = Field(
        title="Tổng diện tích chuyển đổi (ha)", max_length=8, note="ví dụ 0,25"
    )

    def plots_ha(self) -> Decimal:
        """All plots together."""
        return Decimal(sum(plot.area_m2 for plot in self.plots)) / M2_PER_HA

    def total_ha(self) -> Decimal | None:
        """What was written, or None if that is no number."""
        text = self.total_area_ha.replace(",", ".")
        return Decimal(text) if text.replace(".", "", 1).isdecimal() else None


class Commitment(Block):
    """Cam kết."""

    confirmed: Confirmed = Field(
        title="Cam kết không làm mất điều kiện trồng lúa trở lại, không gây ô nhiễm, "
        "không hư hỏng công trình"
    )


class ConversionDeclaration(Declaration):
    """Bản đăng ký chuyển đổi cơ cấu cây trồng trên đất trồng lúa (Mẫu 04.CĐ)."""

    registrant: Registrant = Field(title="Người đăng ký")
    conversion: Conversion = Field(title="Nội dung chuyển đổi")
    land: Land = Field(title="Thửa đất")
    commitment: Commitment = Field(title="Cam kết")

    @rule("total_equals_sum", fields=["land.total_area_ha", "land.plots"], message="")
    def _total_is_the_sum(self) -> bool | str:
        total, plots = self.land.total_ha(), self.land.plots_ha()
        if total is None:
            return f"“{self.land.total_area_ha}” không phải diện tích; ghi số hecta, ví dụ 0,25"
        written = f"{plots.normalize():f}".replace(".", ",")
        return abs(total - plots) <= ROUNDING or (
            f"Tổng diện tích không khớp: các thửa cộng lại là {written} ha"
        )

    @rule("plot_twice", fields=["land.plots"], message="")
    def _no_plot_twice(self) -> bool | str:
        plots = [(plot.map_sheet, plot.number) for plot in self.land.plots]
        twice = [str(at + 1) for at, plot in enumerate(plots) if plot in plots[:at]]
        return not twice or f"Thửa đất ghi hai lần: xem dòng {', '.join(twice)}"

    @rule(
        "perennial_household_only",
        fields=["conversion.kind", "registrant.kind"],
        message="Chuyển sang cây lâu năm chỉ áp dụng với hộ gia đình, cá nhân",
    )
    def _trees_are_for_households(self) -> bool:
        perennial = self.conversion.kind is ConversionKind.PERENNIAL
        return not perennial or self.registrant.kind is RegistrantKind.HOUSEHOLD

    @rule(
        "aquaculture_20_percent",
        fields=[
            "conversion.lowered_area_m2",
            "conversion.depth_cm",
            "land.plots",
        ],
        message="Diện tích hạ thấp không quá 20% tổng diện tích và sâu không quá 120 cm",
    )
    def _little_is_dug_away(self) -> bool:
        lowered, depth = self.conversion.lowered_area_m2 or 0, self.conversion.depth_cm or 0
        area = sum(plot.area_m2 for plot in self.land.plots)
        return lowered * 5 <= area and depth <= DEEPEST_CM

    @rule(
        "registrant_is_applicant",
        fields=["registrant.kind", "registrant.name"],
        message="Hộ gia đình, cá nhân: tên người đại diện phải trùng họ tên chủ hồ sơ",
    )
    def _household_speaks_for_itself(self, context: Context) -> bool:
        household = self.registrant.kind is RegistrantKind.HOUSEHOLD
        if not household or context.applicant is None:
            return True
        return same_name(self.registrant.name, context.applicant.full_name)

    @rule(
        "organisation_number",
        fields=["registrant.kind", "registrant.id_type"],
        message="Tổ chức thì khai số Giấy chứng nhận đăng ký doanh nghiệp (loại “Giấy tờ hợp lệ "
        "thay thế”), không khai căn cước của người đại diện",
        severity="warning",
    )
    def _organisation_has_its_own_number(self) -> bool:
        organisation = self.registrant.kind is RegistrantKind.ORGANISATION
        return not organisation or self.registrant.id_type is IdType.OTHER

    @rule(
        "start_in_past",
        fields=["conversion.start_date"],
        message="Phải đăng ký và được chấp thuận trước khi chuyển đổi; ngày bắt đầu đã qua",
    )
    def _not_begun_yet(self, context: Context) -> bool:
        return self.conversion.start_date >= context.today

    @rule(
        "land_in_commune",
        fields=["registrant.address"],
        message="Người đăng ký ở xã khác: đối chiếu các thửa đất có thuộc xã tiếp nhận không",
        severity="info",
    )
    def _registrant_lives_here(self, context: Context) -> bool:
        return context.competent_for(self.registrant.address)

    @rule(
        "plan_exists",
        fields=["conversion.kind"],
        message="Phải phù hợp kế hoạch chuyển đổi của xã (Mẫu 03.CĐ); đối chiếu trước khi nộp",
        severity="info",
    )
    def _plan_is_the_clerks_to_look_up(self) -> bool:
        return False


class ConversionPapers(Papers):
    """Thành phần hồ sơ."""

    registration_form: Paper = Field(
        title="Bản đăng ký chuyển đổi cơ cấu cây trồng trên đất trồng lúa (Mẫu 04.CĐ)"
    )


class RiceLandCropConversion(Flow[ConversionDeclaration]):
    """Chuyển đổi cơ cấu cây trồng trên đất trồng lúa."""

    code = "1.008004"
    title = "Chuyển đổi cơ cấu cây trồng trên đất trồng lúa"
    declaration = ConversionDeclaration
    papers = ConversionPapers
    subject = (
        "registrant.id_number",
        "conversion.kind",
        "land.plots.map_sheet",
        "land.plots.number",
    )
