"""Chuyển đổi cơ cấu cây trồng trên đất trồng lúa (1.008004), UBND cấp xã nơi có đất trồng lúa.

The land stays rice land: what is planted must leave it fit for rice again.
"""

from decimal import Decimal
from typing import ClassVar

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
    OwnIdentityPaper,
    Paper,
    Papers,
    Phone,
    Quantity,
    competent_here,
    days_ahead,
    reminder,
    repeated_rows,
    rule,
    same_name,
    told_when,
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


class Registrant(OwnIdentityPaper):
    """Người đăng ký."""

    kind: RegistrantKind = Field(title="Người đăng ký", driver=True)
    name: str = Field(
        title="Tên tổ chức hoặc người đại diện của hộ gia đình, cá nhân", sensitive=True
    )
    position: str | None = Field(
        None, title="Chức vụ người đại diện tổ chức", when={"kind": ["organisation"]}
    )
    identity: ClassVar[str] = "Số CMND/thẻ CCCD hoặc Giấy CNĐK doanh nghiệp"
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
        None, title="Diện tích hạ thấp mặt bằng nuôi thủy sản (m2)", when=FISH, max=1_000_000
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
        twice = repeated_rows(self.land.plots, exact=["map_sheet", "number"])
        return not twice or f"Thửa đất ghi hai lần: xem dòng {twice}"

    _trees_are_for_households = told_when(
        "perennial_household_only",
        {"conversion.kind": ["perennial"], "registrant.kind": ["organisation"]},
        message="Chuyển sang cây lâu năm chỉ áp dụng với hộ gia đình, cá nhân",
    )

    @rule(
        "aquaculture_20_percent",
        fields=["conversion.lowered_area_m2", "conversion.depth_cm", "land.plots"],
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

    _organisation_has_its_own_number = told_when(
        "organisation_number",
        {"registrant.kind": ["organisation"], "registrant.id_type": ["cccd", "cmnd", "passport"]},
        message="Tổ chức thì khai số Giấy chứng nhận đăng ký doanh nghiệp (loại “Giấy tờ hợp lệ "
        "thay thế”), không khai căn cước của người đại diện",
        severity="warning",
    )

    _not_begun_yet = days_ahead(
        "start_in_past",
        "conversion.start_date",
        0,
        message="Phải đăng ký và được chấp thuận trước khi chuyển đổi; ngày bắt đầu đã qua",
    )

    _registrant_lives_here = competent_here(
        "land_in_commune",
        "registrant.address",
        message="Người đăng ký ở xã khác: đối chiếu các thửa đất có thuộc xã tiếp nhận không",
        severity="info",
    )

    _plan_is_the_clerks_to_look_up = reminder(
        "plan_exists",
        "conversion.kind",
        "Phải phù hợp kế hoạch chuyển đổi của xã (Mẫu 03.CĐ); đối chiếu trước khi nộp",
    )


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
