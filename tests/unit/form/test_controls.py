"""Each kind of control: when it is right, and what it shows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.entries import Value
from portal_bot.form.controls import KINDS, kind_of
from portal_bot.form.scripts import PRECEDENCE, SCRIPTS
from portal_bot.form.sight import script
from portal_bot.form.snapshot import Control


def control(kind: str, value: str | bool | tuple[str, ...] | None = None, **facts: Any) -> Control:
    return Control("1", 0, kind, facts.pop("label", "Ô"), value=value, **facts)


def table(*rows: tuple[str, str]) -> Control:
    cells = tuple(
        (control("text", name, label="Họ tên"), control("text", year, label="Năm sinh *"))
        for name, year in rows
    )
    return control("table", columns=("Họ tên", "Năm sinh *"), cells=cells)


def test_every_kind_has_its_script() -> None:
    assert {name for name in KINDS if f'"{name}"' not in script()} == set()
    assert len(set(SCRIPTS)) == len(SCRIPTS)
    assert sorted(PRECEDENCE) == sorted(KINDS)


@pytest.mark.parametrize(
    ("seen", "value", "equal"),
    [
        (control("text", "Hòa"), "Hòa", True),
        (control("text", "Hoà"), "Hòa", False),
        (control("text", "1.200.000"), "1200000", True),
        (control("text", "12.5"), "125", False),
        (control("number", "2"), "2.0", True),
        (control("number", ""), None, True),
        (control("number", "0"), None, False),
        (control("number", "3.200"), "3200", False),
        (control("native_date", "1990-02-13"), date(1990, 2, 13), True),
        (control("masked_date", "13/02/1990"), date(1990, 2, 13), True),
        (control("masked_date", "02/13/1990"), date(1990, 2, 13), False),
        (control("masked_date", "1950"), PartialDate(1950), True),
        (control("iso_date", "13/02/1990", model="1990-02-13"), date(1990, 2, 13), True),
        (control("iso_date", "13/02/1990", model=""), date(1990, 2, 13), False),
        (control("iso_date", "", model="1990-02-13"), None, False),
        (control("split_date", "1950", model=""), PartialDate(1950), True),
        (control("select", "P. Hòa Vinh"), "Phường Hoà Vinh", True),
        (control("select", "Xã Hòa Vinh"), "Phường Hòa Vinh", False),
        (control("select", ""), None, True),
        (control("radio", "Có"), True, True),
        (control("radio", "Không"), False, True),
        (control("checkbox", True), True, True),
        (control("checkbox", False), None, True),
        (control("file", ""), None, True),
        (control("closed", ""), None, True),
        (control("date_picker", "03/05/2022", model="05/03/2022"), date(2022, 3, 5), True),
        (control("date_picker", "05/03/2022", model="03/05/2022"), date(2022, 3, 5), False),
        (control("date_picker", "05/03/2022", model=""), date(2022, 3, 5), False),
        (control("date_picker", "", model="05/03/2022"), None, False),
        (control("picker_box", "05/03/2022", order="dmy"), date(2022, 3, 5), True),
        (control("picker_box", "05/03/2022"), date(2022, 3, 5), False),
        (control("picker_box", "25/03/2022"), date(2022, 3, 25), True),
        (control("picker_box", "2022-03-05"), date(2022, 3, 5), True),
        (control("picker_box", "05/03/2022", model="03/05/2022"), date(2022, 3, 5), False),
        (control("section_date", "05/03"), date(2022, 3, 5), False),
        (control("multi_select", ("B", "A"), multiple=True), ("A", "B"), True),
        (control("multi_select", ("A",), multiple=True), "A", True),
        (control("multi_select", ("A", "C"), multiple=True), ("A",), False),
        (control("multi_select", (), multiple=True), None, True),
        (control("antd", ("A",), multiple=True), ("A", "B"), False),
        (table(("A", "1990")), ({"Họ tên": "A", "Năm sinh": "1990"},), True),
        (table(("A", "1990"), ("", "")), ({"Họ tên": "A", "Năm sinh": "1990"},), True),
        (table(("A", "1990"), ("B", "")), ({"Họ tên": "A", "Năm sinh": "1990"},), False),
        (table(("A", "1990")), ({"Họ tên": "A", "Năm sinh": None},), False),
        (table(("A", "")), ({"Họ tên": "A"},), True),
        (table(("A", "1990")), ({"Họ tên": "A"},), False),
        (table(("A", "")), ({"Họ tên": "A", "Quê": "B"},), False),
        (table(), ({"Họ tên": "A"},), False),
        (table(("", "")), None, True),
    ],
)
def test_a_control_is_right_when_it_says_the_same(seen: Control, value: Value, equal: bool) -> None:
    assert kind_of(seen).equal(seen, value) is equal


def test_a_table_is_shown_row_by_row() -> None:
    seen = table(("A", "1990"), ("", ""))
    assert kind_of(seen).found(seen) == "Họ tên: A, Năm sinh *: 1990"


def test_a_name_is_printed_with_its_nearest_blocks() -> None:
    seen = control("text", label="Xã", titles=("Tờ khai", "Cha", "Quê quán"))
    assert (seen.section, seen.group, seen.name) == ("Cha", "Quê quán", "Cha / Quê quán / Xã")
    assert (control("text").section, control("text").group) == (None, None)
