"""A procedure's name on the tab of its sheet: short, and no other's."""

from __future__ import annotations

import re

from portal_bot.registry import AnyFlow

_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\!']")
# What nearly all begin with says nothing; "đăng ký lại" does.
_BEGINNING = re.compile(r"^(?:thủ tục\s+)?(?:đăng ký\s+(?!lại\b))?(?:việc\s+)?", re.IGNORECASE)


def sheet_name(flow: AnyFlow, taken: set[str]) -> str:
    """The name, which is then taken.

    Args:
        flow: the procedure.
        taken: the names, in small letters, that other sheets have already.
    """
    plain = _FORBIDDEN.sub(" ", _BEGINNING.sub("", flow.title))
    name = _short(" ".join(plain.split()), _LONGEST) or flow.slug[:_LONGEST]
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{_short(plain, _LONGEST - 4)} {number}"
    taken.add(name.lower())
    return name


def _short(text: str, longest: int) -> str:
    """Whole words only, the first with a capital."""
    words, kept = text.split(), ""
    for word in words:
        if len(f"{kept} {word}") > longest:
            break
        kept = f"{kept} {word}".strip()
    kept = (kept or text[:longest]).rstrip(" ,;.-")
    return kept[:1].upper() + kept[1:]
