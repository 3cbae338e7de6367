"""Working days of Vietnamese offices.

Public holidays are those of the `holidays` package; `data/calendar.json` holds only what it does
not know: days that the yearly decision of the Prime Minister exchanged. Decisions come one year at
a time, so later years are a projection from the law alone (`is_projected`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from portal_bot.catalogue._data import read

_SATURDAY = 5


class UnknownYear(ValueError):
    """A year whose holidays nobody knows, so that nobody can say what is a working day in it.

    Attributes:
        year: the year.
        message: Vietnamese.
    """

    def __init__(self, year: int) -> None:
        self.year = year
        self.message = f"chưa có lịch nghỉ lễ của năm {year}, không tính được ngày làm việc"
        super().__init__(f"no public holidays are known for the year {year}")


class _Year(NamedTuple):
    days_off: dict[date, str]
    working_saturdays: frozenset[date]


@cache
def _year(year: int) -> _Year:
    # Loads slowly (every country of the world): only a working day that is asked for pays for it.
    import holidays as package  # slow: only for a term

    known = package.country_holidays("VN", years=year, expand=False, language="vi")
    if not known:
        raise UnknownYear(year)
    data = read("calendar")
    off = {day: name for day, name in known.items() if day.year == year}
    worked = {day for day in known.weekend_workdays if day.year == year}
    off |= {day: name for day, name in _dated(data["days_off"].items()) if day.year == year}
    worked |= {day for day, _ in _dated((day, "") for day in data["working_saturdays"])}
    return _Year(off, frozenset(worked))


def _dated(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[date, str]]:
    return ((date.fromisoformat(day), name) for day, name in rows)


def holidays(year: int) -> dict[date, str]:
    """The year's public holidays and days off given for them, with their Vietnamese names.

    Raises:
        UnknownYear: neither the package nor our corrections know the year.
    """
    return dict(sorted(_year(year).days_off.items()))


def is_projected(day: date) -> bool:
    """Whether the year's exchanged days are not decided yet, as far as this version knows."""
    return day.year > int(read("calendar")["decreed_until"])


def is_working_day(day: date) -> bool:
    """Whether offices work.

    Raises:
        UnknownYear: nobody knows the holidays of the year.
    """
    year = _year(day.year)
    if day in year.working_saturdays:
        return True
    return day.weekday() < _SATURDAY and day not in year.days_off


def full_years(since: date, until: date) -> int:
    """Somebody's age: whole years between two days."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def add_working_days(day: date, count: int) -> date:
    """The last day of a period of so many working days; the first day is not counted.

    Raises:
        UnknownYear: the period reaches into a year whose holidays nobody knows.
    """
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(day: date, other: date) -> int:
    """Working days after `day` up to `other`; below 0 where that is earlier.

    Raises:
        UnknownYear: the period reaches into a year whose holidays nobody knows.
    """
    if other < day:
        return -working_days_between(other, day)
    passed = (day + timedelta(days=n) for n in range(1, (other - day).days + 1))
    return sum(map(is_working_day, passed))
