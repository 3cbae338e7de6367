"""`portal-bot submit` as a process of its own, to be stopped and killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal_bot import settings
from portal_bot.run.home import reading
from tests.support.fixtures import BIRTH, PASSWORD


def command(*options: str, dossier: Path = BIRTH) -> list[str]:
    return [sys.executable, "-m", "portal_bot", "submit", str(dossier), "--json", *options]


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, settings.HOME: str(home), settings.PASSWORD: PASSWORD}


def events(home: Path) -> list[dict[str, Any]]:
    """All that the journal holds, oldest first; nothing before there is one."""
    if not (home / "journal.sqlite3").exists():
        return []
    with reading(home) as journal:
        return [event for filing in journal.all() for event in journal.history(filing.id)]


def wait_for(kind: str, home: Path, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Waits until the journal holds an event of this kind, and returns it."""
    found: list[dict[str, Any]] = []

    def is_there() -> bool:
        found.extend(event for event in events(home) if event["kind"] == kind)
        return bool(found)

    until(lambda: is_there() or process.poll() is not None)
    assert found, f"the journal never held {kind!r}"
    return found[-1]


def until(holds: Callable[[], bool], *, longest_s: float = 60.0) -> None:
    """Waits for something outside of this process, where there is nothing to wait on."""
    deadline = time.monotonic() + longest_s
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)  # noqa: TID251 - another process acts
