"""Dates in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_bot.dossier.date_words import date_in_words, words_say
from portal_bot.dossier.number_words import number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (30, "ba mươi"),
        (105, "một trăm linh năm"),
        (1905, "một nghìn chín trăm linh năm"),
        (1990, "một nghìn chín trăm chín mươi"),
        (2000, "hai nghìn"),
        (2005, "hai nghìn không trăm linh năm"),
        (2015, "hai nghìn không trăm mười lăm"),
    ],
)
def test_numbers_are_spelled_as_on_civil_status_papers(number: int, words: str) -> None:
    assert number_in_words(number) == words


@given(st.dates(min_value=date(1850, 1, 1), max_value=date(2199, 12, 31)))
def test_a_date_in_words_says_that_date_and_no_neighbour(day: date) -> None:
    words = date_in_words(day)
    assert words_say(words, day)
    assert words_say(words.upper(), day)
    assert not words_say(words, date.fromordinal(day.toordinal() + 1))
    assert not words_say(words, day.replace(year=day.year + 1, day=min(day.day, 28)))


@pytest.mark.parametrize(
    "words",
    [
        "Ngày mồng năm tháng tư năm hai nghìn không trăm hai mươi lăm",
        "ngày mùng năm, tháng bốn, năm hai ngàn lẻ hai mươi lăm",
        "Năm tháng tư năm hai nghìn không trăm hai mươi nhăm",
        "mồng năm tháng tư năm hai không hai năm",
        "Ngày năm tháng bốn năm hai nghìn hai mươi lăm.",
    ],
)
def test_the_usual_wordings_are_understood(words: str) -> None:
    assert words_say(words, date(2025, 4, 5))


def test_five_and_year_are_one_word_and_told_apart() -> None:
    assert words_say("Ngày năm tháng năm năm hai nghìn không trăm linh năm", date(2005, 5, 5))
    assert not words_say("Ngày năm tháng năm năm hai nghìn không trăm linh năm", date(2005, 5, 15))


@pytest.mark.parametrize("words", ["", "05/04/2025", "Ngày năm", "tháng tư năm hai nghìn", "ngày"])
def test_what_says_no_date_says_no_date(words: str) -> None:
    assert not words_say(words, date(2025, 4, 5))
