"""The counter's work as tests ask for it, and the mock's own word about what came of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from portal_bot.counter.counter_desk import open_counter
from portal_bot.counter.counter_run import work
from portal_bot.counter.deed_report import DeedReport
from portal_bot.portals.office_side import Task, TaskValues
from portal_bot.run.home import reading
from portal_bot.run.options import Options
from portal_bot.run.run import Run
from tests.support.mock import MockPortal
from tests.support.process import environment

OFFICER, IN_FULL = "motcua", "Đỗ Thị Một Cửa Thử"


def run_at(mock: MockPortal, home: Path) -> Run:
    return Run.told(Options(portal_url=mock.address, home=home))


async def done(
    mock: MockPortal,
    home: Path,
    numbers: Sequence[str],
    *tasks: Task,
    values: TaskValues = TaskValues(),  # noqa: B008 - frozen
    officer: str = OFFICER,
) -> list[DeedReport]:
    """Does tasks with dossiers in this process."""
    async with open_counter(run_at(mock, home), officer) as desk:
        return await work(desk, numbers, tasks, values)


def steps(mock: MockPortal, number: str) -> list[tuple[str, str]]:
    """What was done with a dossier since it was filed, and by whom, as the mock has it."""
    history: list[dict[str, Any]] = mock.get(f"/office/{number}")["history"]
    return [(step["action"], step["by"]) for step in history[1:]]


def told_citizen(mock: MockPortal, words: str) -> int:
    """How many SMS went out that say this."""
    return sum(one["channel"] == "sms" and words in one["text"] for one in mock.get("/outbox"))


def deed_events(home: Path) -> list[dict[str, Any]]:
    """All that the journal of deeds holds, oldest first; nothing before there is one."""
    if not (home / "counter" / "journal.sqlite3").exists():
        return []
    with reading(home, home / "counter") as journal:
        return [event for deed in journal.all() for event in journal.history(deed.id)]


def desk_process(mock: MockPortal, home: Path, *words: str) -> subprocess.Popen[bytes]:
    """`portal-bot desk` as a process of its own, to be killed."""
    command = [sys.executable, "-m", "portal_bot", "desk", *words, "--json"]
    command += ["--portal-url", mock.address, "--officer", OFFICER]
    return subprocess.Popen(
        command,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
