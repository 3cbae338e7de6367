"""How a time is told: Vietnam's, in one form for people and in one for programs.

What the machine's own zone is does not matter anywhere: a portal, its office hours and its citizens
are in Vietnam, also when the clerk's laptop is not.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
_SAID_DAYS = (
    re.compile(r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{4})", re.ASCII),
    re.compile(
        r"(?P<year>\d{4})[/.\-](?P<month>\d{1,2})[/.\-](?P<day>\d{1,2})(?:[T ]00:00:00)?",
        re.ASCII,
    ),
)
_YEARS = range(1900, 2200)
_PRINTED = (
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%H:%M %d/%m/%Y",
    "%H:%M:%S %d/%m/%Y",
    "%d/%m/%Y",
)


def in_vietnam(at: datetime) -> datetime:
    """The same moment on Vietnam's clocks; one without an offset was read there already."""
    return at.replace(tzinfo=VIETNAM) if at.tzinfo is None else at.astimezone(VIETNAM)


def moment(at: datetime | str | None) -> str:
    """A moment for people, ``dd/mm/yyyy HH:MM``; what is no time is left as it is.

    Midnight is how a portal tells a bare date as a time: no office gives results then.
    """
    if not at:
        return ""
    try:
        local = in_vietnam(datetime.fromisoformat(at) if isinstance(at, str) else at)
    except ValueError:
        return str(at)
    return day(local) if (local.hour, local.minute) == (0, 0) else stamp(local)


def stamp(at: datetime) -> str:
    """A moment of our own clock for people, ``dd/mm/yyyy HH:MM``, also at midnight."""
    return f"{in_vietnam(at):%d/%m/%Y %H:%M}"


def day(at: date) -> str:
    """A day for people, ``dd/mm/yyyy``."""
    return f"{at:%d/%m/%Y}"


def iso(at: datetime, *, timespec: str = "seconds") -> str:
    """A moment for programs: ISO 8601 with Vietnam's offset."""
    return in_vietnam(at).isoformat(timespec=timespec)


def said_day(text: str) -> date | None:
    """A day as people type it, ``1/12/2026``, or as programs do, ``2026-12-01``; else `None`."""
    found = next(filter(None, (form.fullmatch(text.strip()) for form in _SAID_DAYS)), None)
    if found is None or int(found["year"]) not in _YEARS:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def next_minute(at: datetime) -> datetime:
    """The first whole minute that is not before `at`: "from then on" is told in minutes."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(minutes=1)


def printed_moment(text: str) -> datetime | None:
    """A moment as portals print it, Vietnam's; `None` where nothing readable is printed."""
    for form in _PRINTED:
        try:
            return datetime.strptime(text, form).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
    return None
