"""Values that a law sets and another changes: an age, a base, a line of income."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Number = int | float
Value = Number | Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class Law:
    """One such value, or one for each of several cases, with what it was since when.

    Attributes:
        what: what it is, in words for people: ``"Người thành niên, từ đủ"``.
        source: the law and its article.
        since: by the first day on which it holds (``"2021-07-01"``): a number, or a table of
            them, each by the case it is for: ``{rural = 1_500_000, urban = 2_000_000}``.
        unit: what it counts: tuổi, đồng, % …
        by: the path of the field whose options the cases are; empty where they are of none.
        recalled: value or article was written from memory, and the text not seen.
    """

    what: str
    source: str
    since: Mapping[date, Value]
    unit: str
    by: str = ""
    recalled: bool = False

    def __post_init__(self) -> None:
        """Refuses what says no value at all."""
        if not self.since:
            raise ValueError("chưa có giá trị nào; ghi ngày bắt đầu và giá trị")

    def on(self, day: date) -> Value:
        """What holds on a day; before the first day, the first one."""
        return self.since[self.began(day)]

    def began(self, day: date) -> date:
        """Since when what holds on a day has been so."""
        if len(self.since) == 1:
            return next(iter(self.since))
        return max((first for first in self.since if first <= day), default=min(self.since))

    def as_json(self, name: str, day: date, labels: Mapping[str, str]) -> dict[str, Any]:
        """For programs: what holds on the day, each case with its label, and all that is known."""
        value = self.on(day)
        table = value if isinstance(value, Mapping) else {}
        return {
            "name": name,
            "what": self.what,
            "value": None if table else value,
            "cases": [
                {"code": code, "label": labels.get(code, ""), "value": number}
                for code, number in table.items()
            ],
            "unit": self.unit,
            "source": self.source,
            "recalled": self.recalled,
            "began": self.began(day).isoformat(),
            "since": {first.isoformat(): held for first, held in sorted(self.since.items())},
        }


def written(number: Number) -> str:
    """As people write it: ``1.500``, ``1,5``."""
    return f"{number:,}".translate(_SIGNS)


_SIGNS = str.maketrans(",.", ".,")
