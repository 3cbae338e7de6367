"""Lends browsers: one is started when it is needed, another one when it has served or has died."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from loguru import logger

from portal_bot.browser.find import find_browser
from portal_bot.browser.session import OPEN_S, Scratch, open_browser

if TYPE_CHECKING:
    from portal_bot.browser.session import Running

Start = Callable[[], "AbstractAsyncContextManager[Running]"]

# A browser and its driver grow a little with every context.
RECYCLE_AFTER = 100


def opening(
    origins: Sequence[str],
    *,
    channel: str | None,
    headed: bool,
    scratch: Scratch | None = None,
) -> Start:
    """Opens a browser of this machine that goes to these places only; arguments as `open_browser`.

    `channel`: whose browser it must be, or `None`; see `find_browser`.
    """

    def start() -> AbstractAsyncContextManager[Running]:
        found = find_browser(headed=headed, channel=channel)
        return open_browser(found, headed=headed, origins=origins, scratch=scratch)

    return start


class Browsers:
    """One browser at a time, lent to one session after another or to several at once.

    Args:
        start: opens a browser; closes it at the end of the block.
        recycle_after: how many sessions one browser serves; then a fresh one takes the next, and
            the old one ends with its last session.

    Attributes:
        started: how many browsers were started.
        deaths: how many of them died while a session had them.
    """

    def __init__(self, start: Start, *, recycle_after: int = RECYCLE_AFTER) -> None:
        self._start = start
        self._recycle_after = recycle_after
        self._current: _Keeping | None = None
        self._all: set[_Keeping] = set()
        self.started = 0
        self.deaths = 0

    async def warm(self) -> Running:
        """A living browser, started if there is none.

        Raises:
            SetupError: none is found, or it does not start.
        """
        return await asyncio.shield(self._fit().running)

    @property
    def running(self) -> Running:
        """The browser that was started last.

        Raises:
            RuntimeError: none was.
        """
        if self._current is None or not self._current.running.done():
            raise RuntimeError("no browser was started yet: `await warm()` first")
        return self._current.running.result()

    async def alive(self) -> bool:
        """Whether the browser still opens a context: one that is dying may not know it yet."""
        from playwright.async_api import Error  # slow, and loaded by then

        if self._current is None or self._current.dead:
            return False
        try:
            async with asyncio.timeout(OPEN_S):
                context = await self.running.browser.new_context()
                await context.close()
        except (Error, RuntimeError, TimeoutError):
            return False
        return True

    def retire(self, generation: int) -> None:
        """Lends this browser no more: it failed a session, and may not know yet that it is dead.

        Args:
            generation: `started` as it was when the session began; a later browser stays.
        """
        if self._current is not None and self.started == generation:
            self._current.served = self._recycle_after

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Running]:
        """A living browser for one session.

        Raises:
            SetupError: as `warm`.
        """
        keeping = self._fit()
        keeping.served += 1
        keeping.lent += 1
        try:
            yield await asyncio.shield(keeping.running)
        finally:
            keeping.lent -= 1
            if keeping.dead and not keeping.mourned:
                keeping.mourned = True
                self.deaths += 1
            if keeping is not self._current and not keeping.lent:
                keeping.over.set()

    async def close(self) -> None:
        """Ends every browser and waits until it has ended."""
        for keeping in self._all:
            keeping.over.set()
        await asyncio.gather(*(k.keeper for k in self._all), return_exceptions=True)
        self._all.clear()
        self._current = None

    def _fit(self) -> _Keeping:
        """The current browser, or a new one in place of one that is worn out or dead."""
        old = self._current
        if old is not None and not old.dead and old.served < self._recycle_after:
            return old
        if old is not None:
            logger.info("browser: another one after {} sessions", old.served)
            if not old.lent:
                old.over.set()
        self._current = _Keeping(self._start)
        self._all = {k for k in self._all if not k.keeper.done()} | {self._current}
        self.started += 1
        return self._current


class _Keeping:
    """One browser and the task that opens and closes it, whoever else is cancelled meanwhile."""

    def __init__(self, start: Start) -> None:
        self.lent = 0
        self.served = 0
        self.mourned = False
        self.over = asyncio.Event()
        self.running: asyncio.Future[Running] = asyncio.get_running_loop().create_future()
        self.keeper = asyncio.create_task(self._keep(start))

    @property
    def failed(self) -> bool:
        return self.running.done() and self.running.exception() is not None

    @property
    def dead(self) -> bool:
        if not self.running.done():
            return False
        if self.failed:
            return True
        running = self.running.result()
        return running.wedged or not running.browser.is_connected()

    async def _keep(self, start: Start) -> None:
        try:
            async with start() as running:
                self.running.set_result(running)
                await self.over.wait()
        except Exception as error:  # noqa: BLE001 - told to whoever waits for the browser
            if self.running.done():
                logger.info("browser: it did not end in peace ({})", type(error).__name__)
            else:
                self.running.set_exception(error)
                # Asked for or not: without this an unasked failure would be told by the loop.
                self.running.exception()
