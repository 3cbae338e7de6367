"""What a declaration is told about money is what the catalogue's fee says."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from portal_bot import registry
from portal_bot.catalogue.fee import days_free, fee_due
from portal_bot.catalogue.procedures import procedure
from portal_bot.checking import check_source
from portal_bot.dossier.block import Declaration
from portal_bot.dossier.context import Context
from portal_bot.dossier.dates import FullDate
from portal_bot.dossier.field import Field
from portal_bot.dossier.load import load
from portal_bot.dossier.validate import validate
from portal_bot.rules import fee_told, free_in_time

FIXTURES = Path(__file__).parents[2] / "fixtures"
TODAY = date(2026, 11, 22)


def told(slug: str, code: str, case: str = "plain") -> list[str]:
    checked = check_source(load(FIXTURES / slug / f"{case}.yaml"), today=TODAY)
    return [problem.message for problem in checked.problems if problem.code == code]


@pytest.mark.parametrize(
    ("slug", "code"),
    [("civil_status_extract_copy", "fee_total"), ("copy_certification", "fee_formula")],
)
def test_the_sum_is_the_catalogues(slug: str, code: str) -> None:
    checked = check_source(load(FIXTURES / slug / "plain.yaml"), today=TODAY)
    facts = procedure(slug)
    assert facts
    due = fee_due(facts, checked.declaration, TODAY).amount_vnd
    assert due > 0
    (message,) = told(slug, code)
    assert message.endswith(f": {due:,} đồng".replace(",", "."))


class Asked(Declaration):
    day: FullDate = Field("Ngày")

    _fee = fee_told("day", "Lệ phí")
    _late = free_in_time("day", message="Quá hạn")


def codes(cls: type[Declaration], day: date) -> list[str]:
    _whole, _part, found = validate(cls, {"day": f"{day:%d/%m/%Y}"}, Context(TODAY))
    return [finding.code for finding in found]


@pytest.mark.parametrize(("slug", "days"), [("birth_registration", 60), ("death_registration", 15)])
def test_the_days_in_which_nothing_is_due_are_the_catalogues(slug: str, days: int) -> None:
    facts = procedure(slug)
    assert facts
    assert days_free(facts) == days
    # The facts are those beside the module in which the declaration is written.
    own: dict[str, Any] = {"__module__": registry.flows()[slug].__module__, "_fee": None}
    late = type("Late", (Declaration,), {
        **own, "__annotations__": {"day": FullDate}, "day": Field("Ngày"),
        "_late": free_in_time("day", message="Quá hạn"),
    })  # fmt: skip
    assert codes(late, TODAY - timedelta(days=days)) == []
    assert codes(late, TODAY - timedelta(days=days + 1)) == ["late"]


def test_a_procedure_that_the_catalogue_does_not_know_is_told_nothing() -> None:
    assert codes(Asked, TODAY - timedelta(days=900)) == []


def test_a_procedure_without_such_days_has_none() -> None:
    facts = procedure("copy_certification")
    assert facts
    assert days_free(facts) is None
    rule = {"on_time": {"days": 60}}
    assert (
        days_free(dataclasses.replace(facts, fee=dataclasses.replace(facts.fee, rule=rule))) == 60
    )
