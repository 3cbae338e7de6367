"""What the office's history does not tell is a person's to say, and their word is looked up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.counter import doing
from portal_bot.counter.deed_word import (
    DeedWord,
    decide_deed,
    decide_deed_offline,
    deed_question,
)
from portal_bot.errors import HumanNeeded, UsageError
from portal_bot.portals.office_side import Task
from tests.support.at_counter import IN_FULL, OFFICER, deed_events, done, run_at, steps
from tests.support.mock import MockPortal

File = Callable[[], str]
DONE = DeedWord(done=True, by="Lê Văn Thử")
NOT_DONE = DeedWord(done=False, by="Lê Văn Thử")


@pytest.fixture
async def pressed(mock: MockPortal, file: File, home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A dossier whose button was pressed; then the program ended, and the portal did nothing."""

    async def ends(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    number = file()
    mock.fault("drop_before_deed", times=1)
    with monkeypatch.context() as patched:
        patched.setattr(doing, "settle", ends)
        with pytest.raises(asyncio.CancelledError):
            await done(mock, home, [number], Task.RECEIVE)
    return number


async def test_a_dossier_that_is_gone_is_a_persons(
    mock: MockPortal, home: Path, pressed: str
) -> None:
    mock.post(f"/office/{pressed}", action="remove")
    (report,) = await done(mock, home, [pressed], Task.RECEIVE)
    assert (report.outcome, report.exit_code) == ("uncertain", 40)
    assert pressed in report.words
    assert f"portal-bot desk resolve {report.id}" in report.words
    asked = deed_question(home, pressed)
    assert (asked.deed.id, asked.officer) == (report.id, IN_FULL)
    run = run_at(mock, home)
    with pytest.raises(HumanNeeded, match="còn sớm"):
        decide_deed_offline(run, pressed, replace(NOT_DONE, offline=True))
    told = decide_deed_offline(run, pressed, replace(DONE, offline=True))
    assert (told.outcome, told.exit_code) == ("done", 0)
    (word,) = (event for event in deed_events(home) if event["kind"] == "resolved")
    assert (word["decision"], word["by"], word["how"]) == ("done", "Lê Văn Thử", "offline")
    with pytest.raises(UsageError, match="không còn gì chưa rõ"):
        deed_question(home, pressed)


async def test_a_word_is_held_against_the_office_s_history(
    mock: MockPortal, home: Path, pressed: str
) -> None:
    with pytest.raises(UsageError, match="không có dòng"):
        await decide_deed(run_at(mock, home), OFFICER, pressed, DONE)
    with clock.at(clock.now() + timedelta(hours=1)):
        told = await decide_deed(run_at(mock, home), OFFICER, pressed, NOT_DONE)
    assert told.outcome == "not_done"
    assert steps(mock, pressed) == []
    (report,) = await done(mock, home, [pressed], Task.RECEIVE)
    assert report.outcome == "done"
    assert steps(mock, pressed) == [("receive", IN_FULL)]
