"""No flow without its wrong dossiers: every rule of every flow is broken by one of them.

That each row of `fixtures/*/broken.toml` is told is the business of `test_broken`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pytest

from portal_bot.dossier.block import Block
from portal_bot.dossier.spec import walk
from portal_bot.registry import AnyFlow, flows
from tests.support.broken import cases


class Broken(NamedTuple):
    """A rule of a flow, and the field at which it is told; ``None`` where a row does not say."""

    slug: str
    code: str
    field: str | None


CASES = [
    Broken(case.slug, case.rule, ".".join(n for n in case.at.split(".") if not n.isdigit()) or None)
    for case in cases("broken")
]
each_slug = pytest.mark.parametrize("slug", sorted(flows()))


def rules_of(flow: AnyFlow) -> list[Broken]:
    """Those of the declaration, of the sections and rows within, and of the papers."""
    places = [(".".join(filter(None, way)), rule) for way, rule in _rules(flow)]
    return [Broken(flow.slug, rule, place) for place, rule in places]


def _rules(flow: AnyFlow) -> Iterator[tuple[tuple[str, ...], str]]:
    for first, model in (("", flow.declaration), ("papers", flow.papers)):
        blocks: list[tuple[str, type[Block]]] = [("", model)]
        blocks += [(path, inner) for path, s in walk(model) if (inner := s.block or s.row)]
        for path, block in blocks:
            for rule in block.rules:
                yield (first, path, rule.fields[0] if rule.fields else ""), rule.code


def unbroken(flow: AnyFlow, cases: Iterable[Broken]) -> list[str]:
    """The rules that no wrong dossier breaks, in words.

    Where one code stands for several rules of a flow, only a row that names the field will do.
    """
    known, rules = set(cases), rules_of(flow)
    codes = [rule.code for rule in rules]
    return [
        f"no wrong dossier of {flow.slug} breaks the rule {rule.code} at {rule.field}"
        for rule in rules
        if rule not in known
        and (codes.count(rule.code) > 1 or not any(_same(rule, case) for case in known))
    ]


def _same(rule: Broken, case: Broken) -> bool:
    """A row may name no field, or one within the rule's."""
    return (case.slug, case.code) == (rule.slug, rule.code)


@each_slug
def test_every_rule_is_broken_by_a_wrong_dossier(slug: str) -> None:
    assert unbroken(flows()[slug], CASES) == []


@each_slug
def test_three_wrong_dossiers_at_least_are_refused(slug: str) -> None:
    assert sum(case.slug == slug for case in CASES) >= 3


@each_slug
def test_a_wrong_dossier_that_is_missing_is_missed(slug: str) -> None:
    flow = flows()[slug]
    for rule in rules_of(flow):
        left = [case for case in CASES if (case.slug, case.code) != (slug, rule.code)]
        assert any(f" {rule.code} at {rule.field}" in told for told in unbroken(flow, left))


def test_one_code_at_two_places_is_two_rules() -> None:
    marriage = flows()["marriage_registration"]
    left = [case for case in CASES if case.field != "groom.marriage_ordinal"]
    (told,) = unbroken(marriage, left)
    assert told.endswith("the rule ordinal_matches_status at groom.marriage_ordinal")
