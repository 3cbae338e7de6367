"""The flows of 2026: what is known of a form, said in our words, and nothing else."""

from __future__ import annotations

import ast
import inspect
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_bot import registry
from portal_bot.catalogue.editions import SUBFOLDER, edition_2026
from portal_bot.dossier.block import Block
from portal_bot.dossier.describe import describe
from portal_bot.dossier.places import Locality
from portal_bot.dossier.spec import specs, walk
from portal_bot.registry import AnyFlow

ALLOWED = {"portal_bot", ".."}
ONLY_LATER = registry.later_flows()
LATER = [
    *(flow for each in registry.flows().values() if (flow := registry.in_edition(each, 2026))),
    *ONLY_LATER.values(),
]
each_flow = pytest.mark.parametrize("flow", LATER, ids=lambda flow: flow.slug)


def tree(flow: AnyFlow) -> ast.Module:
    return ast.parse(Path(inspect.getfile(flow)).read_text("utf-8"))


def blocks(cls: type[Block]) -> Iterator[type[Block]]:
    yield cls
    for spec in specs(cls):
        if inner := spec.block or spec.row:
            yield from blocks(inner)


def test_every_flow_written_down_is_found() -> None:
    folder = Path(inspect.getfile(LATER[0])).parent
    assert folder.name == SUBFOLDER
    files = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert {flow.slug for flow in LATER} == files
    assert list(ONLY_LATER) == ["marriage_reregistration"]
    for flow in ONLY_LATER.values():
        assert registry.in_edition(flow, 2022) is None
        assert registry.find(flow.slug) is registry.find(flow.code) is flow
        assert flow.slug not in registry.flows()
    for flow in LATER[: -len(ONLY_LATER)]:
        earlier = registry.in_edition(flow, 2022)
        assert earlier is registry.flows()[flow.slug]
        assert issubclass(flow, earlier)


@each_flow
def test_it_is_written_as_flows_are(flow: AnyFlow) -> None:
    imported = [node for node in ast.walk(tree(flow)) if isinstance(node, ast.ImportFrom)]
    assert {"." * node.level + (node.module or "") for node in imported} <= ALLOWED
    assert not [node for node in ast.walk(tree(flow)) if isinstance(node, ast.Try | ast.While)]
    first = (sys.modules[flow.__module__].__doc__ or "").splitlines()[0]
    assert f"({flow.code})" in first
    assert "2026" in first
    titles = [spec.title for _path, spec in walk(flow.declaration)]
    assert all(unicodedata.is_normalized("NFC", title) for title in titles)


@each_flow
def test_its_facts_are_those_of_its_edition(flow: AnyFlow) -> None:
    edition, facts = edition_2026(flow.slug), registry.facts(flow)
    assert edition is not None
    assert facts is not None
    assert (facts.edition, flow.code) == (2026, edition.code.value)
    assert edition.is_online
    assert registry.level(flow) is None
    assert [spec.name for spec in specs(flow.papers)] == [each.key for each in edition.uploads]
    taken = {
        name
        for block in blocks(flow.declaration)
        for spec in specs(block)
        for name in (f"{block.__name__}.{spec.name}", spec.name)
        if spec.choice and {str(o.value): o.label for o in spec.choice} == edition.options.get(name)
    }
    assert taken == set(edition.options)


@each_flow
def test_addresses_have_two_levels_and_choices_come_before_what_they_open(flow: AnyFlow) -> None:
    asked = {
        path.rpartition(".")[2]
        for _path, spec in walk(flow.declaration)
        for path, wanted in (spec.meta.when or {}).items()
        if not isinstance(wanted, bool)
    }
    drivers = {spec.name for _path, spec in walk(flow.declaration) if spec.meta.driver}
    assert asked <= drivers
    homes = [b for b in blocks(flow.declaration) if issubclass(b, Locality)]
    assert homes


@each_flow
def test_labels_that_nobody_saw_are_marked(flow: AnyFlow) -> None:
    edition = edition_2026(flow.slug)
    assert edition is not None
    fields = [f for f in describe(flow)["fields"] if f["type"] not in {"block", "table"}]
    marked = {f["title"] for f in fields if f.get("reconstructed")}
    assert not marked & set(edition.labels_seen)
    assert len(marked) > len(edition.labels_seen)
