"""Declaring blocks, fields and rules."""

from datetime import date
from typing import Any

import pytest

from portal_bot.dossier.block import Block, Declaration, blank, rule
from portal_bot.dossier.context import Context
from portal_bot.dossier.dates import FullDate, PartialDate
from portal_bot.dossier.field import Field, Optional
from portal_bot.dossier.phones import Phone
from portal_bot.dossier.spec import spec_at, specs, value_at, walk

TODAY = Context(today=date(2026, 11, 22))


class Child(Block):
    name: str = Field("Tên")
    born: FullDate | None = Optional("Ngày sinh", past=True)


class Family(Declaration):
    eldest: Child = Field("Con cả")
    others: list[Child] = Field("Các con khác", [], max=2)
    met: PartialDate | None = Optional("Gặp nhau")

    @rule(["eldest.name"], "Phải có tên")
    def _named(self) -> bool:
        return self.eldest.name != "?"

    @rule(["eldest.born"], "", "info")
    def _today(self, context: Context) -> bool | str:
        return f"hôm nay {context.today:%d/%m}"


def family(**data: Any) -> Family:
    return Family.model_validate({"eldest": {"name": "An"}, **data})


def test_a_blank_is_the_same_as_nothing_said() -> None:
    assert family(met="  ", others=None) == family()
    assert family(eldest={"name": "An", "born": ""}) == family()
    assert all(map(blank, (None, "", " ", {}, [], {"a": None}, [{"a": " "}])))
    assert not any(map(blank, ("x", {"a": "x"}, ["x"], 0, False)))


def test_text_is_brought_into_nfc_on_one_line() -> None:
    assert family(eldest={"name": " Ho\u0300a\n An "}).eldest.name == "Hòa An"


def test_rules_are_kept_in_the_order_written() -> None:
    assert [each.code for each in Family.rules] == ["named", "today"]
    assert Family.rules[0].holds(family(), TODAY) is True
    assert Family.rules[1].holds(family(), TODAY) == "hôm nay 22/11"


def test_rules_are_inherited_and_not_shared() -> None:
    class Larger(Family):
        @rule([], "")
        def _more(self) -> bool:
            return True

    assert [each.code for each in Larger.rules] == ["named", "today", "more"]
    assert len(Family.rules) == 2


def test_a_block_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        family().eldest = Child(name="Bình")  # type: ignore[misc]


def test_fields_are_known_by_path() -> None:
    assert [path for path, _ in walk(Family)] == [
        "eldest", "eldest.name", "eldest.born", "others", "others.name", "others.born", "met",
    ]  # fmt: skip
    found = spec_at(Family, "others.born")
    assert found is not None
    assert (found.title, found.type_name, found.optional) == ("Ngày sinh", "date", True)
    assert spec_at(Family, "eldest.none") is None
    assert [spec.type_name for spec in specs(Family)] == ["block", "table", "partial_date"]


def test_values_are_found_by_path_through_tables_and_absent_blocks() -> None:
    some = family(others=[{"name": "Bình"}, {"name": "Chi"}], met="05/1950")
    assert value_at(some, "others.name") == ["Bình", "Chi"]
    assert value_at(some, "met.year") == 1950
    assert value_at(family(), "met.year") is None


@pytest.mark.parametrize(
    ("annotation", "word"),
    [(int, "Quantity"), (bool, "Tick"), (date, "FullDate"), (bytes, "bytes")],
)
def test_a_type_that_no_text_can_become_is_refused_to_the_author(
    annotation: Any, word: str
) -> None:
    wrong = type("Wrong", (Block,), {"__annotations__": {"x": annotation}, "__module__": "m"})
    with pytest.raises(TypeError, match=f"Wrong.x.*{word}"):
        specs(wrong)


def test_a_union_of_types_is_not_a_field() -> None:
    class Wrong(Block):
        x: str | list[str] = Field("?")

    with pytest.raises(TypeError, match="not a type that a dossier can hold"):
        specs(Wrong)


def test_an_optional_field_type_is_parsed_all_the_same() -> None:
    class Caller(Block):
        phone: Phone | None = Optional("Điện thoại")

    assert Caller.model_validate({"phone": "+84905000101"}).phone == "0905000101"
    assert Caller.model_validate({}).phone is None
