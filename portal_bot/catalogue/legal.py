"""Values that a law sets and another changes: an age, a base, a line of income."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Law:
    """One such value, with what it was since when.

    Attributes:
        source: the law and its article.
        since: the value by the first day on which it holds (``"2021-07-01"``).
        unit: what it counts: years, đồng, percent …
        recalled: the article was written from memory and not looked up.
    """

    source: str
    since: Mapping[str, int]
    unit: str
    recalled: bool = False

    def on(self, day: date) -> int:
        """The value that holds on a day; before the first day, the first one."""
        held = [value for first, value in sorted(self.since.items()) if first <= day.isoformat()]
        return held[-1] if held else self.since[min(self.since)]
