"""How this platform prints a label: never twice the same way, as the real one does not."""

from __future__ import annotations

import unicodedata
from functools import cache
from zlib import crc32

# for=: linked by id; wrap: the label holds the control; cell: a table cell to the left;
# beside: a label without for; floating: after the control, drawn over it.
STYLES = ("for", "wrap", "cell", "beside", "floating")
_OLD_TO_NEW_TONE = {
    "óa": "oá", "òa": "oà", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "úy": "uý", "ùy": "uỳ", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip


@cache
def style_of(key: str) -> str:
    return STYLES[crc32(key.encode()) % len(STYLES)]


@cache
def spelled(key: str, label: str) -> str:
    """The label in one of the spellings that portals mix: NFC, NFD, the other tone placement."""
    match crc32(key.encode()) // 7 % 4:
        case 0:
            return unicodedata.normalize("NFD", label)
        case 1 | 2:
            return other_tone(label)
        case _:
            return label


def other_tone(text: str) -> str:
    for old, new in _OLD_TO_NEW_TONE.items():
        text = text.replace(old, new).replace(old.capitalize(), new.capitalize())
    return text


@cache
def group_style(key: str) -> str:
    """How the name of an address is tied to its block."""
    return ("fieldset", "heading", "aria")[crc32(key.encode()) % 3]
