"""The portal's own time: it can be set, and it can be stopped."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "+07")
# Of which it is told the day or the time: a term counted from further away ends nowhere.
YEARS = range(1970, 2201)


class Clock:
    """Vietnam time, running on from the moment it was set to."""

    def __init__(self) -> None:
        self._base: datetime | None = None
        self._set_at = 0.0
        self._ticking = True
        self._jumped_s = 0.0

    def now(self) -> datetime:
        if self._base is None:
            return datetime.now(VIETNAM)  # noqa: TID251 - the mock's own clock
        passed = time.monotonic() - self._set_at if self._ticking else 0.0
        return self._base + timedelta(seconds=passed)

    def set(self, now: datetime, *, ticking: bool = True) -> None:
        """A time without an offset is Vietnam's."""
        before = self.now()
        self._base = (now if now.tzinfo else now.replace(tzinfo=VIETNAM)).astimezone(VIETNAM)
        self._set_at = time.monotonic()
        self._ticking = ticking
        self._jumped_s += max(0.0, (self._base - before).total_seconds())

    def passed_s(self) -> float:
        """Seconds that go on passing while the clock stands still, and never come back.

        What the clock is put forward by has passed as well.
        """
        return time.monotonic() + self._jumped_s

    def reset(self) -> None:
        self._base = None

    def __str__(self) -> str:
        return self.now().isoformat(timespec="seconds")
