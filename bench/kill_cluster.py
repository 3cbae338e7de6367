"""Many dossiers, several workers on PostgreSQL, killed with -9 at random: none twice, none lost.

``python -m bench.kill_cluster --dossiers 300 --kills 10 --workers 2`` starts a PostgreSQL and a
mock of its own, kills a random worker at a random moment, starts it again, and compares at the end
what the portal stored with the dossiers.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import yaml

from portal_bot import settings
from portal_bot.batch import cluster
from portal_bot.batch.cluster.vault import KEY, new_key
from portal_bot.filing.report import Report
from portal_bot.run.events import Event
from portal_bot.run.options import Options
from portal_bot.run.run import Run
from tests.support.fixtures import FIXTURES, PASSWORD
from tests.support.mock import MockPortal, running_mock
from tests.support.postgres import MISSING, Server, binaries, running_server


def mixed(folder: Path, count: int) -> list[Path]:
    """So many dossiers over all procedures: the fixtures, each time as a further request."""
    sources = sorted(FIXTURES.glob("*/*.yaml"))
    made = []
    for number in range(count):
        source = sources[number * 7 % len(sources)]
        text = source.read_text("utf-8")
        dossier = _emptied(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - texts only
        dossier["request"] = f"lần {number}"
        for key, files in dossier.get("papers", {}).items():
            given = [files] if isinstance(files, str) else files
            dossier["papers"][key] = [str(FIXTURES / "papers" / Path(file).name) for file in given]
        path = folder / f"{number:04}-{source.parent.name}.yaml"
        path.write_text(yaml.safe_dump(dossier, allow_unicode=True), "utf-8")
        made.append(path)
    return made


def _emptied(tree: Any) -> Any:
    """What is left empty (`~`) is a text like any other to the loader; written again, it is not."""
    if isinstance(tree, dict):
        return {key: _emptied(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_emptied(value) for value in tree]
    return None if tree == "~" else tree


class Workers:
    """The workers, each started again when it was killed."""

    def __init__(self, url: str, folder: Path, count: int, sessions: int) -> None:
        self._url = url
        self._folder = folder
        self._sessions = sessions
        self.home = folder / "clerk"
        self.names = [f"desk-{number}" for number in range(count)]
        self.running = {name: self._start(name) for name in self.names}

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{name}.log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "portal_bot", "worker", "--queue", self._url, "-v",
                 "--name", name, "--sessions", str(self._sessions), "--beat", "1"],
                env={**os.environ, settings.HOME: str(self._folder / name)},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    async def kill(self, name: str, down_s: float) -> None:
        self.running[name].kill()
        self.running[name].wait()
        await asyncio.sleep(down_s)
        self.running[name] = self._start(name)

    def end(self) -> list[int]:
        for process in self.running.values():
            process.terminate()
        return [process.wait(timeout=200) for process in self.running.values()]


async def killed_at_random(
    workers: Workers, dice: random.Random, kills: int, done: Counter[str], total: int
) -> list[str]:
    """Spreads the kills over the run: one in each stretch of it, at a random moment."""
    said = []
    for number in range(kills):
        stretch = total / (kills + 1)
        wanted = stretch * (number + dice.random())
        while sum(done.values()) < wanted:  # noqa: ASYNC110 - counted by a callback
            await asyncio.sleep(0.05)
        await asyncio.sleep(dice.uniform(0, 3))
        name, down = dice.choice(workers.names), dice.uniform(0, 5)
        said.append(f"{name} after {sum(done.values())}, down {down:.1f} s")
        sys.stderr.write(f"kill -9 {said[-1]}\n")
        await workers.kill(name, down)
    return said


async def run(paths: list[Path], url: str, mock: MockPortal, workers: Workers, args: Any) -> Any:
    done: Counter[str] = Counter()

    def tell(event: Event) -> None:
        if event.kind == "done":
            done[event.text] += 1
            if sum(done.values()) % 25 == 0:
                sys.stderr.write(f"{sum(done.values())}/{len(paths)} {dict(done)}\n")

    dice = random.Random(args.seed)  # noqa: S311 - a seed that can be said again
    options = Options(portal_url=mock.address, home=workers.home, tell=tell)
    killing = asyncio.create_task(killed_at_random(workers, dice, args.kills, done, len(paths)))
    report: Report = await cluster.submit(paths, url, Run.told(options))
    rounds = 1
    # What stood aside is said again, as a person would.
    while any(f.state != "verified" for f in report.filings) and rounds < 5:
        report = await cluster.submit(paths, url, Run.told(options))
        rounds += 1
    killing.cancel()
    kills = await asyncio.gather(killing, return_exceptions=True)
    return report, rounds, kills[0] if isinstance(kills[0], list) else []


def judged(report: Report, mock: MockPortal) -> dict[str, Any]:
    """What the portal stored against the dossiers."""
    stored = [s["number"] for s in mock.submissions()]
    known = [f.receipt.number for f in report.filings if f.receipt]
    return {
        "dossiers": len(report.filings),
        "stored": len(stored),
        "duplicated": len(stored) - len(set(known) & set(stored)),
        "lost": len(report.filings) - len(set(known) & set(stored)),
        "commit_requests": len(mock.commits()),
        "states": dict(Counter(f.state for f in report.filings)),
        "attempts": dict(Counter(f.attempts for f in report.filings)),
        "errors": dict(Counter(f.error.code for f in report.filings if f.error)),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, default=300)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--sessions", type=int, default=1)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))  # noqa: S311 - likewise
    args = parser.parse_args()
    found = binaries()
    if found is None:
        sys.exit(MISSING)
    os.environ[KEY] = new_key()
    os.environ[settings.PASSWORD] = PASSWORD
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kill-cluster-")))
        server: Server = stack.enter_context(running_server(found))
        mock = stack.enter_context(running_mock("--pace", "instant", "--seed", "1"))
        url = server.database("queue")
        (folder / "dossiers").mkdir()
        paths = mixed(folder / "dossiers", args.dossiers)
        workers = Workers(url, folder, args.workers, args.sessions)
        began = time.monotonic()
        try:
            report, rounds, kills = asyncio.run(run(paths, url, mock, workers, args))
        finally:
            codes = workers.end()
        result = {
            **judged(report, mock), "workers": args.workers, "kills": kills, "seed": args.seed,
            "submits": rounds, "seconds": round(time.monotonic() - began), "exit_codes": codes,
        }  # fmt: skip
    print(json.dumps(result, ensure_ascii=False, indent=2))
    good = result["duplicated"] == result["lost"] == 0 and len(kills) == args.kills
    return 0 if good and result["states"] == {"verified": args.dossiers} else 1


if __name__ == "__main__":
    sys.exit(main())
