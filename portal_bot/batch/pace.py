"""Politeness: how fast one run may go, and when it must wait, by the portal's profile."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from portal_bot import clock
from portal_bot.batch.slots import Slots
from portal_bot.catalogue.calendar import is_working_day
from portal_bot.moments import stamp

if TYPE_CHECKING:
    from portal_bot.portals.profile_parts import Politeness
    from portal_bot.portals.screen import PageAnswer

# Pages: what the portal's own median is made of, and what is held against it.
# `ENOUGH` must exceed `LATELY`: else what is usual is made of what is held against it.
USUAL, LATELY, ENOUGH = 300, 12, 40
_LONGEST_CLOSED_DAYS = 30


class Pace:
    """The one line in which all sessions of a run stand.

    Args:
        politeness: the profile's.
        slots: the sessions; fewer are allowed while the portal is slow.
        tell: is told, in Vietnamese, when the line waits or changes its pace.
        now: the time of day.
        tick: a clock in seconds that only goes forward.
        wait: how to wait so many seconds.
    """

    def __init__(
        self,
        politeness: Politeness,
        slots: Slots,
        tell: Callable[[str], None],
        *,
        now: Callable[[], datetime] = clock.now,
        tick: Callable[[], float] = time.monotonic,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._politeness = politeness
        self._slots = slots
        self._full = slots.limit
        self._tell = tell
        self._now = now
        self._tick = tick
        self._wait = wait
        self._held_until = 0.0
        self._last_submission = float("-inf")
        self._submitting = asyncio.Lock()
        self._usual: deque[float] = deque(maxlen=USUAL)
        self._lately: deque[float] = deque(maxlen=LATELY)

    async def may_begin(self) -> None:
        """Waits for office hours, and for the end of the time the portal asked for."""
        told = False
        # Asked again after each wait: the portal may ask for more, and an office may close
        # meanwhile.
        while (left := self._closed_s()) > 0:
            if not told:
                at = stamp(self._now() + timedelta(seconds=left))
                self._tell(f"ngoài giờ nhận hồ sơ của cổng; đợi tới {at}")
                told = True
            await self._wait(left)
        while (left := self._held_until - self._tick()) > 0:
            await self._wait(left)

    async def may_submit(self) -> None:
        """Waits, one after the other, until the next submission may be made."""
        # Held through the gap, so that the next one measures from this submission.
        async with self._submitting:
            await self.may_begin()
            left = self._last_submission + self._politeness.gap_s - self._tick()
            if left > 0:
                await self._wait(left)
            self._last_submission = self._tick()

    def hold(self, seconds: float) -> None:
        """The portal asked for so many seconds of peace: nobody of the line begins or submits."""
        until = self._tick() + seconds
        if until > self._held_until:
            self._held_until = until
            self._tell(f"cổng yêu cầu đợi {seconds:.0f} giây; cả hàng đợi")

    def heard(self, answer: PageAnswer) -> None:
        """How the portal answered a page."""
        seconds = retry_after(answer.retry_after, self._now())
        if seconds is not None:
            self.hold(seconds)
        if answer.took_s is not None:
            self.took(answer.took_s)

    def took(self, seconds: float) -> None:
        """One page's answer took so long; a slow portal is asked less at once."""
        self._lately.append(seconds)
        if len(self._usual) >= ENOUGH and len(self._lately) == LATELY:
            self._judge(statistics.median(self._usual), statistics.median(self._lately))
        # What a slowed line sees is no measure of what is usual.
        if self._slots.limit == self._full:
            self._usual.append(seconds)

    def _judge(self, usual: float, lately: float) -> None:
        slow = lately > usual * self._politeness.slow_factor
        slow = slow and lately - usual > self._politeness.slow_s
        limit = self._slots.limit
        if slow and limit > 1:
            self._slots.limit = max(1, limit // 2)
            self._tell(
                f"cổng trả lời chậm ({lately:.1f} giây, thường {usual:.1f}): "
                f"còn {self._slots.limit} hồ sơ cùng lúc"
            )
            self._lately.clear()
        # Half of the usual `slow_factor`: between the two the line stays as it is and does not
        # swing.
        elif limit < self._full and lately < 1.5 * usual:
            self._slots.limit = min(self._full, limit * 2)
            self._tell(f"cổng trả lời như thường: {self._slots.limit} hồ sơ cùng lúc")
            self._lately.clear()

    def _closed_s(self) -> float:
        """Seconds until the office opens; 0 while it is open."""
        at = self._now()
        if self._is_open(at):
            return 0.0
        for day in range(_LONGEST_CLOSED_DAYS):
            midnight = at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=day)
            hours = self._politeness.hours or ((midnight.time(), midnight.time()),)
            for opens, _ in sorted(hours):
                moment = datetime.combine(midnight.date(), opens, at.tzinfo)
                if moment > at and self._is_working(moment):
                    return (moment - at).total_seconds()
        return timedelta(days=_LONGEST_CLOSED_DAYS).total_seconds()

    def _is_open(self, at: datetime) -> bool:
        hours = self._politeness.hours
        within = not hours or any(a <= at.time() < b for a, b in hours)
        return within and self._is_working(at)

    def _is_working(self, at: datetime) -> bool:
        return not self._politeness.working_days_only or is_working_day(at.date())


def retry_after(header: str, now: datetime) -> float | None:
    """Seconds that a `Retry-After` asks for: it holds seconds or a date; `None` for neither."""
    text = header.strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError):
        return None
