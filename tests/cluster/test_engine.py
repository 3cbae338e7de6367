"""The engine's port: what must be set is set, and what was measured of it still holds."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from dbos import DBOS, DBOSPortableJSONSerializer

from portal_bot.batch.cluster import engine
from portal_bot.batch.cluster.engine import (
    MAX_THREADS,
    SESSIONS,
    VERSION,
    WAITING,
    Engine,
    Outcome,
    Queue,
    prepare,
    sqlalchemy_url,
    worker_settings,
)

URL = "postgresql://clerk:s%40fe@db.example:5433/queue?sslmode=require"


def test_nothing_with_a_sharp_default_is_left_to_it() -> None:
    settings = worker_settings(URL, "desk-1")
    assert settings["executor_id"] == "desk-1"
    assert settings["application_version"] == VERSION == "portal-bot-cluster-1"
    assert settings["max_executor_threads"] == MAX_THREADS <= 64
    assert isinstance(settings["serializer"], DBOSPortableJSONSerializer)
    assert settings["enable_otlp"] is False
    assert settings["otlp_traces_endpoints"] == settings["otlp_logs_endpoints"] == []
    assert settings["conductor_key"] is None
    assert settings["conductor_url"] is None
    assert settings["auto_upgrade"] is False
    assert "dbos_cloud" not in settings


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (URL, "postgresql+psycopg://clerk:s%40fe@db.example:5433/queue?sslmode=require"),
        ("postgres://db.example/queue", "postgresql+psycopg://db.example/queue?sslmode=require"),
        ("host=db.example dbname=queue", "postgresql+psycopg://db.example/queue?sslmode=require"),
        ("postgresql:///queue?host=/run/pg", "postgresql+psycopg:///queue?host=%2Frun%2Fpg"),
    ],
)
def test_any_address_that_postgresql_takes_will_do(given: str, wanted: str) -> None:
    assert sqlalchemy_url(given) == wanted


class Played:
    """Work that is only noted; what each session comes to is said before."""

    def __init__(self) -> None:
        self.outcomes: dict[str, list[Outcome]] = {}
        self.began: list[tuple[str, int]] = []
        self.turns: Counter[str] = Counter()
        self.loops: set[asyncio.AbstractEventLoop] = set()
        self.at_once = self.most_at_once = 0
        self.release = asyncio.Event()
        self.release.set()
        self.tasks: list[asyncio.Task[object] | None] = []

    async def session(self, filing: str, turn: int) -> Outcome:
        self.began.append((filing, turn))
        self.loops.add(asyncio.get_running_loop())
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.release.wait()
        finally:
            self.at_once -= 1
        if filing == "PB-BUG":
            raise RuntimeError("a bug")
        outcomes = self.outcomes.get(filing, [])
        return outcomes.pop(0) if outcomes else Outcome.SETTLED

    async def next_turn(self, filing: str, after: int, *, later: bool) -> tuple[int, float] | None:
        return after + 1, 0.2 if later else 0.0

    def waits(self, filing: str) -> None:
        self.tasks.append(asyncio.current_task())


@asynccontextmanager
async def running(url: str, work: Played, *, sessions: int = 1) -> AsyncIterator[Queue]:
    prepare(url)
    motor = Engine(url, worker="desk-1", sessions=sessions, per_portal=8, work=work)
    await motor.start()
    queue = await asyncio.to_thread(Queue, url)
    try:
        yield queue
    finally:
        await asyncio.to_thread(queue.close)
        for task in work.tasks:
            if task is not None:
                task.cancel()
        thread = motor.stop(1)
        while thread.is_alive():
            await asyncio.sleep(0.05)
        motor.give_back_loop()


async def until_began(work: Played, *sessions: tuple[str, int]) -> None:
    async with asyncio.timeout(120):
        while not set(sessions) <= set(work.began):
            await asyncio.sleep(0.02)


def rows(url: str, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(question.encode()).fetchall()


async def test_the_engine_is_told_who_it_is_and_runs_on_our_loop(database: str) -> None:
    work = Played()
    async with running(database, work) as queue:
        assert (DBOS.executor_id, DBOS.application_version) == ("desk-1", VERSION)
        await asyncio.to_thread(queue.enqueue, "PB-A", 1, "mock")
        await asyncio.to_thread(queue.enqueue, "PB-A", 1, "mock")
        await asyncio.to_thread(queue.enqueue, "PB-B", 1, "mock")
        await until_began(work, ("PB-A", 1), ("PB-B", 1))
    assert work.loops == {asyncio.get_running_loop()}
    assert work.began.count(("PB-A", 1)) == 1
    assert work.most_at_once == 1
    kept = rows(database, "SELECT inputs FROM dbos.workflow_input")
    assert all(json.loads(str(text))["positionalArgs"][1:] == [1, "mock"] for [text] in kept)
    queues = rows(
        database,
        "SELECT name, worker_concurrency, partition_concurrency FROM dbos.queues ORDER BY name",
    )
    assert queues == [(SESSIONS, 1, 8), (WAITING, None, None)]


async def test_a_session_that_raises_is_not_run_again_by_the_engine(database: str) -> None:
    work = Played()
    async with running(database, work) as queue:
        await asyncio.to_thread(queue.enqueue, "PB-BUG", 1, "mock")
        await asyncio.to_thread(queue.enqueue, "PB-A", 1, "mock")
        await until_began(work, ("PB-A", 1))
    assert work.began.count(("PB-BUG", 1)) == 1


async def test_who_waits_for_a_person_holds_no_slot_and_goes_on_when_told(database: str) -> None:
    work = Played()
    work.outcomes["PB-OTP"] = [Outcome.PERSON]
    async with running(database, work) as queue:
        await asyncio.to_thread(queue.enqueue, "PB-OTP", 1, "mock")
        await until_began(work, ("PB-OTP", 1))
        # One session at a time, and this one gets it.
        await asyncio.to_thread(queue.enqueue, "PB-A", 1, "mock")
        await until_began(work, ("PB-A", 1))
        assert ("PB-OTP", 2) not in work.began
        await asyncio.to_thread(queue.ready, "PB-OTP", 1, "mock")
        await until_began(work, ("PB-OTP", 2))


async def test_the_clerk_may_be_ready_before_the_wait_began(database: str) -> None:
    work = Played()
    async with running(database, work) as queue:
        await asyncio.to_thread(queue.ready, "PB-OTP", 1, "mock")
        await until_began(work, ("PB-OTP", 2))


async def test_a_portal_that_is_down_is_tried_again_by_itself(database: str) -> None:
    work = Played()
    work.outcomes["PB-A"] = [Outcome.LATER, Outcome.LATER]
    async with running(database, work) as queue:
        await asyncio.to_thread(queue.enqueue, "PB-A", 1, "mock")
        await until_began(work, ("PB-A", 1), ("PB-A", 2), ("PB-A", 3))


# A worker's program, before and after somebody edited it.
_PROGRAM = """
import asyncio, sys
from portal_bot.batch.cluster.engine import Engine, Outcome, prepare

class Work:
    async def session(self, filing, turn):
        print({word!r}, filing, flush=True)
        if {word!r} == "before":
            await asyncio.Event().wait()
        {edited}
        return Outcome.SETTLED
    async def next_turn(self, filing, after, *, later):
        return None
    def waits(self, filing):
        pass

async def main(url):
    prepare(url)
    await Engine(url, worker="desk-1", sessions=1, per_portal=1, work=Work()).start()
    await asyncio.Event().wait()

asyncio.run(main(sys.argv[1]))
"""


def _program(folder: Path, word: str, edited: str) -> Path:
    path = folder / f"{word}.py"
    path.write_text(textwrap.dedent(_PROGRAM.format(word=word, edited=edited)), "utf-8")
    return path


def test_a_batch_survives_a_change_of_the_code(database: str, tmp_path: Path) -> None:
    prepare(database)
    queue = Queue(database)
    queue.enqueue("PB-A", 1, "mock")
    queue.close()
    for word, edited in (("before", "pass"), ("after", "edited = 'another line'")):
        command = [sys.executable, str(_program(tmp_path, word, edited)), database]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
        ) as worker:
            assert worker.stdout is not None
            try:
                assert worker.stdout.readline() == f"{word} PB-A\n"
            finally:
                worker.send_signal(signal.SIGKILL)


def test_the_engines_words_go_through_our_log() -> None:
    engine.quiet_log()
    engine.quiet_log()
    log = logging.getLogger("dbos")
    ours = [one for one in log.handlers if type(one).__module__ == engine.__name__]
    assert len(ours) == 1
    assert not [one for one in log.handlers if type(one) is logging.StreamHandler]
    assert log.propagate is False
