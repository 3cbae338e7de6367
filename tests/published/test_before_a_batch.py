"""A form of the national portal that changed overnight: refused by name before a browser starts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import portal_bot
from portal_bot import clock
from portal_bot.browser import lending
from tests.support.fixtures import FIXTURES
from tests.support.mock import MockPortal

BIRTH = FIXTURES / "edition_2026" / "birth_registration" / "plain.yaml"
MOMENT = datetime.fromisoformat("2026-11-20T09:00:00+07:00")


def test_nothing_is_filled_on_a_form_that_changed(
    national: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> Any:
        raise AssertionError("nothing may be opened")

    monkeypatch.setattr(lending, "find_browser", none)
    national.post("/clock", now=MOMENT.isoformat(), ticking=False)
    national.fault("drift", "renamed")
    with clock.at(MOMENT):
        report = portal_bot.submit(
            [BIRTH], portal="mock_national", portal_url=national.address, home=tmp_path / "home"
        )
    (filing,) = report.filings
    assert (report.exit_code, filing.state) == (21, "failed")
    assert filing.error is not None
    assert "tờ khai của cổng đã đổi" in filing.error.message
    assert "citizenQuanhevoinguoiduockhaisinh" in filing.error.message
    assert national.commits() == []
