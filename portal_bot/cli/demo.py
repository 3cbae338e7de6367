"""`portal-bot demo`: the whole way on this machine, with invented people only."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot import settings
from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.reported import OUR_BUG
from portal_bot.cli.shared_options import Json, Verbose
from portal_bot.cli.watched_run import watched
from portal_bot.dossier.finding import find
from portal_bot.errors import SetupError
from portal_bot.logs import configure

if TYPE_CHECKING:
    from portal_bot.filing.report import Report

# The password of every invented citizen of the mock, as its README says.
_PASSWORD = "Mat-khau-123"  # noqa: S105 - nobody's
_SESSIONS = 2
# What a minute has room for: two procedures of level 4 and one of level 3, ten dossiers.
_SHOWN = ("birth_registration", "copy_certification", "marital_status_certificate")

Every = Annotated[bool, typer.Option("--all", help="Nộp hồ sơ mẫu của mọi thủ tục (vài phút).")]


@dataclass(frozen=True, slots=True)
class DemoOutcome:
    """What a demonstration came to.

    Attributes:
        home: where journal and evidence lie.
        report: what the library says.
        stored: the numbers of what the mock really stored, in order.
        seconds: from the first click to the last receipt.
    """

    home: Path
    report: Report
    stored: list[str]
    seconds: float

    @property
    def is_true(self) -> bool:
        """Whether every dossier was stored once, and nothing else was."""
        filings = self.report.filings
        told = sorted(f.receipt.number for f in filings if f.receipt is not None)
        return not self.report.exit_code and told == sorted(self.stored) and bool(told)


def run(json: Json = False, verbose: Verbose = 0, every: Every = False) -> int:
    """Exit 50 when what the library says and what the mock stored differ."""
    configure(verbose)
    outcome = _demonstrate(every=every)
    if json:
        told = {"stored": outcome.stored, "matches": outcome.is_true, "home": str(outcome.home)}
        print_json(outcome.report.as_json() | told | {"seconds": round(outcome.seconds, 1)})
    else:
        _show(outcome)
    return 0 if outcome.is_true else OUR_BUG


def _demonstrate(*, every: bool) -> DemoOutcome:
    from portal_bot import clock, practice  # slow: not for --help
    from portal_bot.portals.profile import choose  # slow: not for --help
    from portal_bot.run.options import Options  # slow: not for --help
    from portal_bot.strongbox.home_key import home_key  # slow: not for --help

    day = practice.day_of_samples()
    with _mock() as address, _password(), clock.at(day):
        practice.set_clock(address, clock.now())
        home = Path(tempfile.mkdtemp(prefix="portal-bot-demo-"))
        # Nobody in it is real: its key need not stay in anybody's keyring.
        home_key(home, in_file=True)
        err().print(f"Cổng thử nghiệm ở {address}, bỏ các độ trễ giả (--pace instant)")
        err().print(f"Hồ sơ mẫu được nộp như vào ngày chúng được viết: {day:%d/%m/%Y}")
        began = time.monotonic()
        report = watched(
            "submit",
            _samples(every=every),
            choose(None, address),
            Options(portal="mock", portal_url=address, home=home, sessions=_SESSIONS),
        )
        seconds = time.monotonic() - began
        stored = asyncio.run(practice.ask(address, "/submissions"))
    return DemoOutcome(home, report, [each["number"] for each in stored], seconds)


def _samples(*, every: bool) -> list[Path]:
    """The sample dossiers that come with the package: of the shown procedures, or of every one."""
    from portal_bot import practice, registry  # slow: not for --help

    folder = practice.samples()
    return list(find(folder / slug for slug in (sorted(registry.flows()) if every else _SHOWN)))


@contextmanager
def _mock() -> Iterator[str]:
    """A mock of our own on a free port, as a process; ended at the end.

    Raises:
        SetupError: it did not start.
    """
    command = [sys.executable, "-m", "portal_bot_mock", "--port", "0", "--pace", "instant"]
    told = settings.for_children(os.environ)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=told) as process:
        first = process.stdout.readline() if process.stdout else ""
        try:
            word, _, address = first.strip().partition(" ")
            if word != "ready":
                raise SetupError("cổng thử nghiệm không mở được trên máy này")
            yield address
        finally:
            process.terminate()


@contextmanager
def _password() -> Iterator[None]:
    """The invented citizens' password, for this process and only meanwhile."""
    before = settings.value(settings.PASSWORD)
    os.environ[settings.PASSWORD] = _PASSWORD
    try:
        yield
    finally:
        del os.environ[settings.PASSWORD]
        if before is not None:
            os.environ[settings.PASSWORD] = before


def _show(outcome: DemoOutcome) -> None:
    from portal_bot.cli.receipts import show  # slow: not for --help

    show(outcome.report, practice=True)
    console = out()
    count = len(outcome.report.filings)
    console.print(f"{count} hồ sơ trong {outcome.seconds:.0f} giây. Bằng chứng: {outcome.home}")
    if outcome.is_true:
        console.print("Cổng lưu đúng những hồ sơ ấy, mỗi hồ sơ một lần.", style="green")
    else:
        stored = ", ".join(outcome.stored) or "không có gì"
        console.print(f"KHÔNG KHỚP với những gì cổng lưu: {stored}", style="bold red")


command = verb(
    run,
    help="Chạy thử trọn vẹn trên máy này: mở cổng thử nghiệm, nộp các hồ sơ mẫu vào đó, in giấy "
    "tiếp nhận và nơi để bằng chứng, rồi so với những gì cổng thật sự lưu. Không có gì là thật.",
    example="portal-bot demo",
)
