"""The run as JUnit XML: a test suite a fault, a test case a cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from chaos.play import Played
from portal_bot import junit
from portal_bot.junit import JUnitCase, NotPassed, Suite


def write(played: Sequence[Played], again: Sequence[str], to: Path) -> None:
    """Writes it.

    Args:
        played: the cells, faults together.
        again: for each cell the command that plays it again.
        to: the file.
    """
    both = sorted(zip(played, again, strict=True), key=lambda pair: pair[0].cell.fault.name)
    suites = [
        Suite(fault, [_case(one, command) for one, command in group])
        for fault, group in groupby(both, key=lambda pair: pair[0].cell.fault.name)
    ]
    junit.write(to, "portal-bot chaos", suites)


def _case(one: Played, again: str) -> JUnitCase:
    dossiers = ", ".join(ticket.sample.name for ticket in one.cell.tickets)
    return JUnitCase(
        classname=f"chaos.{one.cell.fault.name}",
        name=f"{one.cell.kill.name} [{one.cell.fault.name}{one.cell.variant}] {dossiers}",
        seconds=one.seconds,
        outcomes=tuple(
            NotPassed(
                "failure",
                finding.kind,
                finding.why,
                f"{finding.dossier}: {finding.why}\nagain: {again}\nkept in: {one.folder}",
            )
            for finding in one.verdict.findings
        ),
    )
