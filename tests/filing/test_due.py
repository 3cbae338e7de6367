"""What is to be paid is told until it is paid; what was sent before is not called sent again."""

from __future__ import annotations

import json
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import pytest

from portal_bot import aio
from portal_bot.filing.report import FilingReport, Report
from portal_bot.filing.standing import standing
from tests.support.fixtures import FIXTURES
from tests.support.kept import opened
from tests.support.mock import MockPortal

pytestmark = pytest.mark.in_turn(2)

FULL = FIXTURES / "birth_registration" / "full.yaml"


async def only(work: Awaitable[Report]) -> FilingReport:
    [filing] = (await work).filings
    return filing


async def test_from_the_dry_run_to_the_word_that_it_is_paid(
    mock: MockPortal, tmp_path: Path
) -> None:
    options: dict[str, Any] = {"portal_url": mock.address, "home": tmp_path / "home"}
    filled = await only(aio.fill([FULL], **options))
    assert filled.filled
    assert not filled.sent
    assert filled.draft
    assert filled.due is not None
    amount = filled.due.amount

    sent = await only(aio.submit([FULL], **options))
    assert (sent.sent, standing(sent).name) == (True, "verified")
    assert sent.seconds > 0
    assert sent.account is not None
    assert "•••" in sent.account
    assert sent.due is not None
    assert (sent.due.amount, sent.due.paid) == (amount, False)
    assert sent.due.why == filled.due.why

    again = await only(aio.submit([FULL], **options))
    assert (again.sent, again.receipt) == (False, sent.receipt)
    assert again.due == sent.due
    shown = aio.status([], tmp_path / "home").filings[0]
    assert shown.as_json()["due"] == sent.as_json()["due"]
    assert (shown.sent, shown.account) == (False, sent.account)
    assert sent.evidence is not None
    kept = json.loads(opened(Path(sent.evidence) / "journal.json"))
    assert kept["due"]["amount"] == amount
    assert {line["at"][-6:] for line in kept["journal"]} == {"+07:00"}

    assert sent.id is not None
    paid = aio.pay(sent.id, by="chị Mẫu", home=tmp_path / "home")
    assert not paid.unpaid
    last = await only(aio.submit([FULL], **options))
    assert last.due is not None
    assert last.due.paid


async def test_what_the_record_says_is_taken_over(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is read after the click: what was paid by then is paid."""
    from portal_bot.journal import Due
    from portal_bot.portals.igate_v1 import record as stored

    def told(_: object) -> Due:
        return Due(24_000, "", "Đã thanh toán", paid=True)

    monkeypatch.setattr(stored, "due_of", told)
    options: dict[str, Any] = {"portal_url": mock.address, "home": tmp_path / "home"}
    sent = await only(aio.submit([FULL], **options))
    assert sent.due is not None
    assert sent.due.paid
    assert sent.due.why
