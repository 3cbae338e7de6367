"""The list that decides: late, an older page of it, out of reach, or without our reference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot.filing.commit import CommitPoint
from tests.portal.conftest import Citizen
from tests.support.mock import MockPortal
from tests.support.outcome import submitted
from tests.support.portals import profile

pytestmark = pytest.mark.in_turn(2)


@pytest.mark.parametrize(
    ("name", "arg"),
    [
        ("session_expires", "list"),
        # As on the record's page, in test_recovery_before_commit.
        pytest.param("error_500", "list", marks=pytest.mark.thorough),
    ],
)
async def test_a_list_that_cannot_be_read_at_once_is_read_later(
    mock: MockPortal, tmp_path: Path, name: str, arg: str
) -> None:
    mock.fault("commit_then_drop", "fin", times=1)
    mock.fault(name, arg, times=1)
    outcome = await submitted(mock, tmp_path)
    assert outcome.state == "verified"
    assert len(outcome.commits) == 1


async def test_a_dossier_that_is_listed_late_is_waited_for_not_sent_again(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("commit_then_drop", "fin", times=1)
    mock.fault("list_lag", "2")
    outcome = await submitted(mock, tmp_path)
    assert outcome.state == "verified"
    assert len(outcome.commits) == 1


def file_others(mock: MockPortal, how_many: int) -> None:
    """The account's other dossiers, filed without a browser, so that its list has more pages."""

    def api(path: str) -> Any:
        return mock.get(path)

    citizen = Citizen(SimpleNamespace(url=mock.address, api=api))  # type: ignore[arg-type] # the part it uses
    for _ in range(how_many):
        citizen.file()
    citizen.http.close()


def at_the_click(monkeypatch: pytest.MonkeyPatch, then: Callable[[], None]) -> None:
    """What becomes of the portal right after the look before the click."""
    honest = CommitPoint.pass_over

    async def pass_over(self: CommitPoint) -> None:
        then()
        await honest(self)

    monkeypatch.setattr(CommitPoint, "pass_over", pass_over)


async def test_an_older_page_in_place_of_the_asked_one_proves_nothing(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_others(mock, 11)
    mock.fault("commit_then_drop", "fin", times=1)
    at_the_click(monkeypatch, lambda: mock.fault("list_old_page"))
    stuck = await submitted(mock, tmp_path)
    assert (stuck.state, stuck.exit_code) == ("uncertain", 40)
    assert "cổng cứ hiện trang 2" in stuck.message
    mock.clear("list_old_page")
    mock.fault("list_old_page", times=2)
    outcome = await submitted(mock, tmp_path)
    assert (outcome.state, outcome.message) == ("verified", "")
    assert len(outcome.commits) == len(outcome.stored) == 12


@pytest.mark.parametrize("fault", ["commit_then_drop", "drop_before_commit"])
async def test_without_a_note_field_it_is_found_or_proved_absent_by_what_was_filed(
    mock: MockPortal, tmp_path: Path, fault: str
) -> None:
    mock.fault(fault, "fin", times=1)
    portal = str(profile(mock, tmp_path))
    outcome = await submitted(mock, tmp_path / "home", portal=portal, portal_url=None)
    assert (outcome.state, outcome.exit_code) == ("verified", 0)
    assert "Thông tin chung / Ghi chú" not in outcome.stored[0]["fields"]
    assert len(outcome.stored) == 1
    found = [event["by"] for event in outcome.history if event["kind"] == "found"]
    assert found == (["content"] if fault == "commit_then_drop" else [])


async def test_without_a_note_field_two_alike_are_a_persons_to_decide(
    mock: MockPortal, tmp_path: Path
) -> None:
    mock.fault("two_records", times=1)
    mock.fault("commit_then_drop", "fin", times=1)
    portal = str(profile(mock, tmp_path))
    outcome = await submitted(mock, tmp_path / "home", portal=portal, portal_url=None)
    assert (outcome.state, outcome.exit_code) == ("uncertain", 40)
    assert all(number in outcome.message for number in outcome.numbers)
