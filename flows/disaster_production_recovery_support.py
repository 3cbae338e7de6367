"""Hỗ trợ khôi phục sản xuất vùng bị thiệt hại do thiên tai (2.002161), UBND cấp xã.

Five official forms, one for each kind of production, are one form here.
"""

from portal_bot import Flow, civil, rules
from portal_bot import fields as f

DECLARED_FIRST = ["aquaculture", "livestock"]
UNITS = {
    "crops": {"ha", "m2"},
    "forestry": {"ha", "m2"},
    "aquaculture": {"ha", "m2", "cage"},
    "livestock": {"head"},
    "salt": {"ha", "m2"},
}


class Household(civil.OwnIdentityPaper):
    head: f.PersonName = f.Field("Họ và tên chủ hộ", same_as="applicant.full_name", max_length=100)
    gender: f.Gender = f.Field("Giới tính", same_as="applicant.gender")
    identity: f.ClassVar[str] = "CMND/CCCD"
    address: f.Address = f.Field("Nơi thường trú")
    phone: f.Phone = f.Field("Điện thoại", same_as="applicant.phone")
    kind: str = f.Listed("Loại hộ")


class Damage(f.Block):
    item: str = f.Field("Loại cây trồng, vật nuôi, thủy sản")
    unit: str = f.Listed("Đơn vị")
    quantity: f.Quantity = f.Field("Diện tích/số lượng sản xuất", min=1)
    damaged: f.Quantity = f.Field("Diện tích/số lượng thiệt hại", min=1)
    percent: f.Quantity = f.Field("Mức độ thiệt hại (%)", min=0, max=100)
    stage: str | None = f.Optional("Giai đoạn/thời gian gieo trồng, tuổi vật nuôi")


class Damages(f.Block):
    disaster_kind: str = f.Listed("Loại thiên tai")
    disaster_name: str | None = f.Optional("Tên đợt thiên tai")
    date: f.FullDate = f.Field("Thời điểm xảy ra thiệt hại", past=True)
    place: str = f.Field("Địa điểm sản xuất bị thiệt hại")
    sector: str = f.Listed("Đề nghị hỗ trợ thiệt hại đối với", driver=True)
    rows: list[Damage] = f.Field("Kê khai thiệt hại", min=1, max=30)


class Conditions(f.Block):
    initial_declaration: str | None = f.Optional(
        "Số bản kê khai ban đầu (Mẫu 6) hoặc giấy kiểm dịch",
        when={"damages.sector": DECLARED_FIRST},
    )
    prevention_done: f.YesNo = f.Field("Đã thực hiện biện pháp phòng ngừa theo hướng dẫn")
    village_confirmation: str = f.Field("Thôn/khu phố xác nhận bảng thống kê thiệt hại")


class Request(f.Block):
    support_form: str = f.Listed("Đề nghị được hỗ trợ bằng", driver=True)
    bank_account: str | None = f.Optional(
        "Số tài khoản nhận hỗ trợ", when={"support_form": ["cash"]}, sensitive=True
    )


class RecoveryDeclaration(f.Declaration):
    household: Household = f.Field("Hộ sản xuất")
    damages: Damages = f.Field("Thiệt hại")
    conditions: Conditions = f.Field("Điều kiện")
    request: Request = f.Field("Đề nghị")
    pledge: civil.Pledge = f.Field("Cam đoan")

    @rules.refuse("damages.rows")
    def _damaged_le_quantity(self) -> bool | str:
        rows = (row for row in self.damages.rows if row.damaged > row.quantity)
        wrong = ", ".join(f"{rules.own(row.item)}" for row in rows)
        return not wrong or (
            f"Diện tích/số lượng thiệt hại lớn hơn diện tích/số lượng sản xuất: {wrong}"
        )

    @rules.warn("damages.rows")
    def _min_30_percent(self, context: f.Context) -> bool | str:
        if self.damages.sector not in {"crops", "forestry"}:
            return True
        least = self.law("least_damage", context)
        rows = (row for row in self.damages.rows if row.percent < least)
        few = ", ".join(f"{rules.own(row.item)}" for row in rows)
        return not few or f"Mức thiệt hại dưới {least}% không được hỗ trợ: {few}"

    @rules.warn("damages.rows")
    def _unit_fits_sector(self) -> bool | str:
        usual, sector = UNITS[self.damages.sector], rules.printed(self.damages.sector)
        rows = (row for row in self.damages.rows if row.unit not in usual)
        odd = ", ".join(f"{rules.own(row.item)} ({rules.printed(row.unit)})" for row in rows)
        return not odd or f"Đơn vị không hợp với “{sector}”: {odd}"

    _initial_declaration_needed = rules.refuse_when(
        {"damages.sector": DECLARED_FIRST, "conditions.initial_declaration": False},
        "Chăn nuôi, nuôi trồng thủy sản phải có kê khai ban đầu hoặc giấy kiểm dịch",
    )
    _prevention_required = rules.refuse_when(
        {"conditions.prevention_done": ["no"]},
        "Chỉ hỗ trợ khi đã thực hiện biện pháp phòng ngừa theo hướng dẫn",
    )
    _within_disaster_period = rules.warn_when(
        {"damages.date": True, "damages.disaster_name": False},
        "Ghi tên đợt thiên tai, để đối chiếu thời điểm thiệt hại với xác nhận của Ban Chỉ "
        "huy phòng, chống thiên tai",
    )

    @rules.inform("damages.rows")
    def _support_rates(self, context: f.Context) -> str:
        least, most = self.law("least_damage", context), self.law("heavy_damage", context)
        percents = [row.percent for row in self.damages.rows]
        heavy = sum(percent > most for percent in percents)
        medium = sum(least <= percent <= most for percent in percents)
        return (
            "Mức hỗ trợ theo Điều 5 Nghị định 02/2017/NĐ-CP: "
            f"{heavy} mục thiệt hại trên {most}%, {medium} mục từ {least}% đến {most}%"
        )

    _authority_household = rules.lives_here(
        "household.address",
        message="Chủ hộ thường trú ở xã khác: nộp ở UBND cấp xã nơi sản xuất bị thiệt hại; "
        "đối chiếu địa điểm",
        severity="warning",
    )


class DisasterProductionRecoverySupport(Flow[RecoveryDeclaration]):
    subject = ("household.id_number", "damages.date", "damages.sector", "damages.rows.item")
