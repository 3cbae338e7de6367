"""How many may go at once, and who goes next: those who were there before go first."""

from __future__ import annotations

import asyncio
from collections import deque


class Slots:
    """A number of slots that may change while they are used.

    Args:
        limit: how many may be held at once.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._returning: deque[asyncio.Future[None]] = deque()
        self._new: deque[asyncio.Future[None]] = deque()

    @property
    def limit(self) -> int:
        return self._limit

    @limit.setter
    def limit(self, limit: int) -> None:
        self._limit = limit
        self._wake()

    async def take(self, *, returning: bool = False) -> None:
        """Waits for a slot; one who `returning` held one before goes ahead of all new ones."""
        # A free slot is nobody's who has not waited, as long as others wait.
        if self._held < self._limit and not self._returning and (returning or not self._new):
            self._held += 1
            return
        turn = asyncio.get_running_loop().create_future()
        (self._returning if returning else self._new).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            # Given and cancelled in one moment: it goes to the next.
            if turn.done() and not turn.cancelled():
                self.give()
            raise

    def give(self) -> None:
        """Gives a slot back."""
        self._held -= 1
        self._wake()

    def _wake(self) -> None:
        while self._held < self._limit and (line := self._returning or self._new):
            turn = line.popleft()
            if not turn.done():
                self._held += 1
                turn.set_result(None)


class Slot:
    """One dossier's slot: it may be left for a while and taken again.

    Args:
        slots: of which it is one.
    """

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._holds = False
        self._held_before = False

    async def take(self) -> None:
        """Takes a slot, unless it holds one."""
        if not self._holds:
            await self._slots.take(returning=self._held_before)
            self._holds = self._held_before = True

    def leave(self) -> None:
        """Leaves the slot to somebody else, if it holds one."""
        if self._holds:
            self._holds = False
            self._slots.give()
