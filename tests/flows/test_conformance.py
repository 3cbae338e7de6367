"""Every flow is one of ours: the house rules, read from each flow and from the portal's own forms.

The forms are read as data: a flow that was made from the same file could not fail here. Compared
is what people read; what either side calls it for itself is its own affair.
"""

import ast
import inspect
import json
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portal_bot.catalogue.peoples import ethnic_groups, nationalities
from portal_bot.catalogue.procedures import procedure
from portal_bot.checking import check_paths
from portal_bot.dossier.block import Block
from portal_bot.dossier.field import When
from portal_bot.dossier.finding import SUFFIXES
from portal_bot.dossier.places import Locality
from portal_bot.dossier.spec import Spec, spec_at, specs, walk
from portal_bot.registry import AnyFlow, flows, in_edition, later_flows

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
FORMS = ROOT / "mock_portal" / "forms"
# The dot: another flow, which it inherits.
ALLOWED = {"portal_bot", "datetime", "decimal", "enum", "typing", "__future__", "."}
LEVELS = ("Tỉnh/Thành phố", "Quận/Huyện", "Phường/Xã", "Địa chỉ chi tiết")
NAMED = {"ethnicity": ethnic_groups, "nationality": nationalities}
FLOWS = list(flows().values())
each_flow = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.slug)
LISTS: dict[str, list[dict[str, str]]] = json.loads(
    (ROOT / "mock_portal" / "data" / "lists.json").read_text(encoding="utf-8")
)
# Section and label.
Place = tuple[str, str]
Condition = tuple[Place, set[str]]


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


def offered(control: dict[str, Any]) -> list[str] | None:
    """The choices as they are printed, in their order; nothing where one writes freely."""
    options = control.get("options") or LISTS.get(control.get("options_from", ""))
    return [option["label"] for option in options] if options else None


def asked_when(slug: str, condition: dict[str, Any]) -> Condition:
    """A condition of the form as people read it: of which question, which answers."""
    for place, control in controls(slug).items():
        if control["key"] == condition["field"]:
            return place, {o["label"] for o in control["options"] if o["value"] in condition["in"]}
    raise AssertionError(f"{slug}: nothing is called {condition['field']}")


@dataclass(frozen=True)
class Declared:
    """A field of a flow at its path, and when it is asked for: its own condition, or its block's.

    Paths of a condition start in `beside`, else at the declaration.
    """

    spec: Spec
    path: str
    when: When | None
    beside: str


def declared(flow: AnyFlow) -> dict[Place, Declared]:
    """The flow's fields by section and label; an address counts as one."""

    def within(
        cls: type[Block], section: str, at: str, when: When | None, beside: str
    ) -> Iterator[tuple[Place, Declared]]:
        for spec in specs(cls):
            asked = (spec.meta.when, at) if spec.meta.when else (when, beside)
            if spec.block and not issubclass(spec.block, Locality):
                title, below = section or spec.title, f"{at}{spec.name}."
                yield from within(spec.block, title, below, *asked)
            else:
                yield (section, spec.title), Declared(spec, f"{at}{spec.name}", *asked)

    return dict(within(flow.declaration, "", "", None, ""))


def told_when(flow: AnyFlow, field: Declared) -> Condition:
    """When a field is asked for, as people read it: which question, which answers."""
    assert field.when is not None
    ((path, wanted),) = field.when.items()
    assert not isinstance(wanted, bool)
    asked = {each.path: (place, each.spec) for place, each in declared(flow).items()}
    place, asker = asked.get(f"{field.beside}{path}") or asked[path]
    assert asker.choice
    printed = {option.label for option in asker.choice if option.value in wanted}
    assert len(printed) == len(set(wanted)), path
    return place, printed


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
    assert Path(inspect.getfile(flow)).resolve() == (ROOT / "flows" / f"{flow.slug}.py").resolve()
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


def named_beside(flow: AnyFlow) -> list[str]:
    """The other flows that it names at its top."""
    tree = ast.parse(Path(inspect.getfile(flow)).read_text(encoding="utf-8"))
    siblings = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level == 1]
    return [alias.name for node in siblings for alias in node.names]


@each_flow
def test_a_flow_names_another_just_when_it_inherits_it(flow: AnyFlow) -> None:
    bases = [base.slug for base in flow.__mro__[1:] if base in FLOWS]
    assert named_beside(flow) == bases


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
def test_what_the_form_asks_is_asked_and_no_more(flow: AnyFlow) -> None:
    asked = {
        place
        for place, control in controls(flow.slug).items()
        if control.get("required") or control.get("required_when")
    }
    assert asked - set(declared(flow)) == set()
    for place, field in declared(flow).items():
        needed = field.spec.required or field.spec.meta.when is not None
        assert not needed or place in asked, place
        # What a dossier need not say is then answered by itself.
        assert needed or place not in asked or field.spec.default is not None, place


@each_flow
def test_options_are_the_forms(flow: AnyFlow) -> None:
    for place, field in declared(flow).items():
        spec, printed = field.spec, offered(controls(flow.slug)[place])
        if spec.choice:
            assert [option.label for option in spec.choice] == printed, place
        elif known := NAMED.get(spec.type_name):
            assert list(known()) == printed, place
        else:
            assert printed is None, place


@each_flow
def test_addresses_and_tables_have_the_forms_shape(flow: AnyFlow) -> None:
    for place, field in declared(flow).items():
        spec, control = field.spec, controls(flow.slug)[place]
        assert (control["kind"] == "address") is (spec.block is not None), place
        assert (control["kind"] == "table") is (spec.row is not None), place
        if spec.block:
            titles = tuple(level.title for level in specs(spec.block))
            assert titles == LEVELS[: control.get("levels", 4)], place
        if spec.row:
            columns = {column["label"]: offered(column) for column in control["columns"]}
            cells = {cell.title: cell.choice for cell in specs(spec.row)}
            assert set(cells) == set(columns), place
            for title, choice in cells.items():
                printed = [option.label for option in choice] if choice else None
                assert printed == columns[title], (place, title)
            limits = (control.get("min_rows"), control.get("max_rows"))
            assert (spec.meta.minimum, spec.meta.maximum) == limits, place


@each_flow
def test_conditions_and_limits_are_the_forms(flow: AnyFlow) -> None:
    for place, field in declared(flow).items():
        control = controls(flow.slug)[place]
        if condition := control.get("required_when"):
            assert field.when is not None, place
            assert told_when(flow, field) == asked_when(flow.slug, condition), place
        else:
            assert field.spec.meta.when is None, place
        longest, spec = control.get("max_length"), field.spec
        if longest and not spec.choice and spec.meta.max_length:
            assert spec.meta.max_length <= longest, place


@each_flow
def test_what_rebuilds_the_form_is_set_first(flow: AnyFlow) -> None:
    for place, control in controls(flow.slug).items():
        if control.get("driver") and place in declared(flow):
            assert declared(flow)[place].spec.meta.driver, place
    asked_of = {
        path.rpartition(".")[2]
        for _path, spec in walk(flow.declaration)
        for path in spec.meta.when or {}
    }
    drivers = {spec.name for _path, spec in walk(flow.declaration) if spec.meta.driver}
    assert asked_of <= drivers


@each_flow
def test_papers_are_the_forms_rows(flow: AnyFlow) -> None:
    rows = {row["name"]: row for row in form_of(flow.slug)["row"] if not row.get("header")}
    assert sorted(spec.title for spec in specs(flow.papers)) == sorted(rows)
    for spec in specs(flow.papers):
        row = rows[spec.title]
        assert spec.meta.present_only is bool(row.get("present_only"))
        demanded = bool(row.get("required")) and not row.get("present_only")
        assert spec.required is (demanded and "required_when" not in row), spec.title
        if condition := row.get("required_when"):
            asked = told_when(flow, Declared(spec, "", spec.meta.when, ""))
            assert asked == asked_when(flow.slug, condition), spec.title


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
    # Each by itself: the same drawn scans serve in many of them, which `check` rightly tells.
    files = [each.path for each in check_paths([FIXTURES / flow.slug])]
    checked = [each for file in files for each in check_paths([file], today=date(2026, 11, 22))]
    facts = procedure(flow.code)
    assert facts is not None
    # Of the plan's own: plain, full, awkward.
    assert len(checked) >= (1 if facts.no is None else 3)
    for each in checked:
        assert [p for p in each.problems if p.severity != "info"] == [], each.path
        assert each.flow is flow


@each_flow
def test_its_fixtures_check_clean_in_later_years_too(flow: AnyFlow) -> None:
    checked = check_paths([FIXTURES / flow.slug], today=date(2031, 2, 3))
    assert all(each.ok for each in checked)


def test_every_folder_of_fixtures_belongs_to_a_flow() -> None:
    folders = {f.name for f in FIXTURES.iterdir() if f.is_dir()} - {"papers", "edition_2026"}
    assert {name for name in folders if not name.startswith("_")} == set(flows())
    of_2026 = {f.name for f in (FIXTURES / "edition_2026").iterdir()}
    later = {slug for slug, flow in flows().items() if in_edition(flow, 2026)}
    assert of_2026 <= {*later, *later_flows()}
    assert [f for f in FIXTURES.iterdir() if f.suffix in SUFFIXES] == []
