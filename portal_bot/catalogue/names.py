"""When two Vietnamese names are one name, whatever the typist's keyboard did."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_LOOK_ALIKE = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-"})


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """NFC, with runs of blanks (also the unbreakable ones) made one."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A form for comparing, without case, Unicode form and place of the tone mark (hoà, hòa)."""
    lowered = unicodedata.normalize("NFC", text.casefold()).translate(_LOOK_ALIKE)
    words = unicodedata.normalize("NFD", lowered).split()
    return " ".join(_TONES.sub("", word) + "".join(_TONES.findall(word)) for word in words)


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
    from rapidfuzz import fuzz, process

    found = process.extract(
        wanted, list(known), scorer=fuzz.WRatio, processor=plain, limit=limit, score_cutoff=cutoff
    )
    return [name for name, _score, _index in found]
