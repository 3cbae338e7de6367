"""One person needs one of two procedures that say the same: a problem among what is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot.checking import check_paths
from tests.support.dossiers import written
from tests.support.fixtures import BIRTH, FIXTURES

pytestmark = pytest.mark.usefixtures("on_the_fixtures_day")
CHILD = {
    "declaration.child.full_name": "Nguyễn Thị Mẫu An",
    "declaration.child.birth_date": "2026-11-02",
}


def of(flow: str) -> Path:
    return FIXTURES / flow / "plain.yaml"


def problems(*paths: Path) -> list[str]:
    return [problem.code for each in check_paths(paths) for problem in each.problems]


def test_one_child_under_two_birth_procedures_is_a_problem_of_the_second(tmp_path: Path) -> None:
    one = written(tmp_path / "a.yaml", CHILD)
    two = written(tmp_path / "b.yaml", CHILD, of("birth_registration_with_parent_recognition"))
    first, second = check_paths([one, two])
    assert first.ok
    assert [p.code for p in second.problems if p.severity == "error"] == ["duplicate_deed"]
    (told,) = (p for p in second.problems if p.severity == "error")
    assert str(one) in told.message
    assert second.exit_code == 10


def test_two_children_or_one_procedure_are_none(tmp_path: Path) -> None:
    one = written(tmp_path / "a.yaml", CHILD)
    other = {**CHILD, "declaration.child.full_name": "Nguyễn Thị Mẫu Bình"}
    two = written(tmp_path / "b.yaml", other, of("birth_registration_with_parent_recognition"))
    three = written(tmp_path / "c.yaml", {**CHILD, "request": "lần 2"}, BIRTH)
    assert "duplicate_deed" not in problems(one, two, three)


def test_of_all_shipped_dossiers_no_two_are_of_one_deed() -> None:
    assert "duplicate_deed" not in problems(*sorted(FIXTURES.glob("*/*.yaml")))
