"""Provinces, and the districts and communes of Phú Yên as they stood in 2022."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeVar

from portal_bot.catalogue._data import read
from portal_bot.catalogue.names import clean, initials, nearest, plain, spelling

_KINDS = {
    "thành phố": "thành phố", "tp": "thành phố",
    "thị xã": "thị xã", "tx": "thị xã",
    "thị trấn": "thị trấn", "tt": "thị trấn",
    "tỉnh": "tỉnh", "t": "tỉnh", "huyện": "huyện", "h": "huyện", "quận": "quận", "q": "quận",
    "phường": "phường", "p": "phường", "xã": "xã", "x": "xã",
}  # fmt: skip
# "TX. Đông Hòa", "T.P. Tuy Hòa", "P.Phú Lâm" and "P1" carry a kind; "Phú Hòa" and "Tuy An" none.
_PREFIX = re.compile(
    r"^(?:(thành\s+phố|thị\s+xã|thị\s+trấn|tỉnh|huyện|quận|phường|xã)(?:\s+|\.\s*|(?=\d))"
    r"|(t\.?p|t\.?x|t\.?t|h|p|x|q|t(?=\.))(?:\.\s*|\s+|(?=\d)))",
    re.IGNORECASE,
)
# What people shorten to its first letters: HCM, ĐN, BRVT.
_SHORTENED = re.compile(r"(?:tp)?([a-z]{1,4})")
_NEAR = 80
# Nghị quyết 202/2025/QH15: 34 provinces; districts are no more.
MERGERS = date(2025, 7, 1)


class NameSince(NamedTuple):
    """A name and since when it holds; ``None``: since before the list of 2022."""

    name: str
    since: date | None
    by: str


@dataclass(frozen=True, slots=True)
class Province:
    """One of the 63 provinces and cities of 2022.

    Attributes:
        later: the names it was given since.
        until: the first day on which it was no more, if it was merged into another.
        into: that other's code.
    """

    code: str
    name: str
    short: str
    later: tuple[NameSince, ...] = ()
    until: date | None = None
    into: str | None = None

    @property
    def names(self) -> tuple[NameSince, ...]:
        """Every name it has had since 2022, the oldest first."""
        return (NameSince(self.name, None, ""), *self.later)

    def name_on(self, day: date) -> str | None:
        """What it was called on a day; ``None`` where it was no more."""
        if self.until is not None and day >= self.until:
            return None
        return [each.name for each in self.names if each.since is None or each.since <= day][-1]

    @property
    def since_mergers(self) -> str:
        """What it, or the one that took it in, was called on the day of the mergers."""
        heir = next(p for p in provinces() if p.code == (self.into or self.code))
        return heir.name_on(MERGERS) or heir.name


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit of 2025 that took over a commune of 2022, or a part of it."""

    code: str
    name: str
    part: Literal["whole", "part", "remainder"]


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or township of Phú Yên in 2022."""

    code: str
    name: str
    district: str
    successors: tuple[Successor, ...]

    @property
    def split(self) -> bool:
        """Whether it went to several units in 2025, so that nobody may guess which."""
        return len(self.successors) > 1


@dataclass(frozen=True, slots=True)
class District:
    """A district, town or city of Phú Yên in 2022."""

    code: str
    name: str
    communes: tuple[Commune, ...] = field(repr=False)


Unit = Province | District | Commune
U = TypeVar("U", Province, District, Commune)


@cache
def provinces() -> tuple[Province, ...]:
    """The 63 provinces and centrally run cities."""
    return tuple(_province(row) for row in read("places")["provinces"])


def _province(row: dict[str, Any]) -> Province:
    until = row.get("until")
    return Province(
        row["code"],
        row["name"],
        row["short"],
        tuple(
            NameSince(each["name"], date.fromisoformat(each["since"]), each["by"])
            for each in row.get("later", ())
        ),
        date.fromisoformat(until) if until else None,
        row.get("into"),
    )


def province_names() -> Iterator[tuple[str, str]]:
    """Every name that a province goes by, and the official one without its kind."""
    others = read("places")["province_other_names"]
    for province in provinces():
        for name in (province.short, *others.get(province.code, ())):
            yield name, province.short


@cache
def former_provinces() -> dict[str, tuple[str, ...]]:
    """Provinces of before 2008 that are no more, and those that took them over."""
    names = {province.code: province.name for province in provinces()}
    return {
        name: tuple(names[code] for code in codes)
        for name, codes in read("places")["former_provinces"].items()
    }


@cache
def home_province() -> Province:
    """Tỉnh Phú Yên."""
    return next(p for p in provinces() if p.code == read("places")["province"]["code"])


@cache
def districts() -> tuple[District, ...]:
    """The nine district units of Phú Yên, with their communes."""
    return tuple(
        District(
            row["code"],
            row["name"],
            tuple(
                Commune(c["code"], c["name"], row["name"], _successors(c["successors"]))
                for c in row["communes"]
            ),
        )
        for row in read("places")["districts"]
    )


def _successors(rows: list[dict[str, str]]) -> tuple[Successor, ...]:
    return tuple(Successor(**row) for row in rows)  # type: ignore[arg-type]  # part is one of three


@cache
def communes() -> tuple[Commune, ...]:
    """All communes of Phú Yên in 2022."""
    return tuple(commune for district in districts() for commune in district.communes)


@cache
def units_of_2025() -> dict[str, tuple[str, ...]]:
    """The new units made from Phú Yên's in 2025, each with what it was formed from."""
    return {row["name"]: tuple(row["formed_from"]) for row in read("places")["units_2025"]}


def find_units_of_2025(name: str) -> list[str]:
    """The units of 2025 made from Phú Yên's that the written name means."""
    kind, bare = _key(name)
    return [
        unit
        for unit in units_of_2025()
        if (_key(unit) == (kind, bare) if kind else _key(unit)[1] == bare)
    ]


def nearest_units_of_2025(name: str) -> list[str]:
    """Those of Phú Yên's whose names are most like the written one."""
    bare = {split_kind(unit)[1]: unit for unit in units_of_2025()}
    return [bare[near] for near in nearest(split_kind(name)[1], bare, 3, cutoff=_NEAR)]


@cache
def formed_from(unit: str) -> tuple[str, ...]:
    """The communes of 2022 that went into a unit of 2025, whole or in part."""
    return tuple(
        each.name for each in communes() if unit in {heir.name for heir in each.successors}
    )


def split_kind(name: str) -> tuple[str | None, str]:
    """``TX. Đông Hòa`` is ``("thị xã", "Đông Hòa")``; without a kind the first is ``None``."""
    text = clean(name)
    found = _PREFIX.match(text)
    if not found:
        return None, text
    kind = _KINDS[(found[1] or found[2]).casefold().replace(".", "")]
    return kind, re.sub(r"^0+(?=\d)", "", text[found.end() :])


def find_provinces(name: str) -> list[Province]:
    """The provinces that the written name means: exactly, but for spelling and prefix."""
    return _found(name, _province_index())


def find_districts(name: str) -> list[District]:
    """The districts of Phú Yên that the written name means."""
    return _found(name, _district_index())


def find_communes(name: str) -> list[Commune]:
    """The communes of Phú Yên that the written name means; homonyms all."""
    return _found(name, _commune_index())


def became(name: str) -> tuple[str, ...]:
    """The provinces that took over the one of the written name; empty when it is no old one."""
    meant = spelling(split_kind(name)[1])
    former = former_provinces().items()
    return next((heirs for old, heirs in former if spelling(old) == meant), ())


def same_unit(one: str, other: str) -> bool:
    """Whether both name one unit of one kind, however they are spelled."""
    return _key(one) == _key(other)


def nearest_names(name: str, among: Iterable[Unit], limit: int = 3) -> list[str]:
    """The units whose names are most like the written one; the kind of unit does not count.

    A few letters are first letters: “ĐN” is like *Đà Nẵng*, *Đồng Nai* and *Đắk Nông*, and like
    nothing that only has these letters somewhere.
    """
    full_names = {split_kind(unit.name)[1]: unit.name for unit in among}
    for other, short in province_names():
        if short in full_names:
            full_names.setdefault(other, full_names[short])
    bare = split_kind(name)[1]
    bald = plain(bare)
    if same := {full for known, full in full_names.items() if plain(known) == bald}:
        return sorted(same)[:limit]
    if short_form := _SHORTENED.fullmatch(bald):
        meant = (full for known, full in full_names.items() if initials(known) == short_form[1])
        return list(dict.fromkeys(meant))
    near = nearest(bare, full_names, limit, cutoff=_NEAR)
    return list(dict.fromkeys(full_names[known] for known in near))


@lru_cache(maxsize=4096)
def _key(name: str) -> tuple[str | None, str]:
    kind, bare = split_kind(name)
    return kind, spelling(bare)


Index = dict[tuple[str | None, str], list[U]]


def _found(name: str, index: Index[U]) -> list[U]:
    return index.get(_key(name)) or index.get((None, spelling(name)), [])


@cache
def _province_index() -> Index[Province]:
    later = {province.code: [each.name for each in province.later] for province in provinces()}
    index = _index(provinces(), later)
    by_short = {province.short: province for province in provinces()}
    for other, short in province_names():
        province = by_short[short]
        for kind in (None, split_kind(province.name)[0]):
            found = index.setdefault((kind, spelling(other)), [])
            if province not in found:
                found.append(province)
    return index


@cache
def _district_index() -> Index[District]:
    return _index(districts())


@cache
def _commune_index() -> Index[Commune]:
    return _index(communes())


def _index(units: Iterable[U], later: Mapping[str, list[str]] = MappingProxyType({})) -> Index[U]:
    """Each unit under its name, with and without its kind, and under its later ones."""
    index: Index[U] = {}
    for unit in units:
        others: list[str] = later.get(unit.code, [])
        names = [unit.name, *others]
        for key in _keys(names):
            index.setdefault(key, []).append(unit)
    return index


def _keys(names: Iterable[str]) -> set[tuple[str | None, str]]:
    split = [(name, *split_kind(name)) for name in names]
    return {
        key
        for name, kind, bare in split
        for key in ((kind, spelling(bare)), (None, spelling(bare)), (None, spelling(name)))
    }
