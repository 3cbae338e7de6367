"""When a result is due: working days, public holidays, and "after 15:00", which 15:00 is not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

from .clock import VIETNAM

CUT_OFF = time(15, 0)
# Saturdays worked for a Friday or Monday off, by yearly government decisions.
_WORKED_SATURDAYS = {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
_DAYS_OFF_IN_EXCHANGE = {date(2024, 4, 29), date(2025, 5, 2), date(2026, 1, 2), date(2026, 8, 31)}


@cache
def _holidays(year: int) -> frozenset[date]:
    # Imported on first use: it would be a quarter of the start-up time.
    import holidays

    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day: date) -> bool:
    if day in _WORKED_SATURDAYS:
        return True
    if day.weekday() >= 5 or day in _DAYS_OFF_IN_EXCHANGE:
        return False
    return day not in _holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """The n-th working day after `start`, which itself is not counted."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """The working days after `start` up to `end`; negative where `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(map(is_working_day, days))


def due_date(
    received: datetime, working_days: int, *, same_day: bool, calendar_days: int = 0
) -> date:
    """The appointment date.

    The office takes a dossier on a working day: what arrives on a day off is of the next one, and
    the term runs from there. A term in calendar days that ends on a day off ends on the working
    day after it.
    """
    local = received.astimezone(VIETNAM)
    taken = local.date() if is_working_day(local.date()) else add_working_days(local.date(), 1)
    if same_day:
        late = taken == local.date() and local.time() > CUT_OFF
        return add_working_days(taken, 1) if late else taken
    if calendar_days:
        return add_working_days(taken + timedelta(days=calendar_days - 1), 1)
    return add_working_days(taken, working_days)
