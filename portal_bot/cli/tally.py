"""How far a run is: counts, rate, time left."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from portal_bot.cli import state_words

if TYPE_CHECKING:
    from portal_bot.run.events import Event


class Tally:
    """How far a run is: counts, rate, time left.

    What an earlier run filed is done in a moment; only what this one worked on makes the rate.
    """

    def __init__(self) -> None:
        self.total = 0
        self.states: Counter[str] = Counter()
        self._worked_on: set[str] = set()
        self._worked = 0
        self._began = time.monotonic()

    def begin(self, total: int) -> None:
        self.total, self._began = total, time.monotonic()

    def hear(self, event: Event) -> None:
        """Counts what the event tells."""
        if event.kind == "plan":
            self.begin(int(event.text))
        elif event.kind == "step":
            self._worked_on.add(event.filing)
        elif event.kind == "done":
            self.states[event.text] += 1
            self._worked += event.filing in self._worked_on
            self._worked_on.discard(event.filing)

    @property
    def done(self) -> int:
        return self.states.total()

    def __str__(self) -> str:
        if not self.total:
            return ""
        took = time.monotonic() - self._began
        a_minute = 60 * self._worked / took if took else 0.0
        told = [f"{self.done}/{self.total} hồ sơ"]
        if a_minute:
            told.append(f"{a_minute:.0f} hồ sơ/phút")
        if a_minute and self.done < self.total:
            told.append(f"còn {_span((self.total - self.done) / a_minute * 60)}")
        counted = (f"{state_words.ended(s)}: {n}" for s, n in sorted(self.states.items()))
        return " · ".join([*told, *counted])


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "chưa tới 1 phút"
    return f"{minutes} phút" if minutes < 60 else f"{minutes // 60} giờ {minutes % 60} phút"
