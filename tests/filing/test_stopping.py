"""Ctrl-C: before the commit nothing has happened; after it, the answer is waited for."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from portal_bot import aio
from portal_bot.journal import Filing, State
from portal_bot.run.home import reading
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal

pytestmark = pytest.mark.in_turn(2)


async def stopped_at(text: str, mock: MockPortal, home: Path) -> Filing:
    """Cancels the run when an event with this text comes; returns the filing as it then stands."""
    reached = asyncio.Event()

    def tell(event: aio.Event) -> None:
        if event.text == text:
            reached.set()

    work = asyncio.ensure_future(aio.submit([BIRTH], portal_url=mock.address, home=home, tell=tell))
    await asyncio.wait_for(reached.wait(), 60)
    while text == "Mã xác nhận" and not mock.commits():
        await asyncio.sleep(0.01)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    with reading(home) as journal:
        return journal.all()[0]


async def test_stopped_before_the_commit_it_is_checked_and_free(
    mock: MockPortal, tmp_path: Path
) -> None:
    filing = await stopped_at("Thành phần hồ sơ", mock, tmp_path)
    assert (filing.state, filing.intent) == (State.CHECKED, None)
    assert mock.commits() == []


async def test_stopped_after_the_commit_the_receipt_is_waited_for(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("commit_delay", "1")
    filing = await stopped_at("Mã xác nhận", mock, tmp_path)
    (stored,) = mock.submissions()
    assert filing.state is State.RECEIVED
    assert filing.receipt is not None
    assert filing.receipt.number == stored["number"]


async def test_what_was_stopped_goes_on_with_the_same_command(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("commit_delay", "1")
    await stopped_at("Mã xác nhận", mock, tmp_path)
    report = await aio.submit([BIRTH], portal_url=mock.address, home=tmp_path)
    assert report.filings[0].state == "verified"
    assert len(mock.commits()) == 1
