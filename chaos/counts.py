"""The figures of a run, and of several programs side by side."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from chaos.case import PROMISED, Kind
from chaos.play import Played
from portal_bot.errors import SetupError


@dataclass(frozen=True, slots=True)
class Counts:
    """What one program came to in one run of the matrix.

    Attributes:
        program: its name.
        seed: of the matrix.
        cells, dossiers, runs, kills: how many were played, filed, said, killed.
        faults_struck: in how many cells the fault really struck.
        commits: commit requests seen on the wire.
        ends: how dossiers ended, by end.
        findings: how many, by kind; a kind that is not there was not found.
        red_cells: cells with any finding.
        resumed_median_s, resumed_longest_s: from a restart after `kill -9` to the first request.
        lived_longest_s: how long a process outlived the `kill -9` of its parent, at most.
        seconds: of the whole run.
        promised: of what must never be, how often it was found: also where that is never.
    """

    program: str
    seed: int
    cells: int
    dossiers: int
    runs: int
    kills: int
    faults_struck: int
    commits: int
    ends: Mapping[str, int]
    findings: Mapping[str, int]
    red_cells: int
    resumed_median_s: float | None
    resumed_longest_s: float | None
    lived_longest_s: float | None
    seconds: float
    promised: Mapping[str, int] = field(default_factory=dict)

    def of(self, kind: Kind) -> int:
        return self.findings.get(kind, 0)


def counted(program: str, seed: int, played: Sequence[Played], seconds: float) -> Counts:
    """Adds it up."""
    findings = Counter(f.kind for one in played for f in one.verdict.findings)
    resumed = [s for one in played for s in one.resumed_s]
    lived = [s for one in played for s in one.lived_s]
    return Counts(
        program=program,
        seed=seed,
        cells=len(played),
        dossiers=sum(len(one.cell.tickets) for one in played),
        runs=sum(one.runs for one in played),
        kills=sum(one.kills for one in played),
        faults_struck=sum(one.struck > 0 for one in played),
        commits=sum(one.commits for one in played),
        ends=_by_name(end for one in played for end in one.verdict.ends.values()),
        findings=_by_name(findings.elements()),
        red_cells=sum(not one.is_good for one in played),
        resumed_median_s=round(median(resumed), 2) if resumed else None,
        resumed_longest_s=round(max(resumed), 2) if resumed else None,
        lived_longest_s=round(max(lived), 2) if lived else None,
        seconds=round(seconds, 1),
        promised={str(kind): findings[kind] for kind in PROMISED},
    )


def _by_name(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(map(str, names)).items()))


def saved(counts: Counts, to: Path) -> None:
    """Keeps the figures, for the table of another run."""
    to.write_text(json.dumps(asdict(counts), indent=2) + "\n", "utf-8")


def earlier(path: Path) -> Counts:
    """The figures that an earlier run kept.

    Raises:
        SetupError: the file is none of ours.
    """
    try:
        return Counts(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise SetupError(f"{path}: no counts of an earlier chaos run ({error})") from error
