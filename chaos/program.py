"""The program under test: an external command in a home of its own, and what it says."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chaos import processes
from chaos.case import Claim, Said
from portal_bot import settings

# The password of every invented citizen of the mock, as its README says.
PASSWORD = "Mat-khau-123"  # noqa: S105 - nobody's
JOURNAL = "journal.sqlite3"


@dataclass(frozen=True, slots=True)
class Program:
    """How to say `submit`: the command's first words, before paths and options.

    Attributes:
        name: of the table's column.
        command: the words.
        dry: the words of its dry run; none: it has no such command.
        until_doubled: whether a cell is over with the first record too many: of a program that is
            there to be found out, the rest tells nothing more.
    """

    name: str
    command: tuple[str, ...]
    dry: tuple[str, ...] = ()
    until_doubled: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where one run happens.

    Attributes:
        home: the program's home.
        address: the portal's.
        paths: the dossiers.
        sessions: how many at once.
        files: where its output is kept, as `<files>.json` and `<files>.log`.
        environment: what is set for it besides.
        is_dry: whether it is the dry run that is said.
    """

    home: Path
    address: str
    paths: tuple[Path, ...]
    sessions: int
    files: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    is_dry: bool = False


class Running:
    """One run of the program."""

    def __init__(self, process: asyncio.subprocess.Process, place: Place) -> None:
        self._process, self._place = process, place
        self.killed = False
        self.started_at = time.monotonic()

    @classmethod
    async def start(cls, program: Program, place: Place) -> Running:
        """Starts it, as a person would."""
        command = program.dry if place.is_dry else program.command
        words = [*command, *map(str, place.paths), "--portal-url", place.address, "--json"]
        words += [] if place.is_dry else ["--sessions", str(place.sessions)]
        own = {settings.HOME: str(place.home), settings.PASSWORD: PASSWORD}
        environment = {**os.environ, **own, **place.environment}
        with (
            place.files.with_suffix(".json").open("wb") as out,
            place.files.with_suffix(".log").open("wb") as log,
        ):
            process = await asyncio.create_subprocess_exec(
                *words, stdin=asyncio.subprocess.DEVNULL, stdout=out, stderr=log, env=environment
            )
        return cls(process, place)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_over(self) -> bool:
        return self._process.returncode is not None

    @property
    def journal(self) -> Path:
        return self._place.home / JOURNAL

    def signal(self, number: signal.Signals) -> None:
        """Sends it, unless the program is over."""
        if not self.is_over:
            self._process.send_signal(number)

    def end(self) -> None:
        """Ends it and all it started, if this run of the matrix is itself stopped."""
        if not self.is_over:
            left_behind = processes.family(self.pid)
            self.signal(signal.SIGKILL)
            processes.kill(left_behind)

    async def ended(self) -> None:
        """Waits for its end, however it comes."""
        await self._process.wait()

    async def over(self, within_s: float) -> Said:
        """Waits for its end; one that takes longer is killed and counts as a bug.

        Args:
            within_s: the longest time a run may take.
        """
        try:
            code: int | None = await asyncio.wait_for(self._process.wait(), within_s)
        except TimeoutError:
            self.signal(signal.SIGKILL)
            await self._process.wait()
            return Said(exit_code=-1, code=f"no end within {within_s:.0f} s")
        if self.killed:
            return Said(exit_code=None)
        told = said(self._place.files.with_suffix(".json").read_text("utf-8"))
        return Said(code, told.claims, told.code)


def said(text: str) -> Said:
    """What the program's `--json` says (contract, §4); nothing, where it is none."""
    try:
        document = json.loads(text)
    except ValueError:
        return Said(exit_code=0)
    error = document.get("error") or {}
    return Said(0, tuple(_claims(document.get("filings", ()))), error.get("code"))


def _claims(filings: Sequence[Mapping[str, Any]]) -> list[Claim]:
    return [
        Claim(
            path=filing["path"],
            state=filing["state"],
            number=(filing.get("receipt") or {}).get("number"),
            verified=filing.get("verified"),
            code=(filing.get("error") or {}).get("code"),
            message=(filing.get("error") or {}).get("message", ""),
            reference=filing.get("id"),
        )
        for filing in filings
    ]
