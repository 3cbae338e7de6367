"""Values as a form prints them, and whether a printed text means the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.entries import Value

_DATE = re.compile(r"(?:(?:(\d{1,2})\s*[/.-]\s*)?(\d{1,2})\s*[/.-]\s*)?(\d{4})")
# An amount in threes with its zero decimals and its unit; a long number in parts of any length.
_AMOUNT = re.compile(r"(\d{1,3}(?:([ .,'\u00a0\u202f])\d{3})(?:\2\d{3})*|\d+)(?:[.,]0{1,2})?")
_UNIT = re.compile(r"\s*(?:₫|đ|đồng|vnđ|vnd)\s*$", re.IGNORECASE)
_COMMA = re.compile(r"-?\d+,\d+")
_IN_PARTS = re.compile(r"\(?\d+\)?(?:[ \u00a0\u202f\-]+\d+)+")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")

DateParts = tuple[int, int | None, int | None]


def printed(value: Value) -> str:
    """The text a person would type; dates dd/mm/yyyy, nothing for ``None``."""
    match value:
        case None:
            return ""
        case bool():
            return "Có" if value else "Không"
        case date():
            return f"{value.day:02}/{value.month:02}/{value.year:04}"
        case tuple():
            return "; ".join(row if isinstance(row, str) else _row(row) for row in value)
        case _:
            return str(value)


def _row(row: Mapping[str, Value]) -> str:
    return ", ".join(f"{heading}: {printed(cell)}" for heading, cell in row.items())


def in_order(text: str, order: str | None) -> str:
    """A whole printed date in the order that a box wants; all else as it is."""
    parts = date_parts(text) if order in {"mdy", "ymd"} else None
    if parts is None or None in parts:
        return text
    year, month, day = parts
    return f"{month:02}/{day:02}/{year}" if order == "mdy" else f"{year}-{month:02}-{day:02}"


def tidy(text: str) -> str:
    """Trimmed and NFC, line ends as the web's forms have them."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def date_parts(text: str) -> DateParts | None:
    """Year, month, day of a printed or ISO date, full or partial; ``None`` when it is no date."""
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if found := _DATE.fullmatch(text):
        day, month, year = found.groups()
        return int(year), int(month) if month else None, int(day) if day else None
    return None


def same_text(value: Value, found: str) -> bool:
    """Whether a box that says ``found`` says ``value``: dates as dates, all else by letters."""
    if isinstance(value, date):
        return date_parts(found) == (value.year, value.month, value.day)
    if isinstance(value, PartialDate):
        return date_parts(found) == (value.year, value.month, value.day)
    wanted, seen = tidy(printed(value)), tidy(found)
    return seen == wanted or (wanted.isdigit() and bare_number(seen) == wanted)


def bare_number(text: str) -> str:
    """1.000.000 ₫ as 1000000, 0905 123 456 as 0905123456: boxes put in dots, blanks and units."""
    amount = _AMOUNT.fullmatch(_UNIT.sub("", text))
    if amount:
        return re.sub(r"\D", "", amount[1])
    return re.sub(r"\D", "", text) if _IN_PARTS.fullmatch(text) else text


def number(text: str) -> Decimal | None:
    """A number as typed, its tenths behind a point or a comma, or ``None``."""
    bare = text.strip()
    try:
        found = Decimal(bare.replace(",", ".") if _COMMA.fullmatch(bare) else bare)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
