"""Legal values: what holds on which day, who may ask for it, and what is refused."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from portal_bot import fields as f
from portal_bot import rules
from portal_bot.catalogue.facts_file import BrokenFacts
from portal_bot.catalogue.legal import Law, written
from portal_bot.catalogue.procedures import facts_at, procedure
from portal_bot.dossier.block import law_of
from portal_bot.dossier.context import Context
from portal_bot.dossier.spec import specs
from portal_bot.dossier.validate import validate
from tests.support.fixtures import FIXTURES

BASE = Law(
    "Mức chuẩn",
    "Nghị định thử",
    {date(2024, 7, 1): 500_000, date(2021, 7, 1): 360_000},
    "đồng",
)
LAW = """
[law.adult]
what = "Người thành niên, từ đủ"
unit = "tuổi"
source = "Luật thử, Điều 1"
since = { 2000-01-01 = 18, 2027-01-01 = 21 }

[law.line]
what = "Chuẩn"
unit = "đồng"
source = "Luật thử, Điều 2"
recalled = true
since = { 2000-01-01 = { rural = 1_500_000, urban = 2_000_000 } }

[law.fewest]
what = "Ít nhất"
unit = "người"
source = "Luật thử, Điều 3"
since = { 2000-01-01 = 3 }
"""


@pytest.mark.parametrize(
    ("day", "value", "since"),
    [
        (date(2020, 1, 1), 360_000, 2021),
        (date(2021, 6, 30), 360_000, 2021),
        (date(2024, 6, 30), 360_000, 2021),
        (date(2024, 7, 1), 500_000, 2024),
        (date(2031, 1, 1), 500_000, 2024),
    ],
)
def test_the_value_of_a_day_is_the_last_that_began(day: date, value: int, since: int) -> None:
    assert BASE.on(day) == value
    assert BASE.began(day).year == since


@pytest.mark.parametrize(
    ("number", "text"),
    [(18, "18"), (1_500, "1.500"), (2_000_000, "2.000.000"), (1.5, "1,5"), (2.0, "2,0")],
)
def test_numbers_are_written_as_people_write_them(number: float, text: str) -> None:
    assert written(number) == text


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Any]:
    """A module of its own with the facts of a real flow and these legal values beside it."""

    def made(law: str) -> str:
        facts = (FIXTURES.parent / "flows" / "parent_child_recognition.toml").read_text("utf-8")
        name = f"thu_{tmp_path.name}"
        (tmp_path / f"{name}.toml").write_text(facts.partition("[law.")[0] + law, "utf-8")
        sys.modules[name] = module = ModuleType(name)
        module.__file__ = str(tmp_path / f"{name}.py")
        return name

    yield made
    sys.modules.pop(f"thu_{tmp_path.name}", None)


def declared(module: str, **said: Any) -> type[f.Declaration]:
    fields = {"__annotations__": {"born": f.BirthDate}, "born": f.Field("Sinh")}
    return type("Declared", (f.Declaration,), {"__module__": module, **fields, **said})


def told(cls: type[f.Declaration], today: date) -> list[str]:
    return [each.code for each in validate(cls, {"born": "22/11/2008"}, Context(today))[2]]


def test_a_rule_asks_for_the_age_of_the_day(beside: Any) -> None:
    adult = rules.of_age("born", "adult", message="Chưa thành niên")
    cls = declared(beside(LAW), _adult=adult)
    assert told(cls, date(2026, 11, 21)) == ["adult"]
    assert told(cls, date(2026, 11, 22)) == []
    assert told(cls, date(2027, 1, 1)) == ["adult"]


def test_a_block_that_inherits_a_flow_takes_its_values(beside: Any) -> None:
    cls = declared(beside(LAW))
    heir = type("Heir", (cls,), {"__module__": __name__})
    assert law_of(heir, "adult").source == "Luật thử, Điều 1"


def test_a_number_and_a_table_are_not_taken_for_each_other(beside: Any) -> None:
    block, context = declared(beside(LAW)).model_construct(), Context(date(2026, 11, 22))
    assert block.law_table("line", context)["urban"] == 2_000_000
    assert block.law("adult", context) == 18
    with pytest.raises(LookupError, match="law_table"):
        block.law("line", context)
    with pytest.raises(LookupError, match="no table"):
        block.law_table("adult", context)
    with pytest.raises(LookupError, match=r"no \[law.adlut\]"):
        block.law("adlut", context)


def test_a_limit_of_a_form_may_be_said_by_the_law(beside: Any) -> None:
    module = beside(LAW)
    rows = {"__annotations__": {"n": f.Quantity}, "n": f.Field("Số người", min="fewest", max=9)}
    (spec,) = specs(type("Board", (f.Block,), {"__module__": module, **rows}))
    assert (spec.meta.minimum, spec.meta.maximum, spec.meta.by_law) == (3, 9, None)


def test_a_limit_that_the_law_has_changed_belongs_in_a_rule(beside: Any) -> None:
    module = beside(LAW)
    rows = {"__annotations__": {"n": f.Quantity}, "n": f.Field("Tuổi", min="adult")}
    with pytest.raises(LookupError, match="has changed"):
        type("Board", (f.Block,), {"__module__": module, **rows})


@pytest.mark.parametrize(
    ("was", "said", "told"),
    [
        ("since = { 2000-01-01 = 3 }", "since = {}", "chưa có giá trị nào"),
        ("since = { 2000-01-01 = 3 }", "since = { 2000-13-01 = 3 }", "2000-13-01"),
        ("since = { 2000-01-01 = 3 }", 'since = { 2000-01-01 = "ba" }', "law.fewest"),
        ('source = "Luật thử, Điều 3"\n', "", "source"),
        ('unit = "người"', 'unit = "người"\nnguon = "x"', "law.fewest.nguon"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(beside: Any, was: str, said: str, told: str) -> None:
    module = beside(LAW.replace(was, said))
    file = Path(str(sys.modules[module].__file__)).with_suffix(".toml")
    line = file.read_text("utf-8").splitlines().index("[law.fewest]") + 1
    with pytest.raises(BrokenFacts) as error:
        facts_at(file)
    assert told in str(error.value)
    named = int(str(error.value).partition("dòng ")[2].partition(":")[0])
    assert line <= named <= line + 4


def test_what_was_only_recalled_says_so() -> None:
    facts = procedure("marital_status_certificate")
    assert facts is not None
    assert not facts.law["marriage_age"].recalled
    facts = procedure("monthly_social_allowance")
    assert facts is not None
    assert facts.law["base"].recalled
