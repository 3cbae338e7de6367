"""Money and numbers with a decimal part: every usual spelling, and none that has two meanings."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_bot.dossier.amounts import (
    DecimalNumber,
    Money,
    decimal_text,
    parse_decimal,
    parse_money,
)
from portal_bot.dossier.block import Block, Declaration
from portal_bot.dossier.context import Context
from portal_bot.dossier.entries import entries
from portal_bot.dossier.field import Field
from portal_bot.dossier.problems import Refused
from portal_bot.dossier.validate import validate


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        (" 1.500.000 đ ", 1_500_000),
        ("15.000đồng", 15_000),
        ("15000 VND", 15_000),
        ("0", 0),
        (7000, 7_000),
    ],
)
def test_money_is_whole_dong(text: object, dong: int) -> None:
    assert parse_money(text) == dong


@pytest.mark.parametrize(
    "text",
    ["1,500,000", "1.5", "1.50.000", "0.500", "1500,5", "-5", "một triệu", "", "9" * 16, "١٢"],
)
def test_what_is_no_whole_dong_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="chẵn đồng") as caught:
        parse_money(text)
    assert caught.value.code == "money"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1234.567", "1234.567"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("12,50", "12.5"),
        ("1500", "1500"),
        ("0,15", "0.15"),
    ],
)
def test_a_number_in_its_usual_spellings_is_one_number(text: str, number: str) -> None:
    found = parse_decimal(text)
    assert str(found) == number
    assert parse_decimal(found) == found


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.500", "999,000"])
def test_a_number_that_reads_in_two_ways_is_refused_with_both(text: str) -> None:
    with pytest.raises(Refused, match="hai cách") as caught:
        parse_decimal(text)
    assert caught.value.code == "ambiguous_number"
    digits = text.replace(".", "").replace(",", "")
    assert f"ghi {digits} nếu là số nguyên" in caught.value.message
    # Both ways that it offers are taken.
    assert parse_decimal(digits) == int(digits)
    other = caught.value.message.rpartition("số nguyên, ")[2].split()[0]
    assert parse_decimal(other) == Decimal(text.replace(",", "."))


@pytest.mark.parametrize("text", ["", "1.2.3", "1,23,4", "NaN", "1e5", "-1", "12 34", "²", "1,2,3"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="không phải số"):
        parse_decimal(text)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_what_is_printed_is_read_back(number: Decimal) -> None:
    assert parse_decimal(decimal_text(parse_decimal(number))) == number


class Land(Block):
    area: DecimalNumber = Field("Diện tích (ha)", max=10)
    price: Money = Field("Giá (đồng)", min=1)


class Form(Declaration):
    land: Land = Field("Đất")


def judged(area: Any, price: Any) -> tuple[Form | None, list[str]]:
    raw = {"land": {"area": area, "price": price}}
    whole, _part, found = validate(Form, raw, Context(date(2026, 11, 22)))
    return whole, [f"{finding.code} {finding.message!s}" for finding in found]


def test_the_form_shows_a_comma_and_plain_digits() -> None:
    whole, found = judged("0.150", "1.500.000")
    assert whole
    assert found == []
    assert [entry.value for entry in entries(whole)] == ["0,15", "1500000"]


def test_two_spellings_are_one_content() -> None:
    one, _ = judged("0,15", "1500000")
    other, _ = judged("0.150", "1.500.000 đ")
    assert one
    assert other
    assert one.model_dump(mode="json") == other.model_dump(mode="json")


def test_bounds_hold_for_numbers_with_a_decimal_part() -> None:
    _whole, found = judged("10,5", "0")
    assert found == [
        "out_of_range “Diện tích (ha)”: có 10,5, nhiều nhất là 10",
        "out_of_range “Giá (đồng)”: có 0, ít nhất là 1",
    ]
