"""The full official names of 2022 for what somebody wrote; and what it could have been."""

from __future__ import annotations

from portal_bot.catalogue import provinces
from portal_bot.dossier.problems import Refused
from portal_bot.marked import own


def resolve(written: dict[str, str]) -> dict[str, str]:
    """Full official names for what was written.

    Raises:
        Refused: naming the level at fault and what it could have been.
    """
    home = provinces.home_province()
    province = province_called(written["province"]) if "province" in written else home
    if province != home:
        return {**written, "province": province.name}
    if "commune" not in written:
        district = _district(written["district"]).name if "district" in written else None
        return {"province": home.name, **({"district": district} if district else {})}
    commune = commune_called(written["commune"], written.get("district"))
    return {"province": home.name, "district": commune.district, "commune": commune.name}


def province_called(name: str) -> provinces.Province:
    found = provinces.find_provinces(name)
    if len(found) != 1:
        raise Refused("unknown_province", _no_province(name, found), "province")
    return found[0]


def _no_province(name: str, found: list[provinces.Province]) -> str:
    if found:
        names = "; ".join(province.name for province in found)
        return f"có nhiều tỉnh, thành phố gọi là “{own(name)}”: {names}; ghi rõ một nơi"
    if heirs := provinces.became(name):
        return f"“{own(name)}” là tên cũ, nay thuộc: {'; '.join(heirs)}; ghi tên hiện nay"
    near = ", ".join(provinces.nearest_names(name, provinces.provinces()))
    return f"không có tỉnh, thành phố “{own(name)}” trong 63 đơn vị năm 2022" + (
        f"; gần nhất: {near}" if near else "; ghi đủ tên, không viết tắt"
    )


def _district(name: str) -> provinces.District:
    found = provinces.find_districts(name)
    if len(found) != 1:
        all_of_them = ", ".join(district.name for district in found or provinces.districts())
        raise Refused(
            "unknown_district",
            f"Phú Yên không có huyện, thị xã, thành phố “{own(name)}”; chỉ có: {all_of_them}",
            "district",
        )
    return found[0]


def commune_called(name: str, district_name: str | None) -> provinces.Commune:
    found = provinces.find_communes(name)
    if district_name is not None:
        district = _district(district_name)
        inside = [commune for commune in found if commune.district == district.name]
        if found and not inside:
            where = ", ".join(f"{commune.name} ({commune.district})" for commune in found)
            raise Refused(
                "commune_not_in_district",
                f"“{own(name)}” không thuộc {own(district.name)}: {own(where)}",
                "commune",
            )
        found = inside
    if len(found) > 1:
        options = "; ".join(f"{commune.name}, {commune.district}" for commune in found)
        raise Refused(
            "ambiguous_commune",
            f"có nhiều nơi tên “{own(name)}”: {own(options)}; ghi rõ một nơi",
            "commune",
        )
    if not found:
        raise Refused("unknown_commune", _unknown_commune(name, district_name), "commune")
    return found[0]


def _unknown_commune(name: str, district_name: str | None) -> str:
    for unit, formed_from in provinces.units_of_2025().items():
        if provinces.same_unit(unit, name):
            return (
                f"“{own(name)}” là đơn vị mới từ 01/7/2025; cổng này dùng đơn vị năm 2022, "
                f"ghi một trong: {own('; '.join(formed_from))}"
            )
    among = _district(district_name).communes if district_name else provinces.communes()
    near = ", ".join(provinces.nearest_names(name, among))
    where = own(_district(district_name).name) if district_name else "Phú Yên (đơn vị năm 2022)"
    hint = f"gần nhất: {own(near)}" if near else "nếu là tỉnh khác thì ghi thêm tỉnh và huyện"
    return f"{where} không có xã, phường, thị trấn “{own(name)}”; {hint}"
