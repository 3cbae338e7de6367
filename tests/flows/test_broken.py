"""Every rule is broken once, by the smallest change that breaks it: `fixtures/*/broken.toml`."""

from __future__ import annotations

import pytest

from tests.support.broken import Case, cases


@pytest.mark.parametrize("case", cases("broken"), ids=str)
def test_a_broken_rule_is_told(case: Case) -> None:
    problems = case.problems()
    told = {(p.severity, p.code) for p in problems}
    assert (case.severity, case.rule) in told
    if case.at:
        at = case.at if case.at.startswith("papers.") else f"declaration.{case.at}"
        assert (case.rule, at) in {(p.code, p.field) for p in problems}
    if case.alone:
        assert [p.code for p in problems if p.severity == "error"] == [case.rule]


@pytest.mark.parametrize("case", cases("edge"), ids=str)
def test_at_the_edge_of_a_rule_nothing_more_is_told(case: Case) -> None:
    usual = {p.code for p in case.usual()}
    assert {p.code for p in case.problems()} - usual == set(case.told)
    assert not [p for p in case.problems() if p.severity == "error"]
