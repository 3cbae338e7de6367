"""A real PostgreSQL for the whole run, a database of its own for each test, workers on demand."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from portal_bot import settings
from portal_bot.batch import cluster
from portal_bot.batch.cluster import engine, queue_tables
from portal_bot.batch.cluster.vault import KEY, new_key
from portal_bot.filing.report import Report
from portal_bot.journal import shared_tables
from portal_bot.journal.link import Link
from portal_bot.journal.shared_tables import set_up
from portal_bot.portals import profile
from portal_bot.run.events import Event
from portal_bot.run.options import Options
from portal_bot.run.run import Run
from tests.support.mock import MockPortal
from tests.support.postgres import Server

# A worker that is silent for so long is taken over: 3 beats + click deadline + orphan + commit
# delay + clock skew = 1.5 + 2 + 3 + 2 + 1. The sums are the product's; only the terms are short.
BEAT_S, SKEW_S, CLICK_S = 0.5, 1.0, 2.0


@pytest.fixture(scope="session")
def prepared(server: Server) -> str:
    """A database with all tables: making the engine's takes longer than most tests."""
    url = server.database("prepared")
    engine.prepare(url)
    link = Link(url)
    set_up(link, shared_tables.TABLES + queue_tables.TABLES)
    link.close()
    return "prepared"


@pytest.fixture
def database(server: Server, prepared: str, request: pytest.FixtureRequest) -> str:
    """The address of a database of the test's own."""
    name = re.sub(r"\W", "_", request.node.name)[:60].lower()
    return server.database(name, like=prepared)


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    """A cluster key, in this process's environment and its workers'."""
    made = new_key()
    monkeypatch.setenv(KEY, made)
    return made


@pytest.fixture
def quick_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mock's profile with a click deadline that a test can wait for; it travels along."""
    load = profile.load

    def quick(name: str, home: Path | None = None) -> profile.Portal:
        portal = load(name, home)
        timing = portal.timing.model_copy(update={"click_deadline_s": CLICK_S})
        return portal.model_copy(update={"timing": timing})

    monkeypatch.setattr(profile, "load", quick)


@dataclass
class Cluster:
    """A queue, its workers as processes of their own, and the mock they file at."""

    url: str
    folder: Path
    mock: MockPortal
    stack: ExitStack
    workers: dict[str, subprocess.Popen[str]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def worker(self, name: str, *options: str, **variables: str) -> subprocess.Popen[str]:
        """Starts a worker of this name, or starts it again."""
        scratch = self.folder / "scratch" / name
        scratch.mkdir(parents=True, exist_ok=True)
        log = self.stack.enter_context((self.folder / f"{name}.log").open("a"))
        process = subprocess.Popen(
            [sys.executable, "-m", "portal_bot", "worker", "--queue", self.url, "--name", name,
             "--sessions", "1", "--beat", str(BEAT_S), "--skew", str(SKEW_S), "-v", *options],
            env={
                **os.environ,
                settings.HOME: str(self.folder / name),
                "TMPDIR": str(scratch),
                **variables,
            },
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, text=True,
        )  # fmt: skip
        self.workers[name] = process
        self.stack.callback(_ended, process)
        return process

    def log(self, name: str) -> str:
        """What the worker of this name has said."""
        return (self.folder / f"{name}.log").read_text("utf-8")

    async def submit(self, paths: Sequence[Path], **how: Any) -> Report:
        """`submit --queue`, within a minute and a half."""
        told = {name: how.pop(name) for name in ("wait", "clerk") if name in how}
        home = self.folder / "clerk"
        options = Options(portal_url=self.mock.address, home=home, tell=self.events.append, **how)
        return await asyncio.wait_for(
            cluster.submit(paths, self.url, Run.told(options), **told), 400
        )

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(question.encode(), values or None).fetchall()

    async def until(self, true: Callable[[], Any], what: str, *, within: float = 300.0) -> Any:
        """Waits for something that has a name."""
        async with asyncio.timeout(within) as timeout:
            while not (found := true()):
                assert all(
                    w.poll() is None or w.returncode in {0, -9} for w in self.workers.values()
                )
                await asyncio.sleep(0.05)
        assert not timeout.expired(), what
        return found

    def states(self) -> dict[str, str]:
        """Every filing's state, by id."""
        return dict(self.ask("SELECT id, state FROM portal_bot.filings"))

    def kinds(self, filing: str) -> list[str]:
        """The kinds of the filing's events, oldest first."""
        rows = self.ask("SELECT kind FROM portal_bot.events WHERE filing = %s ORDER BY seq", filing)
        return [kind for [kind] in rows]


def _ended(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGCONT)
        process.kill()
    process.wait(timeout=120)


@pytest.fixture
async def queue(
    database: str, key: str, quick_profile: None, mock: MockPortal, tmp_path: Path
) -> AsyncIterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(database, tmp_path, mock, stack)
