"""`make bench`: the three contenders file the same births in turn, in one run, on one mock.

Prints the median time of each and the ratios; `bench/README.md` keeps the last figures. What is
filed is checked against the mock's ledger: a contender that filed something else has no time.
Beside the time stands the CPU of Python, driver and browser: a busy machine spoils it less.
`--platform igate_v2`, `national`: at the successor's portal, at the national one of 2026, where the
mock's API answers VNeID for each.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil
from playwright.async_api import Browser as AsyncBrowser
from playwright.sync_api import Browser, sync_playwright

from bench import journey, journey_national
from bench.dossiers import PLAIN, child_name, write_dossier
from bench.ledger import settle
from bench.peers.bare_journey import file_birth as bare_v1
from bench.peers.bare_journey import on_igate_v2 as bare_v2
from bench.peers.bare_journey import on_national as bare_national
from bench.peers.playwright_sync import file_birth as idiomatic_v1
from bench.peers.playwright_sync import on_igate_v2 as idiomatic_v2
from bench.peers.playwright_sync import on_national as idiomatic_national
from bench.tree import cpu_s
from portal_bot import settings
from portal_bot.browser.find import find_browser
from portal_bot.browser.session import open_browser
from portal_bot.checking import check_paths
from portal_bot.filing.one_filing import submit_one
from portal_bot.filing.opened_desk import open_desk
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.portals.delays import delays_of
from portal_bot.portals.profile import choose
from portal_bot.run.options import Options
from portal_bot.run.run import Run
from tests.support.mock import MockPortal, running_mock

Contender = Callable[[str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one filing took, in seconds: by the clock, and of CPU without the mock's."""

    time: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Race:
    """What is run against on one platform, and what portal_bot may take of their time.

    Attributes:
        profile: under which portal_bot files there; `None`: the usual mock's.
        plain: the dossier.
    """

    idiomatic: Callable[[Browser, str, str], str]
    bare: Callable[[AsyncBrowser, str, str], Awaitable[str]]
    of_idiomatic: float
    of_bare: float
    profile: str | None = None
    plain: Path = PLAIN


RACES = {
    "igate_v1": Race(idiomatic_v1.file_birth, bare_v1.file_birth, 0.50, 1.15),
    "igate_v2": Race(idiomatic_v2.file_birth, bare_v2.file_birth, 0.70, 1.30),
    "national": Race(
        idiomatic_national.file_birth,
        bare_national.file_birth,
        0.70,
        1.30,
        "mock_national",
        journey_national.PLAIN,
    ),
}


class Clerk:
    """The hand-written script in a thread of its own, as its synchronous API wants it."""

    def __init__(self, address: str, work: Callable[[Browser, str, str], str]) -> None:
        self._address = address
        self._work = work
        self._thread = ThreadPoolExecutor(1)
        self._browser: Browser

    async def start(self) -> None:
        await self._run(self._start)

    async def file(self, child: str) -> str:
        return str(await self._run(self._work, self._browser, self._address, child))

    async def stop(self) -> None:
        await self._run(self._stop)
        self._thread.shutdown()

    def _start(self) -> None:
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(**find_browser().launch_options())

    def _stop(self) -> None:
        self._browser.close()
        self._playwright.stop()

    async def _run(self, work: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *args)


async def race(mock: MockPortal, against: Race, rounds: int, warm_up: int) -> dict[str, list[Cost]]:
    """What each filing took, by contender; the order changes from round to round."""
    with tempfile.TemporaryDirectory() as folder:
        clerk = Clerk(mock.address, against.idiomatic)
        await clerk.start()
        portal = choose(against.profile, mock.address)
        # Of its own: what has no gate does not pass where one stands.
        async with (
            open_browser(find_browser()) as plain,
            open_desk(Run.at(portal, Options(home=Path(folder) / "home"))) as desk,
        ):
            numbers = itertools.count()

            async def ours(child: str) -> str:
                path = write_dossier(Path(folder), child, next(numbers), against.plain)
                (checked,) = check_paths([path], office=portal.office, edition=portal.edition)
                # As every run begins: the world is another one each time.
                delays = await delays_of(portal)
                identity = Identity.at(portal, desk.secret, delays.world)
                now = replace(desk, delays=delays, identity=identity)
                report = await submit_one(now, Ready.of(checked))
                assert report.state == "verified", report.error
                assert report.receipt is not None
                return report.receipt.number

            async def floor(child: str) -> str:
                return await against.bare(plain.browser, mock.address, child)

            contenders = {"portal_bot": ours, "idiomatic": clerk.file, "bare": floor}
            costs = await _take_turns(contenders, mock, rounds, warm_up)
        await clerk.stop()
    return costs


async def _take_turns(
    contenders: Mapping[str, Contender], mock: MockPortal, rounds: int, warm_up: int
) -> dict[str, list[Cost]]:
    costs: dict[str, list[Cost]] = {name: [] for name in contenders}
    us, portal = psutil.Process(), psutil.Process(mock.process.pid)
    order = list(contenders)
    for number in range(rounds + warm_up):
        order = order[1:] + order[:1]
        for place, name in enumerate(order):
            child = child_name(number * len(order) + place)
            spent = cpu_s(us) - cpu_s(portal)
            started = time.perf_counter()
            filed = await contenders[name](child)
            took = time.perf_counter() - started
            spent = cpu_s(us) - cpu_s(portal) - spent
            settle(mock, filed, child)
            if number >= warm_up:
                costs[name].append(Cost(took, spent))
    return costs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--warm-up", type=int, default=2)
    parser.add_argument("--platform", choices=sorted(RACES), default="igate_v1")
    options = parser.parse_args()
    against = RACES[options.platform]
    os.environ[settings.PASSWORD] = journey.PASSWORD
    with running_mock("--pace", "instant", "--platform", options.platform) as mock:
        costs = asyncio.run(race(mock, against, options.rounds, options.warm_up))
    for name, spent in costs.items():
        times, cpu = [one.time for one in spent], statistics.median(one.cpu for one in spent)
        spread = f"min {min(times):.3f}   max {max(times):.3f}   CPU {cpu:.2f} s"
        print(f"{name:<12} median {statistics.median(times):.3f} s   {spread}")
    for whose, budget in (("idiomatic", against.of_idiomatic), ("bare", against.of_bare)):
        pairs = list(zip(costs["portal_bot"], costs[whose], strict=True))
        by_time = statistics.median(a.time / b.time for a, b in pairs)
        by_cpu = statistics.median(a.cpu / b.cpu for a, b in pairs)
        told = f"portal_bot / {whose}"
        print(f"{told:<23} {by_time:.2f}   (budget {budget:.2f})   CPU {by_cpu:.2f}")
    sys.exit(0)


if __name__ == "__main__":
    main()
