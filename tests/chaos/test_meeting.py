"""Two at once meet at the commit: by what they do, not by how fast they are."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chaos import wire
from chaos.meeting import Meeting
from chaos.program import Place, Program, Running

SLEEPER = Program("sleeper", (sys.executable, "-c", "import time; time.sleep(60)"))


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[list[Running]]:
    places = [Place(tmp_path, "http://127.0.0.1:1", (), 1, tmp_path / name) for name in "ab"]
    running = [await Running.start(SLEEPER, place) for place in places]
    try:
        yield running
    finally:
        for one in running:
            one.end()
            await one.over(10)


async def turns_of_the_loop() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_the_first_commit_is_held_until_there_is_a_second(both: list[Running]) -> None:
    meeting = Meeting()
    with meeting.of(*both):
        first = asyncio.create_task(meeting.at(wire.COMMIT))
        await turns_of_the_loop()
        assert not first.done()
        await meeting.at(wire.COMMIT)
        await first


async def test_what_is_no_commit_is_not_held(both: list[Running]) -> None:
    meeting = Meeting()
    with meeting.of(*both):
        for point in wire.POINTS - {wire.COMMIT}:
            await meeting.at(point)


@pytest.mark.parametrize("which", [0, 1])
async def test_whoever_ends_lets_the_other_through(both: list[Running], which: int) -> None:
    meeting = Meeting()
    with meeting.of(*both):
        waits = asyncio.create_task(meeting.at(wire.COMMIT))
        await turns_of_the_loop()
        assert not waits.done()
        both[which].end()
        await asyncio.wait_for(waits, 30)


async def test_afterwards_nobody_is_held(both: list[Running]) -> None:
    meeting = Meeting()
    with meeting.of(*both):
        pass
    await meeting.at(wire.COMMIT)
