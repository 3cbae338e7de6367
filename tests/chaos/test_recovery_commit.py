"""Whatever the portal does with the one request: one record, or the truth about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.mock import MockPortal
from tests.support.outcome import submitted

# The others of their kind: test_lost_answers.
LOST = [
    # As 307, in test_lost_answers.
    pytest.param("redirect_308", "after", marks=pytest.mark.thorough),
    ("no_number", None),
]
NEVER_ARRIVED = [
    ("drop_before_commit", "fin"),
    # The gate knows no difference: tests/browser/test_gate.py.
    pytest.param("drop_before_commit", "rst", marks=pytest.mark.thorough),
    ("refuse_502", None),
    # Not one of them is followed: tests/browser/test_gate.py.
    pytest.param("redirect_308", "before", marks=pytest.mark.thorough),
    # As the session that ends anywhere before, in test_recovery_before_commit.
    pytest.param("session_expires", "commit", marks=pytest.mark.thorough),
    # As the session that ends there; and `stale_csrf` before the commit.
    pytest.param("stale_csrf", "commit", marks=pytest.mark.thorough),
]


@pytest.mark.parametrize(("name", "arg"), LOST)
async def test_a_stored_dossier_whose_answer_says_nothing_is_found_by_its_reference(
    mock: MockPortal, tmp_path: Path, name: str, arg: str | None
) -> None:
    mock.fault(name, arg, times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("verified", 0)
    assert outcome.filing.receipt is not None
    assert [outcome.filing.receipt.number] == outcome.numbers
    assert len(outcome.commits) == 1
    assert {"uncertain", "found"} <= set(outcome.kinds)
    assert outcome.as_golden()


@pytest.mark.parametrize(("name", "arg"), NEVER_ARRIVED)
async def test_what_is_proved_absent_is_sent_again_in_the_same_command(
    mock: MockPortal, tmp_path: Path, name: str, arg: str | None
) -> None:
    mock.fault(name, arg, times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("verified", 0)
    assert len(outcome.commits) == 2
    assert outcome.as_golden()
    assert "released" in outcome.kinds


async def test_what_is_never_stored_ends_free_and_not_uncertain(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("refuse_502")
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("checked", 20)
    assert outcome.filing.error is not None
    assert outcome.filing.error.code == "portal_unavailable"
    assert len(outcome.commits) == 2
    assert outcome.stored == []


async def test_a_captcha_too_old_at_the_commit_is_refused_in_the_portals_words(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("captcha_expires", step="commit", times=9)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("checked", 22)
    assert "Mã xác nhận đã hết hiệu lực" in outcome.message
    assert outcome.stored == []


async def test_two_records_from_one_request_are_received_and_never_called_verified(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("two_records", times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.filing.verified, outcome.exit_code) == ("received", False, 30)
    assert outcome.filing.error is not None
    assert outcome.filing.error.code == "two_records"
    assert len(outcome.numbers) == 2
    assert all(number in outcome.message for number in outcome.numbers)
    assert len(outcome.commits) == 1


async def test_two_records_whose_answer_was_lost_are_a_persons_to_decide(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("two_records", times=1)
    mock.fault("commit_then_drop", "fin", times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("uncertain", 40)
    assert all(number in outcome.message for number in outcome.numbers)
    assert "portal-bot resolve" in outcome.message
    assert len(outcome.commits) == 1


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("paper_dropped", "papers"),
        # A value that is another one, in tests/filing/test_submit.py.
        pytest.param("value_truncated", "", marks=pytest.mark.thorough),
    ],
)
async def test_a_record_that_lost_something_is_received_and_says_what(
    mock: MockPortal, tmp_path: Path, name: str, place: str
) -> None:
    mock.fault(name, times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.filing.verified, outcome.exit_code) == ("received", False, 30)
    assert outcome.filing.error is not None
    assert outcome.filing.error.code == "not_verified"
    assert "differences.json" in outcome.kept
    assert len(outcome.stored) == 1
    if place:
        assert "Thành phần hồ sơ" in outcome.message


# Each alone, above.
@pytest.mark.thorough
async def test_a_lost_answer_and_a_lost_paper_are_received_and_not_verified(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("paper_dropped", times=1)
    mock.fault("commit_then_drop", "fin", times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.filing.verified, outcome.exit_code) == ("received", False, 30)
    assert len(outcome.commits) == len(outcome.stored) == 1
