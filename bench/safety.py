"""`make bench-safety`: what each part of the safety costs of a filing, by leaving it out.

Two sums have a budget each: what makes a filing happen exactly once and be read back, and what
keeps a citizen's data private (locked, signed, masked, redacted, the receipt made harmless).

Only here can a part be left out, by putting something unsafe in its place while a filing is
timed. All variants file the same birth in turn, in another order each round, with one browser and
one mock; costs are taken round by round against the filing with everything on.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil
from playwright.async_api import Page

from bench import journey, tree
from bench.check import LARGEST, TODAY, write_dossiers
from bench.dossiers import child_name, write_dossier
from portal_bot import clock, judging, privacy, settings
from portal_bot.atomic_write import write_private
from portal_bot.browser.gate import Answer
from portal_bot.browser.gatehouse import Gatehouse
from portal_bot.browser.lending import Browsers, opening
from portal_bot.checking import check_paths
from portal_bot.dossier import load
from portal_bot.evidence import screenshots
from portal_bot.evidence.folder import EvidenceFolder
from portal_bot.filing import keep, proving
from portal_bot.filing.account_list import AccountList
from portal_bot.filing.commit import CommitPoint
from portal_bot.filing.desk import Desk, Session
from portal_bot.filing.keep import Keeper
from portal_bot.filing.kept_receipt import KeptReceipt
from portal_bot.filing.one_filing import submit_one
from portal_bot.filing.opened_desk import open_desk
from portal_bot.filing.proving import Proving
from portal_bot.filing.search import Findings
from portal_bot.form import Comparison
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, Journal, Receipt
from portal_bot.portals.igate_v1.review import ReviewScreen
from portal_bot.portals.profile import choose
from portal_bot.portals.roles import Overview, Platform
from portal_bot.privacy import Redactor
from portal_bot.run.options import Options
from portal_bot.run.run import Run
from portal_bot.strongbox.box import sealed
from tests.support.mock import MockPortal, running_mock

# Of a filing: exactly once and read back; private. Of a check: its values noted.
BUDGET, PRIVACY_BUDGET, CHECK_BUDGET = 0.10, 0.08, 0.15
# So many dossiers are checked that a check takes long enough to be timed.
CHECKED = 300
WHOLE, ALL_OFF = "everything on", "all of these off"
NOT_PRIVATE = "nothing locked, signed, masked, redacted or made harmless"
Off = Callable[[Desk], Any]
_HOLDER: dict[str, str] = {}


@contextmanager
def no_gate(_desk: Desk) -> Iterator[None]:
    """The page sends by itself; the answer is listened to on its way."""

    async def open_(_gatehouse: Gatehouse, _browser: object) -> None:
        return

    async def set_(_gatehouse: Gatehouse, _gate: object, _page: object) -> str:
        return ""

    async def pass_over(point: CommitPoint) -> None:
        platform, journal = point._platform, point._journal
        assert isinstance(platform, Platform)
        point.filing = journal.intend(point.filing, click_deadline=clock.now(UTC))
        commit = platform.requests.commit
        async with platform.page.expect_response(
            lambda r: commit.is_it(r.request.method, r.url)
        ) as waited:
            await platform.press_submit()
        response = await waited.value
        headers = tuple((await response.all_headers()).items())
        read = platform.read_answer(Answer(response.status, headers, "", response.url))
        assert isinstance(read, Receipt), f"the portal answered {response.status}"
        point.filing = journal.receive(point.filing, read, how="answer")

    with (
        patch.object(Gatehouse, "open", open_),
        patch.object(Gatehouse, "set", set_),
        patch.object(CommitPoint, "pass_over", pass_over),
    ):
        yield


@contextmanager
def no_flushing(desk: Desk) -> Iterator[None]:
    """Nothing of the journal, the intent included, is flushed to the disk before going on."""
    assert isinstance(desk.journal, Journal)
    desk.journal._db.execute("PRAGMA synchronous = OFF")
    try:
        yield
    finally:
        desk.journal._db.execute("PRAGMA synchronous = FULL")


@contextmanager
def no_comparison(_desk: Desk) -> Iterator[None]:
    """The stored record is opened for its receipt, as the bare journey does, and not compared."""

    def compare(*_: object, **__: object) -> list[object]:
        return []

    with patch.object(proving, "compare", compare):
        yield


@contextmanager
def no_look(_desk: Desk) -> Iterator[None]:
    """The account's list is not read before the last click."""

    async def before_click(
        _work: AccountList, _session: Session, filing: Filing, _draft: str
    ) -> Filing:
        return filing

    with patch.object(AccountList, "before_click", before_click):
        yield


@contextmanager
def no_twins(_desk: Desk) -> Iterator[None]:
    """The account's list is not looked through for a second record of the same dossier."""

    async def newest(_work: Proving, _session: Session, _filing: Filing) -> Overview:
        return Overview()

    async def twins(_work: Proving, *_: object) -> Findings:
        return Findings()

    with patch.object(Proving, "_newest", newest), patch.object(Proving, "_twins", twins):
        yield


@contextmanager
def no_read_back(desk: Desk) -> Iterator[None]:
    with no_comparison(desk), no_twins(desk):
        yield


@contextmanager
def no_record(_desk: Desk) -> Iterator[None]:
    """The stored record is not opened at all; there is no receipt then either."""

    async def verify(work: Proving, _session: Session, filing: Filing) -> Filing:
        return work._desk.journal.verify(filing, verified=True)

    with patch.object(Proving, "verify", verify):
        yield


@contextmanager
def no_review(_desk: Desk) -> Iterator[None]:
    """The review screen is not looked at before the button is pressed."""
    really = ReviewScreen.compare

    async def compare(
        screen: ReviewScreen, entries: Sequence[Any]
    ) -> tuple[Comparison, dict[str, str]]:
        # Whose account it is the record is compared with later: read once, while warming up.
        if not _HOLDER:
            _HOLDER.update((await really(screen, entries))[1])
        return Comparison(()), _HOLDER

    async def compare_papers(_screen: ReviewScreen, _papers: Sequence[object]) -> None:
        return

    with (
        patch.object(ReviewScreen, "compare", compare),
        patch.object(ReviewScreen, "compare_papers", compare_papers),
    ):
        yield


@contextmanager
def no_evidence(_desk: Desk) -> Iterator[None]:
    """No proof sheet, no pictures, no summary; the receipt is still kept."""

    @asynccontextmanager
    async def no_picture(*_: object, **__: object) -> AsyncIterator[None]:
        yield

    with (
        patch.object(Keeper, "proof", lambda *_: None),
        patch.object(Keeper, "picturing", no_picture),
        patch.object(Keeper, "summarise", lambda *_: None),
    ):
        yield


@contextmanager
def no_locking(desk: Desk) -> Iterator[None]:
    """Evidence and journal in the clear, and no signed list of what is kept."""

    def clear(_folder: EvidenceFolder, piece: Path, content: bytes) -> None:
        write_private(sealed(piece), content)

    with (
        patch.object(EvidenceFolder, "_write", clear),
        patch.object(Keeper, "_seal", lambda *_: None),
        patch.object(desk.journal, "_cover", None),
    ):
        yield


@contextmanager
def no_privacy(desk: Desk) -> Iterator[None]:
    """What `no_locking` leaves out, and pictures, log and receipt are kept as they come."""

    def as_it_came(document: bytes, _number: str) -> KeptReceipt:
        return KeptReceipt(document, "html", "")

    async def unmasked(page: Page, _asked: object, *, whole: bool) -> bytes:
        return await page.screenshot(type="jpeg", full_page=whole)

    with (
        no_locking(desk),
        unregistered(),
        patch.object(Redactor, "redact", lambda _redactor, text: text),
        patch.object(screenshots, "_masked", unmasked),
        patch.object(keep, "kept_receipt", as_it_came),
    ):
        yield


@contextmanager
def nothing_at_all(desk: Desk) -> Iterator[None]:
    with ExitStack() as stack:
        for off in (*(no_gate, no_look, no_flushing, no_read_back, no_review, no_evidence),):
            stack.enter_context(off(desk))
        yield


@contextmanager
def everything(_desk: Desk) -> Iterator[None]:
    yield


VARIANTS: Mapping[str, Off] = {
    WHOLE: everything,
    "gate off": no_gate,
    "no look before the click": no_look,
    "journal and intent not flushed": no_flushing,
    "read-back off (record opened for its receipt)": no_read_back,
    "review not compared": no_review,
    "evidence off": no_evidence,
    ALL_OFF: nothing_at_all,
    "evidence and journal not locked, nothing signed": no_locking,
    NOT_PRIVATE: no_privacy,
    "of the read-back, only the list's second look off": no_twins,
    "record not opened, no receipt": no_record,
}


# A browser in which one gate stands stops whoever has none: these file in one of their own.
UNGATED = ("gate off", ALL_OFF)


@dataclass
class Figures:
    """Seconds and CPU seconds (Python, driver and browser) of each filing of one variant."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


async def measure(mock: MockPortal, rounds: int, warm_up: int) -> dict[str, Figures]:
    """The figures of every variant."""
    found = {name: Figures() for name in VARIANTS}
    numbers = iter(range(10**6))
    shuffled = random.Random(0)  # noqa: S311 - an order, no secret
    with tempfile.TemporaryDirectory() as folder:
        portal = choose(None, mock.address)
        run = Run.at(portal, Options(home=Path(folder) / "home"))
        async with open_desk(run) as desk, _ungated(desk) as without:
            for number in range(warm_up + rounds):
                order = list(VARIANTS)
                shuffled.shuffle(order)
                for name in order:
                    ready = _ready(Path(folder), next(numbers))
                    here = without if name in UNGATED else desk
                    with VARIANTS[name](here):
                        wall, cpu = await _timed(here, ready)
                    if number >= warm_up:
                        found[name].wall.append(wall)
                        found[name].cpu.append(cpu)
    filed = len(VARIANTS) * (warm_up + rounds)
    assert len(mock.submissions()) == filed, "the ledger holds another number than was filed"
    return found


@asynccontextmanager
async def _ungated(desk: Desk) -> AsyncIterator[Desk]:
    browsers = Browsers(
        opening(desk.portal.origins, channel=desk.portal.browser_channel, headed=False)
    )
    await browsers.warm()
    try:
        yield replace(desk, browsers=browsers)
    finally:
        await browsers.close()


def _ready(folder: Path, number: int) -> Ready:
    (checked,) = check_paths([write_dossier(folder, child_name(number), number)])
    return Ready.of(checked)


async def _timed(desk: Desk, ready: Ready) -> tuple[float, float]:
    me = psutil.Process()
    cpu, began = tree.cpu_s(me), time.perf_counter()
    report = await submit_one(desk, ready)
    wall = time.perf_counter() - began
    assert report.state == "verified", report.error
    return wall, tree.cpu_s(me) - cpu


def check_costs(rounds: int) -> list[float]:
    """What of a check's CPU goes into keeping its values out of logs and files, each round."""
    costs = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_dossiers(folder, [LARGEST], CHECKED)
        for number in range(rounds + 1):
            with_it, without = _checked(folder), _checked(folder, unregistered)
            # The first reads facts and forms, too.
            costs += [(with_it - without) / with_it] if number else []
            privacy.clear()
    return costs


@contextmanager
def unregistered() -> Iterator[None]:
    """No value is noted as a citizen's."""

    def nothing(*_: object, **__: object) -> None:
        return

    with (
        patch.object(judging, "register_texts", nothing),
        patch.object(judging, "register_values", nothing),
        patch.object(load, "register_loose", nothing),
    ):
        yield


def _checked(folder: Path, off: Callable[[], Any] = nullcontext) -> float:
    with off():
        began = time.process_time()
        assert len(check_paths([folder], today=TODAY)) == CHECKED
        return time.process_time() - began


def page(found: Mapping[str, Figures], checks: Sequence[float]) -> str:
    """The table: what is saved by leaving a part out, of the filing with everything on."""
    lines = [
        "| | median, s | saved of the time: median (quartiles) | CPU, s | saved of the CPU |",
        "|---|---|---|---|---|",
    ]
    whole = found[WHOLE]
    for name, figures in found.items():
        cells = (
            name,
            f"{statistics.median(figures.wall):.3f}",
            "" if name == WHOLE else _saved(whole.wall, figures.wall),
            f"{statistics.median(figures.cpu):.3f}",
            "" if name == WHOLE else _saved(whole.cpu, figures.cpu),
        )
        lines.append(f"| {' | '.join(cells)} |")
    rounds = f"{len(whole.wall)} rounds, load at the end {os.getloadavg()[0]:.1f}"
    lines.append("")
    for what, off, budget in (
        ("Exactly once and read back", ALL_OFF, BUDGET),
        ("Privacy", NOT_PRIVATE, PRIVACY_BUDGET),
    ):
        cost = statistics.median(_costs(whole.wall, found[off].wall))
        of_cpu = statistics.median(_costs(whole.cpu, found[off].cpu))
        lines.append(
            f"{what}: {cost:.1%} of a filing's time ({_verdict(cost, budget)}), "
            f"{of_cpu:.1%} of its CPU ({_verdict(of_cpu, budget)}); {rounds}."
        )
    check = statistics.median(checks)
    lines.append(
        f"Keeping values out of logs and files: {check:.1%} of a check's CPU "
        f"({_verdict(check, CHECK_BUDGET)}); {CHECKED} dossiers each round."
    )
    return "\n".join(lines)


def _verdict(cost: float, budget: float) -> str:
    return f"budget {budget:.0%}: {'met' if cost <= budget else '**not met**'}"


def _saved(whole: Sequence[float], without: Sequence[float]) -> str:
    low, middle, high = statistics.quantiles(_costs(whole, without), n=4)
    return f"**{middle:.1%}** ({low:.1%} to {high:.1%})"


def _costs(whole: Sequence[float], without: Sequence[float]) -> list[float]:
    return [(one - other) / one for one, other in zip(whole, without, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--warm-up", type=int, default=1)
    options = parser.parse_args()
    if options.rounds < 2:
        parser.error("--rounds: two at least, for there are quartiles")
    os.environ[settings.PASSWORD] = journey.PASSWORD
    with running_mock("--pace", "instant") as mock:
        found = asyncio.run(measure(mock, options.rounds, options.warm_up))
    print(page(found, check_costs(options.rounds)))


if __name__ == "__main__":
    main()
