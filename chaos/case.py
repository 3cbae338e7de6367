"""What the judge is given of a cell, and what it may find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chaos.dossiers import Sample
from chaos.faults import Fault


class Kind(StrEnum):
    """What can be wrong, the worst first."""

    DUPLICATE = "duplicate"
    LOST = "lost"
    WRONG_VALUE = "wrong_value"
    ELSEWHERE = "elsewhere"
    FILED_BY_FILL = "filed_by_fill"
    UNTRUE = "untrue"
    HANDED_OVER = "handed_over"
    NOT_SETTLED = "not_settled"
    BUG = "bug"
    ORPHAN = "orphan"


# What the library promises never to do.
PROMISED = (Kind.DUPLICATE, Kind.LOST, Kind.WRONG_VALUE, Kind.ELSEWHERE, Kind.FILED_BY_FILL)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the program said of one dossier: a line of its `--json`."""

    path: str
    state: str
    number: str | None = None
    verified: bool | None = None
    code: str | None = None
    message: str = ""
    reference: str | None = None
    """What it calls the filing, in the portal's note field too; `None`: it has no such name."""


@dataclass(frozen=True, slots=True)
class Said:
    """One run of the program.

    Attributes:
        exit_code: `None`: it was killed.
        claims: what it said.
        code: why it said nothing.
        may: while other hands were in the game, the exit codes that it may end with; `None`: it
            ran as ever.
        is_dry: whether it was the dry run that was said.
    """

    exit_code: int | None
    claims: tuple[Claim, ...] = ()
    code: str | None = None
    may: frozenset[int] | None = None
    is_dry: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it is the word of the command under test, with nobody's hand in the game."""
        return self.may is None and not self.is_dry


@dataclass(frozen=True, slots=True)
class Case:
    """All that the judge is given of one cell.

    Attributes:
        fault: with the ends that it allows.
        samples: the dossiers, with their goldens.
        runs: what the program said, run by run.
        records: the mock's ledger of what it stored, when all was over.
        orphans: processes of a killed program that lived five seconds later.
        elsewhere: what was received at another origin.
        by_fill: what had reached the portal when only dry runs had been said: numbers, or commit
            requests.
        secrets: what must never be received elsewhere, besides the dossiers' own values.
    """

    fault: Fault
    samples: Sequence[Sample]
    runs: Sequence[Said]
    records: Sequence[Mapping[str, Any]]
    orphans: int = 0
    elsewhere: Sequence[str] = ()
    by_fill: Sequence[str] = ()
    secrets: Sequence[str] = ()

    @property
    def own_runs(self) -> list[Said]:
        return [run for run in self.runs if run.is_own]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: what, with which dossier, and why the judge says so."""

    kind: Kind
    dossier: str
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a cell: how each dossier ended, and all that is wrong."""

    ends: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
