"""`make bench-report`: how long the yearly report of fifty thousand filings takes, all three files.

The journals are drawn from a seed (`tests/support/drawn_journal.py`); the report is made by the
command, as a process of its own, so that what it loads is counted too. Made again from two homes,
of which one holds a fifth of the other's dossiers, it must tell the same numbers.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from portal_bot import registry
from tests.support.drawn_journal import Year, draw

COUNT, LIMIT_S = 50_000, 10.0
# So much of the first home lies in the second, too.
SHARED = 5
COMMAND = ("-m", "portal_bot", "report", "--year", "2026", "--json")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=COUNT)
    asked.add_argument("--seed", type=int, default=7)
    said = asked.parse_args()
    slugs = list(registry.flows())
    with tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder, "home"), Path(folder, "other")]
        began = time.perf_counter()
        for home, count in zip(homes, (said.count, said.count // SHARED), strict=True):
            draw(home, slugs, Year(count, seed=said.seed, office=True))
        print(f"drew {said.count} filings in {time.perf_counter() - began:.1f} s, seed {said.seed}")
        one, cpu = report(homes[:1], Path(folder, "one"))
        both, more = report(homes, Path(folder, "both"))
    is_fast = cpu <= LIMIT_S and more <= LIMIT_S * (1 + 1 / SHARED)
    is_same = one["headline"] == both["headline"]
    print(f"{'within' if is_fast else 'OVER'} the {LIMIT_S:.0f} s")
    print(f"from two homes: {'the same' if is_same else 'OTHER'} numbers")
    return 0 if is_fast and is_same else 1


def report(homes: Sequence[Path], out: Path) -> tuple[dict[str, Any], float]:
    """Makes the report; tells its figures, and the seconds of CPU that it took."""
    named = [part for home in homes for part in ("--home", str(home))]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, *COMMAND, *named, "--out", str(out)], check=True, stdout=subprocess.PIPE
    )
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    sizes = ", ".join(f"{p.suffix} {p.stat().st_size // 1024} KiB" for p in sorted(out.iterdir()))
    print(f"report from {len(homes)}: {cpu:.1f} s CPU, {wall:.1f} s ({sizes})")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures, cpu


if __name__ == "__main__":
    sys.exit(main())
