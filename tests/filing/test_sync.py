"""The synchronous face, as a script uses it."""

from __future__ import annotations

from pathlib import Path

import portal_bot
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal


def test_a_script_checks_fills_and_submits(mock: MockPortal, tmp_path: Path) -> None:
    assert [checked.ok for checked in portal_bot.check(BIRTH)] == [True]
    dry = portal_bot.fill(BIRTH, portal_url=mock.address, home=tmp_path)
    assert mock.submissions() == []
    report = portal_bot.submit(str(BIRTH), portal_url=mock.address, home=tmp_path)
    assert [f.state for f in (*dry.filings, *report.filings)] == ["checked", "verified"]


async def test_it_also_works_where_a_loop_is_running(mock: MockPortal, tmp_path: Path) -> None:
    report = portal_bot.submit([BIRTH], portal_url=mock.address, home=tmp_path)
    assert report.filings[0].state == "verified"
