"""Working days of Vietnamese offices. The newest year is a projection until it is decreed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from portal_bot.catalogue._data import read

_SATURDAY = 5


@cache
def holidays() -> dict[date, str]:
    """Public holidays and days off given for them, with their Vietnamese names."""
    return {date.fromisoformat(day): name for day, name in read("calendar")["holidays"].items()}


@cache
def _working_saturdays() -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in read("calendar")["working_saturdays"])


def is_working_day(day: date) -> bool:
    """Whether offices work. In years without a published list only the weekend is known."""
    if day in _working_saturdays():
        return True
    return day.weekday() < _SATURDAY and day not in holidays()


def full_years(since: date, until: date) -> int:
    """Somebody's age: whole years between two days."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def add_working_days(day: date, count: int) -> date:
    """The last day of a period of so many working days; the first day is not counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
