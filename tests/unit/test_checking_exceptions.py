"""What a dossier overrules: a rule, for a person, with who saw the paper."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portal_bot.checking import Checked, check_paths
from portal_bot.filing.report import FilingReport, of_checked
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.ready import Ready

FIXTURE = Path(__file__).parents[2] / "fixtures" / "birth_registration" / "plain.yaml"
BIRTH_YEAR = "rule: citizen_id_birth_year"
Check = Callable[..., Checked]
TODAY = date(2026, 11, 22)
BORN = ("birth_date: 1990-02-13", "birth_date: 1991-02-13")
SEX = ("gender: Nam", "gender: Nữ")
HEAD = ('"054090000101"', '"003090000101"')
WHY = 'reason: thẻ chưa đổi sau khi cải chính, seen_by: "Trần Thị Cán Bộ"'


@pytest.fixture
def check(tmp_path: Path) -> Check:
    def run(*changes: tuple[str, str], exceptions: str = "") -> Checked:
        text = FIXTURE.read_text("utf-8").replace("../papers", str(FIXTURE.parents[1] / "papers"))
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        file = tmp_path / "hoso.yaml"
        file.write_text(f"{text}\nexceptions: {exceptions}\n" if exceptions else text, "utf-8")
        (checked,) = check_paths([file], today=TODAY)
        return checked

    return run


def _errors(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [(BORN, "citizen_id_birth_year"), (SEX, "citizen_id_gender"), (HEAD, "citizen_id_place")],
)
def test_the_message_has_the_line_that_overrules_it(
    check: Check, change: tuple[str, str], rule: str
) -> None:
    refused = check(change)
    assert _errors(refused) == [rule]
    (problem,) = refused.problems
    assert problem.field == "applicant.citizen_id"
    line = problem.message.split("exceptions: ", 1)[1]
    assert line.startswith(f"[{{rule: {rule}, person: applicant, ")
    overruled = check(change, exceptions=line)
    assert overruled.ok
    assert [p.severity for p in overruled.problems if p.code == rule] == ["info"]
    (applied,) = overruled.exceptions
    assert (applied.rule, applied.person) == (rule, "applicant")
    assert overruled.as_json()["exceptions"] == [applied.as_json()]


def test_the_person_may_be_left_out_where_there_is_one(check: Check) -> None:
    assert check(BORN, exceptions=f"[{{rule: citizen_id_birth_year, {WHY}}}]").ok


def test_every_rule_needs_its_own_exception(check: Check) -> None:
    one = check(BORN, SEX, exceptions=f"[{{rule: citizen_id_gender, {WHY}}}]")
    assert _errors(one) == ["citizen_id_birth_year"]
    both = f"[{{rule: citizen_id_gender, {WHY}}}, {{rule: citizen_id_birth_year, {WHY}}}]"
    assert check(BORN, SEX, exceptions=both).ok


@pytest.mark.parametrize(
    ("exceptions", "code"),
    [
        (f"[{{rule: postal_fee_not_accepted, {WHY}}}]", "unknown_option"),
        ('[{rule: citizen_id_birth_year, reason: "vì vậy đó"}]', "missing"),
        ('[{rule: citizen_id_birth_year, seen_by: "Trần Thị Cán Bộ"}]', "missing"),
        ('[{rule: citizen_id_birth_year, reason: ".", seen_by: "Cán Bộ"}]', "reason_says_nothing"),
        ('[{rule: citizen_id_birth_year, reason: "thẻ cũ", seen_by: "?"}]', "nobody_saw_it"),
        ('[{rule: citizen_id_birth_year, reason: "thẻ cũ", seen_by: không có}]', "nobody_saw_it"),
        (f"[{{rule: citizen_id_gender, {WHY}}}]", "unused_exception"),
        (
            f"[{{rule: citizen_id_birth_year, person: declaration.mother, {WHY}}}]",
            "unused_exception",
        ),
    ],
)
def test_a_faulty_exception_is_a_problem_itself(check: Check, exceptions: str, code: str) -> None:
    checked = check(BORN, exceptions=exceptions)
    assert not checked.ok
    assert code in _errors(checked)
    assert all(p.field.startswith("exceptions.0") for p in checked.problems if p.code == code)


def test_an_exception_without_a_contradiction_is_a_problem(check: Check) -> None:
    checked = check(exceptions=f"[{{rule: citizen_id_birth_year, {WHY}}}]")
    assert _errors(checked) == ["unused_exception"]


def test_a_person_of_the_declaration_is_excepted_by_name(check: Check) -> None:
    mother = (
        "birth_year: 1992",
        'birth_year: 1992\n    id_number: "054190000102"',
    )
    checked = check(mother)
    if "unknown_key" in _errors(checked):
        pytest.skip("the mother of this form has no number")
    person = "declaration.mother"
    assert check(
        mother, exceptions=f"[{{rule: citizen_id_birth_year, person: {person}, {WHY}}}]"
    ).ok


def test_what_is_filed_does_not_change_with_who_saw_the_paper(check: Check) -> None:
    one, other = (
        content_hash(check(BORN, exceptions=f"[{{rule: citizen_id_birth_year, {why}}}]"))
        for why in (WHY, WHY.replace("Cán Bộ", "Cán Bộ Khác"))
    )
    assert one == other


def test_a_report_tells_what_was_overruled(check: Check) -> None:
    checked = check(BORN, exceptions=f"[{{rule: citizen_id_birth_year, {WHY}}}]")
    assert Ready.of(checked).exceptions == checked.exceptions
    report = of_checked(FilingReport(None, checked.path, "x", "new"), checked)
    told = json.dumps(report.as_json(), ensure_ascii=False)
    assert "Trần Thị Cán Bộ" in told
    assert "citizen_id_birth_year" in told


def test_one_wrong_kind_of_paper_is_one_problem(check: Check) -> None:
    checked = check(("    id_issue_date:", "    id_type: thẻ đảng viên\n    id_issue_date:"))
    assert _errors(checked) == ["unknown_option"]
