"""A worker: takes sessions from the shared queue until it is told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import TypeVar

import psycopg
from loguru import logger
from sqlalchemy.exc import SQLAlchemyError

from portal_bot import settings
from portal_bot.batch.cluster import engine, queue_tables
from portal_bot.batch.cluster.desks import Desks
from portal_bot.batch.cluster.engine import Engine, Queue
from portal_bot.batch.cluster.lines import SharedLines
from portal_bot.batch.cluster.queued import Dossiers
from portal_bot.batch.cluster.sessions import FIRST_WAIT_S, Sessions, Shop
from portal_bot.batch.cluster.takeover import BEAT, Beat
from portal_bot.batch.cluster.vault import open_vault
from portal_bot.batch.cluster.workers import Supervisor, WorkerName, alive, worker_id
from portal_bot.errors import SetupError
from portal_bot.journal.link import Link
from portal_bot.run.events import Event, Tell
from portal_bot.run.home_lock import held
from portal_bot.run.older_home import lock_older

T = TypeVar("T")

# Longer than one filing takes, its answer's timeout included.
DRAIN_S = 150.0
SWEEP_S = 3600.0
# Heartbeat, supervisor, drain: never in line behind the engine's own threads.
_THREADS = 4


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How a worker is to work.

    Attributes:
        url: the database of the queue.
        sessions: how many dossiers at once; `None`: as many as the machine has cores.
        name: this worker's name; `None`: the one that was made for this home.
        home: the home folder, or `None` for `PORTAL_BOT_HOME` or the usual one.
        headed: whether the browser's window is seen.
        beat: how it says that it lives; the same for all workers of a queue.
        drain_s: how long what runs may take to end when the worker is to stop.
        retry_s: the first wait for a portal that is down.
        tell: is told what happens.
    """

    url: str
    sessions: int | None = None
    name: str | None = None
    home: Path | None = None
    headed: bool = False
    beat: Beat = BEAT
    drain_s: float = DRAIN_S
    retry_s: float = FIRST_WAIT_S
    tell: Tell = lambda _: None


async def work(options: WorkerOptions) -> str:
    """Works until Ctrl-C or SIGTERM, then ends what is in hand; a second one ends at once.

    Returns:
        The worker's id.

    Raises:
        SetupError: no key, a wrong key, no database, no browser, or the name is taken.
    """
    home = settings.home(options.home)
    vault = open_vault()
    with held(home), _pool() as pool:
        lock_older(home)
        link = Link(options.url)
        queue_tables.set_up(link, vault)
        engine.prepare(options.url)
        worker = Worker(options, home, link, pool)
        try:
            await worker.run(Sessions, Shop(
                url=options.url, link=link, vault=vault, worker=worker.id,
                skew_s=options.beat.skew_s, retry_s=options.retry_s, tell=options.tell,
            ))  # fmt: skip
        finally:
            link.close()
    return worker.id


class Worker:
    """One worker's life, from its first sign of life to its last.

    Args:
        options: how it is to work.
        home: its home, held.
        link: a connection to the database, set up.
        pool: threads of its own.
    """

    def __init__(
        self, options: WorkerOptions, home: Path, link: Link, pool: ThreadPoolExecutor
    ) -> None:
        self.id = worker_id(home, options.name)
        self._options = options
        self._home = home
        self._link = link
        self._pool = pool
        self._sessions = options.sessions or settings.sessions() or os.cpu_count() or 1
        # First the name, then the engine: it takes up at once what this name had in flight.
        self._identity = WorkerName(
            options.url, self.id, sessions=self._sessions, beat=options.beat
        )
        self._refuse_other_number()
        self._beaten = asyncio.Event()
        self._stop = asyncio.Event()
        self._at_once = asyncio.Event()
        self._fatal: SetupError | None = None

    def _refuse_other_number(self) -> None:
        """The engine keeps one number of sessions for a queue: two would overrule each other."""
        for other in alive(self._link):
            if other.id != self.id and other.sessions != self._sessions:
                self._identity.leave(drained=True)
                raise SetupError(
                    f"máy {other.id} đang chạy với --sessions {other.sessions}, máy này "
                    f"{self._sessions}: mọi máy của một hàng đợi dùng cùng một số. Máy mạnh hơn "
                    "thì chạy thêm một tiến trình với --name và PORTAL_BOT_HOME khác"
                )

    async def run(self, kind: Callable[..., Sessions], shop: Shop) -> None:
        """Until it is told to stop."""
        lines = SharedLines(self._link)
        desks = Desks(
            self._home, shop.vault.secret, lines, sessions=self._sessions,
            headed=self._options.headed, fresh=self._fresh, tell=self._options.tell,
        )  # fmt: skip
        sessions = kind(shop, Dossiers(self._link, shop.vault), lines, desks)
        per_portal = lines.least() or self._sessions
        motor = Engine(
            self._options.url, worker=self.id, sessions=self._sessions, per_portal=per_portal,
            work=sessions,
        )  # fmt: skip
        drained = False
        try:
            async with self._helpers():
                with _told_to_stop(self._on_signal):
                    await motor.start()
                    self._say(f"máy {self.id} sẵn sàng, {self._sessions} hồ sơ cùng lúc")
                    await self._stop.wait()
                    drained = await self._drain(motor, sessions)
        finally:
            # With the database away, or the name another's, there is nobody to say it to.
            if self._fatal is None:
                self._identity.leave(drained=drained)
            await desks.close()
        if self._fatal is not None:
            raise self._fatal

    async def _drain(self, motor: Engine, sessions: Sessions) -> bool:
        """Takes nothing new and ends what runs; whether all of it ended."""
        patience = 0.0 if self._fatal else self._options.drain_s
        self._say(f"máy {self.id}: không nhận thêm, làm nốt việc đang dở")
        thread = motor.stop(patience)
        ended = asyncio.ensure_future(sessions.drained())
        hurried = asyncio.ensure_future(self._at_once.wait())
        try:
            await asyncio.wait(
                {ended, hurried}, timeout=patience, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            hurried.cancel()
            drained = ended.done()
            ended.cancel()
            await asyncio.gather(ended, hurried, return_exceptions=True)
        if not drained:
            await sessions.give_up()
        await self._in_thread(thread.join)
        motor.give_back_loop()
        return drained

    @asynccontextmanager
    async def _helpers(self) -> AsyncIterator[None]:
        queue = await self._in_thread(lambda: Queue(self._options.url))
        link = await self._in_thread(lambda: Link(self._options.url))
        supervisor = Supervisor(link, queue, worker=self.id, skew_s=self._options.beat.skew_s)
        tasks = [
            asyncio.create_task(self._beat()),
            asyncio.create_task(self._supervise(supervisor)),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            link.close()
            await self._in_thread(queue.close)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._options.beat.every_s)
            try:
                await self._in_thread(self._identity.say)
            except SetupError as error:
                self._fatal = error
                self._stop.set()
                return
            self._beaten.set()
            self._beaten = asyncio.Event()

    async def _fresh(self) -> None:
        """Waits until this worker has said lately that it lives."""
        while not self._identity.is_fresh:
            await self._beaten.wait()

    async def _supervise(self, supervisor: Supervisor) -> None:
        """Looks after the others; once an hour sweeps up what ended long ago."""
        swept = monotonic() - SWEEP_S
        while True:
            await asyncio.sleep(self._options.beat.every_s)
            try:
                taken = await self._in_thread(supervisor.look)
                if monotonic() - swept > SWEEP_S:
                    swept = monotonic()
                    await self._in_thread(supervisor.sweep)
            except (SetupError, psycopg.Error, SQLAlchemyError) as error:
                # The next look will do: the database is away, or another supervisor was first.
                logger.warning("supervisor: {}", type(error).__name__)
                continue
            for one in taken:
                self._options.tell(
                    Event(
                        "note", one.filing, Path(one.filing), "nhận thay một máy không còn trả lời"
                    )
                )

    def _on_signal(self) -> None:
        # The second signal.
        if self._stop.is_set():
            self._at_once.set()
        self._stop.set()

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def _say(self, text: str) -> None:
        self._options.tell(Event("line", "", Path(), text))


@contextmanager
def _told_to_stop(on_signal: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C and SIGTERM ask for an end; works also where asyncio knows no signal handlers."""
    loop = asyncio.get_running_loop()

    def handle(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(on_signal)

    before = {s: signal.signal(s, handle) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            with suppress(ValueError, TypeError):
                signal.signal(number, handler)


@contextmanager
def _pool() -> Iterator[ThreadPoolExecutor]:
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="portal-bot-worker")
    try:
        yield pool
    finally:
        # A thread that waits for a database which is away must not hold the program up.
        pool.shutdown(wait=False, cancel_futures=True)
