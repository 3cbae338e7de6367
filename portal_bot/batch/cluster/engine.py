"""The thin port to DBOS: a durable queue of sessions, and of dossiers that wait for a person.

The engine decides only *when* a session starts and on which worker. Steps run at least once, so
whether a dossier was submitted is never asked here: that is the journal's to say. What goes
through the engine are ids, turns, portal names and outcome words; nobody's data.

Everything that bites when left to its default is set in `worker_settings`.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import uuid4

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions, error
from loguru import logger
from psycopg.conninfo import conninfo_to_dict

from portal_bot.journal.link_security import secured

NAME = "portal-bot"
SCHEMA = "dbos"
# Raised only when the workflows below change their shape, with an empty queue. Left to itself the
# engine hashes their source, and any edit of a line would strand a whole batch in silence.
VERSION = "portal-bot-cluster-1"
SESSIONS, WAITING = "portal-bot-sessions", "portal-bot-waiting"
READY = "ready"
# How long a dossier may wait for its person: a month, then it stays where the journal has it.
PATIENCE_S = 30 * 24 * 3600.0
MAX_THREADS = 32
_POOL = 5
_POLL_S = 0.5


class Outcome(StrEnum):
    """What a session leaves to the engine."""

    SETTLED = "settled"
    PERSON = "person"
    LATER = "later"


class EngineWork(Protocol):
    """What the engine runs; each call may be repeated after a crash."""

    async def session(self, filing: str, turn: int) -> Outcome:
        """One browser session for one dossier. Its first act is to read the journal."""

    async def next_turn(self, filing: str, after: int, *, later: bool) -> tuple[int, float] | None:
        """Queues the dossier again; the new turn and how many seconds to wait before it."""

    def waits(self, filing: str) -> None:
        """The dossier begins to wait for a person, in this process."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A workflow that a worker had taken and not ended."""

    workflow: str
    filing: str
    queue: str


def worker_settings(url: str, worker: str) -> DBOSConfig:
    """Every setting that has a sharp default, set."""
    return {
        "name": NAME,
        "system_database_url": sqlalchemy_url(url),
        "dbos_system_schema": SCHEMA,
        # With the default ("local") a second process runs a step that is in flight once more.
        "executor_id": worker,
        "application_version": VERSION,
        # Unbounded by default: a thread for each of a thousand workflows.
        "max_executor_threads": MAX_THREADS,
        # The default is pickle, which runs whatever the database says when it is read.
        "serializer": DBOSPortableJSONSerializer(),
        "enable_otlp": False,
        "otlp_traces_endpoints": [],
        "otlp_logs_endpoints": [],
        "conductor_key": None,
        "conductor_url": None,
        "auto_upgrade": False,
        "log_level": "WARNING",
        "sys_db_pool_size": _POOL,
        "use_listen_notify": True,
        "run_migrations": True,
    }


def sqlalchemy_url(url: str) -> str:
    """The address as SQLAlchemy wants it, from any that libpq takes."""
    parts = conninfo_to_dict(secured(url))
    host = str(parts.pop("host", "") or "")
    port = parts.pop("port", None)
    made = sa.URL.create(
        "postgresql+psycopg",
        username=_text(parts.pop("user", None)),
        password=_text(parts.pop("password", None)),
        host=None if host.startswith("/") else host or None,
        port=int(port) if port else None,
        database=_text(parts.pop("dbname", None)),
        query={
            **({"host": host} if host.startswith("/") else {}),
            **{name: str(value) for name, value in parts.items()},
        },
    )
    return made.render_as_string(hide_password=False)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def prepare(url: str, role: str | None = None) -> None:
    """Makes the engine's own tables, or brings them up to date.

    Args:
        url: the database.
        role: who is to work there beside the tables' owner, or `None`.
    """
    quiet_log()
    DBOS.migrate(sqlalchemy_url(url), schema=SCHEMA, application_role=role)


class Queue:
    """The engine from outside: for `submit`, and for the supervisor.

    Args:
        url: the database, prepared.
    """

    def __init__(self, url: str) -> None:
        quiet_log()
        self._client = DBOSClient(
            system_database_url=sqlalchemy_url(url),
            dbos_system_schema=SCHEMA,
            serializer=DBOSPortableJSONSerializer(),
            system_database_pool_size=2,
            application_name=NAME,
        )

    def enqueue(self, filing: str, turn: int, portal: str) -> None:
        """Queues a session; saying it again changes nothing."""
        self._client.enqueue(_session_options(filing, turn, portal), filing, turn, portal)

    def ready(self, filing: str, turn: int, portal: str) -> None:
        """The clerk is there for a dossier that has waited for a person since this turn."""
        # It may not have begun to wait yet: the worker died between the two.
        self._client.enqueue(_waiting_options(filing, turn), filing, turn, portal)
        self._client.send(_waiting_id(filing, turn), READY, READY, str(uuid4()))

    def limit(self, per_portal: int) -> None:
        """So many sessions at once at one portal, over all workers; heeded within a poll."""
        queue = self._client.retrieve_queue(SESSIONS)
        if queue is not None:
            queue.set_partition_concurrency(per_portal)

    def pending_of(self, worker: str) -> list[Pending]:
        """What this worker had taken and not ended."""
        found = self._client.list_workflows(
            executor_id=worker, status="PENDING", load_input=False, load_output=False
        )
        return [
            Pending(one.workflow_id, one.workflow_id.split(".")[0], one.queue_name or SESSIONS)
            for one in found
        ]

    def resume(self, pending: Sequence[Pending]) -> None:
        """Puts workflows back into their queues, for any worker to take."""
        for queue in {one.queue for one in pending}:
            ids = [one.workflow for one in pending if one.queue == queue]
            try:
                self._client.resume_workflows(ids, queue_name=queue)
            except error.DBOSNonExistentWorkflowError as gone:
                logger.warning("supervisor: {}", gone)

    def forget(self, before: str) -> int:
        """Deletes what ended before this moment (ISO 8601) from the engine's tables."""
        ended = self._client.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"], completed_before=before, limit=1000,
            load_input=False, load_output=False,
        )  # fmt: skip
        if ended:
            self._client.delete_workflows([one.workflow_id for one in ended])
        return len(ended)

    def close(self) -> None:
        """Lets go of the database."""
        self._client.destroy()


class Engine:
    """The engine inside a worker. One a process: so DBOS has it.

    Args:
        url: the database, prepared.
        worker: this worker's id.
        sessions: how many sessions at once.
        per_portal: how many sessions at once at one portal, over all workers.
        work: what is run.
    """

    def __init__(
        self, url: str, *, worker: str, sessions: int, per_portal: int, work: EngineWork
    ) -> None:
        self._settings = worker_settings(url, worker)
        self._worker = worker
        self._sessions = sessions
        self._per_portal = per_portal
        self._work = work

    async def start(self) -> None:
        """Launches the engine inside the running loop, so that sessions share Playwright's loop.

        What this worker had in flight when it ended is taken up again.

        Raises:
            RuntimeError: the engine is not what it was told to be (a variable overrules it).
        """
        quiet_log()
        DBOS(config=self._settings)
        _register(self._work)
        DBOS.listen_queues([SESSIONS, WAITING])
        DBOS.launch()
        if self._worker != DBOS.executor_id or DBOS.application_version != VERSION:
            raise RuntimeError(
                f"the engine calls itself {DBOS.executor_id}, {DBOS.application_version}: unset "
                "DBOS__VMID, DBOS__APPVERSION and DBOS__CLOUD"
            )
        await DBOS.register_queue_async(
            SESSIONS,
            worker_concurrency=self._sessions,
            partition_concurrency=self._per_portal,
            polling_interval_sec=_POLL_S,
            on_conflict="always_update",
        )
        await DBOS.register_queue_async(
            WAITING, polling_interval_sec=_POLL_S, on_conflict="always_update"
        )

    def stop(self, patience_s: float) -> threading.Thread:
        """Takes nothing new, and ends when what runs has ended, or after `patience_s`.

        In a thread of its own: done in the loop, it would stop the very sessions it waits for.
        """
        thread = threading.Thread(
            target=lambda: DBOS.destroy(
                destroy_registry=True, workflow_completion_timeout_sec=int(patience_s) or 1
            ),
            name="portal-bot-drain",
        )
        thread.start()
        return thread

    @staticmethod
    def give_back_loop() -> None:
        """After the end: the loop's threads were the engine's, which are gone."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())


def _register(work: EngineWork) -> None:
    """The two workflows, under names that do not depend on the code."""
    file, queue_next = _register_steps(work)

    @DBOS.workflow(name="session")
    async def session(filing: str, turn: int, portal: str) -> str:
        outcome = await file(filing, turn)
        if outcome == Outcome.LATER:
            await queue_next(filing, turn, portal, True)
        elif outcome == Outcome.PERSON:
            # Outside the limited queue: whoever waits holds no session.
            await DBOS.enqueue_workflow_with_options_async(
                _waiting_options(filing, turn), filing, turn, portal
            )
        return outcome

    @DBOS.workflow(name="waiting")
    async def waiting(filing: str, turn: int, portal: str) -> str:
        work.waits(filing)
        said = await DBOS.recv_async(READY, timeout_seconds=PATIENCE_S)
        if said is None:
            return "nobody came"
        await queue_next(filing, turn, portal, False)
        return READY


def _register_steps(
    work: EngineWork,
) -> tuple[Callable[[str, int], Awaitable[str]], Callable[[str, int, str, bool], Awaitable[None]]]:
    """The step that is a whole session, and what queues the next one."""

    # Retried by us alone, with the journal read anew.
    @DBOS.step(name="session", retries_allowed=False)
    async def file(filing: str, turn: int) -> str:
        return (await work.session(filing, turn)).value

    @DBOS.step(name="next_turn", retries_allowed=False)
    async def next_turn(filing: str, after: int, later: bool) -> list[float] | None:
        found = await work.next_turn(filing, after, later=later)
        return None if found is None else [found[0], found[1]]

    async def queue_next(filing: str, after: int, portal: str, later: bool) -> None:
        found = await next_turn(filing, after, later)
        if found is None:
            return
        options = _session_options(filing, int(found[0]), portal)
        if found[1] > 0:
            options["delay_seconds"] = found[1]
        await DBOS.enqueue_workflow_with_options_async(options, filing, int(found[0]), portal)

    return file, queue_next


def _session_options(filing: str, turn: int, portal: str) -> EnqueueOptions:
    return {
        "workflow_name": "session",
        "queue_name": SESSIONS,
        # The engine runs an id once: said twice, a turn is one session.
        "workflow_id": f"{filing}.{turn}",
        "app_version": VERSION,
        "application_name": NAME,
        "queue_partition_key": portal,
    }


def _waiting_options(filing: str, turn: int) -> EnqueueOptions:
    return {
        "workflow_name": "waiting",
        "queue_name": WAITING,
        "workflow_id": _waiting_id(filing, turn),
        "app_version": VERSION,
        "application_name": NAME,
    }


def _waiting_id(filing: str, turn: int) -> str:
    return f"{filing}.{turn}.wait"


class _ToOurLog(logging.Handler):
    """The engine's words through our redacting log, where people who ask for them see them."""

    def emit(self, record: logging.LogRecord) -> None:
        # Lost connections are the engine's to mend; it says so at every try.
        level = "INFO" if record.levelno <= logging.WARNING else "ERROR"
        logger.log(level, "engine: {}", record.getMessage())


def quiet_log() -> None:
    """Takes the engine's log over before it finds a place of its own: it would print to stderr."""
    log = logging.getLogger("dbos")
    log.propagate = False
    if not any(isinstance(handler, _ToOurLog) for handler in log.handlers):
        log.handlers[:] = [_ToOurLog()]
