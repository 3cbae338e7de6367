"""What the state's forms let a person be: ethnic groups, nationalities, heads of citizen ids."""

from __future__ import annotations

from functools import cache

from portal_bot.catalogue._data import read
from portal_bot.catalogue.names import fold
from portal_bot.catalogue.places import provinces


@cache
def ethnic_groups() -> tuple[str, ...]:
    """The 54 ethnic groups, in the order of the official list."""
    return tuple(row["name"] for row in read("people")["ethnic_groups"])


@cache
def _ethnic_index() -> dict[str, str]:
    rows = read("people")["ethnic_groups"]
    return {_key(alias): row["name"] for row in rows for alias in (row["name"], *row["aliases"])}


def _key(text: str) -> str:
    return fold(text).replace("-", " ").replace("'", "")


def ethnic_group(text: str) -> str | None:
    """The official name of an ethnic group, from it or one of its usual other names."""
    return _ethnic_index().get(_key(text))


@cache
def nationalities() -> tuple[str, ...]:
    """The nationalities a commune's form offers: a working short list."""
    return tuple(read("people")["nationalities"])


@cache
def _nationality_index() -> dict[str, str]:
    return {fold(name): name for name in nationalities()}


def nationality(text: str) -> str | None:
    """The nationality as forms print it."""
    return _nationality_index().get(fold(text))


@cache
def province_of_id_head() -> dict[str, str]:
    """The first three digits of a citizen id, and the province where the birth was registered."""
    return {f"0{province.code}": province.name for province in provinces()}
