"""The days that a report covers."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal_bot.moments import day

_ROMAN = ("I", "II", "III", "IV")
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both counted."""

    since: date
    until: date

    @classmethod
    def quarter(cls, number: int, year: int) -> Span:
        """A quarter of a year, 1 to 4."""
        first, last = number * 3 - 2, number * 3
        return cls(date(year, first, 1), _end(year, last))

    @classmethod
    def year(cls, year: int) -> Span:
        """A whole year."""
        return cls(date(year, 1, 1), date(year, _LAST_MONTH, 31))

    def __contains__(self, when: object) -> bool:
        return isinstance(when, date) and self.since <= when <= self.until

    @property
    def title(self) -> str:
        """As it is called: a quarter, a month, a year, or its two days."""
        one = self.since
        if self == Span.year(one.year):
            return f"năm {one.year}"
        if one.month % 3 == 1 and self == Span.quarter((one.month + 2) // 3, one.year):
            return f"quý {_ROMAN[(one.month - 1) // 3]} năm {one.year}"
        if one.day == 1 and self.until == _end(one.year, one.month):
            return f"tháng {one.month} năm {one.year}"
        return f"từ {day(self.since)} đến {day(self.until)}"

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """Every month that it touches, as year and month."""
        return tuple(self._months())

    def _months(self) -> Iterator[tuple[int, int]]:
        year, month = self.since.year, self.since.month
        while (year, month) <= (self.until.year, self.until.month):
            yield year, month
            year, month = (year + 1, 1) if month == _LAST_MONTH else (year, month + 1)


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
