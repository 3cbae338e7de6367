"""Whatever a file says, checking it ends in problems and never in an exception."""

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_bot.checking import check_source
from portal_bot.dossier.finding import find
from portal_bot.dossier.load import load
from portal_bot.dossier.source import Source

FIXTURES = Path(__file__).parents[2] / "fixtures"
SOURCES = [load(f) for f in find(sorted(FIXTURES.glob("*_*/")))]

texts = st.text(max_size=12) | st.sampled_from(
    ["31/02/2020", "054090000101", "Hòa Thành", "none", "both", "true", "0905000101", "1", "²"]
)
values = st.recursive(
    texts | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def places(data: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [here] if here else []
    keys = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        found += places(data[key], (*here, key))
    return found


@given(st.data())
@settings(max_examples=60)
def test_any_value_anywhere_is_a_problem_or_none(data: st.DataObject) -> None:
    _checked(data)


@pytest.mark.thorough
@given(st.data())
@settings(max_examples=300)
def test_so_are_many_more(data: st.DataObject) -> None:
    _checked(data)


def _checked(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(SOURCES))
    changed = copy.deepcopy(source.data)
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(places(changed)))
        inner = changed
        for key in way:
            inner = inner[key]
        inner[last] = data.draw(values)
    judged = check_source(Source(source.path, changed, source.lines), today=date(2026, 11, 22))
    assert judged.ok or judged.problems
    for problem in judged.problems:
        assert problem.where.startswith(source.path.name)
        assert not any(word in problem.message for word in ("Input should", "Field required"))
    assert judged.ok is False or (judged.dossier is not None and judged.declaration is not None)
