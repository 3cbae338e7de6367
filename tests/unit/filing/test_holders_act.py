"""Whose act it is: a rule with its days, on portals that say so, for accounts of somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.catalogue import editions
from portal_bot.catalogue.acts import act_rule
from portal_bot.checked import Checked
from portal_bot.checking import check_paths
from portal_bot.dossier.model import FilingAccount
from portal_bot.filing import holders_act
from portal_bot.filing.holders_act import tell_of_acts
from portal_bot.intake.consent_form import consent_page, form_of
from portal_bot.portals import profile
from portal_bot.published.shelf import Shelf
from tests.support.fixtures import FIXTURES

PLAIN = FIXTURES / "death_registration" / "plain.yaml"
OWN, CLERK = "054085000103", "tinhnguyenvien"
IN_FORCE = [date(2026, 8, 15), date(2026, 11, 29), date(2027, 2, 28)]
NATIONAL = profile.load("mock").model_copy(update={"holders_act": True})


def told(username: str | None, day: date, portal: profile.Portal | None = NATIONAL) -> list[str]:
    checked = filed_by(username)
    before = len(checked.problems)
    tell_of_acts([checked], portal, day)
    return [problem.severity for problem in checked.problems[before:]]


def filed_by(username: str | None) -> Checked:
    (checked,) = check_paths([PLAIN], today=date(2026, 11, 22))
    assert checked.dossier is not None
    account = FilingAccount(username=username) if username else None
    checked.dossier = checked.dossier.model_copy(update={"account": account})
    return checked


@pytest.mark.parametrize("day", IN_FORCE)
def test_in_its_days_only_the_applicants_own_account_files(day: date) -> None:
    assert told(OWN, day) == []
    assert told(CLERK, day) == ["error"]
    assert told("054090000101", day) == ["error"]
    assert told(None, day) == ["error"]


def test_before_its_first_day_it_is_no_rule_and_after_its_last_somebody_is_asked() -> None:
    assert told(CLERK, date(2026, 8, 14)) == []
    assert told(CLERK, date(2027, 3, 1)) == ["warning"]
    assert told(OWN, date(2027, 3, 1)) == []


def test_only_where_the_profile_says_so() -> None:
    assert told(CLERK, IN_FORCE[0], profile.load("mock")) == []
    assert told(CLERK, IN_FORCE[0], None) == []
    shipped = map(profile.load, profile.shipped())
    assert {one.name for one in shipped if one.holders_act} == {
        "mock_moj",
        "mock_national",
        "moj",
        "national",
    }


def test_who_is_refused_is_told_why_and_by_whose_account_it_goes() -> None:
    checked = filed_by(CLERK)
    tell_of_acts([checked], NATIONAL, IN_FORCE[1])
    problem = checked.problems[-1]
    assert (problem.code, problem.field, checked.ok) == ("holders_act", "account.username", False)
    assert "66.22/2026/NQ-CP, từ 15/08/2026 đến 28/02/2027" in problem.message
    assert "chưa rõ cổng có cho nộp thay" in problem.message
    assert CLERK not in problem.message


def test_a_procedure_that_others_may_file_is_let_through_with_a_note(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = editions.edition_2026("death_registration")
    assert known is not None
    for may, severity in ((True, "info"), (False, "error")):
        cell = editions.Cell(may, source="interface")
        allowed = replace(known, others_may_file=cell)
        monkeypatch.setattr(holders_act, "edition_2026", lambda slug, it=allowed: it)
        assert told(CLERK, IN_FORCE[0]) == [severity]


def test_what_the_portal_said_of_this_agency_goes_before_our_facts(tmp_path: Path) -> None:
    line = {"departmentId": "1", "departmentName": "UBND Xã Hòa Thành", "formalityCode": "1.000656"}
    day = IN_FORCE[1]

    def said(may: bool | None, agency: str = "UBND Xã Hòa Thành", *more: object) -> list[str]:
        row = line | {"allowAuthorizationToSubmit": may, "departmentName": agency}
        rows = {"rows": [row, *more], "lastId": None}
        Shelf(tmp_path, NATIONAL.name).put("services", "0", rows)
        checked = filed_by(CLERK)
        tell_of_acts([checked], NATIONAL, day, tmp_path)
        problem = next(one for one in checked.problems if one.code == "holders_act")
        return [problem.severity, problem.message]

    assert said(None)[0] == "error"
    assert said(True, "UBND Xã Hòa Tân Đông")[0] == "error"
    # Another province has a commune of that name: whose word it is, nobody can tell.
    assert said(True, "UBND Xã Hòa Thành", line | {"departmentId": "2"})[0] == "error"
    severity, message = said(True)
    assert severity == "info"
    assert f"cổng nói lúc {clock.today():%d/%m/%Y}, với Xã Hòa Thành" in message
    severity, message = said(False)
    assert severity == "error"
    assert "cổng không cho nộp thay thủ tục này (cổng nói lúc" in message


@pytest.mark.parametrize(
    ("username", "words"),
    [
        (OWN, "tài khoản của chính chủ hồ sơ"),
        (CLERK, f"tài khoản “{CLERK}”, không phải của chủ hồ sơ"),
        (None, "tài khoản của <span"),
    ],
)
def test_the_consent_form_says_in_whose_account_it_is_filed(
    username: str | None, words: str
) -> None:
    checked = filed_by(username)
    assert checked.flow is not None
    form = form_of(checked.flow, checked.dossier)
    page = consent_page([form], datetime(2026, 11, 29, 8, 0, tzinfo=clock.VIETNAM))
    assert words in page
    assert act_rule().told in page
    later = consent_page([form], datetime(2027, 3, 1, 8, 0, tzinfo=clock.VIETNAM))
    assert words in later
    assert act_rule().basis not in later


def test_check_refuses_it_where_the_portal_is_named(tmp_path: Path) -> None:
    from portal_bot import check  # the public way

    text = Path(profile.__file__).parent.joinpath("profiles", "phuyen.toml").read_text("utf-8")
    file = tmp_path / "cong.toml"
    file.write_text(text.replace('name = "phuyen"', 'name = "cong"\nholders_act = true'), "utf-8")
    (found,) = check([PLAIN], portal=str(file), home=tmp_path / "home")
    assert "holders_act" in {problem.code for problem in found.problems}
