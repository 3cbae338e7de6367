"""What time it is: the one clock that all of the library asks, in Vietnam's time.

A test, or practice on the mock portal, may set it: `at` and `set_to` in this process, the variable
``PORTAL_BOT_NOW`` for another. It then runs on from the moment it was set to. Where that is
``@FILE``, the file says it, and may say otherwise while a program runs, as a clock that jumps.
Nothing is filed at a real portal under a clock that is set (`refuse_if_set`): a term that ended, a
child that came of age or a "not received" that was said too early would be believed.

Waits, time-outs and the gate's second look stand on the monotonic clock and are not moved.
`machine` is the machine's own clock, for what must keep its order whatever was set: names of
back-ups, and the examination of that clock itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from pathlib import Path

from portal_bot import moments, settings
from portal_bot.errors import SetupError

VIETNAM = moments.VIETNAM
_MORNING = time(9)
_YEARS = range(1900, 2200)
_IN_FILE = "@"
_SECONDS = re.compile(r"[+-]\d{1,12}(?:\.\d+)?")

_set: timedelta | None = None


def now(zone: tzinfo = VIETNAM) -> datetime:
    """The moment, with an offset.

    Raises:
        SetupError: ``PORTAL_BOT_NOW`` says what nobody understands.
    """
    return (machine() + _shift()).astimezone(zone)


def today() -> date:
    """Vietnam's day, wherever this machine believes it stands."""
    return now().date()


def machine(zone: tzinfo = VIETNAM) -> datetime:
    """What the machine's own clock says, whatever was set here."""
    return datetime.now(zone)  # noqa: TID251 - this is the one place


def is_set() -> bool:
    """Whether somebody set the clock, here or by the variable."""
    return _set is not None or settings.value(settings.NOW) is not None


def set_to(moment: datetime | date | None) -> None:
    """Sets the clock of this process; ``None`` gives it back to the variable or the machine.

    Args:
        moment: without an offset it is Vietnam's; of a day it is nine in the morning.
    """
    global _set
    _set = None if moment is None else _of(moment) - machine()


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """The clock set for a while, in this process."""
    global _set
    before = _set
    set_to(moment)
    try:
        yield
    finally:
        _set = before


def as_variable(moment: datetime | date) -> str:
    """The value of ``PORTAL_BOT_NOW`` with which several programs agree on the time.

    A moment is counted from each program's first look, so that one started later would be behind;
    what stands here is how far the machine's clock is moved.
    """
    return f"{(_of(moment) - machine()).total_seconds():+.6f}"


def refuse_if_set() -> None:
    """Called before anything is done at a real portal.

    Raises:
        SetupError: the clock is set.
    """
    if is_set():
        raise SetupError(
            f"đồng hồ của portal-bot đang được đặt ở {now():%H:%M %d/%m/%Y}, không phải giờ thật: "
            f"chỉ dùng được với cổng thử nghiệm. Bỏ biến {settings.NOW} rồi chạy lại"
        )


def _shift() -> timedelta:
    if _set is not None:
        return _set
    text = settings.value(settings.NOW)
    if text is not None and text.startswith(_IN_FILE):
        text = _written(Path(text.removeprefix(_IN_FILE)))
    return timedelta() if text is None else _told(text)


def _written(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{settings.NOW}: không đọc được tệp {file}") from error


@cache
def _told(text: str) -> timedelta:
    """How far a value of the variable moves the clock; from the first look on it runs."""
    try:
        here = machine()
        moment = here + timedelta(seconds=float(text)) if _SECONDS.fullmatch(text) else _read(text)
        if moment.year not in _YEARS:
            raise ValueError(f"the year {moment.year}")
        return moment - here
    except (ValueError, OverflowError) as error:
        raise SetupError(
            f"{settings.NOW}: không hiểu “{text}”; viết ngày hoặc giờ, ví dụ 2027-02-06 hoặc "
            "2027-02-06T16:00 (giờ Việt Nam), hoặc số giây dời đi, ví dụ +86400"
        ) from error


def _read(text: str) -> datetime:
    return _of(date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text))


def _of(moment: datetime | date) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, _MORNING)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
