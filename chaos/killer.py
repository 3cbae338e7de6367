"""Waits for a cell's moment and kills."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import time
from collections.abc import Coroutine, Sequence
from contextlib import closing, suppress
from typing import Any

from chaos import processes
from chaos.kills import By, Kill, Victim
from chaos.meeting import Meeting
from chaos.mock import Mock
from chaos.program import Running
from chaos.proxy import Proxy

# Past the click deadline of the mock's profile, 30 s.
FROZEN_S = 32.0
_EVERY_S = 0.003
# For so long after a change the journal is read each time: a file system's clock ticks in steps.
_FRESH_S = 0.05
_MOCK_IS_DOWN_S = 1.5
_ON_ITS_WAY_S = 1.5
# A filing on a busy machine, from the start of the program to its end.
_A_FILING_S = 6.0


class Killer:
    """The hand that kills, in one cell.

    Args:
        kill: whom and when.
        rng: the cell's dice: which of the dossiers, how long the mock is down.
        dossiers: how many go through the cell.

    Attributes:
        meeting: of the two that `Victim.TWIN` lets run at once.
        struck: how often somebody was killed.
        lived_s: how long the last process of a killed program lived on.
        orphans: how many lived longer than they may.
    """

    def __init__(self, kill: Kill, rng: random.Random, dossiers: int) -> None:
        self._kill, self._rng = kill, rng
        self._left = 0 if kill.by is By.NEVER else 1
        self._nth = rng.randint(1, dossiers)
        self._seen = 0
        self._running: Running | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._chance_s = rng.uniform(0.3, _A_FILING_S * (1 + dossiers) / 2)
        self.meeting = Meeting() if kill.victim is Victim.TWIN else None
        self.struck = 0
        self.lived_s: list[float] = []
        self.orphans = 0

    def use(self, mock: Mock, proxy: Proxy) -> None:
        """The lane's mock and proxy."""
        self._mock, self._proxy = mock, proxy

    def watch(self, running: Running) -> None:
        """A run begins; until it is over its moment is waited for."""
        self._running = running
        if not self._left:
            return
        if self._kill.by is By.JOURNAL:
            self._spawn(self._journal(running))
        elif self._kill.by is By.CHANCE:
            self._spawn(self._chance(running))

    async def at(self, point: str) -> None:
        """The proxy's hook: what makes this moment is held back until it returns."""
        if self.meeting is not None:
            await self.meeting.at(point)
        wanted = self._kill.moment if self._kill.by is By.WIRE else self._instead()
        if point == wanted:
            await self._now()

    async def over(self) -> None:
        """Waits for what was begun: the mock's return, the orphans' end."""
        # What is waited for may begin something in turn.
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def _instead(self) -> str | None:
        """For a program without a journal, its moment on the wire."""
        running = self._running
        keeps_one = running is not None and running.journal.exists()
        return None if keeps_one else self._kill.instead

    async def _now(self) -> None:
        self._seen += 1
        if self._left and self._seen >= self._nth and self._running is not None:
            self._left -= 1
            await self._strike(self._running)

    async def _journal(self, running: Running) -> None:
        # What is new stands in a file beside it, and is folded into it later.
        names = (os.fspath(running.journal), f"{running.journal}-wal")
        seen, fresh_until = 0, 0.0
        stamp: list[tuple[int, int]] = []
        while not running.is_over and self._left:
            # To look whether it changed costs a hundredth of reading it.
            if (now := _stamp(names)) != stamp:
                stamp, fresh_until = now, time.monotonic() + _FRESH_S
            if time.monotonic() < fresh_until:
                count = _events(running, self._kill.moment)
                for _ in range(count - seen):
                    await self._now()
                seen = max(seen, count)
            await asyncio.sleep(_EVERY_S)

    async def _chance(self, running: Running) -> None:
        await asyncio.sleep(self._chance_s)
        if self._left and not running.is_over:
            self._left -= 1
            await self._strike(running)

    async def _strike(self, running: Running) -> None:
        if running.is_over:
            return
        self.struck += 1
        match self._kill.victim:
            case Victim.PROGRAM:
                self._kill_program(running)
                # What the dead program's browser had sent may be on its way for a while.
                await asyncio.sleep(self._rng.uniform(0, _ON_ITS_WAY_S))
            case Victim.BROWSER:
                processes.kill(processes.browsers(running.pid))
            case Victim.DRIVER:
                processes.kill(processes.drivers(running.pid))
            case Victim.MOCK:
                # Its death ends the very connection on which this is called, and its task.
                await asyncio.shield(self._spawn(self._kill_mock()))
            case Victim.FREEZE:
                running.signal(signal.SIGSTOP)
                self._spawn(self._thaw(running))
            case Victim.NOBODY | Victim.TWIN:
                raise AssertionError(f"{self._kill.name} has no moment")

    def _kill_program(self, running: Running) -> None:
        left_behind = processes.family(running.pid)
        running.killed = True
        running.signal(signal.SIGKILL)
        self._spawn(self._bury(left_behind))

    async def _bury(self, left_behind: list[Any]) -> None:
        lived, left = await processes.gone(left_behind)
        self.lived_s.append(lived)
        self.orphans += len(left)
        processes.kill(left)

    async def _kill_mock(self) -> None:
        """What it was about to answer is lost; it comes back with the faults it had."""
        faults = await self._mock.faults()
        self._proxy.is_open = False
        await self._mock.kill()
        self._spawn(self._revive(faults, self._rng.uniform(0, _MOCK_IS_DOWN_S)))

    async def _revive(self, faults: list[dict[str, Any]], after_s: float) -> None:
        await asyncio.sleep(after_s)
        await self._mock.start()
        for fault in faults:
            await self._mock.switch_text(fault)
        self._proxy.is_open = True

    async def _thaw(self, running: Running) -> None:
        await asyncio.sleep(FROZEN_S)
        running.signal(signal.SIGCONT)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _stamp(names: Sequence[str]) -> list[tuple[int, int]]:
    """When and to what size these files were last changed."""
    found = []
    for name in names:
        with suppress(OSError):
            status = os.stat(name)  # noqa: PTH116 - hundreds of times a second
            found.append((status.st_mtime_ns, status.st_size))
    return found


def _events(running: Running, kind: str) -> int:
    """How many events of a kind the program's journal holds; it is only read."""
    if not running.journal.exists():
        return 0
    address = f"file:{os.fspath(running.journal)}?mode=ro"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True, timeout=0)) as journal:
        (count,) = journal.execute("SELECT count(*) FROM events WHERE kind = ?", (kind,)).fetchone()
        return int(count)
    return 0
