"""`python -m bench.resume`: how soon a command does something useful, also after being killed.

Every request passes through a small relay, which notes when it came and plays the part of the
moment at which the program is killed. Times are from the start of the process, wall clock.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import journey
from bench.dossiers import child_name, write_dossier
from portal_bot import settings
from tests.support.mock import MockPortal, running_mock

PROGRAM = (sys.executable, "-m", "portal_bot")
COMMIT = re.compile(rb"POST \S*/tiep-nhan-online/nopHoSo[ ?]")
FORM = re.compile(rb"POST \S*/tiep-nhan-online/luuHoSo[ ?]")
PAGE = re.compile(rb"(?:GET|POST) (?!/__mock__)\S")
PATIENCE_S = 120.0


@dataclass
class Relay:
    """Between the program and the mock: notes the first request and its answer, or ends it all.

    Attributes:
        mock: where everything goes on to.
        fatal: the request at which `kill` is called; it is not passed on.
        asked_at: when the first request for a page came.
        answered_at: when its answer began.
    """

    mock: MockPortal
    fatal: re.Pattern[bytes] | None = None
    kill: Callable[[], None] = lambda: None
    killed: asyncio.Event = field(default_factory=asyncio.Event)
    asked_at: float | None = None
    answered_at: float | None = None
    address: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self.mock.address.removeprefix("http://").split(":")
        try:
            there, on = await asyncio.open_connection(host, int(port))
            await asyncio.gather(self._to_mock(reader, on), self._to_program(there, writer))
        except OSError:
            # Whoever was killed says no goodbye.
            return
        finally:
            writer.close()

    async def _to_mock(self, reader: asyncio.StreamReader, on: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            if self.fatal is not None and self.fatal.search(data):
                self.kill()
                self.killed.set()
                break
            if self.asked_at is None and PAGE.match(data):
                self.asked_at = time.perf_counter()
            on.write(data)
            await on.drain()
        on.close()

    async def _to_program(self, there: asyncio.StreamReader, on: asyncio.StreamWriter) -> None:
        while data := await there.read(65536):
            if self.asked_at is not None and self.answered_at is None:
                self.answered_at = time.perf_counter()
            on.write(data)
            await on.drain()
        on.close()


@asynccontextmanager
async def relayed(mock: MockPortal) -> AsyncIterator[Relay]:
    relay = Relay(mock)
    server = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    relay.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield relay
    finally:
        server.close()


async def submit(
    relay: Relay, dossier: Path, home: Path
) -> tuple[float, asyncio.subprocess.Process]:
    """Starts the command; returns when, and the process."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(*PROGRAM, "submit", str(dossier), "--portal-url", relay.address, "--json"),
        env={**os.environ, settings.HOME: str(home), settings.PASSWORD: journey.PASSWORD},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    return began, process


async def first_run(mock: MockPortal, folder: Path, number: int) -> tuple[float, float]:
    """Seconds to the first page asked for, and to its answer."""
    dossier = write_dossier(folder, child_name(number), number)
    async with relayed(mock) as relay:
        began, process = await submit(relay, dossier, folder / f"home-{number}")
        await _filed(process)
    return _since(began, relay.asked_at), _since(began, relay.answered_at)


async def killed_run(
    mock: MockPortal, folder: Path, number: int, at: re.Pattern[bytes]
) -> tuple[float, float]:
    """The same for the second run, the first having been killed at a request."""
    dossier, home = write_dossier(folder, child_name(number), number), folder / f"home-{number}"
    async with relayed(mock) as relay:
        relay.fatal = at
        _began, process = await submit(relay, dossier, home)
        relay.kill = process.kill
        await asyncio.wait_for(relay.killed.wait(), PATIENCE_S)
        await process.wait()
        # The same address again: the portal has not moved.
        relay.fatal = relay.asked_at = relay.answered_at = None
        began, process = await submit(relay, dossier, home)
        await _filed(process)
    return _since(began, relay.asked_at), _since(began, relay.answered_at)


async def _filed(process: asyncio.subprocess.Process) -> None:
    out, _ = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    (filing,) = json.loads(out)["filings"]
    assert filing["state"] == "verified", filing["error"]


def _since(began: float, at: float | None) -> float:
    assert at is not None, "no page was asked for"
    return at - began


async def helped() -> float:
    """Seconds of `--help`, start to end."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *PROGRAM, "--help", stdout=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0
    return time.perf_counter() - began


async def measure(rounds: int) -> dict[str, tuple[float, list[float]]]:
    """Budget and seconds of each, by what it is."""
    found: dict[str, tuple[float, list[float]]] = {
        "`--help`, whole": (0.15, []),
        "`submit`, first page on the way": (1.2, []),
        "`submit`, first page here": (1.2, []),
        "killed on the form, first page asked for again": (1.5, []),
        "killed between intent and answer, first page asked for again": (1.5, []),
    }
    help_, asked, here, on_form, in_commit = (values for _, values in found.values())
    filed = 0
    with tempfile.TemporaryDirectory() as folder, running_mock("--pace", "instant") as mock:
        for number in range(rounds):
            help_.append(await helped())
            first, answered = await first_run(mock, Path(folder), 3 * number)
            asked.append(first)
            here.append(answered)
            for place, (into, at) in enumerate(((on_form, FORM), (in_commit, COMMIT)), 1):
                again, _ = await killed_run(mock, Path(folder), 3 * number + place, at)
                into.append(again)
            filed += 3
            assert len(mock.submissions()) == filed, "filed twice, or lost"
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    found = asyncio.run(measure(options.rounds))
    print("| from the start of the process | median, s | min to max | budget, s | |")
    print("|---|---|---|---|---|")
    for what, (budget, values) in found.items():
        middle = statistics.median(values)
        spread = f"{min(values):.2f} to {max(values):.2f}"
        verdict = "met" if middle <= budget else "**not met**"
        print(f"| {what} | **{middle:.2f}** | {spread} | {budget} | {verdict} |")
    print(f"\n{options.rounds} rounds, load at the end {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
