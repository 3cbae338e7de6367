"""What the state's forms let a person be: ethnic groups, nationalities, heads of citizen ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from portal_bot.catalogue._data import read
from portal_bot.catalogue.names import index_of, spelling
from portal_bot.catalogue.provinces import provinces

# "Dân tộc Kinh" and "Kinh (Việt)" name a people as well as its name alone.
_BEFORE = re.compile(r"\s*(?:dân\s+tộc|người)\s+", re.IGNORECASE)
_TWO_NAMES = re.compile(r"([^(/]+)[(/]([^()/]+)\)?\s*")


@cache
def ethnic_groups() -> tuple[str, ...]:
    """The 54 ethnic groups, in the order of the official list."""
    return tuple(row["name"] for row in read("people")["ethnic_groups"])


def ethnic_names() -> Iterator[tuple[str, str]]:
    """Every name that an ethnic group goes by, and its official one."""
    for row in read("people")["ethnic_groups"]:
        for name in (row["name"], *row["aliases"]):
            yield name, row["name"]


@cache
def _ethnic_index() -> dict[str, str]:
    return index_of(ethnic_names())


@cache
def national_ethnic_groups() -> tuple[str, ...]:
    """The 56 entries of the national portal's list in 2026, in its spelling, by code."""
    return tuple(read("edition_2026")["ethnic_groups"])


@lru_cache(maxsize=1024)
def national_ethnic_group(text: str) -> str | None:
    """As `ethnic_group`, in the national portal's spelling; also its two entries for no people."""
    official = ethnic_group(text)
    if official is not None:
        return national_ethnic_groups()[ethnic_groups().index(official)]
    others = national_ethnic_groups()[len(ethnic_groups()) :]
    return next((other for other in others if spelling(other) == spelling(text)), None)


@lru_cache(maxsize=1024)
def ethnic_group(text: str) -> str | None:
    """The official name of an ethnic group, from it or one of its usual other names.

    ``None`` when no people is called so, and when two are: “Thái (Lào)”.
    """
    text = _BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text
    known = _ethnic_index()
    if found := known.get(spelling(text)):
        return found
    both = _TWO_NAMES.fullmatch(text)
    if both is None:
        return None
    one, other = known.get(spelling(both[1])), known.get(spelling(both[2]))
    return one if other in {None, one} else None


@cache
def nationalities() -> tuple[str, ...]:
    """The nationalities a commune's form offers: a working short list."""
    return tuple(read("people")["nationalities"])


def nationality_names() -> Iterator[tuple[str, str]]:
    """Every name that we know of a nationality, and the one that forms print."""
    others = read("people")["nationality_other_names"]
    for name in nationalities():
        for other in (name, *others.get(name, ())):
            yield other, name


@cache
def _nationality_index() -> dict[str, str]:
    return index_of(nationality_names())


def nationality(text: str) -> str | None:
    """The nationality as forms print it."""
    return _nationality_index().get(spelling(text))


@cache
def province_of_id_head() -> dict[str, str]:
    """The first three digits of a citizen id, and the province where the birth was registered."""
    return {f"0{province.code}": province.name for province in provinces()}
