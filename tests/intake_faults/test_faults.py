"""Every known kind of fault is told at its place, and what is right passes, however it is written.

Here each kind once, in a file and in a row; `make bench-intake` draws the whole from a new seed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake_faults.drawing import drawn
from tests.intake_faults.figures import RECALL, figures
from tests.intake_faults.judging import Verdict, judged
from tests.intake_faults.kinds import all_kinds
from tests.intake_faults.samples import slugs

SEED = 13
# Of the rows' and sheets' faults, those of a form with tables and of one with whole families.
SOME = ("birth_registration", "monthly_social_allowance")


def wrong(verdicts: list[Verdict]) -> list[str]:
    return [str(verdict) for verdict in verdicts if not verdict.right]


@pytest.mark.parametrize("faulty", [True, False])
def test_each_kind_in_a_file(faulty: bool, tmp_path: Path) -> None:
    # Each rule has tests of its own, by name: `tests/flows/test_broken.py`.
    trials = drawn(tmp_path, SEED, 1, faulty=faulty, ways=("file",))
    trials = [trial for trial in trials if trial.kind.group != "rules"]
    assert len(trials) >= (100 if faulty else 30)
    assert wrong(judged(trials, tmp_path)) == []


@pytest.mark.parametrize("faulty", [True, False])
def test_each_kind_in_a_row(faulty: bool, tmp_path: Path) -> None:
    trials = drawn(tmp_path, SEED, 1, faulty=faulty, ways=("row",), among=SOME)
    assert len(trials) >= (60 if faulty else 25)
    assert wrong(judged(trials, tmp_path)) == []


@pytest.mark.slow
@pytest.mark.parametrize("faulty", [True, False])
def test_each_kind_of_a_whole_sheet(faulty: bool, tmp_path: Path) -> None:
    trials = drawn(tmp_path, SEED, 1, faulty=faulty, ways=("book",), among=SOME)
    assert len(trials) >= (10 if faulty else 5)
    assert wrong(judged(trials, tmp_path)) == []


@pytest.mark.thorough
def test_the_whole() -> None:
    found = figures(SEED)
    told = "\n".join(found.lines())
    assert len(found.faults) >= 600, told
    assert len(found.rights) >= 300, told
    assert {verdict.trial.sample.slug for verdict in found.faults} == set(slugs()), told
    assert found.recall >= RECALL, told
    assert found.alarms == [], told


def test_a_judge_that_hears_nothing_finds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were no problem told, every fault would count as missed."""
    trials = drawn(tmp_path, SEED, 1, faulty=True, ways=("file",), among=SOME)[:20]

    def deaf(*_: object, **__: object) -> list[object]:
        class Nothing:
            problems: tuple[object, ...] = ()

        return [Nothing()]

    monkeypatch.setattr("tests.intake_faults.judging.check_paths", deaf)
    assert len(wrong(judged(trials, tmp_path))) == len(trials)


def test_no_two_kinds_have_one_name() -> None:
    names = [(kind.group, kind.name, kind.faulty) for kind in all_kinds()]
    assert len(names) == len(set(names))
