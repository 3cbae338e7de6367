"""`make bench-track`: how long a look at all the filings of one account takes.

The dossiers are filed by hand at a mock, and a home is told of them; the office then moves most of
them on. What is timed is the first `track`, which opens every record that moved, and the next one,
which has nothing to open.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path

from portal_bot import TrackReport, aio, clock, settings
from tests.support.at_office import ACCOUNT, filed
from tests.support.days import USUAL
from tests.support.fixtures import PASSWORD
from tests.support.mock import MockPortal, running_mock

MOST_S = 30.0


def main() -> int:
    """Exit 1 where the first look takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    count = parser.parse_args().count
    os.environ[settings.NOW], os.environ[settings.PASSWORD] = clock.as_variable(USUAL), PASSWORD
    with (
        tempfile.TemporaryDirectory() as folder,
        running_mock("--pace", "instant", "--seed", "1") as mock,
    ):
        mock.post("/clock", now=clock.now().isoformat())
        home = Path(folder)
        numbers = [f.receipt.number for f in filed(mock, home, count) if f.receipt]
        for place, number in enumerate(numbers):
            for action in ("receive", "forward", "resolve")[: place % 4]:
                mock.post(f"/officer/{number}", action=action)
        first, asked = _look(mock, home)
        again, asked_again = _look(mock, home)
    print(f"{count} filings: {first:.1f} s, {asked} requests (at most {MOST_S:.0f} s)")
    print(f"once more: {again:.1f} s, {asked_again} requests")
    return int(first > MOST_S)


def _look(mock: MockPortal, home: Path) -> tuple[float, int]:
    before, began = len(mock.get("/requests")), time.perf_counter()
    report: TrackReport = asyncio.run(
        aio.track(portal_url=mock.address, home=home, now=True, account=ACCOUNT)
    )
    took = time.perf_counter() - began
    assert report.exit_code == 0, [f.error for f in report.filings if f.error]
    return took, len(mock.get("/requests")) - before


if __name__ == "__main__":
    raise SystemExit(main())
