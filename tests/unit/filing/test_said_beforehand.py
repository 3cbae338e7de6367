"""What the citizen is told before a result is sent by post: whose money, and how much later."""

from __future__ import annotations

from datetime import timedelta
from importlib import resources
from pathlib import Path

import pytest

from portal_bot.checking import Checked, check_paths
from portal_bot.cli.counter_sheet import write_sheet
from portal_bot.errors import UsageError
from portal_bot.filing.answered_rows import _of_checked, forecast_of, is_sent_back
from portal_bot.intake.workbook.sheet_columns import DUE_AT
from portal_bot.portals.profile import days_of_post, load, name_of, office_of
from tests.support.days import USUAL, moment_of
from tests.support.fixtures import FIXTURES

pytestmark = pytest.mark.usefixtures("on_the_fixtures_day")
CASES = sorted(FIXTURES.glob("*/full.yaml"))


def checked(case: Path) -> Checked:
    (each,) = check_paths([case], today=moment_of(case).date())
    assert each.ok
    return each


@pytest.mark.parametrize("case", CASES[::3], ids=lambda case: case.parent.name)
def test_it_is_told_where_the_result_is_sent_and_nowhere_else(case: Path, tmp_path: Path) -> None:
    dossier = checked(case)
    sent = is_sent_back(dossier)
    told = forecast_of(dossier, moment_of(case), 3)
    assert told is not None
    assert (told.post is not None) is sent
    (row,) = _of_checked([(dossier, told)])
    assert ("bưu chính: cước do người dân trả" in row.cells[DUE_AT]) is sent
    write_sheet(tmp_path / "phieu.html", [dossier], [told], USUAL)
    page = (tmp_path / "phieu.html").read_text("utf-8")
    assert ("cước do người dân trả" in page) is sent


def test_both_kinds_are_among_the_samples() -> None:
    assert {is_sent_back(checked(case)) for case in CASES[::3]} == {True, False}


@pytest.mark.parametrize("days", [0, 1, 3, 10])
def test_the_letter_comes_so_many_working_days_later(days: int) -> None:
    case = FIXTURES / "birth_registration" / "full.yaml"
    told = forecast_of(checked(case), USUAL, days)
    assert told is not None
    assert told.post is not None
    assert told.appointment is not None
    assert told.post.arrives is not None
    assert told.post.arrives >= told.appointment + timedelta(days=days)


def test_the_days_are_the_portals() -> None:
    mock = load("mock")
    assert mock.post is not None
    assert days_of_post("mock") == days_of_post(None) == mock.post.days
    assert (name_of("mock"), name_of(None)) == ("mock", None)
    office = office_of("mock")
    assert office is not None
    assert office.commune == "Xã Hòa Thành"
    assert office_of(None) is None
    with pytest.raises(UsageError):
        days_of_post("khong-co")


def test_a_profile_that_says_nothing_of_the_post_makes_nothing_up(tmp_path: Path) -> None:
    text = (resources.files("portal_bot.portals") / "profiles" / "mock.toml").read_text("utf-8")
    own = tmp_path / "rieng.toml"
    own.write_text(text.replace("[post]\ndays = 3\n", "").replace('"mock"', '"rieng"'), "utf-8")
    assert days_of_post(str(own)) is None
    assert name_of(str(own)) == "rieng"
