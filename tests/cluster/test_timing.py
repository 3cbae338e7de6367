"""When a silent worker may be taken over, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import psycopg
import pytest

from portal_bot.batch.cluster import queue_tables
from portal_bot.batch.cluster.engine import Pending, Queue
from portal_bot.batch.cluster.takeover import MISSED_BEATS, Beat, settle_s, takeover_s
from portal_bot.batch.cluster.vault import Vault, new_key, parse_key
from portal_bot.batch.cluster.workers import Supervisor, WorkerName, worker_id, workers
from portal_bot.errors import SetupError, UsageError
from portal_bot.filing.reconcile import ORPHAN_S
from portal_bot.journal.link import Link
from portal_bot.portals.delays import Delays
from portal_bot.portals.profile import load, names
from tests.support.postgres import Server


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("list_lag_s", [0.0, 90.0, None])
def test_silence_is_longer_than_click_deadline_commit_delay_and_skew(
    name: str, list_lag_s: float | None
) -> None:
    portal, beat = load(name), Beat()
    delays = Delays(commit_s=60.0, list_lag_s=list_lag_s)
    settle = settle_s(portal, delays)
    timing = portal.timing
    assert settle >= timing.click_deadline_s + 60.0 + (list_lag_s or 0.0) + ORPHAN_S
    # A silent worker's last intent may be younger than its last beat by this much.
    youngest = MISSED_BEATS * beat.every_s
    assert takeover_s(settle, beat) - youngest > timing.click_deadline_s + 60.0
    assert takeover_s(settle, beat) - youngest - settle == beat.skew_s > 0


class FakeQueue:
    """What the engine would say and do."""

    def __init__(self, *pending: str) -> None:
        self.pending = [Pending(f"{name}.1", name, "q") for name in pending]
        self.resumed: list[str] = []

    def pending_of(self, worker: str) -> list[Pending]:
        return [one for one in self.pending if one.filing not in self.resumed]

    def resume(self, pending: Sequence[Pending]) -> None:
        self.resumed += [one.filing for one in pending]


@pytest.fixture
def link(database: str) -> Iterator[Link]:
    made = Link(database)
    queue_tables.set_up(made, Vault(parse_key(new_key())))
    yield made
    made.close()


def _silent(
    link: Link, seconds: float, *, settle: dict[str, float], state: str = "working"
) -> None:
    def work(connection: psycopg.Connection[tuple[object, ...]]) -> None:
        connection.execute(
            "INSERT INTO portal_bot.workers (id, sessions, state, beat_s, beat_at) "
            "VALUES ('other', 1, %s, 1.0, now() - make_interval(secs => %s))",
            (state, seconds),
        )
        for name, settled in settle.items():
            connection.execute(
                "INSERT INTO portal_bot.filings VALUES (%s, %s, 'mock', 'x', 'p', 'h', 'filing', 1,"
                " NULL, NULL, NULL, NULL, NULL, '', NULL)",
                (name, name),
            )
            connection.execute(
                "INSERT INTO portal_bot.dossiers (filing, portal, stage, turn, settle_s, "
                "content_hash, key_id, digest) VALUES (%s, 'mock', 'queued', 1, %s, 'h', 'k', 'd')",
                (name, settled),
            )

    link.run(work)


def _supervisor(link: Link, queue: FakeQueue) -> Supervisor:
    return Supervisor(link, cast(Queue, queue), worker="mine", skew_s=5.0)


def test_each_filing_is_taken_over_by_its_own_portals_time(link: Link) -> None:
    # 3 beats of 1 s + 5 s of skew + the portal's own.
    _silent(link, 20.0, settle={"PB-QUICK": 10.0, "PB-SLOW": 14.0})
    queue = FakeQueue("PB-QUICK", "PB-SLOW")
    taken = _supervisor(link, queue).look()
    assert [one.filing for one in taken] == ["PB-QUICK"]
    assert [w.id for w in workers(link)] == ["other"]


def test_one_who_was_heard_of_lately_keeps_everything(link: Link) -> None:
    _silent(link, 2.0, settle={"PB-QUICK": 0.0})
    assert _supervisor(link, FakeQueue("PB-QUICK")).look() == []


def test_one_who_left_in_order_is_taken_over_at_once(link: Link) -> None:
    _silent(link, 0.0, settle={"PB-WAITS": 600.0}, state="stopped")
    queue = FakeQueue("PB-WAITS")
    _supervisor(link, queue).look()
    assert queue.resumed == ["PB-WAITS"]


def test_one_who_has_nothing_left_is_forgotten(link: Link) -> None:
    _silent(link, 60.0, settle={})
    assert _supervisor(link, FakeQueue()).look() == []
    assert workers(link) == []


def test_nobody_takes_over_from_himself(link: Link) -> None:
    _silent(link, 600.0, settle={"PB-A": 0.0})
    queue = FakeQueue("PB-A")
    Supervisor(link, cast(Queue, queue), worker="other", skew_s=5.0).look()
    assert queue.resumed == []


def test_a_name_is_one_workers_at_a_time(database: str, link: Link) -> None:
    beat = Beat(0.2, 0.2)
    first = WorkerName(database, "desk-1", sessions=1, beat=beat)
    with pytest.raises(SetupError, match=r"desk-1.*--name"):
        WorkerName(database, "desk-1", sessions=1, beat=beat)
    WorkerName(database, "desk-2", sessions=1, beat=beat).leave(drained=True)
    first.leave(drained=True)
    WorkerName(database, "desk-1", sessions=1, beat=beat).leave(drained=True)
    assert {w.id: w.state for w in workers(link)} == {"desk-1": "stopped", "desk-2": "stopped"}


def test_a_worker_that_cannot_say_that_it_lives_is_not_fresh(
    database: str, link: Link, server: Server
) -> None:
    identity = WorkerName(database, "desk-1", sessions=1, beat=Beat(0.01, 0.2))
    with link._lock:  # nobody else connects meanwhile
        server.stop("immediate")
    try:
        while identity.is_fresh:
            pass
    finally:
        server.start()
    identity.say()
    assert workers(link)[0].id == "desk-1"
    with pytest.raises(SetupError, match="desk-1"):
        WorkerName(database, "desk-1", sessions=1, beat=Beat(0.01, 0.2))
    identity.leave(drained=True)


def test_a_machine_names_itself_once(tmp_path: Path) -> None:
    first = worker_id(tmp_path, None)
    assert worker_id(tmp_path, None) == first != worker_id(tmp_path / "other", None)
    assert worker_id(tmp_path, "may-2") == "may-2"
    with pytest.raises(UsageError, match="--name"):
        worker_id(tmp_path, "Máy số 2")
