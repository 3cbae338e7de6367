"""`make year`: a seeded year, over all procedures, with the office playing; then the mock judges.

Dossiers are filed by the library, by programs that are killed with -9, and with answers lost on the
way; citizens bring papers, pay, or change their minds; both clocks are moved day by day.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.year.judging import Verdict, verdicts
from bench.year.planning import drawn
from bench.year.playing import Year
from portal_bot import settings
from tests.support.fixtures import PASSWORD
from tests.support.mock import running_mock

FIRST, DAYS = date(2026, 1, 5), 355


def main() -> int:
    """Exit 1 where anything is not as the mock says."""
    asked = argparse.ArgumentParser(prog="python -m bench.year", description=__doc__)
    asked.add_argument("--dossiers", type=int, default=2000)
    asked.add_argument("--seed", type=int, default=None)
    asked.add_argument("--days", type=int, default=DAYS, help="how long dossiers come")
    asked.add_argument("--filing-rounds", type=int, default=100)
    asked.add_argument("--gap", type=int, default=2, help="working days between two rounds")
    said = asked.parse_args()
    seed = said.seed if said.seed is not None else secrets.randbelow(10**6)
    print(f"{said.dossiers} dossiers, seed {seed}", flush=True)
    os.environ[settings.PASSWORD] = PASSWORD
    plan = drawn(
        said.dossiers, seed,
        first=FIRST, days=said.days, filing_rounds=said.filing_rounds, gap=said.gap,
    )  # fmt: skip
    with (
        tempfile.TemporaryDirectory() as folder,
        running_mock("--pace", "instant", "--seed", str(seed), "--office", "auto") as mock,
    ):
        year = Year(mock, Path(folder), plan, seed, lambda line: print(line, flush=True))
        began = time.perf_counter()
        asyncio.run(year.play())
        took = time.perf_counter() - began
        judged = verdicts(year)
    print("\n".join(year.faults))
    print(table(judged))
    print(f"{took / 60:.1f} minutes, {took / said.dossiers:.2f} s a dossier; seed {seed}")
    return 0 if all(verdict.is_right for verdict in judged) else 1


def table(judged: Sequence[Verdict]) -> str:
    """Per kind of event planned, done, equal; what is not right is marked."""
    lines = [f"{'':2}{'kind':34}{'planned':>9}{'done':>9}{'equal':>9}"]
    for one in judged:
        mark = "  " if one.is_right else "! "
        equal = "" if one.equal is None else one.equal
        lines.append(f"{mark}{one.kind:34}{one.planned:>9}{one.done:>9}{equal:>9}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
