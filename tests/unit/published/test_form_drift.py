"""What changed on a form is weighed by what was done to it, not by what we think of it."""

from __future__ import annotations

import copy
import random
from collections import Counter, defaultdict
from typing import Any

import pytest

from mock_portal.drawn_names import DrawnNames
from mock_portal.platforms.national.declarations import declarations
from mock_portal.platforms.national.survey_model import model_of
from portal_bot.catalogue.editions import edition_2026
from portal_bot.form.contract import worst
from portal_bot.published.form_drift import KnownForm, form_differences
from portal_bot.published.known_form import of_facts
from portal_bot.published.survey_form import form_from, read_form
from tests.mutated.survey_breaks import CHANGES
from tests.mutated.survey_changes import Mutant, every

WEIGHTS = ("cosmetic", "additive", "breaking")
ALL = [(weight, change) for weight in WEIGHTS for change in CHANGES[weight]]
MUTANTS = 400
SAME = {"radiogroup": "dropdown", "buttongroup": "dropdown", "comment": "text"}
CODES = sorted(declarations())


def model(code: str) -> dict[str, Any]:
    return model_of(declarations()[code], DrawnNames("một thế giới"))


def known(code: str) -> KnownForm:
    """As it is kept: through JSON."""
    kept = form_from(read_form(model(code), "1").as_json())
    return KnownForm(kept, whole=True, since="2026-11-29T08:00:00+07:00")


def mutated(seed: int) -> tuple[str, str, str, Mutant]:
    """A form, what was done to it, and the heaviest of that: every way has its turn."""
    dice = random.Random(seed)
    while True:
        code = dice.choice(CODES)
        one = Mutant(copy.deepcopy(model(code)), dice)
        weight, first = ALL[seed % len(ALL)]
        lighter = [c for w in WEIGHTS[: WEIGHTS.index(weight)] for c in CHANGES[w]]
        ways = [first, *dice.sample(lighter, k=min(len(lighter), dice.randrange(3)))]
        try:
            for way in ways:
                way(one)
        except StopIteration:
            # The form has no question of that sort (left).
            continue
        return code, ", ".join(way.__name__ for way in ways), weight, one


def test_drawn_mutants_are_weighed_rightly_and_none_that_breaks_is_called_harmless() -> None:
    wrong: list[tuple[int, str, str, str, str | None]] = []
    seen: Counter[str] = Counter()
    for seed in range(MUTANTS):
        code, ways, weight, one = mutated(seed)
        found = form_differences(known(code), read_form(one.model, one.version))
        # Of digits, drawing and help nothing is told: that is as good as cosmetic.
        said = worst(found) or "cosmetic"
        seen[weight] += 1
        if said != weight:
            wrong.append((seed, code, ways, weight, said))
        if weight == "breaking":
            assert said == "breaking", (seed, code, ways)
    assert len(wrong) <= MUTANTS * 0.05, wrong
    assert all(seen[weight] >= 30 for weight in WEIGHTS)


@pytest.mark.parametrize("code", CODES)
def test_a_form_that_is_as_it_was_differs_in_nothing(code: str) -> None:
    again = model_of(declarations()[code], DrawnNames("thế giới khác"))
    assert form_differences(known(code), read_form(again, "1")) == []


@pytest.mark.parametrize("code", CODES)
def test_of_a_form_nobody_kept_names_and_kinds_are_compared(code: str) -> None:
    """What the facts name was written down from others' programs, not from the mock."""
    edition = edition_2026(declarations()[code].slug)
    assert edition is not None
    facts = of_facts(edition)
    assert facts is not None
    assert worst(form_differences(facts, read_form(model(code), ""))) in {None, "additive"}
    ours = {q.name for q in facts.form.questions if not q.read_only}
    before = faces(Mutant(model(code), random.Random(0)))
    for seed in range(len(ALL) * 2):
        one = Mutant(copy.deepcopy(model(code)), random.Random(seed))
        way = ALL[seed % len(ALL)][1]
        try:
            way(one)
        except StopIteration:
            continue
        # Of labels, options and stars the facts know nothing: the form itself refuses them later.
        after = faces(one)
        hurt = {name for name in ours if len(after[name]) != 1 or after[name] != before[name]}
        said = worst(form_differences(facts, read_form(one.model, "")))
        assert (said == "breaking") == bool(hurt), (way, said, hurt)


def faces(one: Mutant) -> defaultdict[str, list[str]]:
    """How each question is answered, by name; a list is a list however it is drawn."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for question in every(one.model):
        if (kind := question.get("type", "panel")) not in {"panel", "paneldynamic", "html"}:
            shown = "date" if "dateFormat" in question else question.get("inputType", "")
            name = question["name"].rpartition("__")[0]
            found[name].append(f"{SAME.get(kind, kind)} {shown}")
    return found


def test_what_breaks_is_named_with_its_remedy() -> None:
    one = Mutant(copy.deepcopy(model("1.000656")), random.Random(1))
    panel = one.panels[1]["elements"]
    panel[2] |= {"name": "citizenNDKNgaysinh__1761724625530", "inputType": "date"}
    (found,) = form_differences(known("1.000656"), read_form(one.model, "1"))
    assert (found.weight, found.what) == ("breaking", "renamed")
    assert "citizenNDK_NgaySinh" in found.where
    assert "citizenNDKNgaysinh" in found.words
    assert "ô ngày" in found.words
    assert "ngừng nộp" in found.todo
