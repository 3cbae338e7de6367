"""Provinces, districts and communes of 2022, and the lists that forms share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LISTS: dict[str, list[dict[str, str]]] = json.loads((DATA / "lists.json").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit, with the ones below it."""

    code: str
    name: str
    below: tuple[Unit, ...] = ()

    def child(self, code: str) -> Unit | None:
        return next((unit for unit in self.below if unit.code == code), None)


def _unit(raw: dict[str, Any]) -> Unit:
    below = raw.get("districts") or raw.get("communes") or ()
    return Unit(raw["code"], raw["name"], tuple(_unit(one) for one in below))


@cache
def country() -> Unit:
    raw = json.loads((DATA / "units.json").read_text("utf-8"))
    return Unit("", "", tuple(_unit(one) for one in raw["provinces"]))


def children(*codes: str) -> tuple[Unit, ...]:
    """The units below a path of codes; nothing for a path that does not exist."""
    unit: Unit | None = country()
    for code in codes:
        unit = unit.child(code) if unit else None
    return unit.below if unit and all(codes) else ()


@cache
def parents() -> dict[str, tuple[str, ...]]:
    """From a unit's code to its path, itself included."""
    found: dict[str, tuple[str, ...]] = {}
    for province in country().below:
        found[province.code] = (province.code,)
        for district in province.below:
            found[district.code] = (province.code, district.code)
            for commune in district.below:
                found[commune.code] = (province.code, district.code, commune.code)
    return found


def name_of(*codes: str) -> str:
    """The official name of the last unit of a path; empty for a path that does not exist."""
    unit: Unit | None = country()
    for code in codes:
        unit = unit.child(code) if unit else None
    return unit.name if unit else ""


def path_by_names(province: str, district: str, commune: str) -> tuple[str, str, str]:
    """The codes of a commune known by names, as the fixed citizens' residences are."""
    codes: list[str] = []
    unit = country()
    for name in (province, district, commune):
        unit = next(one for one in unit.below if one.name == name)
        codes.append(unit.code)
    return codes[0], codes[1], codes[2]
