"""`make soak`: a thousand dossiers of all flows through one process; what grows meanwhile?

Each sample is taken between two dossiers, in the process that files them. What is filed is
checked against the mock's ledger at the end. Growth is the slope of a straight line through the
samples after the warm-up.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import linear_regression

import psutil

from bench import journey, tree
from bench.many import write_dossiers
from portal_bot import aio, clock, privacy, settings
from portal_bot.filing.report import Report
from portal_bot.run.events import Event
from tests.support.mock import MockPortal, running_mock

ROOT = Path(__file__).parents[1]
PLOTTER = ROOT / "build" / "peers" / "plot" / "bin" / "python"
BUDGET_MIB = 0.02
# What the log's filter gets to read, of the usual length.
LINE = "filing PB-QWERTYUIOP: uncertain (mất câu trả lời của cổng sau khi gửi)"
ROWS = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """The process at one moment.

    Attributes:
        filed: dossiers filed and verified so far.
        at_s: seconds since the first dossier began.
        python_mib: resident memory of the Python process.
        tree_mib: memory of it, the driver and the browser (PSS).
        files: open files of the Python process.
        processes: all of them.
        journal_kib: the journal with its write-ahead log.
        filter_ms: how long the log's filter takes for one line.
    """

    filed: int
    at_s: float
    python_mib: float
    tree_mib: float
    files: int
    processes: int
    journal_kib: float
    filter_ms: float


@dataclass
class Watch:
    """Takes a sample after every so many dossiers."""

    home: Path
    every: int
    samples: list[Sample] = field(default_factory=list)
    _began: float = 0.0
    _filed: set[str] = field(default_factory=set)

    def __call__(self, event: Event) -> None:
        self._began = self._began or time.perf_counter()
        if event.kind != "state" or event.text != "verified" or event.filing in self._filed:
            return
        self._filed.add(event.filing)
        if len(self._filed) % self.every == 0:
            self.samples.append(self._sample())

    def _sample(self) -> Sample:
        me = psutil.Process()
        return Sample(
            filed=len(self._filed),
            at_s=round(time.perf_counter() - self._began, 2),
            python_mib=round(me.memory_info().rss / tree.MIB, 2),
            tree_mib=round(tree.memory_mib(me), 1),
            files=tree.open_files(me),
            processes=len(tree.members(me)),
            journal_kib=sum(f.stat().st_size for f in self.home.glob("journal.sqlite3*")) / 1024,
            filter_ms=round(_filter_ms(), 3),
        )


def _filter_ms(times: int = 5) -> float:
    started = time.perf_counter()
    for _ in range(times):
        privacy.redact(LINE)
    return (time.perf_counter() - started) * 1000 / times


def soak(count: int, sessions: int, every: int) -> list[Sample]:
    """Files so many dossiers with one process and returns what was seen on the way."""
    os.environ[settings.PASSWORD] = journey.PASSWORD
    with (
        tempfile.TemporaryDirectory(prefix="soak-") as folder,
        running_mock("--pace", "instant") as mock,
    ):
        home, dossiers = Path(folder) / "home", Path(folder) / "dossiers"
        dossiers.mkdir()
        write_dossiers(dossiers, count)
        watch = Watch(home, every)
        work = aio.submit(
            [dossiers], portal_url=mock.address, home=home, sessions=sessions, tell=watch
        )
        _check(asyncio.run(work), mock, count)
    return watch.samples


def _check(report: Report, mock: MockPortal, count: int) -> None:
    """Whoever has not filed everything, once each, has nothing to show."""
    states = Counter(filing.state for filing in report.filings)
    faults = Counter(f"{f.procedure}: {f.error}" for f in report.filings if f.error)
    assert states == {"verified": count}, f"{dict(states)}; {faults.most_common(5)}"
    numbers = [filing.receipt.number for filing in report.filings if filing.receipt]
    stored = [submission["number"] for submission in mock.submissions()]
    assert sorted(numbers) == sorted(stored), "the ledger holds other dossiers than were filed"


def growth(samples: Sequence[Sample], figure: str, warm_up: int) -> float:
    """How much a figure grows with each dossier, after the warm-up."""
    steady = [s for s in samples if s.filed > warm_up]
    return linear_regression([s.filed for s in steady], [getattr(s, figure) for s in steady]).slope


def table(samples: Sequence[Sample], warm_up: int, command: str) -> str:
    """The page: growth against the budget, and ten of the samples."""
    python = growth(samples, "python_mib", warm_up)
    verdict = "met" if python <= BUDGET_MIB else "**not met**"
    step = max(1, len(samples) // ROWS)
    lines = [
        "# Soak",
        "",
        (
            f"`{command}`, {clock.now():%Y-%m-%d}, "
            f"Python {platform.python_version()}, "
            f"{os.cpu_count()} processors, load at the end {os.getloadavg()[0]:.1f}. Every dossier "
            "filed once and verified; receipts equal to the mock's ledger."
        ),
        "",
        (
            f"Growth after the first {warm_up} dossiers (straight line through all samples): "
            f"Python process **{python:.4f} MiB a dossier** (budget {BUDGET_MIB}: {verdict}), "
            f"whole tree {growth(samples, 'tree_mib', warm_up):.3f} MiB, open files "
            f"{growth(samples, 'files', warm_up):.4f}, processes "
            f"{growth(samples, 'processes', warm_up):.4f}, journal "
            f"{growth(samples, 'journal_kib', warm_up):.2f} KiB."
        ),
        "",
        (
            "| filed | dossiers a minute | Python, MiB | tree, MiB (PSS) | open files | processes "
            "| journal, KiB | filter, ms a line |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    before: Sample | None = None
    for sample in samples[step - 1 :: step]:
        lines.append(_row(sample, before))
        before = sample
    return "\n".join([*lines, "", "![soak](soak.png)", ""])


def _row(sample: Sample, before: Sample | None) -> str:
    filed, since = (before.filed, before.at_s) if before else (0, 0.0)
    rate = 60 * (sample.filed - filed) / (sample.at_s - since)
    figures = (
        *(f"{sample.filed}", f"{rate:.1f}", f"{sample.python_mib:.1f}", f"{sample.tree_mib:.0f}"),
        *(f"{sample.files}", f"{sample.processes}", f"{sample.journal_kib:.0f}"),
        f"{sample.filter_ms:.2f}",
    )
    return f"| {' | '.join(figures)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--sessions", type=int, default=1)
    parser.add_argument("--every", type=int, help="dossiers between two samples")
    parser.add_argument("--warm-up", type=int, help="dossiers before growth counts")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "soak")
    options = parser.parse_args()
    every = options.every or max(1, options.count // 100)
    warm_up = options.warm_up or options.count // 5
    samples = soak(options.count, options.sessions, every)
    options.out.mkdir(parents=True, exist_ok=True)
    told = ROOT / "build" / "soak" / "samples.json"
    told.parent.mkdir(parents=True, exist_ok=True)
    told.write_text(json.dumps([asdict(s) for s in samples], indent=1), "utf-8")
    command = " ".join(["python -m bench.soak", *sys.argv[1:]])
    page = table(samples, warm_up, command)
    (options.out / "soak.md").write_text(page, "utf-8")
    print(page)
    if PLOTTER.exists():
        plot = [PLOTTER, "-m", "bench.plot", "soak", told, options.out / "soak.png"]
        subprocess.run(plot, check=True, cwd=ROOT)
    else:
        print("no plot: `make build/peers/plot` makes what draws it")


if __name__ == "__main__":
    main()
