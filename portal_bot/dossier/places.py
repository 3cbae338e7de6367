"""Addresses by commune, as the portal's cascades want them: full official names, level by level."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar

from pydantic import ValidationError, model_validator

from portal_bot.catalogue import provinces
from portal_bot.dossier.block import Block, blank
from portal_bot.dossier.field import Field
from portal_bot.dossier.kinds import text_of
from portal_bot.dossier.letters import tidy
from portal_bot.dossier.problems import Refused

_LEVELS = ("province", "district", "commune")
_NOTE = "ở Phú Yên có thể để trống"


class Locality(Block):
    """Province, district and commune, as they were in 2022; for a native place.

    In Phú Yên the commune is enough where no other has its name.
    """

    type_name: ClassVar[str] = "locality"

    province: str = Field("Tỉnh/Thành phố", level=0, note=_NOTE)
    district: str = Field("Quận/Huyện", level=1, note=_NOTE)
    commune: str = Field("Phường/Xã", level=2)

    @model_validator(mode="before")
    @classmethod
    def _resolve(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        said = ((data.get(key), key) for key in _LEVELS)
        written = (text if isinstance(text, str) else _written(text, key) for text, key in said)
        return {**data, **_resolved(*written)}


class Address(Locality):
    """A place to live or to deliver to: a locality, and what is written before it."""

    type_name: ClassVar[str] = "address"

    detail: str = Field(
        "Địa chỉ chi tiết", level=3, sensitive=True, note="số nhà, đường, thôn, khu phố"
    )


class Agency(Locality):
    """The office that a dossier is filed at: a commune's people's committee."""

    type_name: ClassVar[str] = "agency"


def _written(value: Any, level: str) -> str | None:
    if blank(value):
        return None
    try:
        return text_of(tidy(value) if isinstance(value, str) else value)
    except Refused as refused:
        raise Refused(refused.code, refused.message, level) from None


# A counter's dossiers are of a few communes. What is refused is not kept.
@lru_cache(maxsize=1024)
def _resolved(*levels: str | None) -> dict[str, str]:
    said = ((key, _written(text, key)) for key, text in zip(_LEVELS, levels, strict=True))
    return resolve({key: name for key, name in said if name})


def resolve(written: dict[str, str]) -> dict[str, str]:
    """Full official names for what was written.

    Raises:
        Refused: naming the level at fault and what it could have been.
    """
    home = provinces.home_province()
    province = _province(written["province"]) if "province" in written else home
    if province != home:
        return {**written, "province": province.name}
    if "commune" not in written:
        district = _district(written["district"]).name if "district" in written else None
        return {"province": home.name, **({"district": district} if district else {})}
    commune = _commune(written["commune"], written.get("district"))
    return {"province": home.name, "district": commune.district, "commune": commune.name}


def _province(name: str) -> provinces.Province:
    found = provinces.find_provinces(name)
    if len(found) != 1:
        raise Refused("unknown_province", _no_province(name, found), "province")
    return found[0]


def _no_province(name: str, found: list[provinces.Province]) -> str:
    if found:
        names = "; ".join(province.name for province in found)
        return f"có nhiều tỉnh, thành phố gọi là “{name}”: {names}; ghi rõ một nơi"
    if heirs := provinces.became(name):
        return f"“{name}” là tên cũ, nay thuộc: {'; '.join(heirs)}; ghi tên hiện nay"
    near = ", ".join(provinces.nearest_names(name, provinces.provinces()))
    return f"không có tỉnh, thành phố “{name}” trong 63 đơn vị năm 2022" + (
        f"; gần nhất: {near}" if near else "; ghi đủ tên, không viết tắt"
    )


def _district(name: str) -> provinces.District:
    found = provinces.find_districts(name)
    if len(found) != 1:
        all_of_them = ", ".join(district.name for district in found or provinces.districts())
        raise Refused(
            "unknown_district",
            f"Phú Yên không có huyện, thị xã, thành phố “{name}”; chỉ có: {all_of_them}",
            "district",
        )
    return found[0]


def _commune(name: str, district_name: str | None) -> provinces.Commune:
    found = provinces.find_communes(name)
    if district_name is not None:
        district = _district(district_name)
        inside = [commune for commune in found if commune.district == district.name]
        if found and not inside:
            where = ", ".join(f"{commune.name} ({commune.district})" for commune in found)
            raise Refused(
                "commune_not_in_district",
                f"“{name}” không thuộc {district.name}: {where}",
                "commune",
            )
        found = inside
    if len(found) > 1:
        options = "; ".join(f"{commune.name}, {commune.district}" for commune in found)
        raise Refused(
            "ambiguous_commune", f"có nhiều nơi tên “{name}”: {options}; ghi rõ một nơi", "commune"
        )
    if not found:
        raise Refused("unknown_commune", _unknown_commune(name, district_name), "commune")
    return found[0]


def _unknown_commune(name: str, district_name: str | None) -> str:
    for unit, formed_from in provinces.units_of_2025().items():
        if provinces.same_unit(unit, name):
            return (
                f"“{name}” là đơn vị mới từ 01/7/2025; cổng này dùng đơn vị năm 2022, "
                f"ghi một trong: {'; '.join(formed_from)}"
            )
    among = _district(district_name).communes if district_name else provinces.communes()
    near = ", ".join(provinces.nearest_names(name, among))
    where = _district(district_name).name if district_name else "Phú Yên (đơn vị năm 2022)"
    hint = f"gần nhất: {near}" if near else "nếu là tỉnh khác thì ghi thêm tỉnh và huyện"
    return f"{where} không có xã, phường, thị trấn “{name}”; {hint}"


def agency(commune: str, district: str | None = None) -> Agency:
    """The office of a commune; for settings and defaults.

    Raises:
        Refused: when there is no such commune.
    """
    try:
        return Agency.model_validate({"commune": commune, "district": district})
    except ValidationError as error:
        raise error.errors()[0]["ctx"]["error"] from None
