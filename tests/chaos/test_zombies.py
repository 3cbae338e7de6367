"""After `kill -9` of the program nothing of it lives five seconds later."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from chaos.processes import family, gone, kill
from tests.support.choosing import thorough

PROGRAM = """
import asyncio, sys
from contextlib import AsyncExitStack
from portal_bot.browser.find import find_browser
from portal_bot.browser.session import open_browser, open_context

async def main():
    async with open_browser(find_browser()) as running, AsyncExitStack() as open_:
        for _ in range(int(sys.argv[1])):
            context = await open_.enter_async_context(open_context(running))
            await (await context.new_page()).goto("about:blank")
        print("open", flush=True)
        await asyncio.to_thread(sys.stdin.readline)

asyncio.run(main())
"""
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the watch reads /proc"
)


@contextmanager
def program(sessions: int) -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """A program with so many sessions open, and all that it started."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", PROGRAM, str(sessions)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        started = family(process.pid)
        assert len(started) > 3
        try:
            yield process, started
        finally:
            process.kill()
            kill(started)


def drivers(started: list[psutil.Process]) -> list[psutil.Process]:
    return [p for p in started if "run-driver" in p.cmdline()]


@pytest.mark.parametrize("sessions", [4, *thorough(1)])
async def test_killed_it_leaves_nobody(sessions: int) -> None:
    with program(sessions) as (process, started):
        process.send_signal(signal.SIGKILL)
        lived, left = await gone(started)
    assert left == []
    assert lived < 5


async def test_killed_it_leaves_nobody_though_the_driver_is_stopped() -> None:
    """Stopped, it does not see that its pipe is closed, and holds the browser's pipe open."""
    with program(2) as (process, started):
        (driver,) = drivers(started)
        driver.suspend()
        process.send_signal(signal.SIGKILL)
        _, left = await gone(started)
    assert left == []


async def test_killed_it_leaves_nobody_though_the_browser_is_stopped() -> None:
    with program(1) as (process, started):
        (driver,) = drivers(started)
        for one in driver.children(recursive=True):
            one.suspend()
        process.send_signal(signal.SIGKILL)
        _, left = await gone(started)
    assert left == []


async def test_ended_in_order_nobody_waits_or_is_killed() -> None:
    with program(1) as (process, started):
        assert process.stdin is not None
        process.stdin.write("enough\n")
        process.stdin.flush()
        assert await asyncio.to_thread(process.wait, 30) == 0
        _, left = await gone(started)
    assert left == []
