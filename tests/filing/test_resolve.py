"""A person's word about an uncertain filing, checked against the portal before it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot.errors import UsageError
from portal_bot.filing.hearing import Decision
from portal_bot.filing.questions import question
from portal_bot.filing.report import FilingReport
from portal_bot.filing.resolve import resolve
from portal_bot.run.home import reading
from portal_bot.run.options import Options
from tests.support.mock import MockPortal
from tests.support.outcome import Outcome, submitted
from tools.walk import followed

pytestmark = pytest.mark.in_turn(2)


async def left_uncertain(mock: MockPortal, home: Path) -> Outcome:
    """Two records from one request whose answer was lost: nobody but a person can choose."""
    mock.fault("two_records", times=1)
    mock.fault("commit_then_drop", "fin", times=1)
    outcome = await submitted(mock, home)
    assert outcome.state == "uncertain"
    return outcome


async def decided(
    mock: MockPortal, home: Path, outcome: Outcome, number: str | None
) -> FilingReport:
    options = Options(portal_url=mock.address, home=home)
    return await resolve(str(outcome.filing.id), Decision(number, "Nguyễn Cán Bộ"), options)


async def test_a_named_record_is_opened_compared_and_adopted(
    mock: MockPortal, tmp_path: Path
) -> None:
    outcome = await left_uncertain(mock, tmp_path)
    asked = question(str(outcome.filing.id), tmp_path)
    assert sorted(asked.candidates) == sorted(outcome.numbers)
    with followed() as walk:
        report = await decided(mock, tmp_path, outcome, outcome.numbers[0])
    assert walk.opened[tmp_path / "secret.key"] == 1
    assert report.receipt is not None
    assert report.receipt.number == outcome.numbers[0]
    # The other one is still there: somebody must have it taken back.
    assert (report.state, report.verified, report.exit_code) == ("received", False, 30)
    assert report.error is not None
    assert outcome.numbers[1] in report.error.message
    with reading(tmp_path) as journal:
        kinds = [event["kind"] for event in journal.history(str(outcome.filing.id))]
    assert kinds[kinds.index("resolved") :][:2] == ["resolved", "received"]
    again = await submitted(mock, tmp_path)
    assert len(again.commits) == 1


async def test_not_received_is_refused_while_the_list_shows_our_reference(
    mock: MockPortal, tmp_path: Path
) -> None:
    outcome = await left_uncertain(mock, tmp_path)
    with pytest.raises(UsageError, match=outcome.numbers[0]):
        await decided(mock, tmp_path, outcome, None)
    assert question(str(outcome.filing.id), tmp_path).filing.intent is not None


async def test_a_record_that_is_not_there_is_not_adopted(mock: MockPortal, tmp_path: Path) -> None:
    outcome = await left_uncertain(mock, tmp_path)
    with pytest.raises(UsageError, match=r"không có hồ sơ H45\.22243-261122-9999"):
        await decided(mock, tmp_path, outcome, "H45.22243-261122-9999")
    assert question(str(outcome.filing.id), tmp_path).filing.intent is not None
