"""The synchronous face, as a script calls it."""

from __future__ import annotations

from pathlib import Path

import portal_bot
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal


def test_a_script_checks_fills_and_submits(mock: MockPortal, tmp_path: Path) -> None:
    assert all(checked.ok for checked in portal_bot.check(BIRTH))
    where = {"portal_url": mock.address, "home": tmp_path}

    (filled,) = portal_bot.fill(str(BIRTH), **where).filings
    assert (filled.state, filled.receipt) == ("checked", None)
    assert mock.submissions() == []

    (filed,) = portal_bot.submit([str(BIRTH)], **where).filings
    (stored,) = mock.submissions()
    assert filed.receipt is not None
    assert filed.receipt.number == stored["number"]


async def test_it_also_works_where_a_loop_is_running(mock: MockPortal, tmp_path: Path) -> None:
    report = portal_bot.submit(BIRTH, portal_url=mock.address, home=tmp_path)
    assert [filing.state for filing in report.filings] == ["verified"]
