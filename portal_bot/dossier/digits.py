"""What seems to have happened to a number that is none any more: a spreadsheet, a keyboard.

Nothing is mended: whoever is told writes the number as the paper has it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from portal_bot.marked import own

_POWER = re.compile(r"(\d+)(?:[.,](\d+))?\s?[eE](\+?)(\d{1,3})")
_POINT_ZERO = re.compile(r"(\+?\d+)[.,]0{1,2}")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(\.0{1,2})?")
_LIKE_DIGITS = str.maketrans("OoQDlI|iSsBZz", "0000111155822")
_MOST_LETTERS = 6


class Spoilt(NamedTuple):
    """What happened, in Vietnamese, and the digits that are left of the number; may be empty."""

    what: str
    digits: str


def spoilt(text: str) -> Spoilt | None:
    """Whether a spreadsheet wrote the number, or letters stand for digits."""
    if not text.isascii():
        return None
    if text.startswith("'"):
        rest = text[1:].strip()
        return Spoilt("dấu nháy ' ở đầu là của bảng tính", rest if rest.isdigit() else "")
    if found := _POINT_ZERO.fullmatch(text):
        return Spoilt("số đã qua bảng tính nên thừa .0 ở cuối", found[1])
    if found := _THOUSANDS.fullmatch(text):
        digits = text.removesuffix(found[1] or "").replace(",", "")
        return Spoilt("số đã qua bảng tính nên có dấu phẩy ngăn hàng nghìn", digits)
    if (found := _POWER.fullmatch(text)) and (found[3] or found[2]):
        return Spoilt("bảng tính đã viết gọn số, các chữ số cuối có thể đã mất", _unfolded(found))
    return _letters(text)


def _unfolded(found: re.Match[str]) -> str:
    """All digits, where all were still written out: ``5.4090000101E+10``."""
    whole, part, power = found[1], found[2] or "", int(found[4])
    return whole + part if len(part) == power else ""


def _letters(text: str) -> Spoilt | None:
    compact = re.sub(r"[\s.\-]", "", text)
    letters = [c for c in compact if not c.isdigit()]
    told = compact.translate(_LIKE_DIGITS)
    if not letters or not told.isdigit() or len(letters) > min(_MOST_LETTERS, len(compact) // 2):
        return None
    named = ", ".join(dict.fromkeys(f"“{c}”" for c in letters))
    return Spoilt(f"có chữ {named} ở chỗ của chữ số", told)


def ask(digits: str) -> str:
    """A proposal, to be put behind a message; nothing, where there is none."""
    return f'; có phải "{own(digits)}"?' if digits else ""
