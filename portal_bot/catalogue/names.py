"""When two Vietnamese names are one name, whatever the typist's keyboard did."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# Keyboards, word processors and copied pages have many signs for the two that join syllables, and
# letters of other alphabets that look like đ.
_LOOK_ALIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02b9\u02bb\u02bc\u00b4`\u2032\ua78c\uff07", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe63\uff0d", "-")
    | {"\u00f0": "đ", "\u0256": "đ"}
)
_SYLLABLE = re.compile(r"[^\s\-]+")
# "Mỹ" and "Mĩ", "Quý" and "Quí" are one word; "Thúy" and "Thúi" are not.
_FINAL_Y = re.compile("(?<=[bcdđghklmnprstvx])y(?![a-zđ])|(?<=qu)y(?![a-zđ])")
_JOINTS = str.maketrans(dict.fromkeys("'-._/"))
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


# Stands before what whoever adds a procedure has still to write; see `portal-bot new-flow`.
UNFILLED = "ĐIỀN:"


def filled_in(text: str) -> str:
    """A text that is printed somewhere, `clean`.

    Raises:
        ValueError: it still has to be written.
    """
    if UNFILLED in text:
        raise ValueError(f"chưa điền: {text.partition(UNFILLED)[2].strip()}")
    return clean(text)


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """NFC, with runs of blanks (also the unbreakable ones) made one."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A form for comparing, without case, Unicode form and place of the tone mark (hoà, hòa)."""
    lowered = unicodedata.normalize("NFC", text.casefold()).translate(_LOOK_ALIKE)
    words = unicodedata.normalize("NFD", lowered).split()
    return " ".join(
        _SYLLABLE.sub(_tone_last, word) if "-" in word else _last(word) for word in words
    )


def _tone_last(syllable: re.Match[str]) -> str:
    return _last(syllable[0])


def _last(syllable: str) -> str:
    return _TONES.sub("", syllable) + "".join(_TONES.findall(syllable))


@lru_cache(maxsize=8192)
def spelling(text: str) -> str:
    """A form for finding a name in a list, however its syllables are joined (Ê Đê, Ê-đê, Êđê).

    Besides what `fold` forgives: hyphens, apostrophes, dots and blanks, i for a final y, and zeros
    before a number. Letters and tones count: it tells *Phú Lâm* from *Phù Lâm*.
    """
    plain_y = _FINAL_Y.sub("i", fold(text))
    return _LEADING_ZEROS.sub("", "".join(plain_y.translate(_JOINTS).split()))


def index_of(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By spelling, the official name that each name means.

    A name that two share means neither, but where it is the official name of one.
    """
    index: dict[str, str] = {}
    shared: set[str] = set()
    officials = {}
    for name, official in names:
        key = spelling(name)
        officials[spelling(official)] = official
        if index.setdefault(key, official) != official:
            shared.add(key)
    return {key: name for key, name in index.items() if key not in shared} | officials


def initials(text: str) -> str:
    """The first letters of the syllables, as people shorten a name: ``hcm`` of Hồ Chí Minh."""
    return "".join(word[0] for word in plain(text.replace("-", " ")).split() if word[0].isalnum())


def same_name(one: str, other: str) -> bool:
    """Whether two people's names are one name."""
    return fold(one) == fold(other)


def surname(full_name: str) -> str:
    """The family name, which comes first; folded, for comparing."""
    return fold(full_name).partition(" ")[0]


def plain(text: str) -> str:
    """Without any diacritics: only for finding what somebody may have meant, never for matching."""
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def nearest(wanted: str, known: Iterable[str], limit: int = 3, cutoff: float = 60) -> list[str]:
    """The known names most like the wanted one, best first; empty when nothing is like it."""
    from rapidfuzz import fuzz, process  # only for what is misspelt

    found = process.extract(
        wanted, list(known), scorer=fuzz.WRatio, processor=plain, limit=limit, score_cutoff=cutoff
    )
    return [name for name, _score, _index in found]
