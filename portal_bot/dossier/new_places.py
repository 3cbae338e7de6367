"""Addresses for a portal of the units since 1 July 2025.

A commune of Phú Yên of 2022 is taken for the one unit that took it over; where several did, and
where no table tells, the dossier has to say it. Units of 2025 may be written themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from portal_bot.catalogue import provinces
from portal_bot.dossier.place_names import commune_called, province_called
from portal_bot.dossier.problems import Refused
from portal_bot.marked import own

CHOICE = "commune_2025"
_SINCE = "từ 01/7/2025"


def resolve_since(written: dict[str, str]) -> dict[str, str]:
    """Full names for what was written: as it was declared, and the unit of 2025 in `CHOICE`.

    What was written in the units of 2025 has no district.

    Raises:
        Refused: naming the level at fault, what it could have been, and the key to write.
    """
    written = dict(written)
    chosen = written.pop(CHOICE, None)
    home = provinces.home_province()
    province = province_called(written["province"]) if "province" in written else home
    if "commune" not in written and ("district" in written or chosen is None):
        return {**written, "province": province.name}  # said to be missing where it is
    if province != home:
        return _elsewhere(province, written, chosen)
    return _at_home(home, written, chosen)


def _at_home(
    home: provinces.Province, written: dict[str, str], chosen: str | None
) -> dict[str, str]:
    name = written.get("commune") or chosen or ""
    new = provinces.find_units_of_2025(name)
    if new and ("commune" not in written or not provinces.find_communes(name)):
        return _of_2025(home, written, new)
    if "commune" not in written:
        raise Refused("unknown_commune", _no_new_unit(name), CHOICE)
    commune = commune_called(name, written.get("district"))
    if not chosen and not {"province", "district"} & written.keys():
        _refuse_homonym(commune, new)
    return {
        "province": home.name,
        "district": commune.district,
        "commune": commune.name,
        CHOICE: _successor(commune, chosen),
    }


def _of_2025(home: provinces.Province, written: dict[str, str], new: list[str]) -> dict[str, str]:
    """An address that is written in the new units, of a name that was none in 2022."""
    if len(new) > 1:
        raise Refused("ambiguous_commune", f"có nhiều nơi tên này: {_these(new)}", "commune")
    (unit,) = new
    for level, gone in (("district", "không còn cấp huyện"), ("province", "không còn Phú Yên")):
        if level in written:
            raise Refused(
                "mixed_years",
                f"“{own(unit)}” là đơn vị {_SINCE}, khi {gone}; bỏ mục {level}, hoặc ghi xã, "
                f"phường cũ: {_these(provinces.units_of_2025()[unit])}",
                level,
            )
    return {"province": home.since_mergers, "district": "", "commune": unit, CHOICE: unit}


def _refuse_homonym(commune: provinces.Commune, new: list[str]) -> None:
    """One name of two places, one of either year."""
    heirs = [each.name for each in commune.successors]
    if others := [unit for unit in new if unit not in heirs]:
        raise Refused(
            "ambiguous_commune",
            f"“{own(commune.name)}” năm 2022 thuộc {own(commune.district)}, nay là "
            f"{_these(heirs, ' hoặc ')}; {_SINCE} có {_these(others)} là nơi khác. Ghi thêm "
            "mục district nếu là đơn vị cũ, "
            f"hoặc mục {CHOICE} thay cho commune nếu là đơn vị mới",
            "commune",
        )


def _successor(commune: provinces.Commune, chosen: str | None) -> str:
    heirs = [each.name for each in commune.successors]
    told = f"{own(commune.name)}, {own(commune.district)} {_SINCE}"
    if chosen is not None:
        meant = [unit for unit in provinces.find_units_of_2025(chosen) if unit in heirs]
        if len(meant) == 1:
            return meant[0]
        raise Refused(
            "not_its_successor",
            f"“{own(chosen)}” không phải nơi thay cho {told}: ghi một trong: {_these(heirs)}",
            CHOICE,
        )
    if len(heirs) == 1:
        return heirs[0]
    raise Refused(
        "split_commune",
        f"{told} chia về {len(heirs)} nơi: {_these(heirs)}. Không đoán được: hỏi người dân nhà "
        f"nay thuộc nơi nào, rồi thêm mục {CHOICE} cạnh mục commune, ví dụ "
        f"“{CHOICE}: {own(heirs[0])}”",
        CHOICE,
    )


def _no_new_unit(name: str) -> str:
    near = provinces.nearest_units_of_2025(name)
    return f"{_SINCE} không có xã, phường “{own(name)}” trên đất Phú Yên cũ" + (
        f"; gần nhất: {_these(near, ', ')}" if near else "; là tỉnh khác thì ghi thêm mục province"
    )


def _elsewhere(
    province: provinces.Province, written: dict[str, str], chosen: str | None
) -> dict[str, str]:
    """In another province: no table tells what became of its communes."""
    now, commune = province.since_mergers, written.get("commune")
    named = ", ".join(filter(None, (commune, written.get("district"), province.name)))
    if chosen is None:
        if "district" in written:
            raise Refused(
                "successor_unknown",
                f"cổng này dùng đơn vị {_SINCE}, mà ở đây chỉ biết các xã của Phú Yên nay là đâu; "
                f"với {own(named)} thì thêm mục {CHOICE}: xã, phường hiện nay",
                CHOICE,
            )
        if province.until is not None:
            raise Refused(
                "mixed_years",
                f"{province.name} {_SINCE} thuộc {now}: địa chỉ mới thì ghi {now}; địa chỉ cũ thì "
                f"ghi thêm huyện, và mục {CHOICE}: xã, phường hiện nay",
                "province",
            )
    unit = chosen or commune or ""
    if now == provinces.home_province().since_mergers:
        unit = _in_its_heir(unit, sure=chosen is not None)
    if commune is None or chosen is None:
        return {"province": now, "district": "", "commune": unit, CHOICE: unit}
    return {"district": "", **written, "province": province.name, CHOICE: unit}


def _in_its_heir(name: str, *, sure: bool) -> str:
    """A unit of the province that took Phú Yên in; of two thirds of them we have no list."""
    new = provinces.find_units_of_2025(name)
    if len(new) == 1:
        return new[0]
    if old := [] if sure else provinces.find_communes(name):
        where = "; ".join(f"{each.name}, {each.district}" for each in old)
        raise Refused(
            "mixed_years",
            f"“{own(name)}” có ở Phú Yên năm 2022 ({own(where)}): địa chỉ cũ thì ghi Tỉnh Phú Yên "
            f"và huyện; đơn vị mới cùng tên thì ghi ở mục {CHOICE}",
            "commune",
        )
    return name


def _these(places: Iterable[str], sign: str = "; ") -> str:
    """Named in a message: where somebody lives, or may."""
    return own(sign.join(places))
