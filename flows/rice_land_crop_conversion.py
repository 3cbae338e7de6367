"""Chuyển đổi cơ cấu cây trồng trên đất trồng lúa (1.008004), UBND cấp xã nơi có đất trồng lúa.

The land stays rice land: what is planted must leave it fit for rice again.
"""

from decimal import Decimal

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

M2_PER_HA = 10_000
ROUNDING = Decimal("0.0005")  # hectares are written with three decimals
FISH = {"kind": ["rice_aquaculture"]}


class Registrant(civil.OwnIdentityPaper):
    kind: str = f.Listed("Người đăng ký", driver=True)
    name: str = f.Field("Tên tổ chức hoặc người đại diện của hộ gia đình, cá nhân", sensitive=True)
    position: str | None = f.Optional(
        "Chức vụ người đại diện tổ chức", when={"kind": ["organisation"]}
    )
    identity: f.ClassVar[str] = "Số CMND/thẻ CCCD hoặc Giấy CNĐK doanh nghiệp"
    address: f.Address = f.Field("Địa chỉ")
    phone: f.Phone = f.Field("Số điện thoại")


class Conversion(f.Block):
    kind: str = f.Listed("Mục đích chuyển đổi", driver=True)
    current_rice_crops: str = f.Listed("Hiện trạng: số vụ lúa/năm")
    new_crop: str = f.Field("Loại cây trồng/vật nuôi chuyển sang")
    seasons: str = f.Field("Vụ, thời gian bắt đầu")
    start_date: f.FullDate = f.Field("Ngày bắt đầu chuyển đổi")
    lowered_area_m2: f.Quantity | None = f.Optional(
        "Diện tích hạ thấp mặt bằng nuôi thủy sản (m2)", when=FISH, max=1_000_000
    )
    depth_cm: f.Quantity | None = f.Optional("Độ sâu so với mặt ruộng (cm)", when=FISH)
    species: str | None = f.Optional("Loại thủy sản", when=FISH)


class Plot(f.Block):
    number: str = f.Field("Thửa đất số")
    map_sheet: str = f.Field("Tờ bản đồ số")
    location: str = f.Field("Khu vực, cánh đồng")
    area_m2: f.Quantity = f.Field("Diện tích (m2)", min=1)
    certificate: str | None = f.Optional("Số Giấy chứng nhận QSDĐ")


class Land(f.Block):
    plots: list[Plot] = f.Field("Diện tích chuyển đổi", min=1, max=50)
    total_area_ha: str = f.Field("Tổng diện tích chuyển đổi (ha)", max_length=8, note="ví dụ 0,25")

    def plots_ha(self) -> Decimal:
        """All plots together."""
        return Decimal(sum(plot.area_m2 for plot in self.plots)) / M2_PER_HA

    def total_ha(self) -> Decimal | None:
        """What was written, or None if that is no number."""
        text = self.total_area_ha.replace(",", ".")
        return Decimal(text) if text.replace(".", "", 1).isdecimal() else None


class Commitment(f.Block):
    confirmed: f.Confirmed = f.Field(
        "Cam kết không làm mất điều kiện trồng lúa trở lại, không gây ô nhiễm, "
        "không hư hỏng công trình"
    )


class ConversionDeclaration(f.Declaration):
    registrant: Registrant = f.Field("Người đăng ký")
    conversion: Conversion = f.Field("Nội dung chuyển đổi")
    land: Land = f.Field("Thửa đất")
    commitment: Commitment = f.Field("Cam kết")

    @rules.refuse("land.total_area_ha")
    def _total_equals_sum(self) -> bool | str:
        total, plots = self.land.total_ha(), self.land.plots_ha()
        if total is None:
            said = rules.own(self.land.total_area_ha)
            return f"“{said}” không phải diện tích; ghi số hecta, ví dụ 0,25"
        written = f"{plots.normalize():f}".replace(".", ",")
        return abs(total - plots) <= ROUNDING or (
            f"Tổng diện tích không khớp: các thửa cộng lại là {rules.own(written)} ha"
        )

    @rules.refuse("land.plots")
    def _plot_twice(self) -> bool | str:
        twice = rules.repeated_rows(self.land.plots, exact=["map_sheet", "number"])
        return not twice or f"Thửa đất ghi hai lần: xem dòng {twice}"

    _perennial_household_only = rules.refuse_when(
        {"conversion.kind": ["perennial"], "registrant.kind": ["organisation"]},
        "Chuyển sang cây lâu năm chỉ áp dụng với hộ gia đình, cá nhân",
    )

    @rules.refuse(
        "conversion.lowered_area_m2",
        "Diện tích hạ thấp không quá 20% tổng diện tích và sâu không quá 120 cm",
    )
    def _aquaculture_20_percent(self, context: f.Context) -> bool:
        lowered, depth = self.conversion.lowered_area_m2 or 0, self.conversion.depth_cm or 0
        area = sum(plot.area_m2 for plot in self.land.plots)
        most = area * self.law("lowered_share", context)
        return lowered * 100 <= most and depth <= self.law("deepest", context)

    @rules.refuse(
        "registrant.kind", "Hộ gia đình, cá nhân: tên người đại diện phải trùng họ tên chủ hồ sơ"
    )
    def _registrant_is_applicant(self, context: f.Context) -> bool:
        household = self.registrant.kind == "household"
        if not household or context.applicant is None:
            return True
        return rules.same_name(self.registrant.name, context.applicant.full_name)

    _organisation_number = rules.warn_when(
        {"registrant.kind": ["organisation"], "registrant.id_type": ["cccd", "cmnd", "passport"]},
        "Tổ chức thì khai số Giấy chứng nhận đăng ký doanh nghiệp (loại “Giấy tờ hợp lệ "
        "thay thế”), không khai căn cước của người đại diện",
    )
    _start_in_past = rules.days_ahead(
        "conversion.start_date",
        0,
        message="Phải đăng ký và được chấp thuận trước khi chuyển đổi; ngày bắt đầu đã qua",
    )
    _land_in_commune = rules.lives_here(
        "registrant.address",
        message="Người đăng ký ở xã khác: đối chiếu các thửa đất có thuộc xã tiếp nhận không",
        severity="info",
    )
    _plan_exists = rules.reminder(
        "conversion.kind",
        "Phải phù hợp kế hoạch chuyển đổi của xã (Mẫu 03.CĐ); đối chiếu trước khi nộp",
    )


class RiceLandCropConversion(Flow[ConversionDeclaration]):
    subject = (
        "registrant.id_number",
        "conversion.kind",
        "land.plots.map_sheet",
        "land.plots.number",
    )
