"""`make bench-report`: how long the yearly report of fifty thousand filings takes, all three files.

The journal is drawn from a seed (`tests/support/drawn_journal.py`); the report is made by the
command, as a process of its own, so that what it loads is counted too.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from portal_bot import registry
from tests.support.drawn_journal import Year, draw

COUNT, LIMIT_S = 50_000, 10.0
COMMAND = ("-m", "portal_bot", "report", "--year", "2026")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=COUNT)
    asked.add_argument("--seed", type=int, default=7)
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home, out = Path(folder, "home"), Path(folder, "out")
        began = time.perf_counter()
        draw(home, list(registry.flows()), Year(said.count, seed=said.seed, office=True))
        print(f"drew {said.count} filings in {time.perf_counter() - began:.1f} s, seed {said.seed}")
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(
            [sys.executable, *COMMAND, "--home", str(home), "--out", str(out)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        wall = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        sizes = ", ".join(f"{p.suffix} {p.stat().st_size // 1024} KiB" for p in out.iterdir())
    is_fast = cpu <= LIMIT_S
    print(f"report of {said.count} filings: {cpu:.1f} s CPU, {wall:.1f} s ({sizes})")
    print(f"{'within' if is_fast else 'OVER'} the {LIMIT_S:.0f} s")
    return 0 if is_fast else 1


if __name__ == "__main__":
    sys.exit(main())
