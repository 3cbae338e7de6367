"""Every flow is one of ours: the house rules, read from each flow and from the portal's own forms.

The forms are read as data: a flow that was made from the same file could not fail here.
"""

import ast
import inspect
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portal_bot.catalogue.procedures import procedure
from portal_bot.checking import check_paths
from portal_bot.dossier.block import Block
from portal_bot.dossier.finding import SUFFIXES
from portal_bot.dossier.places import Locality
from portal_bot.dossier.spec import Spec, spec_at, specs, walk
from portal_bot.registry import AnyFlow, flows

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
FORMS = ROOT / "mock_portal" / "forms"
ALLOWED = {"portal_bot", "datetime", "decimal", "enum", "typing", "__future__"}
LEVELS = ("Tỉnh/Thành phố", "Quận/Huyện", "Phường/Xã", "Địa chỉ chi tiết")
FLOWS = list(flows().values())
each_flow = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)
Place = tuple[str, str]


@cache
def form_of(slug: str) -> dict[str, Any]:
    return tomllib.loads((FORMS / f"{slug}.toml").read_text(encoding="utf-8"))


def controls(slug: str) -> dict[Place, dict[str, Any]]:
    """The form's controls by section and label."""
    return {
        (section["title"], control["label"]): control
        for section in form_of(slug)["section"]
        for control in section["field"]
    }


def declared(flow: AnyFlow) -> dict[Place, Spec]:
    """The flow's fields by section and label; an address counts as one."""

    def within(cls: type[Block], section: str) -> Iterator[tuple[Place, Spec]]:
        for spec in specs(cls):
            if spec.block and not issubclass(spec.block, Locality):
                yield from within(spec.block, section or spec.title)
            else:
                yield (section, spec.title), spec

    return dict(within(flow.declaration, ""))


def imported_roots(flow: AnyFlow) -> set[str]:
    tree = ast.parse(Path(inspect.getfile(flow)).read_text(encoding="utf-8"))
    roots: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            roots |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            roots.add("." * node.level + (node.module or ""))
    return roots


@each_flow
def test_one_slug_stands_in_four_places(flow: AnyFlow) -> None:
    assert Path(inspect.getfile(flow)) == ROOT / "flows" / f"{flow.slug}.py"
    assert (FORMS / f"{flow.slug}.toml").is_file()
    assert (FIXTURES / flow.slug).is_dir()
    assert form_of(flow.slug)["slug"] == flow.slug


@each_flow
def test_code_and_title_are_the_catalogues_and_the_portals(flow: AnyFlow) -> None:
    facts = procedure(flow.code)
    assert facts is not None
    assert (flow.slug, flow.title) == (facts.slug, facts.name)
    assert (flow.code, flow.title) == (form_of(flow.slug)["code"], form_of(flow.slug)["title"])
    assert sum(other.code == flow.code for other in FLOWS) == 1


@each_flow
def test_a_flow_imports_only_public_names(flow: AnyFlow) -> None:
    assert imported_roots(flow) <= ALLOWED


@each_flow
def test_a_flow_has_no_try_and_no_loop_over_pages(flow: AnyFlow) -> None:
    tree = ast.parse(Path(inspect.getfile(flow)).read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Try | ast.While)]


@each_flow
def test_a_flow_opens_with_its_official_name_and_code(flow: AnyFlow) -> None:
    first = (sys.modules[flow.__module__].__doc__ or "").splitlines()[0]
    assert f"({flow.code})" in first
    assert "UBND" in first


@each_flow
def test_every_text_is_nfc(flow: AnyFlow) -> None:
    source = Path(inspect.getfile(flow)).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", source)
    titles = [spec.title for _path, spec in walk(flow.declaration)]
    assert all(titles)
    assert all(unicodedata.is_normalized("NFC", title) for title in titles)


@each_flow
def test_every_label_stands_on_the_form_in_its_section(flow: AnyFlow) -> None:
    assert set(declared(flow)) - set(controls(flow.slug)) == set()


@each_flow
def test_everything_the_form_asks_is_declared(flow: AnyFlow) -> None:
    asked = {place for place, control in controls(flow.slug).items() if control.get("required")}
    assert asked - set(declared(flow)) == set()


@each_flow
def test_options_are_the_forms(flow: AnyFlow) -> None:
    for place, spec in declared(flow).items():
        control = controls(flow.slug)[place]
        if spec.choice:
            wanted = {(str(o.value), o.label) for o in spec.choice}
            assert wanted == {(o["value"], o["label"]) for o in control["options"]}, place
        elif spec.type_name == "ethnicity":
            assert control["options_from"] == "ethnic_groups", place
        elif spec.type_name == "nationality":
            assert control["options_from"] == "nationality", place
        else:
            assert "options" not in control, place


@each_flow
def test_addresses_and_tables_have_the_forms_shape(flow: AnyFlow) -> None:
    for place, spec in declared(flow).items():
        control = controls(flow.slug)[place]
        assert (control["kind"] == "address") is (spec.block is not None), place
        assert (control["kind"] == "table") is (spec.row is not None), place
        if spec.block:
            titles = tuple(level.title for level in specs(spec.block))
            assert titles == LEVELS[: control.get("levels", 4)], place
        if spec.row:
            columns = {column["label"] for column in control["columns"]}
            assert {column.title for column in specs(spec.row)} == columns, place
            limits = (control.get("min_rows"), control.get("max_rows"))
            assert (spec.meta.minimum, spec.meta.maximum) == limits, place


@each_flow
def test_conditions_and_limits_are_the_forms(flow: AnyFlow) -> None:
    keys = {control["key"]: place for place, control in controls(flow.slug).items()}
    for place, spec in declared(flow).items():
        control = controls(flow.slug)[place]
        condition = control.get("required_when")
        if condition and spec.meta.when:
            ((path, wanted),) = spec.meta.when.items()
            assert not isinstance(wanted, bool), place
            assert set(wanted) == set(condition["in"]), place
            asked_of = path.rpartition(".")[2]
            assert declared(flow)[keys[condition["field"]]].name == asked_of, place
        if (longest := control.get("max_length")) and not spec.choice and spec.meta.max_length:
            assert spec.meta.max_length <= longest, place


@each_flow
def test_what_rebuilds_the_form_is_set_first(flow: AnyFlow) -> None:
    for place, control in controls(flow.slug).items():
        if control.get("driver") and place in declared(flow):
            assert declared(flow)[place].meta.driver, place
    asked_of = {
        path.rpartition(".")[2]
        for _path, spec in walk(flow.declaration)
        for path in spec.meta.when or {}
    }
    drivers = {spec.name for _path, spec in walk(flow.declaration) if spec.meta.driver}
    assert asked_of <= drivers


@each_flow
def test_papers_are_the_forms_rows(flow: AnyFlow) -> None:
    rows = {row["key"]: row for row in form_of(flow.slug)["row"] if not row.get("header")}
    assert {spec.name for spec in specs(flow.papers)} == set(rows)
    for spec in specs(flow.papers):
        row = rows[spec.name]
        assert spec.title == row["name"]
        assert spec.meta.present_only is bool(row.get("present_only"))
        demanded = bool(row.get("required")) and not row.get("present_only")
        assert spec.required is (demanded and "required_when" not in row), spec.name


def laws_named(flow: AnyFlow) -> set[str]:
    """The legal values that the flow's text asks for, and the words it asks with."""
    words = {"law": 0, "law_table": 0, "law_since": 0, "reached": 0, "of_age": 1, "days_ahead": 1}
    limits = {"min", "max"}
    asked: list[ast.AST] = []
    for call in ast.walk(ast.parse(Path(inspect.getfile(flow)).read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            if call.func.attr in words:
                asked.append(call.args[words[call.func.attr]])
            asked += [said.value for said in call.keywords if said.arg in limits]
    return {said for said in map(literal, asked) if isinstance(said, str)}


def literal(node: ast.AST) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def texts(flow: AnyFlow) -> set[object]:
    """All that stands in quotes in the flow, for a name may be chosen before it is asked for."""
    tree = ast.parse(Path(inspect.getfile(flow)).read_text(encoding="utf-8"))
    return {literal(node) for node in ast.walk(tree)}


@each_flow
def test_every_legal_value_is_used_and_every_one_used_is_there(flow: AnyFlow) -> None:
    facts = procedure(flow.code)
    assert facts is not None
    assert laws_named(flow) - set(facts.law) == set(), "the TOML has no such [law.…]"
    assert set(facts.law) - texts(flow) == set(), "no rule asks for this [law.…]"


@each_flow
def test_the_cases_of_a_legal_value_are_options_of_its_field(flow: AnyFlow) -> None:
    facts = procedure(flow.code)
    assert facts is not None
    for name, law in facts.law.items():
        spec = spec_at(flow.declaration, law.by) if law.by else None
        assert bool(spec and spec.choice) is bool(law.by), name
        tables = [value for value in law.since.values() if isinstance(value, Mapping)]
        assert len(tables) in {0, len(law.since)}, name
        assert bool(tables) or not law.by, name
        known = {str(option.value) for option in spec.choice} if spec and spec.choice else set()
        assert not law.by or {case for table in tables for case in table} <= known, name


@each_flow
def test_every_list_of_the_facts_is_taken_by_a_field(flow: AnyFlow) -> None:
    facts = procedure(flow.code)
    assert facts is not None
    taken: set[str] = set()
    for block in blocks(flow.declaration):
        for spec in specs(block):
            names = (f"{block.__name__}.{spec.name}", spec.name)
            name = next((name for name in names if name in facts.options), None)
            if name and {str(o.value): o.label for o in spec.choice or ()} == facts.options[name]:
                taken.add(name)
    assert set(facts.options) - taken == set(), "no field of the flow takes this [options.…]"


def blocks(cls: type[Block]) -> Iterator[type[Block]]:
    yield cls
    for spec in specs(cls):
        if inner := spec.block or spec.row:
            yield from blocks(inner)


@each_flow
def test_it_has_fixtures_that_check_clean(flow: AnyFlow) -> None:
    checked = check_paths([FIXTURES / flow.slug], today=date(2026, 11, 22))
    assert len(checked) >= 3
    for each in checked:
        assert [p for p in each.problems if p.severity != "info"] == [], each.path
        assert each.flow is flow


@each_flow
def test_its_fixtures_check_clean_in_later_years_too(flow: AnyFlow) -> None:
    checked = check_paths([FIXTURES / flow.slug], today=date(2031, 2, 3))
    assert all(each.ok for each in checked)


def test_every_folder_of_fixtures_belongs_to_a_flow() -> None:
    folders = {f.name for f in FIXTURES.iterdir() if f.is_dir() and f.name != "papers"}
    assert {name for name in folders if not name.startswith("_")} == set(flows())
    assert [f for f in FIXTURES.iterdir() if f.suffix in SUFFIXES] == []
