"""The office is asked while it works, and once after it has closed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from portal_bot.portals.profile import load
from portal_bot.tracking.asking_hours import LastLooks, may_ask


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.mark.parametrize(
    ("looked", "now", "asks"),
    [
        (None, "2026-11-22T03:00", True),
        # A Friday morning; at noon; in the evening, once; on Sunday no more; on Monday again.
        ("2026-11-20T09:00", "2026-11-20T10:00", True),
        ("2026-11-20T11:00", "2026-11-20T12:30", True),
        ("2026-11-20T12:00", "2026-11-20T12:30", False),
        ("2026-11-20T16:00", "2026-11-20T20:00", True),
        ("2026-11-20T18:00", "2026-11-20T20:00", False),
        ("2026-11-20T18:00", "2026-11-22T09:00", False),
        ("2026-11-20T18:00", "2026-11-23T08:00", True),
        # A clock that was set: what it wrote says nothing.
        ("2027-01-01T09:00", "2026-11-20T20:00", True),
    ],
)
def test_what_can_have_changed_is_asked_for(looked: str | None, now: str, asks: bool) -> None:
    assert may_ask(load("mock"), at(looked) if looked else None, at(now)) is asks


def test_when_it_was_asked_outlives_the_program_and_a_damaged_file(tmp_path: Path) -> None:
    LastLooks(tmp_path, "mock").now("an", at("2026-11-20T09:00"))
    assert LastLooks(tmp_path, "mock").at("an") == at("2026-11-20T09:00")
    assert LastLooks(tmp_path, "other").at("an") is None
    (tmp_path / "looked.json").write_text("[", "utf-8")
    assert LastLooks(tmp_path, "mock").at("an") is None
