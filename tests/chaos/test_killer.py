"""The hand that kills: the right one, once, and a mock that comes back with what it had."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from chaos.faults import FAULTS, Variant
from chaos.killer import Killer
from chaos.kills import KILLS, NONE
from chaos.mock import Mock
from chaos.program import Place, Program, Running
from chaos.proxy import Network, Proxy

SLEEPER = Program("sleeper", (sys.executable, "-c", "import time; time.sleep(60)"))
COMMIT = b"POST /dich-vu-cong/tiep-nhan-online/nopHoSo HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
BY_NAME = {kill.name: kill for kill in KILLS}
DELAY = next(fault for fault in FAULTS if fault.name == "commit_delay")


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    place = Place(tmp_path, "http://127.0.0.1:1", (), 1, tmp_path / "run")
    running = await Running.start(SLEEPER, place)
    try:
        yield running
    finally:
        running.end()
        await running.over(10)


def killer(name: str) -> Killer:
    return Killer(BY_NAME[name], random.Random(1), dossiers=1)


def written(running: Running, *kinds: str) -> None:
    with closing(sqlite3.connect(running.journal)) as journal, journal:
        journal.execute("CREATE TABLE IF NOT EXISTS events (kind TEXT)")
        journal.executemany("INSERT INTO events VALUES (?)", [(kind,) for kind in kinds])


async def test_the_program_dies_at_its_event_in_the_journal(running: Running) -> None:
    hand = killer("program@intent")
    hand.watch(running)
    written(running, "attempt")
    assert (hand.struck, running.is_over) == (0, False)
    written(running, "intent")
    assert (await running.over(30)).exit_code is None
    await hand.over()
    assert (hand.struck, hand.orphans) == (1, 0)


async def test_a_program_without_a_journal_dies_at_the_same_moment_on_the_wire(
    running: Running,
) -> None:
    hand = killer("program@intent")
    hand.watch(running)
    await hand.at("form")
    assert hand.struck == 0
    await hand.at("captcha")
    assert (await running.over(30)).exit_code is None
    await hand.over()


async def test_a_program_with_a_journal_does_not_die_on_the_wire_too(running: Running) -> None:
    hand = killer("program@intent")
    written(running, "attempt")
    hand.watch(running)
    await hand.at("captcha")
    assert hand.struck == 0
    running.end()
    await hand.over()


async def test_it_kills_once(running: Running) -> None:
    hand = killer("browser@commit")
    hand.watch(running)
    await hand.at("commit")
    await hand.at("commit")
    assert (hand.struck, running.is_over) == (1, False)


async def test_nobody_is_killed_where_nobody_should(running: Running) -> None:
    hand = Killer(NONE, random.Random(1), dossiers=1)
    hand.watch(running)
    await hand.at("commit")
    assert (hand.struck, running.is_over) == (0, False)


async def test_the_mock_comes_back_with_its_faults_though_its_death_ends_the_connection(
    running: Running, tmp_path: Path
) -> None:
    async with Mock(tmp_path / "mock", 1) as mock, Proxy(mock.port) as proxy:
        world = (await mock.call("GET", "/health"))["world"]
        await mock.switch(replace(DELAY), Variant("3"), elsewhere=0)
        hand = killer("mock@commit")
        hand.use(mock, proxy)
        hand.watch(running)
        proxy.begin(Network("", Variant(), random.Random(1)), hand.at)
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", int(proxy.address.rpartition(":")[2])
        )
        writer.write(COMMIT)
        with suppress(ConnectionError):
            assert await reader.read() == b""
        writer.close()
        await hand.over()
        health = await mock.call("GET", "/health")
    assert hand.struck == 1
    assert proxy.is_open
    assert (health["world"], [f["name"] for f in health["faults"]]) == (world, ["commit_delay"])
    assert health["max_commit_delay_s"] == 3.0
