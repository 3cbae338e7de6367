"""The many ways one value can be written."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
# hòa and hoà, thủy and thuỷ: two schools, both in use. Letters and tone marks stand apart here.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEW_TONE = re.compile(rf"([ou])([{_TONES}])([aey])\b", re.IGNORECASE)
_OLD_TONE = re.compile(rf"([ou])([aey])([{_TONES}])", re.IGNORECASE)
# Fewer characters than these are found in any base64 text by chance.
_SHORTEST_BASE64 = 8


def plain(text: str) -> set[str]:
    """Composed, decomposed, with the tone mark's other place, and without diacritics."""
    apart = unicodedata.normalize("NFD", text)
    forms = {apart, _NEW_TONE.sub(r"\1\3\2", apart), _OLD_TONE.sub(r"\1\3\2", apart)}
    return {*forms, *(unicodedata.normalize("NFC", form) for form in forms), bare(text)}


def bare(text: str) -> str:
    """The letters without their marks: "Đặng Thử" is "Dang Thu"."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def encoded(text: str) -> set[str]:
    """As addresses, JSON, HTML, Python's own `repr` and base64 write it, where that differs."""
    raw = text.encode()
    forms = {
        quote(text, safe=""),
        quote(text, safe="").replace("%20", "+"),
        json.dumps(text)[1:-1],
        ascii(text)[1:-1],
        repr(raw)[2:-1],
        html.escape(text),
        "".join(c if c.isascii() else f"&#{ord(c)};" for c in text),
        "".join(c if c.isascii() else f"&#x{ord(c):x};" for c in text),
        *_base64(raw),
    }
    return forms - {text}


def _base64(raw: bytes) -> Iterator[str]:
    """What is left of the bytes in base64, wherever in a longer text they stood."""
    for offset in range(3):
        padded = b"\0" * offset + raw
        # The first letters also hold bits of what stood before, the last of what comes after.
        start = (offset * 8 + 5) // 6
        end = len(padded) * 8 // 6
        for encode in (b64encode, urlsafe_b64encode):
            core = encode(padded).decode()[start:end]
            if len(core) >= _SHORTEST_BASE64:
                yield core


def dates(text: str) -> tuple[str, ...]:
    """The usual spellings of a date; nothing where the text is no date."""
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _LOCAL.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        return ()
    try:
        at = date(year, month, day)
    except ValueError:
        return ()
    forms = [f"{at:%Y-%m-%d}", f"{at:%Y%m%d}", f"{at:%d%m%Y}"]
    forms += [f"{at:%d}{s}{at:%m}{s}{at:%Y}" for s in "/-."]
    forms += [f"{day}{s}{month}{s}{year}" for s in "/-."]
    return tuple(dict.fromkeys(forms))
