"""Dates as people know them: whole, or only the year; on pages always ``dd/mm/yyyy``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any, ClassVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema

from portal_bot.dossier.digits import ask, spoilt
from portal_bot.dossier.kinds import Kind, text_of
from portal_bot.dossier.problems import Refused
from portal_bot.marked import own

_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_VIETNAMESE = re.compile(r"(?:([0-9]{1,2})[/.\-])?([0-9]{1,2})[/.\-]([0-9]{4})")
_WORDS = re.compile(
    r"(?:ngày\s*)?(?:([0-9]{1,2})\s*)?tháng\s*([0-9]{1,2})\s*,?\s*(?:năm\s*)?([0-9]{4})"
)
_YEAR = re.compile(r"(?:năm\s*)?([0-9]{4})")
# A program that knows no dates without a time of day writes midnight behind them.
_MIDNIGHT = re.compile(
    r"[T ](?:0?0:00(?::00(?:\.0+)?)?(?:Z|\+07:?00)?|12:00(?::00)?\s?(?:AM|SA))\Z"
)
# "13-Feb-1990", "13-thg 2-1990": how a spreadsheet shows a day.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_WORD = re.compile(
    rf"([0-9]{{1,2}})[-/ ](?:({'|'.join(_MONTHS)})[a-z]{{0,6}}|thg ?([0-9]{{1,2}}))"
    r"[-/ ,]+([0-9]{4})"
)
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_EARLIEST = 1850
_LATEST = 2199
_HINT = "ngày/tháng/năm, ví dụ 13/02/1990"
# Day 1 of a spreadsheet's calendar, which counts a day that never was; from 1927 to 2064.
_SHEET_BEGINS = date(1899, 12, 30)
_SHEET_DAYS = range(10_000, 60_000)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which perhaps only the year, or the month and the year, is known."""

    __kind__: ClassVar[Kind]

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The class is its own field type."""
        return handler.generate_schema(Annotated[Any, cls.__kind__])

    def __str__(self) -> str:
        month = f"{self.month:02}/" if self.month else ""
        day = f"{self.day:02}/" if self.day else ""
        return f"{day}{month}{self.year:04}"

    @property
    def earliest(self) -> date:
        """The first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)


def _numbers(written: str) -> tuple[int, int | None, int | None]:
    """Year, month and day as written, whether or not there is such a day."""
    # Nearly all are written in one of the first two ways.
    usual = _VIETNAMESE.fullmatch(written) or _ISO.fullmatch(written)
    text = written if usual else _plain(written)
    if found := _VIETNAMESE.fullmatch(text):
        day, month, year = found.groups()
    elif found := _ISO.fullmatch(text):
        year, _sign, month, day = found.groups()
    elif found := _YEAR.fullmatch(text):
        return int(found[1]), None, None
    elif found := _WORDS.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MONTH_WORD.fullmatch(text):
        day, word, month, year = found.groups()
        month = month or str(_MONTHS.index(word) + 1)
    elif re.fullmatch("[0-9]{8}", text):
        return _run_together(text)
    else:
        raise Refused("invalid_date", f"“{own(written)}” {_why_not(text)}")
    return int(year), int(month), int(day) if day else None


def _plain(written: str) -> str:
    """Without a midnight behind it, a dot at its end, blanks around its signs."""
    text = unicodedata.normalize("NFKC", written).translate(_HYPHENS).strip().lower()
    if ":" in text:
        text = _MIDNIGHT.sub("", text.upper()).lower()
    text = re.sub(r"\s*([/.\-])\s*", r"\1", text.removesuffix("."))
    if "tháng" not in text:
        text = text.removeprefix("ngày ").lstrip()
    if re.fullmatch("[0-9]{1,2} [0-9]{1,2} [0-9]{4}", text):
        return text.replace(" ", "/")
    return text


def _run_together(text: str) -> tuple[int, int, int]:
    """``13021990``, day first, as the code on a card has it; or ``19900213``."""
    day, month, year = int(text[:2]), int(text[2:4]), int(text[4:])
    turned = int(text[:4]), int(text[4:6]), int(text[6:])
    # No eight digits are a day in both orders: a month ends at 12, our years begin at 18 or later.
    for numbers in ((year, month, day), turned):
        if _is_real(*numbers):
            return numbers
    if _is_real(year, day, month):
        asked = f"là {own(f'{month:02}/{day:02}/{year}')}? Ghi có dấu gạch chéo"
        raise Refused("invalid_date", f"“{own(text)}” viết liền, {asked}")
    raise Refused("invalid_date", f"“{own(text)}” viết liền không đọc được là ngày; ghi {_HINT}")


def _is_real(year: int, month: int, day: int) -> bool:
    try:
        return _EARLIEST <= date(year, month, day).year <= _LATEST
    except ValueError:
        return False


def _why_not(text: str) -> str:
    """What the text seems to be instead of a date."""
    if found := re.fullmatch(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{2})", text):
        return f"chỉ có hai chữ số của năm: 19{found[3]} hay 20{found[3]}? Ghi đủ {_HINT}"
    if re.fullmatch(r"[0-9]{5}(?:[.,][0-9]+)?", text) and int(text[:5]) in _SHEET_DAYS:
        day = _SHEET_BEGINS + timedelta(days=int(text[:5]))
        said = own(f"{day:%d/%m/%Y}")
        return f"là số ngày của bảng tính (Excel), ứng với {said}; xem giấy tờ rồi ghi {_HINT}"
    if ":" in text:
        return f"có giờ phút, mà ở đây chỉ ghi ngày; ghi {_HINT}"
    if re.fullmatch("[0-9]{7,8}[.,]0{1,2}", text):
        return f"đã qua bảng tính nên thừa .0 ở cuối; ghi {_HINT}"
    told = re.sub("[/.\\-]", "", text)
    wrong = spoilt(told)
    if wrong and wrong.digits and not told.isdigit():
        return f"{wrong.what}; ghi {_HINT}"
    return f"không đọc được là ngày; ghi {_HINT}"


def _checked(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        american = month > 12 and _is_real(year, day, month)
        meant = own(f"{month:02}/{day:02}/{year}")
        why = f": tháng đứng trước ngày? Có phải {meant}" if american else ""
        raise Refused(
            "impossible_date",
            f"“{own(text)}” không phải là ngày có thật{why}; xem lại giấy tờ rồi ghi {_HINT}",
        ) from None


def parse_date(value: object) -> date:
    """A whole date, ``1990-02-13`` or ``13/02/1990``."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return _date(text_of(value).strip())


# The same days are named again and again. What is refused is not kept.
@lru_cache(maxsize=4096)
def _date(text: str) -> date:
    year, month, day = _numbers(text)
    if month is None or day is None:
        raise Refused("invalid_date", f"“{own(text)}” chưa đủ ngày, tháng, năm; ghi {_HINT}")
    found = _checked(text, year, month, day)
    if year < _EARLIEST:
        raise Refused("invalid_date", f"“{own(text)}”: năm {year} quá xa; xem lại năm")
    return found


def parse_partial_date(value: object) -> PartialDate:
    """``1950``, ``05/1950``, ``1950-05`` or a whole date."""
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return PartialDate(value.year, value.month, value.day)
    text = text_of(value).strip()
    try:
        year, month, day = _numbers(text)
    except Refused as refused:
        told = refused.message.replace(_HINT, f"năm (1950), tháng/năm (05/1950) hoặc {_HINT}")
        raise Refused(refused.code, told) from None
    _checked(text, year, 1 if month is None else month, 1 if day is None else day)
    if year < _EARLIEST:
        raise Refused("invalid_date", f"“{own(text)}”: năm {year} quá xa; xem lại năm")
    return PartialDate(year, month, day)


def parse_year(value: object) -> int:
    """A year of birth, four digits."""
    text = text_of(value).strip()
    if not re.fullmatch("[0-9]{4}", text) or not 1900 <= int(text) <= _LATEST:
        wrong = spoilt(text)
        why = f": {wrong.what}{ask(wrong.digits)}" if wrong else ""
        raise Refused(
            "invalid_year",
            f"“{own(text)}” không phải năm sinh{why}; ghi bốn chữ số, ví dụ 1992",
        )
    return int(text)


_PARTIAL_HINT = "năm, tháng/năm hoặc đủ ngày, ví dụ 05/1950"

PartialDate.__kind__ = Kind("partial_date", parse_partial_date, _PARTIAL_HINT)
FullDate = Annotated[date, Kind("date", parse_date, _HINT)]
BirthDate = Annotated[date, Kind("birth_date", parse_date, _HINT, sensitive=True, birth=True)]
PartialBirthDate = Annotated[
    PartialDate,
    Kind("partial_birth_date", parse_partial_date, _PARTIAL_HINT, sensitive=True, birth=True),
]
BirthYear = Annotated[
    int, Kind("birth_year", parse_year, "năm sinh, bốn chữ số", sensitive=True, birth=True)
]
