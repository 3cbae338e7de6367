"""One browser lent to every filing of a worker's tests: starting one takes longer than filing.

The library does the same within a run, so a filing cannot tell. Whoever runs another loop (a
command, the synchronous face) starts one of their own, as does a process.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from portal_bot.browser.find import Browser as Found
from portal_bot.browser.lending import RECYCLE_AFTER
from portal_bot.browser.session import Running, open_browser


class Lender:
    """Stands in for `open_browser`; what it opens lives until `open_` is closed.

    Args:
        open_: ends with the tests, in the loop that runs now.
    """

    def __init__(self, open_: AsyncExitStack) -> None:
        self._open = open_
        self._loop = asyncio.get_running_loop()
        self._living: dict[tuple[bool, tuple[str, ...]], Running] = {}
        self._served = 0

    @asynccontextmanager
    async def lent(
        self,
        found: Found,
        *,
        headed: bool = False,
        origins: Sequence[str] = (),
        scratch: object = None,
    ) -> AsyncIterator[Running]:
        """A living browser of this kind; another one where the last has died or served enough.

        It outlives each test's home: `scratch` is none of its business.
        """
        if asyncio.get_running_loop() is not self._loop:
            async with open_browser(found, headed=headed, origins=origins) as own:
                yield own
            return
        kind = (headed, tuple(origins))
        running = self._living.get(kind)
        self._served += 1
        worn_out = self._served % RECYCLE_AFTER == 0
        if running is None or worn_out or running.wedged or not running.browser.is_connected():
            opened = open_browser(found, headed=headed, origins=origins)
            running = self._living[kind] = await self._open.enter_async_context(opened)
        yield running
