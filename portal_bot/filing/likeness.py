"""Whether a portal's print contradicts what the dossier says.

Only what is plainly something else does. A value that is left out, cut, masked, titled, without its
marks, or printed in a way that nobody here knows contradicts nothing: it is to be looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from portal_bot.catalogue.procedures import procedures
from portal_bot.filing.readback import text_of
from portal_bot.form.text import fold, same_choice, same_name, squeeze
from portal_bot.moments import printed_moment

_CUT_ENDS = "…. "
_MASK = re.compile(r"[*•●#_…]|\.\.|x{2,}", re.IGNORECASE)
_TITLES = frozenset(
    ["ong", "ba", "anh", "chi", "em", "chau", "be", "co", "chu", "bac", "cu", "mr", "mrs", "ms"]
)
_CODE = re.compile(r"\b\d\.\d{6}\b")
_LETTERS = re.compile(r"[^\W\d_]+")


def is_cut(stored: str, wanted: str) -> bool:
    """Whether a portal's text is the wanted one, whole, cut off at its end, or left out."""
    return fold(wanted).startswith(fold(stored).rstrip(_CUT_ENDS))


def contradicts(stored: object, wanted: object) -> bool:
    """Whether a stored value is plainly another than the wanted one."""
    if isinstance(wanted, bool) or wanted is None:
        return False
    if isinstance(wanted, tuple):
        rows = stored if isinstance(stored, tuple) else ()
        return any(
            _row_contradicts(theirs, mine) for theirs, mine in zip(rows, wanted, strict=False)
        )
    text = squeeze(str(stored)) if isinstance(stored, str) else ""
    if not text or _MASK.search(text):
        return False
    if isinstance(wanted, date):
        return _another_day(text, wanted)
    mine = text_of(wanted)
    if mine.isdigit():
        return _another_number(text, mine)
    return not (
        is_cut(text, mine)
        or is_cut(_untitled(text), _untitled(mine))
        or same_name(mine, text)
        or same_choice(mine, text, ())
    )


def another_owner(printed: str, name: str) -> bool:
    """Whether a list's line is plainly some other person's.

    A name of which a word is masked or shortened may be anybody's.
    """
    if _MASK.search(printed) or "." in printed:
        return False
    theirs = [word for word in _words(printed) if word not in _TITLES]
    mine = set(_words(name))
    shortened = any(len(word) == 1 for word in theirs)
    return bool(theirs) and not shortened and not set(theirs) <= mine and not mine <= set(theirs)


def another_procedure(printed: str, code: str, title: str) -> bool:
    """Whether a print names a procedure that we know, and not the one of this code and title."""
    if is_cut(printed, title):
        return False
    if codes := set(_CODE.findall(printed)):
        return code not in codes
    return any(fold(facts.name) == fold(printed) for facts in procedures().values())


def bare(text: str) -> str:
    """Small letters without their marks."""
    parts = unicodedata.normalize("NFD", squeeze(text).lower().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _words(text: str) -> list[str]:
    return _LETTERS.findall(bare(text))


def _untitled(text: str) -> str:
    """Bare words without a title before them, and without what is added in brackets."""
    words = bare(re.sub(r"\([^)]*\)", " ", text)).replace(":", " ").split()
    while len(words) > 1 and words[0].rstrip(".") in _TITLES:
        words = words[1:]
    return " ".join(words)


def _another_day(printed: str, wanted: date) -> bool:
    at = printed_moment(printed)
    if at is not None:
        return at.date() != wanted
    try:
        return date.fromisoformat(printed[:10]) != wanted
    except ValueError:
        return False


def _another_number(printed: str, wanted: str) -> bool:
    digits = re.sub(r"\D", "", printed)
    return len(digits) >= len(wanted) and digits != wanted


def _row_contradicts(stored: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    return any(contradicts(stored.get(heading), value) for heading, value in wanted.items())
