"""Every rule between fields is broken once, by the smallest change that breaks it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal_bot.checking import Checked, check_source
from portal_bot.dossier.load import load

FIXTURES = Path(__file__).parents[2] / "fixtures"
BIRTH = "birth_registration/plain"
FULL_BIRTH = "birth_registration/full"
MARITAL = "marital_status_certificate/plain"
COPY = "copy_certification/plain"
Change = dict[str, Any]


def checked(fixture: str, changes: Change, today: date = date(2026, 11, 22)) -> Checked:
    source = load(FIXTURES / f"{fixture}.yaml")
    for path, value in changes.items():
        inner = source.data["declaration"]
        *way, last = path.split(".")
        for name in way:
            inner = inner[int(name)] if isinstance(inner, list) else inner[name]
        inner[last] = value
    return check_source(source, today=today)


def told(fixture: str, changes: Change, today: date = date(2026, 11, 22)) -> set[tuple[str, str]]:
    return {(p.severity, p.code) for p in checked(fixture, changes, today).problems}


BROKEN = [
    (BIRTH, {"child.birth_date": "22/09/2026"}, "info", "within_60_days"),
    (BIRTH, {"child.birth_date": "23/11/2026"}, "error", "date_in_future"),
    (BIRTH, {"child.birth_date_in_words": "Ngày hai tháng mười"}, "error", "words_match_date"),
    (BIRTH, {"child.full_name": "Phạm Thử An"}, "warning", "surname_from_parent"),
    (BIRTH, {"child.ethnicity": "Chăm"}, "warning", "surname_from_parent"),
    (
        BIRTH,
        {"parents.declared": "none", "mother": None, "father": None},
        "error",
        "at_least_one_parent_or_abandoned",
    ),
    (
        BIRTH,
        {
            "mother.residence": {"commune": "Hòa Vinh", "detail": "Khu phố 1"},
            "father.residence": {"commune": "Phường 9", "detail": "34 đường Thử"},
        },
        "error",
        "authority_residence",
    ),
    (
        FULL_BIRTH,
        {"parents.declared": "mother_only", "father": None},
        "info",
        "father_unmarried",
    ),
    (BIRTH, {"mother.birth_year": "2011"}, "warning", "parent_age"),
    (BIRTH, {"father.full_name": "Nguyễn Văn Khác"}, "error", "relation_matches_name"),
    (BIRTH, {"requester.relation_to_child": "mother"}, "error", "relation_matches_name"),
    (BIRTH, {"mother.id_number": "054092000102"}, "error", "citizen_id_gender"),
    (BIRTH, {"father.id_number": "054089000101"}, "error", "citizen_id_birth_year"),
    (
        MARITAL,
        {
            "subject.birth_date": "23/11/2006",
            "use.purpose": "marriage_domestic",
            "use.partner": "Trần Thị Mẫu",
        },
        "error",
        "adult_subject",
    ),
    (MARITAL, {"status.period_to": "30/11/2005"}, "error", "period_order"),
    (MARITAL, {"status.period_to": "23/11/2026"}, "error", "date_in_future"),
    (
        MARITAL,
        {
            "status.marital_status": "married",
            "status.detail": "vợ là Trần Thị Mẫu",
            "use.purpose": "marriage_domestic",
            "use.partner": "Hồ Thị Giả",
        },
        "error",
        "married_cannot_marry",
    ),
    (MARITAL, {"subject.full_name": "Lê Văn Khác"}, "error", "self_relation_match"),
    (MARITAL, {"subject.id_number": "054085000104"}, "error", "self_relation_match"),
    (
        MARITAL,
        {"use.purpose": "marriage_foreign", "use.partner": "John Example, Hoa Kỳ"},
        "info",
        "marriage_no_delegation_foreign",
    ),
    (
        MARITAL,
        {"subject.residence": {"commune": "Hòa Vinh", "detail": "Khu phố 1"}},
        "error",
        "authority_permanent_residence",
    ),
    (MARITAL, {"status.marital_status": "widowed"}, "error", "missing"),
    (COPY, {"originals.rows.0.title": "Bản sao học bạ"}, "warning", "original_not_excluded"),
    (COPY, {"originals.document_origin": "foreign"}, "error", "foreign_legalization"),
    (COPY, {"originals.rows.0.issue_date": "23/11/2026"}, "error", "date_in_future"),
    (COPY, {"appointment.date": "20/11/2026"}, "error", "date_not_past_working_day"),
    (COPY, {"appointment.date": "28/11/2026"}, "error", "date_not_past_working_day"),
    (COPY, {"appointment.date": "30/04/2027"}, "error", "date_not_past_working_day"),
    (COPY, {"appointment.slot": "afternoon"}, "info", "cutoff_15h"),
    (COPY, {}, "info", "fee_formula"),
]


@pytest.mark.parametrize(("fixture", "changes", "severity", "code"), BROKEN)
def test_a_broken_rule_is_told(fixture: str, changes: Change, severity: str, code: str) -> None:
    assert (severity, code) in told(fixture, changes)


@pytest.mark.parametrize(
    ("fixture", "changes"),
    [
        (BIRTH, {"child.birth_date": "23/09/2026"}),
        (BIRTH, {"child.full_name": "TRẦN THỬ AN"}),
        (BIRTH, {"mother.residence": {"commune": "Hòa Vinh", "detail": "Khu phố 1"}}),
        (BIRTH, {"requester.relation_to_child": "relative"}),
        (BIRTH, {"mother.birth_year": "2010"}),
        (MARITAL, {"requester.relation": "child", "subject.full_name": "Lê Thị Khác",
                   "subject.gender": "nu", "subject.id_number": "054185000777"}),
        (MARITAL, {"status.marital_status": "married", "status.detail": "vợ là Trần Thị Mẫu"}),
    ],
)  # fmt: skip
def test_at_the_edge_of_a_rule_nothing_is_told(fixture: str, changes: Change) -> None:
    assert told(fixture, changes) == set()


def test_marriage_age_is_reached_on_the_birthday() -> None:
    changes = {
        "subject.birth_date": "22/11/2006",
        "subject.id_number": "054206000103",
        "requester.relation": "parent",
        "use.purpose": "marriage_domestic",
        "use.partner": "Trần Thị Mẫu",
    }
    assert told(MARITAL, changes) == set()
    assert told(MARITAL, changes, date(2026, 11, 21)) == {("error", "adult_subject")}


@pytest.mark.parametrize(
    ("pages", "copies", "fee"),
    [("1", "1", "2.000"), ("2", "3", "12.000"), ("3", "1", "5.000"), ("500", "2", "400.000")],
)
def test_the_fee_is_by_pages_and_copies(pages: str, copies: str, fee: str) -> None:
    changes = {"originals.rows.0.pages": pages, "originals.rows.0.copies": copies}
    (problem,) = checked(COPY, changes).problems
    assert f" {fee} đồng" in problem.message


def test_conditional_papers_follow_the_declaration() -> None:
    authorized = checked(BIRTH, {"requester.submitter_role": "authorized"})
    assert [(p.code, p.field) for p in authorized.problems] == [
        ("missing_paper", "papers.authorization")
    ]
    divorced = checked(MARITAL, {"status.marital_status": "divorced", "status.detail": "Bản án 1"})
    assert [(p.code, p.field) for p in divorced.problems] == [
        ("missing_paper", "papers.divorce_or_death_proof")
    ]
    again = checked(MARITAL, {"use.previous_certificate": "Số 1"})
    assert [p.field for p in again.problems] == ["papers.old_certificate"]
