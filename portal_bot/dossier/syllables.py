"""How a Vietnamese syllable is built: enough to tell one from what a wrong code page made of it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TONES = frozenset(TONES.values())
_VOWELS = frozenset("aăâeêioôơuưy")
_SHAPED = frozenset("ăâêôơư")
_NO_SHAPES = str.maketrans("", "", "\u0302\u0306\u031b")
_BUILT = (
    "(?P<onset>ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
    "(?:a(?:ch|c|i|m|ng|nh|n|o|p|t|u|y)?|ă(?:c|m|ng|n|p|t)|â(?:c|m|ng|n|p|t|u|y)"
    "|e(?:c|m|ng|n|o|p|t)?|ê(?:ch|m|nh|n|p|t|u)?|i(?:a|ch|m|nh|n|p|t|u)?|[iy]ê(?:c|m|ng|n|p|t|u)"
    "|o(?:c|i|m|ng|n|p|t)?|oa(?:ch|c|i|m|ng|nh|n|o|p|t|y)?|oă(?:c|m|ng|n|t)|oe(?:m|n|o|t)?|oo(?:c|ng)"
    "|ô(?:c|i|m|ng|n|p|t)?|ơ(?:i|m|n|p|t|u)?|u(?:a|c|i|m|ng|n|p|t|y|ya|ych|ynh|yn|yp|yt|yu)?"
    "|uâ(?:n|ng|t|y)|uê(?:ch|nh|n|t)?|uô(?:c|i|m|ng|n|t)|uơ|uyê(?:n|t)"
    "|ư(?:a|c|i|m|ng|n|t|u)?|ươ(?:c|i|m|ng|n|p|t|u)|y(?:ch|nh|n|t|u)?)"
)
_SYLLABLE = re.compile(_BUILT)
_BARE = re.compile(unicodedata.normalize("NFD", _BUILT.replace("đ", "d")).translate(_NO_SHAPES))


def is_bare_syllable(word: str) -> bool:
    """Whether a lower-case word could be Vietnamese without any of its marks."""
    return _BARE.fullmatch(word) is not None


@lru_cache(maxsize=2048)
def is_syllable(word: str) -> bool:
    """Whether the word could be Vietnamese, with or without its tone; of any case."""
    found = _toneless(word.lower())
    return found is not None and _SYLLABLE.fullmatch(found) is not None


def _toneless(word: str) -> str | None:
    """The word without its tone; ``None`` where a tone stands on no vowel, or there are two."""
    told, tones = [], 0
    for letter in unicodedata.normalize("NFC", word):
        marks = unicodedata.normalize("NFD", letter)
        bare = unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES))
        if len(marks) > 1 and any(mark in _TONES for mark in marks):
            if bare not in _VOWELS:
                return None
            tones += 1
        told.append(bare)
    return "".join(told) if tones <= 1 else None


def with_tone(word: str, tone: str) -> str:
    """A lower-case syllable without a tone, given one where it is usually written."""
    onset = _SYLLABLE.match(word)
    start = onset.end("onset") if onset and onset["onset"] else 0
    places = [n for n in range(max(start, 0), len(word)) if word[n] in _VOWELS]
    places = places or [n for n, letter in enumerate(word) if letter in _VOWELS]
    if not places:
        return word
    shaped = [n for n in places if word[n] in _SHAPED]
    closed = places[-1] < len(word) - 1
    at = shaped[-1] if shaped else places[-1 if closed or len(places) == 1 else len(places) // 2]
    if not shaped and not closed and len(places) == 2:
        at = places[0]
    return unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :])


def in_case_of(word: str, told: str) -> str:
    """The lower-case word in the case that the other is written in."""
    if told.isupper() and len(told) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if told[:1].isupper() else word
