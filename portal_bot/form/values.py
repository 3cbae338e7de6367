"""Values as a form prints them, and whether a printed text means the same."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.entries import Value

_DATE = re.compile(r"(?:(?:(\d{1,2})\s*[/.-]\s*)?(\d{1,2})\s*[/.-]\s*)?(\d{4})")
_GROUPED = re.compile(r"\d{1,3}(?:[ .\u00a0]\d{3})+")
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
            return "; ".join(
                ", ".join(f"{heading}: {printed(cell)}" for heading, cell in row.items())
                for row in value
            )
        case _:
            return str(value)


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
    return seen == wanted or (wanted.isdigit() and _ungrouped(seen) == wanted)


def _ungrouped(text: str) -> str:
    """1.000.000 as 1000000: boxes for amounts and long numbers put in dots or blanks."""
    return re.sub(r"[ .\u00a0]", "", text) if _GROUPED.fullmatch(text) else text


def number(text: str) -> Decimal | None:
    """A number as typed, or ``None``."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
