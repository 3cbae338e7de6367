"""Provinces, districts and communes as a portal lists them, and the lists that forms share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
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


@dataclass(frozen=True, eq=False)
class Tree:
    """The units of one year: its levels from the province down, each by its key and its label."""

    file: str
    levels: tuple[tuple[str, str], ...]

    @property
    def depth(self) -> int:
        return len(self.levels)

    @cached_property
    def country(self) -> Unit:
        raw = json.loads((DATA / self.file).read_text("utf-8"))
        return Unit("", "", tuple(_unit(one) for one in raw["provinces"]))

    def children(self, *codes: str) -> tuple[Unit, ...]:
        """The units below a path of codes; nothing for a path that does not exist."""
        unit: Unit | None = self.country
        for code in codes:
            unit = unit.child(code) if unit else None
        return unit.below if unit and all(codes) else ()

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """From a unit's code to its path, itself included."""
        return dict(_paths(self.country, ()))

    def name_of(self, *codes: str) -> str:
        """The official name of the last unit of a path; empty for one that does not exist."""
        unit: Unit | None = self.country
        for code in codes:
            unit = unit.child(code) if unit else None
        return unit.name if unit else ""

    def full_name(self, path: tuple[str, ...]) -> str:
        """The unit's name and those above it, as an address is written."""
        return ", ".join(self.name_of(*path[:depth]) for depth in range(len(path), 0, -1))


def _paths(unit: Unit, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in unit.below:
        path = (*above, one.code)
        yield one.code, path
        yield from _paths(one, path)


OF_2022 = Tree(
    "units.json",
    (("province", "Tỉnh/Thành phố"), ("district", "Quận/Huyện"), ("commune", "Phường/Xã")),
)
# The level that was the district's holds the ward, as in the forms of the portals that were there.
OF_2025 = Tree("units_2025.json", (("province", "Tỉnh/Thành phố"), ("district", "Phường/Xã")))


def path_by_names(province: str, district: str, commune: str) -> tuple[str, str, str]:
    """The codes of a commune of 2022 known by names, as the fixed citizens' residences are."""
    codes: list[str] = []
    unit = OF_2022.country
    for name in (province, district, commune):
        unit = next(one for one in unit.below if one.name == name)
        codes.append(unit.code)
    return codes[0], codes[1], codes[2]


@cache
def _since_2025() -> dict[str, tuple[str, str]]:
    """From a commune of 2022, or its province, to the unit of 2025."""
    raw = json.loads((DATA / OF_2025.file).read_text("utf-8"))
    found: dict[str, tuple[str, str]] = {}
    for province in raw["provinces"]:
        for ward in province["communes"][::-1]:
            path = (province["code"], ward["code"])
            found |= dict.fromkeys((*ward.get("of", ()), *map("p{}".format, province["of"])), path)
    return found


def now_in(path: tuple[str, ...], tree: Tree) -> tuple[str, ...]:
    """A commune of 2022 in another tree; of a split one, the unit that took a part of it.

    Of other provinces this portal knows but samples: there it is the province's first.
    """
    since = _since_2025()
    return path if tree is OF_2022 else since.get(path[-1]) or since[f"p{path[0]}"]
