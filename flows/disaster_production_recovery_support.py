"""Hỗ trợ khôi phục sản xuất vùng bị thiệt hại do thiên tai (2.002161), UBND cấp xã.

Five official forms, one for each kind of production, are one form here.
"""

from typing import ClassVar

from portal_bot import (
    Address,
    Block,
    Choice,
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
    rule,
    told_when,
)

LEAST_PERCENT, HEAVY_PERCENT = 30, 70
DECLARED_FIRST = ["aquaculture", "livestock"]


class HouseholdKind(Choice):
    """Who produces."""

    HOUSEHOLD = "household", "Hộ nông dân"
    FARM = "farm", "Trang trại, gia trại"
    GROUP = "group", "Tổ hợp tác, hợp tác xã"


class DisasterKind(Choice):
    """What happened."""

    STORM_FLOOD = "storm_flood", "Bão, lũ, ngập lụt"
    DROUGHT = "drought", "Hạn hán"
    COLD = "cold", "Rét đậm, rét hại, sương muối"
    SALTWATER = "saltwater", "Xâm nhập mặn"
    TORNADO_HAIL = "tornado_hail", "Lốc, sét, mưa đá"
    OTHER = "other", "Khác"


class Sector(Choice):
    """What was hit; each has an official form of its own."""

    CROPS = "crops", "Cây trồng (Mẫu 1)"
    FORESTRY = "forestry", "Sản xuất lâm nghiệp (Mẫu 2)"
    AQUACULTURE = "aquaculture", "Nuôi trồng thủy sản (Mẫu 3)"
    LIVESTOCK = "livestock", "Chăn nuôi (Mẫu 4)"
    SALT = "salt", "Sản xuất muối (Mẫu 5)"


class Unit(Choice):
    """What is counted."""

    HA = "ha", "ha"
    M2 = "m2", "m2"
    HEAD = "head", "con"
    CAGE = "cage", "100 m3 lồng/bè"


UNITS = {
    Sector.CROPS: {Unit.HA, Unit.M2},
    Sector.FORESTRY: {Unit.HA, Unit.M2},
    Sector.AQUACULTURE: {Unit.HA, Unit.M2, Unit.CAGE},
    Sector.LIVESTOCK: {Unit.HEAD},
    Sector.SALT: {Unit.HA, Unit.M2},
}


class SupportForm(Choice):
    """What is asked for."""

    CASH = "cash", "Tiền"
    SEED = "seed", "Giống cây trồng, vật nuôi, thủy sản"


class Household(OwnIdentityPaper):
    """Hộ sản xuất."""

    head: PersonName = Field(
        title="Họ và tên chủ hộ", same_as="applicant.full_name", max_length=100
    )
    gender: Gender = Field(title="Giới tính", same_as="applicant.gender")
    identity: ClassVar[str] = "CMND/CCCD"
    address: Address = Field(title="Nơi thường trú")
    phone: Phone = Field(title="Điện thoại", same_as="applicant.phone")
    kind: HouseholdKind = Field(title="Loại hộ")


class Damage(Block):
    """One kind of loss: a row of the table."""

    item: str = Field(title="Loại cây trồng, vật nuôi, thủy sản")
    unit: Unit = Field(title="Đơn vị")
    quantity: Quantity = Field(title="Diện tích/số lượng sản xuất", min=1)
    damaged: Quantity = Field(title="Diện tích/số lượng thiệt hại", min=1)
    percent: Quantity = Field(title="Mức độ thiệt hại (%)", min=0, max=100)
    stage: str | None = Field(None, title="Giai đoạn/thời gian gieo trồng, tuổi vật nuôi")


class Damages(Block):
    """Thiệt hại."""

    disaster_kind: DisasterKind = Field(title="Loại thiên tai")
    disaster_name: str | None = Field(None, title="Tên đợt thiên tai")
    date: FullDate = Field(title="Thời điểm xảy ra thiệt hại", past=True)
    place: str = Field(title="Địa điểm sản xuất bị thiệt hại")
    sector: Sector = Field(title="Đề nghị hỗ trợ thiệt hại đối với", driver=True)
    rows: list[Damage] = Field(title="Kê khai thiệt hại", min=1, max=30)


class Conditions(Block):
    """Điều kiện."""

    initial_declaration: str | None = Field(
        None,
        title="Số bản kê khai ban đầu (Mẫu 6) hoặc giấy kiểm dịch",
        when={"damages.sector": DECLARED_FIRST},
    )
    prevention_done: YesNo = Field(title="Đã thực hiện biện pháp phòng ngừa theo hướng dẫn")
    village_confirmation: str = Field(title="Thôn/khu phố xác nhận bảng thống kê thiệt hại")


class Request(Block):
    """Đề nghị."""

    support_form: SupportForm = Field(title="Đề nghị được hỗ trợ bằng", driver=True)
    bank_account: str | None = Field(
        None, title="Số tài khoản nhận hỗ trợ", when={"support_form": ["cash"]}, sensitive=True
    )


class RecoveryDeclaration(Declaration):
    """Đơn đề nghị hỗ trợ thiệt hại (Mẫu số 1-5)."""

    household: Household = Field(title="Hộ sản xuất")
    damages: Damages = Field(title="Thiệt hại")
    conditions: Conditions = Field(title="Điều kiện")
    request: Request = Field(title="Đề nghị")
    pledge: Pledge = Field(title="Cam đoan")

    @rule("damaged_le_quantity", fields=["damages.rows"], message="")
    def _no_more_lost_than_there_was(self) -> bool | str:
        wrong = [row.item for row in self.damages.rows if row.damaged > row.quantity]
        return not wrong or (
            "Diện tích/số lượng thiệt hại lớn hơn diện tích/số lượng sản xuất: " + ", ".join(wrong)
        )

    @rule(
        "min_30_percent", fields=["damages.rows", "damages.sector"], message="", severity="warning"
    )
    def _enough_is_lost(self) -> bool | str:
        if self.damages.sector not in {Sector.CROPS, Sector.FORESTRY}:
            return True
        few = [row.item for row in self.damages.rows if row.percent < LEAST_PERCENT]
        return not few or f"Mức thiệt hại dưới 30% không được hỗ trợ: {', '.join(few)}"

    @rule(
        "unit_fits_sector",
        fields=["damages.rows", "damages.sector"],
        message="",
        severity="warning",
    )
    def _counted_as_it_should_be(self) -> bool | str:
        usual = UNITS[self.damages.sector]
        odd = [
            f"{row.item} ({row.unit.label})" for row in self.damages.rows if row.unit not in usual
        ]
        return not odd or (f"Đơn vị không hợp với “{self.damages.sector.label}”: {', '.join(odd)}")

    _declared_before_the_disaster = told_when(
        "initial_declaration_needed",
        {"damages.sector": DECLARED_FIRST, "conditions.initial_declaration": False},
        message="Chăn nuôi, nuôi trồng thủy sản phải có kê khai ban đầu hoặc giấy kiểm dịch",
    )

    _advice_was_followed = told_when(
        "prevention_required",
        {"conditions.prevention_done": ["no"]},
        message="Chỉ hỗ trợ khi đã thực hiện biện pháp phòng ngừa theo hướng dẫn",
    )

    _disaster_has_a_name = told_when(
        "within_disaster_period",
        {"damages.date": True, "damages.disaster_name": False},
        message="Ghi tên đợt thiên tai, để đối chiếu thời điểm thiệt hại với xác nhận của Ban Chỉ "
        "huy phòng, chống thiên tai",
        severity="warning",
    )

    @rule("support_rates", fields=["damages.rows"], message="", severity="info")
    def _rates(self) -> str:
        percents = [row.percent for row in self.damages.rows]
        heavy = sum(percent > HEAVY_PERCENT for percent in percents)
        medium = sum(LEAST_PERCENT <= percent <= HEAVY_PERCENT for percent in percents)
        return (
            "Mức hỗ trợ theo Điều 5 Nghị định 02/2017/NĐ-CP: "
            f"{heavy} mục thiệt hại trên 70%, {medium} mục từ 30% đến 70%"
        )

    _household_lives_here = competent_here(
        "authority_household",
        "household.address",
        message="Chủ hộ thường trú ở xã khác: nộp ở UBND cấp xã nơi sản xuất bị thiệt hại; "
        "đối chiếu địa điểm",
        severity="warning",
    )


class RecoveryPapers(Papers):
    """Thành phần hồ sơ."""

    application_form: Paper = Field(
        title="Đơn đề nghị hỗ trợ thiệt hại theo Mẫu số 1, 2, 3, 4 hoặc 5"
    )
    initial_declaration: Paper | None = Field(
        None,
        title="Bản kê khai số lượng chăn nuôi tập trung/nuôi trồng thủy sản ban đầu (Mẫu số 6) "
        "hoặc giấy chứng nhận kiểm dịch",
        when={"damages.sector": DECLARED_FIRST},
    )
    damage_statistics: Paper = Field(
        title="Bảng thống kê thiệt hại có xác nhận của thôn, bản, khu dân cư"
    )
    damage_photos: Paper | None = Field(None, title="Ảnh, video hiện trường thiệt hại")


class DisasterProductionRecoverySupport(Flow[RecoveryDeclaration]):
    """Hỗ trợ khôi phục sản xuất vùng bị thiệt hại do thiên tai."""

    code = "2.002161"
    title = "Hỗ trợ khôi phục sản xuất vùng bị thiệt hại do thiên tai"
    declaration = RecoveryDeclaration
    papers = RecoveryPapers
    subject = ("household.id_number", "damages.date", "damages.sector", "damages.rows.item")
