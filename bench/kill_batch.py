"""`python -m bench.kill_batch`: a batch of all procedures, killed with -9 at random moments.

It is finished by saying the same `submit` again, and then the mock's ledger is compared with the
dossiers: every one stored once and verified, nothing else stored. `bench/README.md` keeps figures.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
import time
from pathlib import Path

from tests.support.dossiers import mixed
from tests.support.killing import assert_ledger_is, kill_and_finish
from tests.support.mock import running_mock


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, default=300)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--sessions", type=int, default=2)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else secrets.randbelow(10**6)
    print(f"{asked.dossiers} dossiers, {asked.kills} kills, seed {seed}", flush=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_mock("--pace", "instant", "--seed", str(seed)) as mock,
    ):
        dossiers, home = Path(folder) / "ho-so", Path(folder) / "home"
        mixed(dossiers, asked.dossiers)
        began = time.perf_counter()
        killed = kill_and_finish(
            mock,
            home,
            dossiers,
            kills=asked.kills,
            seed=seed,
            sessions=asked.sessions,
            tell=lambda line: print(line, flush=True),
        )
        took = time.perf_counter() - began
        assert_ledger_is(killed.filings, mock, asked.dossiers)
        commits = len(mock.commits())
        journal = (home / "journal.sqlite3").stat().st_size
    in_flight = killed.died_in["filing with an intent"]
    print(f"{killed.kills} kills, {killed.rounds} rounds, {took / 60:.1f} minutes")
    print(f"killed between intent and receipt: {in_flight} filings")
    print(f"commit requests seen by the portal: {commits} for {asked.dossiers} dossiers")
    print(f"journal: {journal / asked.dossiers:.0f} byte a dossier")
    print("ledger equals dossiers: every one stored once and verified, nothing else stored")


if __name__ == "__main__":
    main()
