"""Words as people compare them: labels and the names of choices.

``js/text.js`` folds the same way inside the page; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_STAR = re.compile(r"\(\s*bắt buộc\s*\)|\(\s*\*\s*\)|\*")
_CODE = re.compile(r"^[0-9]+\s*[-.–]?\s+(?=[^0-9])")  # noqa: RUF001 - the dash that lists really have
# The old and the new way to place the tone: hoà and hòa, khoẻ and khỏe, thuỷ and thủy.
_PLACED = {
    "oà": "òa",
    "oá": "óa",
    "oả": "ỏa",
    "oã": "õa",
    "oạ": "ọa",
    "oè": "òe",
    "oé": "óe",
    "oẻ": "ỏe",
    "oẽ": "õe",
    "oẹ": "ọe",
    "uỳ": "ùy",
    "uý": "úy",
    "uỷ": "ủy",
    "uỹ": "ũy",
    "uỵ": "ụy",
}
_TONED_PAIR = re.compile("|".join(_PLACED))
_UNIT_NAMES = {
    "tp": "thành phố",
    "q": "quận",
    "h": "huyện",
    "tx": "thị xã",
    "p": "phường",
    "x": "xã",
    "tt": "thị trấn",
}
_UNIT = re.compile(
    r"^(tỉnh|thành phố|tp|quận|q|huyện|h|thị xã|tx|phường|p|xã|x|thị trấn|tt)(?:\.\s*|\s+)(?=\S)"
)


def squeeze(text: str) -> str:
    """NFC, without what cannot be seen, every run of blanks one blank."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fold(text: str) -> str:
    """The form in which two names of a choice are compared."""
    return _TONED_PAIR.sub(lambda pair: _PLACED[pair[0]], squeeze(text).lower().replace("ð", "đ"))


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """The form in which two labels are compared: stars, colons and “(bắt buộc)” say nothing."""
    return fold(_STAR.sub(" ", fold(text))).rstrip(" :")


def places_of(wanted: str, options: Sequence[str]) -> list[int]:
    """Where the wanted text stands: exact places, else those that differ in the prefix only."""
    key = fold(wanted)
    exact = [place for place, option in enumerate(options) if _fold_option(option) == key]
    if exact or not key:
        return exact
    mine = _unit(wanted)
    return [place for place, option in enumerate(options) if _same_unit(mine, _unit(option))]


@lru_cache(maxsize=4096)
def _fold_option(option: str) -> str:
    """A portal's lists are long and read again and again; what a citizen says is not kept."""
    return fold(option)


def _unit(text: str) -> tuple[str, str]:
    key = _CODE.sub("", fold(text))
    found = _UNIT.match(key)
    if found is None:
        return "", key
    return _UNIT_NAMES.get(found[1], found[1]), key[found.end() :]


def _same_unit(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """A commune and a ward of one name are two places; a name without its prefix may be either."""
    return one[1] == other[1] and (one[0] == other[0] or not one[0] or not other[0])
