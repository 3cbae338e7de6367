"""Values as printed, and whether a printed text means the same."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.entries import Rows, Value
from portal_bot.form.values import date_parts, number, printed, same_text

ROWS: Rows = ({"Tên": "A", "Ngày": date(2020, 1, 2)}, {"Tên": "B", "Ngày": None})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "Có"),
        (False, "Không"),
        (date(1990, 2, 13), "13/02/1990"),
        (date(205, 2, 3), "03/02/0205"),
        (PartialDate(1950), "1950"),
        (PartialDate(1950, 5), "05/1950"),
        ("2", "2"),
        (ROWS, "Tên: A, Ngày: 02/01/2020; Tên: B, Ngày: "),
    ],
)
def test_prints_a_value_as_a_person_would_write_it(value: Value, text: str) -> None:
    assert printed(value) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("13/02/1990", (1990, 2, 13)),
        ("3-2-1990", (1990, 2, 3)),
        ("1990-02-13", (1990, 2, 13)),
        ("1990-02-13T00:00:00.000Z", (1990, 2, 13)),
        ("05/1950", (1950, 5, None)),
        (" 1950 ", (1950, None, None)),
        ("13021990", None),
        ("__/__/____", None),
        ("", None),
    ],
)
def test_reads_dates_whole_and_partial(
    text: str, parts: tuple[int, int | None, int | None] | None
) -> None:
    assert date_parts(text) == parts


@pytest.mark.parametrize(
    ("value", "found", "same"),
    [
        (date(1990, 2, 13), "13/2/1990", True),
        (date(1990, 2, 13), "02/13/1990", False),
        (date(1990, 2, 13), "", False),
        (PartialDate(1950), "1950", True),
        (PartialDate(1950), "01/01/1950", False),
        (None, "", True),
        (None, "x", False),
        ("Hòa", unicodedata.normalize("NFD", " Hòa "), True),
        ("Hòa", "Hoà", False),
        ("a\nb", "a\r\nb", True),
        ("A", "a", False),
        ("0905123456", "0905 123 456", True),
        ("0905123456", "(0905) 123-456", True),
        ("054222000123", "054 222 000 123", True),
        ("1500000", "1.500.000", True),
        ("1500000", "1,500,000.00", True),
        ("1500000", "1.500.000 ₫", True),
        ("1500000", "1.500.000đ", True),
        ("1500000", "1.500.00", False),
        ("150", "15.0", False),
        ("125", "12.5", False),
        ("1234567", "123,4567", False),
        ("15", "1 5 m", False),
    ],
)
def test_text_is_compared_by_letters_and_dates_as_dates(
    value: Value, found: str, same: bool
) -> None:
    assert same_text(value, found) is same


@pytest.mark.parametrize(
    ("text", "isnumber"),
    [("2", True), (" 2.50 ", True), ("hai", False), ("NaN", False), ("", False)],
)
def test_knows_numbers(text: str, isnumber: bool) -> None:
    assert (number(text) is not None) is isnumber
