"""Whole numbers in words, against what people wrote down, and against each other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_bot.catalogue.names import fold
from portal_bot.dossier.date_words import number_from_words
from portal_bot.dossier.number_words import DIGITS, digit_by_digit, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (25, "hai mươi lăm"),
        (31, "ba mươi mốt"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (515, "năm trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_015, "một nghìn không trăm mười lăm"),
        (1_100, "một nghìn một trăm"),
        (8_000, "tám nghìn"),
        (10_000, "mười nghìn"),
        (15_000, "mười lăm nghìn"),
        (21_500, "hai mươi mốt nghìn năm trăm"),
        (100_001, "một trăm nghìn không trăm linh một"),
        (105_000, "một trăm linh năm nghìn"),
        (400_000, "bốn trăm nghìn"),
        (1_000_000, "một triệu"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_001_000, "một triệu không trăm linh một nghìn"),
        (1_234_567, "một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy"),
        (20_000_000, "hai mươi triệu"),
        (1_000_000_000, "một tỷ"),
        (1_500_000_000, "một tỷ năm trăm triệu"),
        (2_000_000_005, "hai tỷ không trăm linh năm"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (-15, "âm mười lăm"),
    ],
)
def test_a_number_is_said_as_people_say_it(number: int, words: str) -> None:
    assert number_in_words(number) == words


@given(st.integers(0, 10**15))
def test_only_words_of_numbers_are_said(number: int) -> None:
    known = {*DIGITS, "mười", "mươi", "mốt", "lăm", "linh", "trăm", "nghìn", "triệu", "tỷ"}
    assert set(number_in_words(number).split()) <= known


@given(st.integers(0, 10**15))
def test_no_two_numbers_sound_alike(number: int) -> None:
    """Read back by a rule of its own."""
    assert _read(number_in_words(number)) == number


@given(st.integers(0, 999_999))
def test_the_reader_of_dates_reads_the_same(number: int) -> None:
    assert number_from_words([fold(word) for word in number_in_words(number).split()]) == number


def test_what_names_something_is_said_digit_by_digit() -> None:
    assert digit_by_digit("0905") == "không chín không năm"


def _read(words: str) -> int:
    billions, found, rest = words.rpartition(" tỷ")
    if found:
        return _read(billions) * 10**9 + (_read(rest.strip()) if rest else 0)
    total = 0
    for name, size in (("triệu", 10**6), ("nghìn", 10**3)):
        head, found, rest = words.partition(f" {name}")
        if found:
            total, words = total + _hundreds(head) * size, rest.strip()
    return total + (_hundreds(words) if words else 0)


def _hundreds(words: str) -> int:
    head, found, rest = words.partition(" trăm")
    hundreds, rest = (DIGITS.index(head), rest) if found else (0, words)
    rest = re.sub(r"\bmốt\b", "một", re.sub(r"\blăm\b", "năm", rest)).replace("linh", "").strip()
    if rest.startswith("mười"):
        tens, ones = 1, rest.removeprefix("mười").strip()
    elif " mươi" in rest:
        tens_word, _, ones = rest.partition(" mươi")
        tens, ones = DIGITS.index(tens_word), ones.strip()
    else:
        tens, ones = 0, rest
    return hundreds * 100 + tens * 10 + (DIGITS.index(ones) if ones else 0)
