"""A portal that is not quite the known one: its list, numbers, what it keeps; or other hands."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot import aio
from tests.support.choosing import thorough
from tests.support.dossiers import written
from tests.support.mock import MockPortal
from tests.support.outcome import submitted

pytestmark = pytest.mark.in_turn(2)

# One of each in a whole filing; every one of them as it is read, in tests/browser/test_listing.py.
UNDERSTOOD = ["owner_masked", *thorough("owner_titled", "owner_upper", "procedure_coded")]
NOT_UNDERSTOOD = [
    "cell_more",
    *thorough("cells_joined", "empty_table_first", "second_table", "boxes", "heading_renamed"),
]
# The number itself is gone from the list: nothing there tells of the record.
HIDING = ["row_left_out", *thorough("number_cut")]


@pytest.mark.parametrize("shape", UNDERSTOOD)
async def test_a_list_that_prints_otherwise_hides_nothing(
    mock: MockPortal, tmp_path: Path, shape: str
) -> None:
    mock.fault("commit_then_drop", "fin", times=1)
    mock.fault("list_shape", shape)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("verified", 0)
    assert len(outcome.commits) == len(outcome.stored) == 1


@pytest.mark.parametrize("shape", NOT_UNDERSTOOD)
async def test_a_list_that_is_not_understood_shows_ours_and_proves_nothing_else(
    mock: MockPortal, tmp_path: Path, shape: str
) -> None:
    mock.fault("commit_then_drop", "fin", times=1)
    mock.fault("list_shape", shape)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.filing.verified, outcome.exit_code) == ("received", None, 30)
    assert outcome.filing.receipt is not None
    assert [outcome.filing.receipt.number] == outcome.numbers
    mock.clear("list_shape")
    again = await submitted(mock, tmp_path)
    assert (again.state, again.exit_code) == ("verified", 0)
    assert len(again.commits) == len(again.stored) == 1


@pytest.mark.parametrize("shape", HIDING)
async def test_a_list_that_hides_ours_is_a_persons_to_decide_and_never_absence(
    mock: MockPortal, tmp_path: Path, shape: str
) -> None:
    mock.fault("commit_then_drop", "fin", times=1)
    mock.fault("list_shape", shape)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("uncertain", 40)
    assert "không còn là bản nháp" in outcome.message
    assert len(outcome.commits) == len(outcome.stored) == 1


async def test_a_second_dossier_waits_for_a_list_that_is_understood(
    mock: MockPortal, tmp_path: Path
) -> None:
    await submitted(mock, tmp_path / "home")
    mock.fault("list_shape", "cell_more")
    other = written(tmp_path / "b.yaml", {"request": "lần hai"})
    report = await aio.submit([other], portal_url=mock.address, home=tmp_path / "home")
    assert (report.filings[0].state, report.exit_code) == ("needs_human", 30)
    assert len(mock.submissions()) == 1


async def test_a_note_that_was_rewritten_is_told_and_nothing_is_sent_again(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("note_rewritten", times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.filing.verified, outcome.exit_code) == ("received", False, 30)
    assert "Ghi chú" in outcome.message


async def test_a_note_that_was_rewritten_after_a_lost_answer_is_a_persons_to_decide(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("note_rewritten", times=1)
    mock.fault("commit_then_drop", "fin", times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("uncertain", 40)
    assert outcome.numbers[0] in outcome.message
    assert len(outcome.commits) == 1


async def test_another_agency_is_never_called_verified(mock: MockPortal, tmp_path: Path) -> None:
    mock.fault("other_agency", times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.filing.verified, outcome.exit_code) == ("received", False, 30)
    assert "Cơ quan thực hiện" in outcome.message


async def test_a_number_that_nobody_has_is_not_taken_for_the_receipt(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("foreign_number", "nobody", times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("verified", 0)
    assert outcome.filing.receipt is not None
    assert [outcome.filing.receipt.number] == outcome.numbers
    assert "disowned" in outcome.kinds


# Of this home: tests/unit/filing/test_marks.py.
@pytest.mark.parametrize("home", ["two", *thorough("one")])
async def test_a_number_of_another_filing_is_not_taken_for_the_receipt(
    mock: MockPortal, tmp_path: Path, home: str
) -> None:
    """Of this home it is known; of another one the record page says whose it is."""
    await submitted(mock, tmp_path / "one")
    mock.fault("foreign_number", "another", times=1)
    other = written(tmp_path / "b.yaml", {"request": "lần hai"})
    outcome = await submitted(mock, tmp_path / home, other)
    assert (outcome.state, outcome.exit_code) == ("verified", 0)
    assert outcome.filing.receipt is not None
    assert outcome.filing.receipt.number == outcome.numbers[1]
    assert ("disowned" in outcome.kinds) is (home == "two")


async def test_a_draft_that_somebody_presses_meanwhile_is_adopted(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("draft_pressed", times=1)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.exit_code) == ("verified", 0)
    assert outcome.commits == []
    assert len(outcome.stored) == 1


@pytest.mark.parametrize(
    ("kept", "state", "told"),
    [
        # With what the clerk is shown, in tests/filing/test_contents.py.
        pytest.param("same", "verified", "nội dung tệp đã so", marks=pytest.mark.thorough),
        ("other", "received", "nội dung tệp đã so"),
    ],
)
async def test_bytes_that_the_record_offers_back_are_compared(
    mock: MockPortal, tmp_path: Path, kept: str, state: str, told: str
) -> None:
    mock.fault("file_offered", kept)
    outcome = await submitted(mock, tmp_path)
    assert outcome.state == state
    assert [event["told"] for event in outcome.history if event["kind"] == "contents"] == [told]
    assert ("Thành phần hồ sơ" in outcome.message) is (kept == "other")


# Likewise.
@pytest.mark.thorough
async def test_bytes_that_it_does_not_offer_are_told_as_not_compared(
    mock: MockPortal, tmp_path: Path
) -> None:
    outcome = await submitted(mock, tmp_path)
    (told,) = [event["told"] for event in outcome.history if event["kind"] == "contents"]
    assert told == "nội dung tệp chưa so"
