"""Who works on the queue: one name a worker, its sign of life, and what silence means."""

from __future__ import annotations

import re
import secrets
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from time import monotonic

import psycopg
from loguru import logger

from portal_bot import clock
from portal_bot.atomic_write import write_private
from portal_bot.batch.cluster.engine import Pending, Queue
from portal_bot.batch.cluster.takeover import Beat, takeover_s
from portal_bot.errors import SetupError, UsageError
from portal_bot.journal.link import PATIENCE_S, Connection, Link

# How long the engine's tables remember what has ended.
KEPT_DAYS = 30
# Any number, as long as nobody else locks under it in this database.
_LOCK_CLASS = 7_204_512
# A worker that was just killed is let go of by the server in a moment.
_FIRST_PATIENCE_S = 8.0
_NAME = re.compile(r"[\w.-]{1,60}", re.ASCII)


def worker_id(home: Path, name: str | None) -> str:
    """This machine's name in the cluster: given, or made once and kept in the home.

    Raises:
        UsageError: the name given is no name.
    """
    if name is not None:
        if not _NAME.fullmatch(name):
            raise UsageError(f"--name {name}: chỉ gồm chữ không dấu, số, dấu chấm, gạch; tối đa 60")
        return name
    kept = home / "worker.id"
    if not kept.exists():
        host = re.sub(r"[^A-Za-z0-9.-]", "-", socket.gethostname())[:40] or "worker"
        write_private(kept, f"{host}-{secrets.token_hex(3)}\n")
    return kept.read_text("utf-8").strip()


class WorkerName:
    """This worker's name, held by a lock of the database for as long as the worker lives.

    Args:
        url: the database.
        worker: the name.
        sessions: how many sessions it has, for whoever asks.
        beat: how it says that it lives.

    Raises:
        SetupError: another process works under this name, or the database does not answer.
    """

    def __init__(self, url: str, worker: str, *, sessions: int, beat: Beat) -> None:
        self.worker = worker
        self._sessions = sessions
        self._beat = beat
        self._busy = False
        try:
            self._link = Link(url, patience_s=_FIRST_PATIENCE_S, on_connect=self._take)
        except SetupError as error:
            raise self._taken() if self._busy else error from error
        self._link.patience_s = PATIENCE_S
        self._said_at = 0.0
        self.say()

    def say(self) -> None:
        """Says that this worker lives.

        Raises:
            SetupError: the database did not come back, or the name is another's now.
        """
        values = (self.worker, self._sessions, self._beat.every_s)
        # Taken before the statement: how long that takes must not make the sign look younger.
        before = monotonic()
        try:
            self._link.run(lambda connection: connection.execute(_SAY, values))
        except SetupError as error:
            raise self._taken() if self._busy else error from error
        self._said_at = before

    @property
    def is_fresh(self) -> bool:
        """Whether the last sign of life is young enough to make an intent on."""
        return monotonic() - self._said_at < self._beat.stale_s

    def leave(self, *, drained: bool) -> None:
        """Ends; `drained`: nothing of it is in flight, so others need not wait."""
        state = "stopped" if drained else "working"
        try:
            self._link.run(
                lambda connection: connection.execute(
                    "UPDATE portal_bot.workers SET state = %s WHERE id = %s", (state, self.worker)
                )
            )
        except SetupError as error:
            logger.warning("worker {}: left without a word ({})", self.worker, error)
        self._link.close()

    def _take(self, connection: Connection) -> None:
        row = connection.execute(
            "SELECT pg_try_advisory_lock(%s, hashtext(%s))", (_LOCK_CLASS, self.worker)
        ).fetchone()
        self._busy = row is None or row[0] is not True
        if self._busy:
            # Tried again for a while: it may be our own connection that is not yet given up.
            raise psycopg.errors.LockNotAvailable(f"{self.worker} is held")

    def _taken(self) -> SetupError:
        return SetupError(
            f"đã có một tiến trình khác làm việc dưới tên “{self.worker}” trên hàng đợi này: mỗi "
            "máy một tên. Dừng tiến trình kia, hoặc đặt tên khác bằng --name"
        )


_SAY = """
INSERT INTO portal_bot.workers (id, sessions, state, beat_s) VALUES (%s, %s, 'working', %s)
ON CONFLICT (id) DO UPDATE SET
    sessions = excluded.sessions, state = excluded.state, beat_s = excluded.beat_s, beat_at = now()
"""


@dataclass(frozen=True, slots=True)
class WorkerSeen:
    """A worker as the others see it: its silence is in seconds."""

    id: str
    state: str
    sessions: int
    silent_s: float
    beat_s: float

    @property
    def lives(self) -> bool:
        """Whether it was heard of lately."""
        return self.state == "working" and self.silent_s < Beat(self.beat_s).stale_s


def workers(link: Link) -> list[WorkerSeen]:
    """Every worker that is known."""
    rows = link.run(
        lambda connection: connection.execute(
            "SELECT id, state, sessions, extract(epoch FROM now() - beat_at)::float8, beat_s "
            "FROM portal_bot.workers ORDER BY id"
        ).fetchall()
    )
    return [WorkerSeen(*row) for row in rows]  # type: ignore[arg-type] # the columns' own types


class Supervisor:
    """Gives the filings of workers that fell silent to the others, when it is safe.

    Nobody does that by itself: the engine takes up only what its own worker had in flight.

    Args:
        link: a connection to the database.
        queue: the engine from outside.
        worker: the worker this one runs in.
        skew_s: as `Beat.skew_s`.
    """

    def __init__(self, link: Link, queue: Queue, *, worker: str, skew_s: float) -> None:
        self._link = link
        self._queue = queue
        self._worker = worker
        self._skew_s = skew_s

    def look(self) -> list[Pending]:
        """Takes over what may be taken over by now; returns it."""
        others = [w for w in workers(self._link) if w.id != self._worker and not w.lives]
        return [one for other in others for one in self._take_over(other.id)]

    def sweep(self) -> None:
        """Deletes what ended long ago from the engine's tables; the journal keeps its own."""
        before = clock.machine(UTC) - timedelta(days=KEPT_DAYS)
        self._queue.forget(before.isoformat())

    def _take_over(self, worker: str) -> list[Pending]:
        def work(connection: Connection) -> list[Pending]:
            # Held meanwhile, so that a worker which comes back first waits for the end of this.
            row = connection.execute(_SILENCE, (worker,)).fetchone()
            if row is None:
                return []
            silent, beat_s, state = float(str(row[0])), float(str(row[1])), row[2]
            pending = self._queue.pending_of(worker)
            beat = Beat(beat_s, self._skew_s)
            due = [
                one
                for one in pending
                if state == "stopped" or silent > takeover_s(_settle(connection, one.filing), beat)
            ]
            self._queue.resume(due)
            # Forgotten only with nothing in flight: its silence is what others wait by.
            if len(due) == len(pending) and silent > beat.stale_s:
                connection.execute("DELETE FROM portal_bot.workers WHERE id = %s", (worker,))
            return due

        taken = self._link.run(work)
        if taken:
            names = ", ".join(sorted(one.workflow for one in taken))
            logger.warning("supervisor: took over from {}: {}", worker, names)
        return taken


_SILENCE = """
SELECT extract(epoch FROM clock_timestamp() - beat_at)::float8, beat_s, state
FROM portal_bot.workers WHERE id = %s FOR UPDATE SKIP LOCKED
"""


def _settle(connection: Connection, filing: str) -> float:
    row = connection.execute(
        "SELECT settle_s FROM portal_bot.dossiers WHERE filing = %s", (filing,)
    ).fetchone()
    return float(str(row[0])) if row else 0.0


def alive(link: Link) -> Sequence[WorkerSeen]:
    """The workers that were heard of lately."""
    return [worker for worker in workers(link) if worker.lives]
