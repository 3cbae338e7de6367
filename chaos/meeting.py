"""Two runs of one command, said at once: none is through before the other has come as far."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from chaos import wire
from chaos.program import Running


class Meeting:
    """Holds the first commit request back until there is a second, or one of the two has ended.

    So it does not hang on how fast the machine is whether two who do not mind each other both
    submit. Of two who do mind, one ends; the other is then let through.
    """

    def __init__(self) -> None:
        self._met = asyncio.Event()
        self._came = 0

    async def at(self, point: str) -> None:
        """The proxy's hook."""
        if point != wire.COMMIT:
            return
        self._came += 1
        if self._came > 1:
            self._met.set()
        await self._met.wait()

    @contextmanager
    def of(self, *both: Running) -> Iterator[None]:
        """While the two run; whoever ends first ends the meeting."""
        ends = [asyncio.ensure_future(running.ended()) for running in both]
        for end in ends:
            end.add_done_callback(lambda _: self._met.set())
        try:
            yield
        finally:
            self._met.set()
            for end in ends:
                end.cancel()
