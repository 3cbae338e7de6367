"""How fast one run may go: gaps, office hours, Retry-After, a portal that grows slow."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from portal_bot.batch.pace import ENOUGH, LATELY, Pace, retry_after
from portal_bot.batch.slots import Slots
from portal_bot.clock import VIETNAM
from portal_bot.portals.profile_parts import Politeness
from portal_bot.portals.screen import PageAnswer

# A Monday.
MORNING = datetime(2026, 11, 23, 6, 0, tzinfo=VIETNAM)
HOURS = ["07:30-11:30", "13:30-17:00"]


class Time:
    """A clock that only waiting moves."""

    def __init__(self, start: datetime = MORNING) -> None:
        self.start = start
        self.passed = 0.0

    def tick(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.passed)

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.passed += seconds


def pace(time: Time, *, slots: Slots | None = None, **politeness: Any) -> tuple[Pace, list[str]]:
    told: list[str] = []
    made = Pace(
        Politeness.model_validate(politeness),
        slots or Slots(8),
        told.append,
        now=time.now,
        tick=time.tick,
        wait=time.wait,
    )
    return made, told


async def test_submissions_keep_their_distance() -> None:
    time = Time()
    polite, _ = pace(time, gap_s=20)
    at = []

    async def submit() -> None:
        await polite.may_submit()
        at.append(time.passed)

    await asyncio.gather(*(submit() for _ in range(3)))
    assert at == [0, 20, 40]


@pytest.mark.parametrize(
    ("start", "opens"),
    [
        (MORNING, "07:30 23/11"),
        (MORNING.replace(hour=9), "09:00 23/11"),
        (MORNING.replace(hour=12), "13:30 23/11"),
        (MORNING.replace(hour=17), "07:30 25/11"),  # the 24th is a public holiday
        (datetime(2026, 11, 27, 18, 0, tzinfo=VIETNAM), "07:30 30/11"),  # a Friday evening
        (datetime(2026, 12, 31, 18, 0, tzinfo=VIETNAM), "07:30 04/01"),  # before the New Year
    ],
)
async def test_the_line_waits_for_the_office_to_open(start: datetime, opens: str) -> None:
    time = Time(start)
    polite, told = pace(time, hours=HOURS, working_days_only=True)
    await polite.may_begin()
    assert f"{time.now():%H:%M %d/%m}" == opens
    assert bool(told) is bool(time.passed)


async def test_working_days_without_hours_begin_at_midnight() -> None:
    time = Time(datetime(2026, 11, 28, 10, 0, tzinfo=VIETNAM))
    polite, _ = pace(time, working_days_only=True)
    await polite.may_begin()
    assert time.now() == datetime(2026, 11, 30, 0, 0, tzinfo=VIETNAM)


async def test_retry_after_holds_the_whole_line() -> None:
    time = Time()
    polite, told = pace(time)
    polite.hold(30)
    polite.hold(10)
    await polite.may_begin()
    assert time.passed == 30
    assert told == ["cổng yêu cầu đợi 30 giây; cả hàng đợi"]


def test_retry_after_is_seconds_or_a_date() -> None:
    assert retry_after(" 120 ", MORNING) == 120
    assert retry_after("Sun, 22 Nov 2026 23:00:30 GMT", MORNING) == 30
    assert retry_after("Sun, 22 Nov 2026 22:00:00 GMT", MORNING) == 0
    assert retry_after("soon", MORNING) is None
    assert retry_after("", MORNING) is None


def answer(status: int = 200, *, took: float | None = 0.1, retry_after: str = "") -> PageAnswer:
    return PageAnswer(status, retry_after, took)


async def test_a_portal_that_asks_to_wait_is_heard() -> None:
    time = Time()
    polite, told = pace(time)
    polite.heard(answer(503))
    assert not told
    polite.heard(answer(429, retry_after="60"))
    await polite.may_begin()
    assert time.passed == 60


def test_a_portal_that_grows_slow_is_asked_less_at_once_until_it_recovers() -> None:
    slots = Slots(8)
    polite, told = pace(Time(), slots=slots)
    for _ in range(ENOUGH):
        polite.heard(answer(took=0.5))
    for _ in range(LATELY):
        polite.heard(answer(took=4))
    assert slots.limit == 4
    for _ in range(LATELY):
        polite.heard(answer(took=4))
    assert slots.limit == 2
    for _ in range(5 * LATELY):
        polite.heard(answer(took=0.5))
    assert slots.limit == 8
    assert "chậm (2.2 giây, thường 0.5): còn 4 hồ sơ cùng lúc" in told[0]
    assert told[-1].endswith("8 hồ sơ cùng lúc")


def test_a_quick_portal_may_become_a_little_slower() -> None:
    slots = Slots(8)
    polite, _ = pace(Time(), slots=slots)
    for _ in range(ENOUGH):
        polite.took(0.01)
    for _ in range(LATELY):
        polite.took(0.3)
    assert slots.limit == 8


@pytest.mark.parametrize("hours", ["11:30-07:30", "07:30", "x-y"])
def test_hours_are_two_times_the_earlier_first(hours: str) -> None:
    with pytest.raises(ValidationError):
        Politeness.model_validate({"hours": [hours]})
