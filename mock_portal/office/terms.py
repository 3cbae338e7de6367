"""The clock of a dossier: its appointed day, how it stands still, and when it is overdue.

While the citizen is asked for something the term stands still: what had passed before counts, the
rest runs on from the day of the answer. A term of working days is moved by working days, one of
calendar days by calendar days; it never ends on a day off.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ..clock import VIETNAM
from ..deadlines import add_working_days, working_days_between
from ..procedures import by_slug
from ..records import Record
from .states import RUNNING, WAITING, Status


def day_of(moment: datetime) -> date:
    """The day in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def wind(record: Record, after: Status, today: date) -> None:
    """Stops the term where the citizen is asked for something, and lets it run again."""
    if after in WAITING:
        record.handling.paused_on = record.handling.paused_on or today.isoformat()
        return
    _go_on(record, today)
    record.handling.asked, record.handling.pay_until = None, ""


def _go_on(record: Record, today: date) -> None:
    """Lets the term run again, with as much of it left as when it was stopped."""
    if not record.handling.paused_on:
        return
    since = date.fromisoformat(record.handling.paused_on)
    record.handling.paused_on = ""
    passed = (today - since).days
    if passed <= 0:
        return
    if by_slug(record.slug).calendar_days:
        appoint(record, add_working_days(record.due_on + timedelta(days=passed - 1), 1))
    else:
        appoint(record, add_working_days(record.due_on, working_days_between(since, today)))


def appoint(record: Record, day: date) -> None:
    """Moves the appointed day; the first one is remembered."""
    if day != record.due_on:
        record.handling.first_due = record.handling.first_due or record.due
        record.due = day.isoformat()


def days_left(record: Record, today: date) -> int | None:
    """Working days to the appointed day, below 0 when it has passed; `None`: no term runs.

    While the term stands still, those that were left when it was stopped.
    """
    if record.handling.paused_on:
        return working_days_between(date.fromisoformat(record.handling.paused_on), record.due_on)
    if record.status in RUNNING | WAITING:
        return working_days_between(today, record.due_on)
    return None


def is_overdue(record: Record, today: date) -> bool:
    """Whether the office is late now: never while it waits for the citizen."""
    return record.status in RUNNING and today > record.due_on


def in_words(record: Record, today: date) -> str:
    """How the clock stands, for people; empty when no term runs."""
    left = days_left(record, today)
    if left is None:
        return ""
    if record.handling.paused_on:
        since = date.fromisoformat(record.handling.paused_on)
        return f"Tạm dừng tính thời hạn từ {since:%d/%m/%Y}"
    if is_overdue(record, today):
        # The day after the appointed one may be a day off: late, by no working day yet.
        return f"Quá hạn {-left} ngày làm việc" if left else "Quá hạn"
    return f"Còn {left} ngày làm việc" if left else "Đến hạn hôm nay"


def until_in_words(until: str, today: date) -> str:
    """How long the citizen still has."""
    day = date.fromisoformat(until)
    if today > day:
        return f"{day:%d/%m/%Y} (đã quá hạn)"
    left = working_days_between(today, day)
    return f"{day:%d/%m/%Y} (còn {left} ngày làm việc)" if left else f"{day:%d/%m/%Y} (hôm nay)"
