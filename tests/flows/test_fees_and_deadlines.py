"""The catalogue's fee and day of appointment, against what the portal answered."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from portal_bot import registry
from portal_bot.catalogue import appointment, fee_due
from portal_bot.catalogue.procedures import procedures
from portal_bot.checking import check_source
from portal_bot.dossier.load import load
from portal_bot.dossier.spec import spec_at

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLDENS = sorted(FIXTURES.glob("*/*.expected.json"))
RULES = {slug: dict(facts.fee.rule) for slug, facts in procedures().items() if facts.fee.rule}


def named(path: Path) -> str:
    return f"{path.parent.name}-{path.name.partition('.')[0]}"


def dossier_of(golden: Path) -> Path:
    stem = golden.name.removesuffix(".expected.json")
    (found,) = (path for path in golden.parent.glob(f"{stem}.*") if path != golden)
    return found


def paths_of(rule: dict[str, Any]) -> list[str]:
    paths = [*rule.get("extracts", ())]
    paths += [rule["quantity"]] if "quantity" in rule else []
    paths += [rule["exempt"]["field"]] if "exempt" in rule else []
    paths += [rule["on_time"]["since"]] if "on_time" in rule else []
    if pages := rule.get("pages"):
        paths += [f"{pages['rows']}.{pages['pages']}", f"{pages['rows']}.{pages['copies']}"]
    return paths


@pytest.mark.parametrize("golden", GOLDENS, ids=named)
def test_fee_and_day_are_what_the_portal_answered(golden: Path) -> None:
    answered = json.loads(golden.read_text("utf-8"))
    received_at = datetime.fromisoformat(answered["received_at"])
    checked = check_source(load(dossier_of(golden)), today=received_at.date())
    assert checked.flow
    facts = registry.facts(checked.flow)
    assert facts
    assert checked.declaration
    due = fee_due(facts, checked.declaration, received_at.date())
    assert due.amount_vnd == answered["fee"]
    assert (due.where == "counter") == (facts.level == 3)
    due_on = appointment(facts, received_at, checked.declaration)
    assert due_on.isoformat() == answered["due_at"]


@pytest.mark.parametrize("slug", [slug for slug in RULES if slug in registry.flows()])
def test_a_rule_names_fields_of_the_flow(slug: str) -> None:
    declaration = registry.flows()[slug].declaration
    for path in paths_of(RULES[slug]):
        assert spec_at(declaration, path), path
