"""An office that works by itself: seeded, in the order of time, and by the same rules as everybody.

It works off what is due whenever the portal is asked something, each step at its own moment, so
that it does not matter when somebody looks.
"""

from __future__ import annotations

import heapq

from ..records import Record
from ..world import World
from .acting import act
from .temper import Step, next_step


class PlayedOffice:
    """Works off what is due; while it is off, nothing happens by itself."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._begin()

    def _begin(self) -> None:
        self._of, settings = self._world.id, self._world.settings
        self.on, self.seed = settings.office == "auto", settings.seed
        # Of each dossier: how long its history was when it was looked at, and its next step.
        self._next: dict[str, tuple[int, Step | None]] = {}

    def switch(self, *, on: bool, seed: int | None) -> None:
        """Until the world is made anew."""
        self.on, self.seed = on, self.seed if seed is None else seed
        self._next.clear()

    def work(self) -> int:
        """Does all that is due by now, in the order of time; how many steps those were."""
        if self._of != self._world.id:
            self._begin()
        if not self.on:
            return 0
        now, done = self._world.clock.now(), 0
        waiting = [(step.at, number) for number, step in self._steps() if step.at <= now]
        heapq.heapify(waiting)
        while waiting:
            at, number = heapq.heappop(waiting)
            record = self._world.records[number]
            step = self._step(record)
            if step is None:
                continue
            act(self._world, record, step.order, step.by, at)
            done += 1
            following = self._step(record)
            if following is not None and following.at <= now:
                heapq.heappush(waiting, (following.at, number))
        return done

    def _steps(self) -> list[tuple[str, Step]]:
        found = ((one.number, self._step(one)) for one in self._world.records.values())
        return [(number, step) for number, step in found if step is not None]

    def _step(self, record: Record) -> Step | None:
        known = self._next.get(record.number)
        if known is None or known[0] != len(record.history):
            known = len(record.history), next_step(record, self.seed)
            self._next[record.number] = known
        return known[1]
