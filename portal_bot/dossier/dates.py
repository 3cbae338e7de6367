"""Dates as people know them: whole, or only the year; on pages always ``dd/mm/yyyy``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema

from portal_bot.dossier.kinds import Kind, text_of
from portal_bot.dossier.problems import Refused

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_VIETNAMESE = re.compile(r"(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-](\d{4})")
_EARLIEST = 1850
_HINT = "ngày/tháng/năm, ví dụ 13/02/1990"


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


def _numbers(text: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day as written, whether or not there is such a day."""
    if re.fullmatch(r"\d{4}", text):
        return int(text), None, None
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _VIETNAMESE.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    return int(year), int(month), int(day) if day else None


def _checked(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(
            "impossible_date",
            f"“{text}” không phải là ngày có thật; xem lại giấy tờ rồi ghi {_HINT}",
        ) from None


def parse_date(value: object) -> date:
    """A whole date, ``1990-02-13`` or ``13/02/1990``."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value).strip()
    numbers = _numbers(text)
    if numbers is None:
        raise Refused("invalid_date", f"“{text}” không đọc được là ngày; ghi {_HINT}")
    year, month, day = numbers
    if month is None or day is None:
        raise Refused("invalid_date", f"“{text}” chưa đủ ngày, tháng, năm; ghi {_HINT}")
    found = _checked(text, year, month, day)
    if year < _EARLIEST:
        raise Refused("invalid_date", f"“{text}”: năm {year} quá xa; xem lại năm")
    return found


def parse_partial_date(value: object) -> PartialDate:
    """``1950``, ``05/1950``, ``1950-05`` or a whole date."""
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return PartialDate(value.year, value.month, value.day)
    text = text_of(value).strip()
    numbers = _numbers(text)
    if numbers is None:
        raise Refused(
            "invalid_date",
            f"“{text}” không đọc được là ngày; ghi năm (1950), tháng/năm (05/1950) hoặc {_HINT}",
        )
    year, month, day = numbers
    _checked(text, year, 1 if month is None else month, 1 if day is None else day)
    if year < _EARLIEST:
        raise Refused("invalid_date", f"“{text}”: năm {year} quá xa; xem lại năm")
    return PartialDate(year, month, day)


def parse_year(value: object) -> int:
    """A year of birth, four digits."""
    text = text_of(value).strip()
    if not re.fullmatch(r"\d{4}", text) or not 1900 <= int(text) < 2200:
        raise Refused("invalid_year", f"“{text}” không phải năm sinh; ghi bốn chữ số, ví dụ 1992")
    return int(text)


def parse_moment(value: object) -> datetime:
    """A moment with its offset from UTC: ``2026-11-20T08:10:00+07:00``."""
    if isinstance(value, datetime):
        moment = value
    else:
        text = text_of(value).strip()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise Refused(
                "invalid_time", f"“{text}” không đọc được là thời điểm; {_MOMENT_HINT}"
            ) from None
    if moment.tzinfo is None:
        raise Refused("invalid_time", f"“{value}” thiếu múi giờ; {_MOMENT_HINT}")
    return moment


_MOMENT_HINT = "ghi như 2026-11-20T08:10:00+07:00"

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
Moment = Annotated[datetime, Kind("moment", parse_moment, "2026-11-20T08:10:00+07:00")]
