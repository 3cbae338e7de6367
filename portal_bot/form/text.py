"""Words as people compare them: labels and the names of choices.

``js/text.js`` folds the same way inside the page; a test holds the two together.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from portal_bot.catalogue.peoples import ethnic_names, nationality_names
from portal_bot.catalogue.provinces import province_names

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
# Icelandic ð and African ɖ, whose capitals look like Đ.
_D = str.maketrans("\u00f0\u0256", "đđ")
_STAR = re.compile(r"\(\s*bắt buộc\s*\)|\(\s*\*\s*\)|\*|\(\s*dd/mm/yyyy\s*\)", re.IGNORECASE)
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
    r"^(tỉnh|thành phố|t\.?p|quận|q|huyện|h|thị xã|t\.?x|phường|p|xã|x|thị trấn|t\.?t)"
    r"(?:\. *| +|(?=[0-9]))(?=\S)"
)
# How the syllables of a name are joined says nothing: Ê Đê, Ê-đê, Êđê; H'Mông, Hmông.
_JOINTS = re.compile(
    "['\u2018\u2019\u201b\u02b9\u02bb\u02bc\u00b4`\u2032._/\\-\u2010-\u2015\u2212 ]"
)
# Mỹ and Mĩ, Quý and Quí; but Thúy is not Thúi.
_FINAL_Y = re.compile("([bcdđghklmnprstvx]|qu)([yỳýỷỹỵ])(?![a-z\u00e0-\u1ef9])")
_I_FOR_Y = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))
_LEADING_ZEROS = re.compile("(^|[^0-9])0+(?=[0-9])")
_TWO_NAMES = re.compile(r"^([^(/]+)[(/]([^()/]+)\)?$")


def squeeze(text: str) -> str:
    """NFC, without what cannot be seen, every run of blanks one blank."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fold(text: str) -> str:
    """The form in which two names of a choice are compared."""
    return _TONED_PAIR.sub(lambda pair: _PLACED[pair[0]], squeeze(text).lower().translate(_D))


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """The form in which two labels are compared: stars, colons, “(dd/mm/yyyy)” say nothing."""
    return unmarked(text)


def without_marks(text: str) -> str:
    """A label as printed, but for what only says that it is required, or that a box follows."""
    return squeeze(_STAR.sub(" ", squeeze(text))).rstrip(" :")


def unmarked(text: str) -> str:
    """The same, of a word that is not kept."""
    return fold(_STAR.sub(" ", fold(text))).rstrip(" :")


def loose(text: str) -> str:
    """A name of a list, however its syllables are joined; letters and tones count."""
    with_i = _FINAL_Y.sub(lambda found: found[1] + _I_FOR_Y[found[2]], fold(text))
    return _JOINTS.sub("", _LEADING_ZEROS.sub(r"\1", with_i))


@cache
def known_names() -> dict[str, str]:
    """Names of the official lists, each with the one that stands for all names of the same thing.

    The page's script gets this table too.
    """
    table: dict[str, str] = {}
    shared: set[str] = set()
    for names in (ethnic_names(), nationality_names(), province_names()):
        for name, official in names:
            key, meant = loose(name), loose(official)
            if table.setdefault(key, meant) != meant:
                shared.add(key)
    return {key: meant for key, meant in table.items() if key not in shared or key == meant}


@cache
def table_script() -> str:
    """The known names as the line of script that `js/text.js` wants before it."""
    return f"const KNOWN = {json.dumps(known_names(), ensure_ascii=False)};"


def places_of(wanted: str, options: Sequence[str]) -> list[int]:
    """Where the wanted text stands among the options: the places of the strictest likeness.

    First the same words, then another prefix (P. Hòa Vinh), another way to join the syllables
    (Ê Đê), another name of the same people, nationality or province (H'Mông, TP. HCM).
    """
    key = fold(wanted)
    exact = [place for place, option in enumerate(options) if _fold_option(option) == key]
    if exact or not key:
        return exact
    bare = unmarked(wanted)
    if bare and (same := [n for n, one in enumerate(options) if _bare_option(one) == bare]):
        return same
    unit = _unit(wanted)
    for form in _FORMS:
        mine = form(*unit)
        alike = [_same_unit(mine, _unit_as(form, option)) for option in options]
        if any(alike):
            return [place for place, same in enumerate(alike) if same]
    return []


def same_choice(wanted: str, found: str, options: Sequence[str]) -> bool:
    """Whether a list that offers these options and shows ``found`` shows the wanted one."""
    places = places_of(wanted, options or [found])
    return len(places) == 1 and fold((options or [found])[places[0]]) == fold(found)


def same_name(one: str, other: str) -> bool:
    """Whether both are names of one thing in an official list: Ta-ôi and Tà Ôi."""
    mine, theirs = _as_meant("", fold(one))[1], _as_meant("", fold(other))[1]
    return mine == theirs and not mine.startswith("?")


@lru_cache(maxsize=4096)
def _fold_option(option: str) -> str:
    """A portal's lists are long and read again and again; what a citizen says is not kept."""
    return fold(option)


@lru_cache(maxsize=4096)
def _bare_option(option: str) -> str:
    """“Nam :” is Nam."""
    return unmarked(option)


@lru_cache(maxsize=8192)
def _unit_as(form: Callable[[str, str], tuple[str, str]], option: str) -> tuple[str, str]:
    prefix, name = _unit(option)
    return form(prefix, name)


def _unit(text: str) -> tuple[str, str]:
    key = _CODE.sub("", unmarked(text))
    found = _UNIT.match(key)
    # "TT Huế" is a province and no township: a name of a list is that name as a whole.
    if found is None or loose(key) in known_names():
        return "", key
    prefix = found[1].replace(".", "")
    return _UNIT_NAMES.get(prefix, prefix), key[found.end() :]


def _as_it_is(prefix: str, name: str) -> tuple[str, str]:
    return prefix, name


def _as_joined(prefix: str, name: str) -> tuple[str, str]:
    return prefix, loose(name)


def _as_meant(prefix: str, name: str) -> tuple[str, str]:
    """What a name of an official list stands for; any other is like nothing but itself."""
    known = known_names()
    if meant := known.get(loose(name)):
        return prefix, meant
    both = _TWO_NAMES.match(name)
    if both is None:
        return prefix, f"?{name}"
    one, other = known.get(loose(both[1])), known.get(loose(both[2]))
    return prefix, one if one and other in {None, one} else f"?{name}"


_FORMS = (_as_it_is, _as_joined, _as_meant)


def _same_unit(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """A commune and a ward of one name are two places; a name without its prefix may be either."""
    return one[1] == other[1] and (one[0] == other[0] or not one[0] or not other[0])
