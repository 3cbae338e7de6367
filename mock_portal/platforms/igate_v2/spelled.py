"""How this platform spells labels, peoples and places: otherwise than the form files do."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from zlib import crc32

from ...forms_model import Field, Option
from ...labels import other_tone
from ...units import LISTS, OF_2025

# The national list, which portals of 2026 print: the same codes, other words, two entries more.
_PEOPLES = {
    "08": "H'Mông", "13": "Ba na", "14": "Xơ-Đăng", "27": "Giẻ Triêng", "31": "Tà-ôi",
    "36": "Chu ru", "54": "Rơ măm",
}  # fmt: skip
_MORE_PEOPLES = (Option("55", "Người nước ngoài"), Option("56", "Không rõ"))


def _as_printed(text: str) -> str:
    return text


# A colon, a blank that does not break, capitals, letters taken apart, the tone elsewhere, markup.
_SPELLINGS: tuple[Callable[[str], str], ...] = (
    _as_printed,
    lambda text: f"{text}:",
    lambda text: text.replace(" ", "\u00a0", 1),
    str.upper,
    lambda text: unicodedata.normalize("NFD", text),
    other_tone,
    lambda text: f"<b>{text}</b>",
    lambda text: f"{text} ",
)


@cache
def spelled(key: str, label: str) -> str:
    """The label of a component: Form.io prints it as HTML."""
    return _SPELLINGS[crc32(f"v2.{key}".encode()) % len(_SPELLINGS)](label)


def dress(one: Field) -> Field:
    """A field of the form files with this platform's own lists."""
    columns = tuple(map(dress, one.columns))
    return replace(one, tree=OF_2025, options=_options(one), columns=columns)


def is_long(one: Field) -> bool:
    """Whether its choices are fetched when the list is opened, for there are many."""
    return len(one.options) > len(LISTS["nationality"])


def _options(one: Field) -> tuple[Option, ...]:
    if [option.value for option in one.options] != [
        each["value"] for each in LISTS["ethnic_groups"]
    ]:
        return one.options
    own = (replace(o, label=_PEOPLES.get(o.value, o.label)) for o in one.options)
    return (*own, *_MORE_PEOPLES)


def other_people(name: str) -> str:
    """A people of the form files by the word that it has here."""
    codes = {each["label"]: each["value"] for each in LISTS["ethnic_groups"]}
    return _PEOPLES.get(codes.get(name, ""), name)
