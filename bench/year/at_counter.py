"""The desk's own hands at the officers' pages: receives and forwards, hands out results."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from portal_bot.counter.deed_report import DeedReport
from portal_bot.portals.office_side import Task
from tests.support.at_counter import done
from tests.support.mock import MockPortal


async def receive(mock: MockPortal, home: Path, numbers: Sequence[str]) -> list[DeedReport]:
    """Receives these dossiers and forwards them to their unit."""
    return await done(mock, home, numbers, Task.RECEIVE, Task.FORWARD)


async def hand_out(mock: MockPortal, home: Path, numbers: Sequence[str]) -> list[DeedReport]:
    """Hands out their results."""
    return await done(mock, home, numbers, Task.RETURN)
