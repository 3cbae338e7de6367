"""Whole workers, as processes, on a real PostgreSQL, a real mock and real browsers."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from portal_bot import settings
from portal_bot.batch.cluster.clerks import ClerkQuestion, Counter
from portal_bot.batch.cluster.takeover import Beat
from portal_bot.batch.cluster.vault import KEY, new_key, open_vault
from portal_bot.batch.cluster.worker import WorkerOptions, work
from portal_bot.checking import check_paths
from portal_bot.errors import SetupError
from portal_bot.human import Captcha, MockHuman
from portal_bot.journal import State
from portal_bot.journal.link import Link
from tests.cluster.conftest import BEAT_S, SKEW_S, Cluster
from tests.support.dossiers import written
from tests.support.postgres import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.in_turn(2)]


def dossiers(folder: Path, count: int) -> list[Path]:
    """So many dossiers, each about a child of its own."""
    folder.mkdir(exist_ok=True)
    names = ("An", "Bình", "Chi", "Dung", "Giang", "Hà", "Khánh", "Linh", "Minh", "Nga")
    return [
        written(
            folder / f"{number}.yaml",
            {"declaration.child.full_name": f"Nguyễn Thị Thử {names[number]}"},
        )
        for number in range(count)
    ]


def numbers(queue: Cluster) -> list[str]:
    return sorted(stored["number"] for stored in queue.mock.submissions())


async def test_two_workers_file_each_once_and_leave_nothing_readable(
    queue: Cluster, tmp_path: Path
) -> None:
    paths = dossiers(tmp_path / "dossiers", 3)
    first = await queue.submit(paths, wait=False)
    assert {f.state for f in first.filings} == {"checked"}
    assert_nothing_personal(queue, paths)

    for name in ("desk-1", "desk-2"):
        queue.worker(name)
    report = await queue.submit(paths)
    assert [(f.state, f.verified, f.error) for f in report.filings] == [
        ("verified", True, None)
    ] * 3
    assert report.exit_code == 0
    assert sorted(f.receipt.number for f in report.filings if f.receipt) == numbers(queue)
    assert len(queue.mock.commits()) == 3
    for filing in report.filings:
        worker, _, folder = (filing.evidence or "").partition(":")
        assert worker in queue.workers
        assert (Path(folder) / "proof.html.sealed").is_file()
    assert report.folder is not None
    page = "".join(p.read_text("utf-8") for p in report.folder.glob("*.html"))
    assert all(f.evidence and f.evidence in page for f in report.filings)

    assert_nothing_personal(queue, paths)
    assert queue.ask("SELECT count(*) FROM portal_bot.scans WHERE body IS NOT NULL") == [(0,)]
    assert queue.ask("SELECT count(*) FROM portal_bot.dossiers WHERE manifest IS NOT NULL") == [
        (0,)
    ]
    assert queue.ask("SELECT count(*) FROM portal_bot.scans WHERE digest = ''") == [(0,)]
    # The folder where a worker laid a dossier out is wiped.
    assert list(tmp_path.glob("scratch/*"))
    assert not list(tmp_path.glob("scratch/*/portal-bot-*"))

    again = await queue.submit(paths)
    assert [f.receipt for f in again.filings] == [f.receipt for f in report.filings]
    assert len(queue.mock.commits()) == 3

    for number in (signal.SIGINT, signal.SIGTERM):
        stopped = list(queue.workers.values())[number == signal.SIGTERM]
        stopped.send_signal(number)
        assert stopped.wait(timeout=120) == 0
    assert {s for [s] in queue.ask("SELECT state FROM portal_bot.workers")} == {"stopped"}


def assert_nothing_personal(queue: Cluster, paths: list[Path]) -> None:
    """No value of any dossier stands in any table, the engine's or ours; nor a file's name."""
    tables = queue.ask(
        "SELECT schemaname, tablename FROM pg_tables "
        "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    )
    assert {"dbos", "portal_bot"} <= {schema for schema, _ in tables}
    said = ""
    for schema, table in tables:
        for [row] in queue.ask(f'SELECT t::text FROM "{schema}"."{table}" t'):
            said += row + "\n" + _hex_as_text(row)
    assert "PB-" in said
    for value in _values(paths):
        assert value not in said, f"{value!r} stands in the database"


def _hex_as_text(row: str) -> str:
    parts = [p.split(",")[0].split(")")[0].strip('"\\') for p in row.split("\\\\x")[1:]]
    return "".join(bytes.fromhex(p).decode("utf-8", "replace") for p in parts if len(p) % 2 == 0)


def _values(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        dossier: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        yield from (v for v in _texts(dossier["applicant"]) if len(v) > 5)
        yield from (v for v in _texts(dossier["declaration"]["child"]) if len(v) > 9)
        yield dossier["account"]["username"]
        yield "Mat-khau-123"
        yield str(path)
        yield from (Path(f).name for files in dossier["papers"].values() for f in files)
        [checked] = check_paths([path])
        yield from checked.subject[:1]


def _texts(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from _texts(value)
    elif isinstance(tree, str):
        yield tree


async def test_killed_workers_and_a_crashed_database_lose_and_double_nothing(
    queue: Cluster, tmp_path: Path, server: Server
) -> None:
    # Fresh each time, and printed where it fails.
    seed = random.randrange(1 << 32)
    sys.stderr.write(f"seed {seed}\n")
    dice = random.Random(seed)
    paths = dossiers(tmp_path / "dossiers", 3)
    for number in range(3):
        queue.worker(f"desk-{number}")
    report = asyncio.create_task(queue.submit(paths))
    filing = "SELECT count(*) FROM portal_bot.events WHERE kind = 'attempt'"

    # One dies for good: the others take over what it had. One is started again under its name.
    await queue.until(lambda: queue.ask(filing)[0][0] >= 1, "somebody began")
    await asyncio.sleep(dice.uniform(0.0, 1.5))
    doomed = [worker for [worker] in queue.ask(
        "SELECT DISTINCT executor_id FROM dbos.workflow_status WHERE status = 'PENDING'"
    )]  # fmt: skip
    for name in doomed[:2]:
        queue.workers[name].kill()
        queue.workers[name].wait()
    if len(doomed) > 1:
        queue.worker(doomed[1])
    await asyncio.sleep(dice.uniform(0.0, 1.0))
    server.stop("immediate")
    server.start()

    done = await report
    assert {(f.state, f.verified) for f in done.filings} == {("verified", True)}
    assert sorted(f.receipt.number for f in done.filings if f.receipt) == numbers(queue)
    assert len(numbers(queue)) == len(paths)


@asynccontextmanager
async def sitting(queue: Cluster, filings: list[str]) -> AsyncIterator[Counter]:
    """A clerk at a counter of the test's own."""
    link = Link(queue.url)
    counter = Counter(link, open_vault())

    async def sit() -> None:
        while True:
            await asyncio.to_thread(counter.sit, filings)
            await asyncio.sleep(1)

    task = asyncio.create_task(sit())
    try:
        yield counter
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        link.close()


async def read(queue: Cluster, question: ClerkQuestion) -> str:
    """What stands in the picture, from the mock's own API."""
    picture = Captcha(question.address, b"", cast(Any, None))
    return await MockHuman(queue.mock.address).captcha(picture)


@pytest.mark.thorough
async def test_a_frozen_worker_that_goes_on_after_another_took_over_does_not_click(
    queue: Cluster, tmp_path: Path
) -> None:
    report = await queue.submit(dossiers(tmp_path / "dossiers", 1), wait=False, human="terminal")
    [filing] = [f.id for f in report.filings if f.id]
    async with sitting(queue, [filing]) as counter:
        frozen = queue.worker("desk-1")
        [first] = await queue.until(lambda: counter.questions([filing]), "the first one asks")
        frozen.send_signal(signal.SIGSTOP)
        queue.worker("desk-2")
        second = await queue.until(
            lambda: next((q for q in counter.questions([filing]) if q.id != first.id), None),
            "the second one took over, and asks",
        )
        # All that the first one still needed: it is one step before the click.
        counter.answer(first, await read(queue, first))
        frozen.send_signal(signal.SIGCONT)
        await queue.until(lambda: "taken_over" in queue.log("desk-1"), "the first one is told")
        assert queue.mock.commits() == []
        assert "intent" not in queue.kinds(filing)

        counter.answer(second, await read(queue, second))
        await queue.until(lambda: queue.states() == {filing: "verified"}, "the second one filed")
    assert len(queue.mock.commits()) == len(numbers(queue)) == 1
    told = queue.kinds(filing)
    kinds = [kind for kind in told if kind not in {"due", "looked"} and "draft" not in kind]
    assert kinds[:6] == [
        "checked", "claimed", "attempt", "claimed", "attempt", "intent",
    ]  # fmt: skip
    assert queue.kinds(filing).count("intent") == 1
    assert frozen.poll() is None


class Clerk(MockHuman):
    """Somebody who is there and reads pictures."""

    asked = 0

    async def captcha(self, captcha: Captcha) -> str:
        assert captcha.picture.startswith(b"\x89PNG")
        self.asked += 1
        return await super().captcha(captcha)


@asynccontextmanager
async def working_here(queue: Cluster, name: str) -> AsyncIterator[None]:
    """A worker in this very process, told to stop as a service is."""
    options = WorkerOptions(
        url=queue.url, sessions=1, name=name, home=queue.folder / name, beat=Beat(BEAT_S, SKEW_S),
        tell=queue.events.append,
    )  # fmt: skip
    worker = asyncio.create_task(work(options))
    await queue.until(lambda: worker.done() or _is_there(queue, name), "the worker works")
    try:
        yield
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
        assert await asyncio.wait_for(worker, 200) == name


def _is_there(queue: Cluster, name: str) -> bool:
    return any(event.text.startswith(f"máy {name} sẵn sàng") for event in queue.events)


@pytest.mark.thorough
async def test_one_that_needs_a_person_waits_beside_the_line_and_goes_on_when_they_come(
    queue: Cluster, tmp_path: Path
) -> None:
    waits, goes = dossiers(tmp_path / "dossiers", 2)
    # Two children of one day with the same papers, in two commands: a person has said so.
    waits.write_text(f"{waits.read_text('utf-8')}\nrequest: con thứ hai\n", "utf-8")
    await queue.submit([waits], wait=False, human="terminal")
    async with working_here(queue, "desk-1"):
        alone = await queue.submit([waits])
        assert [(f.state, f.exit_code) for f in alone.filings] == [(State.NEEDS_HUMAN, 30)]
        assert queue.mock.commits() == []

        # One session in all, and the one that waits does not hold it.
        other = await queue.submit([goes])
        assert other.exit_code == 0

        clerk = Clerk(queue.mock.address)
        report = await queue.submit([waits], human="terminal", clerk=clerk)
    assert [(f.state, f.exit_code) for f in report.filings] == [(State.VERIFIED, 0)]
    assert clerk.asked == 1
    assert len(numbers(queue)) == 2
    assert queue.ask("SELECT count(*) FROM portal_bot.questions") == [(0,)]
    assert queue.ask("SELECT count(*) FROM portal_bot.clerks") == [(0,)]
    assert queue.ask("SELECT state FROM portal_bot.workers") == [("stopped",)]


@pytest.mark.thorough
async def test_a_worker_gives_the_portal_a_wrong_password_once(
    queue: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = dossiers(tmp_path / "dossiers", 2)
    right = os.environ[settings.PASSWORD]
    monkeypatch.setenv(settings.PASSWORD, "Sai-mat-khau-1")
    async with working_here(queue, "desk-1"):
        for _ in range(2):
            report = await queue.submit(paths)
            assert {(f.state, f.exit_code) for f in report.filings} == {(State.NEEDS_HUMAN, 30)}
        assert queue.mock.sign_ins() == 1
        # Mended on this worker it is another password, and tried at once.
        monkeypatch.setenv(settings.PASSWORD, right)
        assert (await queue.submit(paths)).exit_code == 0
    assert len(numbers(queue)) == 2


@pytest.mark.thorough
async def test_a_worker_with_another_key_takes_nothing(queue: Cluster, tmp_path: Path) -> None:
    paths = dossiers(tmp_path / "dossiers", 1)
    await queue.submit(paths, wait=False)
    wrong = queue.worker("desk-1", **{KEY: new_key()})
    assert wrong.wait(timeout=200) == SetupError.exit_code
    assert "--store-key" in queue.log("desk-1")
    del queue.workers["desk-1"]
    none = queue.worker("desk-1", **{KEY: ""})
    assert none.wait(timeout=200) == SetupError.exit_code
    assert "--make-key" in queue.log("desk-1")
    del queue.workers["desk-1"]
    assert set(queue.states().values()) == {"checked"}
    assert queue.mock.commits() == []


@pytest.mark.thorough
async def test_a_second_worker_of_the_same_name_refuses(queue: Cluster, tmp_path: Path) -> None:
    queue.worker("desk-1")
    await queue.until(lambda: "sẵn sàng" in queue.log("desk-1"), "the first one works")
    first = queue.workers.pop("desk-1")
    # Another machine: another home, the same name.
    second = queue.worker("desk-1", **{settings.HOME: str(tmp_path / "elsewhere")})
    assert second.wait(timeout=200) == SetupError.exit_code
    assert "--name" in queue.log("desk-1")
    queue.workers["desk-1"] = first
    assert first.poll() is None
