"""One connection to PostgreSQL that outlives the server's restarts.

Needs the extra `cluster` (psycopg). Synchronous on purpose: asynchronous psycopg does not run on
the event loop that Playwright needs on Windows, and a change of the journal takes a millisecond.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from portal_bot.errors import SetupError
from portal_bot.journal.link_security import insist_secured, secured

T = TypeVar("T")
Connection = psycopg.Connection[tuple[object, ...]]

# How long a restart of the server may take before we give up, in seconds.
PATIENCE_S = 60.0
# Much less than the patience: a server that is starting is asked several times.
_CONNECT_S = 5
# A commit that is not on the disk is no commit; a client that froze holds no lock for long.
_SESSION = (
    "-c synchronous_commit=on -c lock_timeout=15s -c idle_in_transaction_session_timeout=30s "
    "-c client_min_messages=warning"
)
# A machine that lost its power is noticed within a minute, on both ends.
_KEEPALIVE = {"keepalives_idle": 20, "keepalives_interval": 10, "keepalives_count": 4}
_SERVER_KEEPALIVE = (
    " -c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=4"
)


class DatabaseGone(SetupError):
    """The server cannot be reached, or refuses us. What was written stands."""

    code = "database_gone"


class Link:
    """A connection that is made anew when it is lost. May be used from any thread, one at a time.

    Args:
        url: ``postgresql://…``; what it leaves out comes from libpq's variables and files.
        patience_s: how long to try again when the server does not answer.
        on_connect: is given every new connection before it is used.

    Raises:
        DatabaseGone: the server cannot be reached, or refuses us.
        SetupError: it does not keep its commits.
    """

    def __init__(
        self,
        url: str,
        *,
        patience_s: float = PATIENCE_S,
        on_connect: Callable[[Connection], None] = lambda _: None,
    ) -> None:
        self._url = url
        self.patience_s = patience_s
        self._on_connect = on_connect
        self._connection: Connection | None = None
        # Within its own work a thread asks again: for a filing's key, in the same transaction.
        self._lock = threading.RLock()
        try:
            self.run(_refuse_forgetful_server)
        except BaseException:
            self.close()
            raise

    def run(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in one transaction; again, on a new connection, when the server was lost.

        A commit whose answer was lost may have happened: `work` must be harmless when repeated.

        Raises:
            DatabaseGone: the server did not come back within the patience.
        """
        again = Retrying(
            retry=retry_if_exception(_is_passing),
            stop=stop_after_delay(self.patience_s),
            wait=wait_random_exponential(multiplier=0.05, max=1.0),
            reraise=True,
        )
        with self._lock:
            try:
                return again(lambda: self._once(work))
            except psycopg.OperationalError as error:
                raise DatabaseGone(
                    f"cơ sở dữ liệu {self.name} không dùng được ({_reason(error)}). Những gì đã "
                    "ghi vẫn còn; sửa xong thì chạy lại cùng lệnh"
                ) from error

    @property
    def name(self) -> str:
        """Where it is, without user and password."""
        return place(self._url)

    def close(self) -> None:
        """Ends the connection, if there is one."""
        with self._lock:
            self._drop()

    def _once(self, work: Callable[[Connection], T]) -> T:
        try:
            if self._connection is None:
                self._connection = connect(self._url)
                self._on_connect(self._connection)
            with self._connection.transaction():
                return work(self._connection)
        except psycopg.OperationalError:
            self._drop()
            raise

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def connect(url: str) -> Connection:
    """A connection of ours: durable commits, no lock held for long, dead peers noticed.

    Raises:
        SetupError: it would leave this machine in clear.
    """
    made = psycopg.connect(
        secured(url),
        autocommit=True,
        connect_timeout=_CONNECT_S,
        application_name="portal-bot",
        options=_SESSION + ("" if _is_local(url) else _SERVER_KEEPALIVE),
        **({} if _is_local(url) else _KEEPALIVE),  # type: ignore[arg-type] # libpq's own, as ints
    )
    insist_secured(made)
    return made


def place(url: str) -> str:
    """Where a database is, for messages: without user and password.

    Raises:
        SetupError: this is no address of a PostgreSQL database.
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise SetupError(
            "--queue không phải địa chỉ PostgreSQL; ví dụ: postgresql://may-chu/portal_bot"
        ) from error
    host = parts.get("host") or "localhost"
    return f"{host}:{parts.get('port') or 5432}/{parts.get('dbname') or ''}"


def _is_local(url: str) -> bool:
    return str(conninfo_to_dict(url).get("host") or "/").startswith("/")


def _is_passing(error: BaseException) -> bool:
    """Whether it may be over in a moment: the server restarts, two writers met."""
    if not isinstance(error, psycopg.OperationalError):
        return False
    # Class 28: refused for who we are; 3D: no such database.
    return not (error.sqlstate or "").startswith(("28", "3D")) and not _refused(error)


def _refused(error: psycopg.OperationalError) -> bool:
    # libpq gives no code when it was refused while connecting, only the server's words.
    words = str(error)
    return any(f in words for f in ("password", "does not exist", "no pg_hba.conf entry"))


def _reason(error: psycopg.OperationalError) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _refuse_forgetful_server(connection: Connection) -> None:
    shown = connection.execute("SHOW fsync").fetchone()
    if shown is None or shown[0] != "on":
        raise SetupError(
            "máy chủ PostgreSQL chạy với fsync tắt: mất điện là mất sổ nhật ký, và hồ sơ có thể "
            "bị nộp hai lần. Bật fsync = on rồi chạy lại"
        )
