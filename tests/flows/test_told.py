"""What some rules say in words of their own, and the days on which they begin to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from portal_bot.dossier.dates import parse_date
from tests.support.broken import checked

MARITAL = "marital_status_certificate"


def told(slug: str, change: dict[str, Any], today: date) -> set[tuple[str, str]]:
    problems = checked(slug, "plain", change, today=today).problems
    return {(p.severity, p.code) for p in problems}


def test_marriage_age_is_reached_on_the_birthday() -> None:
    change = {
        "subject.birth_date": "22/11/2006",
        "subject.id_number": "054206000103",
        "requester.relation": "parent",
        "use.purpose": "marriage_domestic",
        "use.partner": "Trần Thị Mẫu",
        "status.period_from": "22/11/2024",
    }
    assert told(MARITAL, change, date(2026, 11, 22)) == set()
    assert told(MARITAL, change, date(2026, 11, 21)) == {("error", "adult_subject")}


@pytest.mark.parametrize(
    ("pages", "copies", "fee"),
    [("1", "1", "2.000"), ("2", "3", "12.000"), ("3", "1", "5.000"), ("500", "2", "400.000")],
)
def test_the_fee_is_by_pages_and_copies(pages: str, copies: str, fee: str) -> None:
    change = {"originals.rows.0.pages": pages, "originals.rows.0.copies": copies}
    (problem,) = checked("copy_certification", "plain", change).problems
    assert f" {fee} đồng" in problem.message


@pytest.mark.parametrize(
    ("issued", "expires"),
    [("16/05/2018", "17/05/2020"), ("17/05/2018", "17/05/2035"), ("17/05/2034", "17/05/2055")],
)
def test_a_card_ends_at_25_40_and_60(issued: str, expires: str) -> None:
    after = f"{parse_date(expires) + timedelta(days=1):%d/%m/%Y}"
    for day, told_so in ((expires, False), (after, True)):
        change = {"requester.id_issue_date": issued, "appointment.date": day}
        found = told("signature_certification", change, date(2020, 5, 16))
        assert (("warning", "id_valid") in found) is told_so


@pytest.mark.parametrize(
    ("dossier", "change", "amount"),
    [
        ("plain", {}, "x 1,0 = 360.000"),
        ("awkward", {}, "x 2,5 = 900.000"),
        ("awkward", {"beneficiary.disability_degree": "severe"}, "x 2,0 = 720.000"),
        ("full", {"request.kind": "adjust"}, "x 2,0 = 720.000"),
    ],
)
def test_the_allowance_is_previewed(dossier: str, change: dict[str, Any], amount: str) -> None:
    problems = checked("monthly_social_allowance", dossier, change).problems
    assert any(f"{amount} đồng" in problem.message for problem in problems)


def test_only_the_office_of_the_form_registers_a_marriage() -> None:
    asked = checked("marriage_registration", "awkward", {}, agency={"commune": "Ea Bia"})
    codes = {p.code for p in asked.problems if p.severity == "error"}
    assert codes == {"office_is_the_agency"}
