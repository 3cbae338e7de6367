"""Other people's text as it may be shown: nothing in it moves a cursor, hides or turns around."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from portal_bot.marked import MARKS


def shown(text: str | Path, keep: str = "") -> str:
    """The text with every letter that does not show itself told by its code: ``⟨U+001B⟩``.

    Control, format, private and unassigned characters and lone surrogates: a terminal obeys some
    of them, and a reader sees none.

    Args:
        text: what somebody wrote, or a path.
        keep: characters that stay all the same, for example the line's end.
    """
    text = f"{text}"
    if text.isprintable():
        return text
    # Marks of values are ours, and go where it is written.
    return "".join(c if c in keep or c in MARKS or _shows(c) else code(c) for c in text)


def code(char: str) -> str:
    """A character by its number alone."""
    return f"⟨U+{ord(char):04X}⟩"


def _shows(char: str) -> bool:
    return char.isprintable() or unicodedata.category(char) == "Zs"
