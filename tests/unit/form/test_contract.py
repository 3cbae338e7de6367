"""What has changed on a form is weighed by whether it still takes what a dossier says."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace

import pytest

from portal_bot import registry
from portal_bot.form.contract import Weight, drifted, worst
from portal_bot.form.controls import KINDS
from portal_bot.form.snapshot import Control, Snapshot, snapshot_of
from portal_bot.form.used_boxes import boxes_of
from tests.support.drifting import CHANGES, OTHER_KIND, SAME_KIND, Draft, form_of

FLOWS = registry.flows()
ROUNDS = 25
WEIGHTS: tuple[Weight, ...] = ("cosmetic", "additive", "breaking")


def changed(seed: str) -> tuple[str, Weight, Snapshot, Snapshot]:
    """A form before and after drawn changes, and the heaviest of their weights."""
    dice = random.Random(seed)
    slug = dice.choice(sorted(FLOWS))
    before = Snapshot(form_of(slug))
    draft = Draft(list(before), boxes_of(FLOWS[slug].declaration), dice, set())
    heaviest = dice.choice(WEIGHTS)
    told: list[str] = []
    # The heavy one first: it looks for its box among labels that are still spelled as they were.
    lighter = [w for w in WEIGHTS[: WEIGHTS.index(heaviest)] if dice.random() < 0.7]
    for weight in (heaviest, *reversed(lighter)):
        ways = [*CHANGES[weight]]
        dice.shuffle(ways)
        done = next(way for way in ways if way(draft))
        told.append(done.__name__)
    return f"{slug}: {', '.join(told)}", heaviest, before, Snapshot(tuple(draft.boxes))


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_drawn_changes_are_weighed_rightly(turn: int) -> None:
    """Of each hundred at least ninety-five, and nothing that breaks is ever called less."""
    wrong: list[tuple[str, Weight, Weight]] = []
    light: list[str] = []
    for number in range(20):
        what, weight, before, after = changed(f"{turn}/{number}")
        uses = boxes_of(FLOWS[what.partition(":")[0]].declaration)
        # As it is kept: through JSON, without values.
        kept = snapshot_of(json.loads(json.dumps(before.contract())))
        # Ids and classes stand in no contract: of them nothing is told.
        found: Weight = worst(drifted(uses, after, kept=kept, whole=True)) or "cosmetic"
        if found != weight:
            wrong.append((what, weight, found))
        if weight == "breaking" and found != "breaking":
            light.append(what)
    assert light == []
    assert len(wrong) <= 1, wrong


def test_a_form_is_its_own_twin_and_asks_for_all_that_the_flow_says() -> None:
    for slug, flow in FLOWS.items():
        form, uses = Snapshot(form_of(slug)), boxes_of(flow.declaration)
        assert drifted(uses, form, kept=snapshot_of(form.contract()), whole=True) == [], slug
        assert drifted(uses, form, whole=True) == [], slug


def test_without_a_form_that_was_kept_the_flow_says_what_breaks() -> None:
    """Of the portal's own lists, and of what was never read-only, only the kept form can tell."""
    untold: Counter[str] = Counter()
    for number in range(200):
        what, weight, _, after = changed(f"flow/{number}")
        slug, _, ways = what.partition(": ")
        found = worst(drifted(boxes_of(FLOWS[slug].declaration), after, whole=True))
        if weight == "breaking":
            untold[ways.partition(",")[0]] += found != "breaking"
        else:
            assert found != "breaking", what
    assert {way for way, count in untold.items() if count} <= {
        *("read_only", "lose_option", "other_kind")
    }
    assert len(untold) == len(CHANGES["breaking"])


BIRTH = FLOWS["birth_registration"]


def told(form: list[Control], kept: Snapshot | None = None) -> list[tuple[str, str, str]]:
    found = drifted(boxes_of(BIRTH.declaration), Snapshot(tuple(form)), kept=kept, whole=True)
    return [(one.weight, one.what, one.path) for one in found]


def test_what_breaks_is_told_with_the_dossiers_field_and_what_is_there_instead() -> None:
    form = list(form_of("birth_registration"))
    place = next(n for n, one in enumerate(form) if one.label == "Số Giấy chứng sinh")
    form[place] = replace(form[place], label="Số giấy chứng sinh điện tử")
    (one,) = drifted(boxes_of(BIRTH.declaration), Snapshot(tuple(form)), whole=True)
    assert (one.weight, one.what) == ("breaking", "renamed")
    assert one.path.startswith("child.")
    assert "“Số giấy chứng sinh điện tử”" in one.words


def test_what_the_portal_fills_of_the_account_is_no_drift() -> None:
    form = [*form_of("birth_registration")]
    form.append(Control("0", 0, "text", "Họ và tên", ("Người nộp",), required=True))
    uses = boxes_of(BIRTH.declaration)
    assert drifted(uses, Snapshot(tuple(form)), own=("NGƯỜI NỘP:",)) == []
    (one,) = drifted(uses, Snapshot(tuple(form)))
    assert (one.weight, one.what) == ("breaking", "new_required")


def test_a_box_for_files_that_is_demanded_is_not_passed_over() -> None:
    form = [*form_of("birth_registration")]
    form.append(Control("0", 0, "file", "Ảnh chân dung", ("Cam đoan",), required=True))
    assert told(form) == [("breaking", "new_required", "")]


def test_the_changes_drawn_here_name_kinds_that_there_are() -> None:
    for one, other in SAME_KIND.items():
        assert KINDS[one].family == KINDS[other].family
    for one, other in OTHER_KIND.items():
        assert KINDS[one].family != KINDS[other].family
    assert {"text", "choice", "tick", "table", "closed", "date", "number"} == {
        kind.family for kind in KINDS.values()
    }
