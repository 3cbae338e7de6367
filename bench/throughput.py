"""`python -m bench.throughput`: dossiers a minute by sessions, on a slow and on an instant portal.

The slow one answers each request after 0.5 s (`answer_after`), so that sessions wait side by side;
the instant one shares the two cores with us, so that they compete. Budgets: eight sessions at least
6 times one on the slow portal, two at least 1.3 times one on the instant one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from bench.journey import PASSWORD
from portal_bot import aio, settings
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal, running_mock

SLOW_S = 0.5


def per_minute(mock: MockPortal, count: int, sessions: int, answer_after_s: float) -> float:
    """Files so many births in one run, timed from the first step, when the browser is there."""
    with tempfile.TemporaryDirectory() as folder:
        dossiers = Path(folder) / "ho-so"
        dossiers.mkdir()
        for number in range(count):
            written(dossiers / f"{number:03}.yaml", {"request": f"lần {number}"}, BIRTH)
        steps: list[float] = []

        def tell(event: aio.Event) -> None:
            if event.kind == "step" and not steps:
                steps.append(time.perf_counter())

        mock.post("/reset")
        if answer_after_s:
            mock.fault("answer_after", str(answer_after_s))
        report = asyncio.run(
            aio.submit(
                [dossiers],
                portal_url=mock.address,
                home=Path(folder) / "home",
                sessions=sessions,
                tell=tell,
            )
        )
        took = time.perf_counter() - steps[0]
    assert {f.state for f in report.filings} == {"verified"}, report.as_json()["counts"]
    assert len(mock.submissions()) == count
    return 60 * count / took


def compare(
    mock: MockPortal,
    many: int,
    counts: tuple[int, int],
    rounds: int,
    budget: float,
    answer_after_s: float = 0.0,
) -> bool:
    """One session against many, in turn; the ratio is the median of the rounds' ratios."""
    ratios = []
    for _ in range(rounds):
        one = per_minute(mock, counts[0], 1, answer_after_s)
        more = per_minute(mock, counts[1], many, answer_after_s)
        ratios.append(more / one)
        print(
            f"  1 session {one:6.1f}/min   {many} sessions {more:6.1f}/min   {ratios[-1]:.2f}",
            flush=True,
        )
    ratio = statistics.median(ratios)
    print(f"{many} sessions / 1: {ratio:.2f}   (budget {budget})", flush=True)
    return ratio >= budget


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("slow", "instant"))
    asked = parser.parse_args()
    os.environ[settings.PASSWORD] = PASSWORD
    with running_mock("--pace", "instant") as mock:
        if asked.only != "slow":
            print("instant portal", flush=True)
            compare(mock, 2, (12, 24), asked.rounds, 1.3)
        if asked.only != "instant":
            print(f"portal that answers after {SLOW_S} s", flush=True)
            compare(mock, 8, (4, 32), max(1, asked.rounds - 1), 6.0, SLOW_S)


if __name__ == "__main__":
    main()
