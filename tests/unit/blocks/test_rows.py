"""Rows that a message names."""

from __future__ import annotations

from types import SimpleNamespace as Row

from portal_bot.blocks.rows import repeated_rows, rows_where


def test_rows_are_counted_from_one() -> None:
    assert rows_where([3, 0, 4, 0], lambda row: row == 0) == "2, 4"
    assert rows_where([3, 4], lambda row: row == 0) == ""


def test_a_name_in_another_spelling_is_the_same_name() -> None:
    rows = [Row(name="Hoà Thử"), Row(name="Lê Ba"), Row(name="HÒA  THỬ"), Row(name="hòa thử")]
    assert repeated_rows(rows, "name") == "3, 4"


def test_what_must_be_equal_is_compared_as_it_stands() -> None:
    rows = [
        Row(name="Lê Ba", year=1990),
        Row(name="Lê Ba", year=1991),
        Row(name="lê ba", year=1990),
    ]
    assert repeated_rows(rows, "name", exact=["year"]) == "3"
    assert repeated_rows([Row(code="a"), Row(code="A")], exact=["code"]) == ""
