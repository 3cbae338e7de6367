"""Provinces, and the districts and communes of Phú Yên as they stood in 2022."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeVar

from portal_bot.catalogue._data import read
from portal_bot.catalogue.names import clean, fold, nearest

_KINDS = {
    "thành phố": "thành phố", "tp": "thành phố",
    "thị xã": "thị xã", "tx": "thị xã",
    "thị trấn": "thị trấn", "tt": "thị trấn",
    "tỉnh": "tỉnh", "huyện": "huyện", "h": "huyện",
    "phường": "phường", "p": "phường", "xã": "xã", "x": "xã",
}  # fmt: skip
# "TX. Đông Hòa", "P.Phú Lâm" and "P1" all carry a kind; "Phú Hòa" and "Tuy An" carry none.
_PREFIX = re.compile(
    r"^(?:(thành phố|thị xã|thị trấn|tỉnh|huyện|phường|xã)\s+"
    r"|(tp|tx|tt|h|p|x)(?:\.\s*|\s+|(?=\d)))",
    re.IGNORECASE,
)


class Named(NamedTuple):
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
    later: tuple[Named, ...] = ()
    until: date | None = None
    into: str | None = None

    @property
    def names(self) -> tuple[Named, ...]:
        """Every name it has had since 2022, the oldest first."""
        return (Named(self.name, None, ""), *self.later)

    def name_on(self, day: date) -> str | None:
        """What it was called on a day; ``None`` where it was no more."""
        if self.until is not None and day >= self.until:
            return None
        return [each.name for each in self.names if each.since is None or each.since <= day][-1]


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
            Named(each["name"], date.fromisoformat(each["since"]), each["by"])
            for each in row.get("later", ())
        ),
        date.fromisoformat(until) if until else None,
        row.get("into"),
    )


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


def split_kind(name: str) -> tuple[str | None, str]:
    """``TX. Đông Hòa`` is ``("thị xã", "Đông Hòa")``; without a kind the first is ``None``."""
    text = clean(name)
    found = _PREFIX.match(text)
    if not found:
        return None, text
    kind = _KINDS[(found[1] or found[2]).casefold()]
    return kind, re.sub(r"^0+(?=\d)", "", text[found.end() :])


def find_provinces(name: str) -> list[Province]:
    """The provinces that the written name means: exactly, but for spelling and prefix."""
    return _province_index().get(_key(name), [])


def find_districts(name: str) -> list[District]:
    """The districts of Phú Yên that the written name means."""
    return _district_index().get(_key(name), [])


def find_communes(name: str) -> list[Commune]:
    """The communes of Phú Yên that the written name means; homonyms all."""
    return _commune_index().get(_key(name), [])


def nearest_names(name: str, among: Iterable[Unit], limit: int = 3) -> list[str]:
    """The units whose names are most like the written one; the kind of unit does not count."""
    full_names = {split_kind(unit.name)[1]: unit.name for unit in among}
    return [full_names[bare] for bare in nearest(split_kind(name)[1], full_names, limit)]


@lru_cache(maxsize=4096)
def _key(name: str) -> tuple[str | None, str]:
    kind, bare = split_kind(name)
    return kind, fold(bare)


@cache
def _province_index() -> dict[tuple[str | None, str], list[Province]]:
    return _index(provinces(), {p.code: [each.name for each in p.later] for p in provinces()})


@cache
def _district_index() -> dict[tuple[str | None, str], list[District]]:
    return _index(districts())


@cache
def _commune_index() -> dict[tuple[str | None, str], list[Commune]]:
    return _index(communes())


def _index(
    units: Iterable[U], later: Mapping[str, Iterable[str]] = MappingProxyType({})
) -> dict[tuple[str | None, str], list[U]]:
    index: dict[tuple[str | None, str], list[U]] = {}
    for unit in units:
        names = [unit.name]
        names.extend(later.get(unit.code, ()))
        for key in _keys(names):
            index.setdefault(key, []).append(unit)
    return index


def _keys(names: Iterable[str]) -> set[tuple[str | None, str]]:
    split = [(name, *split_kind(name)) for name in names]
    return {
        key
        for name, kind, bare in split
        for key in ((kind, fold(bare)), (None, fold(bare)), (None, fold(name)))
    }
