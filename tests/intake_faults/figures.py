"""How many of the faults are told, and of what is right how much is refused, by group of kinds."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.intake_faults.drawing import drawn
from tests.intake_faults.judging import Verdict, judged

# Of each kind so many; some kinds have fewer.
FAULTS, RIGHTS = 6, 8
RECALL = 0.99


@dataclass
class Figures:
    """What came of all trials.

    Attributes:
        seed: that throws them again.
        faults: what was to be refused.
        rights: what was to pass.
    """

    seed: int
    faults: list[Verdict]
    rights: list[Verdict]

    @property
    def recall(self) -> float:
        return sum(verdict.right for verdict in self.faults) / len(self.faults)

    @property
    def missed(self) -> list[Verdict]:
        return [verdict for verdict in self.faults if not verdict.right]

    @property
    def alarms(self) -> list[Verdict]:
        return [verdict for verdict in self.rights if not verdict.right]

    def lines(self) -> Iterator[str]:
        """A table, and each trial that went wrong."""
        yield f"{len(self.faults)} faults, {len(self.rights)} right ones, seed {self.seed}"
        yield f"{'':34}{'faults':>8}{'told':>8}{'right':>8}{'alarms':>8}"
        for group in sorted({verdict.trial.kind.group for verdict in self.faults + self.rights}):
            yield self._line(group)
        yield f"recall {self.recall:.1%} (at least {RECALL:.0%})"
        yield f"false alarms {len(self.alarms)} (none)"
        yield from (f"missed: {verdict}" for verdict in self.missed)
        yield from (f"alarm: {verdict}" for verdict in self.alarms)

    def _line(self, group: str) -> str:
        of = Counter[str]()
        for name, verdicts in (("faults", self.faults), ("rights", self.rights)):
            those = [verdict for verdict in verdicts if verdict.trial.kind.group == group]
            of[name], of[f"good {name}"] = len(those), sum(verdict.right for verdict in those)
        alarms = of["rights"] - of["good rights"]
        numbers = (of["faults"], of["good faults"], of["rights"], alarms)
        return f"{group:34}" + "".join(f"{number:>8}" for number in numbers)


def figures(seed: int, faults: int = FAULTS, rights: int = RIGHTS) -> Figures:
    """Draws and judges them all."""
    verdicts = []
    for faulty, each in ((True, faults), (False, rights)):
        with tempfile.TemporaryDirectory() as folder:
            trials = drawn(Path(folder), seed, each, faulty=faulty)
            verdicts.append(judged(trials, Path(folder)))
    return Figures(seed, *verdicts)
