"""A real PostgreSQL of the tests' own: in a temporary folder, on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

# `make postgres` installs it on Debian; elsewhere it is the machine's owner's to do.
MISSING = "no PostgreSQL on this machine (Debian: make postgres)"
_DEBIAN = Path("/usr/lib/postgresql")
# For the event, however long it takes: after a crash it first puts all its files on the disk.
_WAITING = ("-w", "-t", "3600")


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: the newest of Debian's, else that on `PATH`."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@dataclass
class Server:
    """A running server; it can be made to crash, and to come back."""

    folder: Path
    bin: Path
    port: int

    def database(self, name: str, *, like: str = "template1") -> str:
        """A fresh database of this name, with what stands in another one; its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self.url(name)

    def emptied(self, name: str) -> str:
        """The database of this name, with no table of ours: sooner done than a fresh one."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT FROM pg_database WHERE datname = %s", (name,))
            if known.fetchone() is None:
                return self.database(name)
        url = self.url(name)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS portal_bot CASCADE")
        return url

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        log = f"{self.folder}/log"
        self._run("pg_ctl", *_WAITING, "-l", log, "-o", options, "start")

    def stop(self, mode: str) -> None:
        """`immediate` is a crash: nothing is written down on the way."""
        self._run("pg_ctl", *_WAITING, "-m", mode, "stop")

    def setting(self, name: str, value: str) -> None:
        """Changes a setting of the running server."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
        self._run("pg_ctl", "reload")
        # Said in the postmaster's own time; a new connection tells when it has been heard.
        while self._shown(name) != value:
            pass

    def _shown(self, name: str) -> str:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            row = connection.execute(f"SHOW {name}").fetchone()
        return "" if row is None else str(row[0])

    def _run(self, program: str, *arguments: str) -> None:
        environment = {**os.environ, "PGDATA": str(self.folder / "data"), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [str(self.bin / program), *arguments],
            env=environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            **_as_postgres(),
        )
        assert done.returncode == 0, f"{program}: {done.stderr}"


def _as_postgres() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextmanager
def running_server(found: Path) -> Iterator[Server]:
    """Starts one with these binaries, and takes it away again, its folder too."""
    # Not under pytest's own folder: that one is closed to the user "postgres".
    folder = Path(tempfile.mkdtemp(prefix="pb-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Server(folder, found, free.getsockname()[1])
    try:
        server._run("initdb", "--no-sync", "-U", "postgres", "-A", "trust", "-E", "UTF8")
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
