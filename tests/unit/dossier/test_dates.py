"""Full and partial dates."""

from datetime import date

import pytest

from portal_bot.dossier.dates import (
    PartialDate,
    parse_date,
    parse_partial_date,
    parse_year,
)
from portal_bot.dossier.problems import Refused


@pytest.mark.parametrize(
    "text", ["1990-02-13", "13/02/1990", "13/2/1990", "13-02-1990", "13.2.1990"]
)
def test_a_date_is_read_in_the_ways_people_write_it(text: str) -> None:
    assert parse_date(text) == date(1990, 2, 13)


@pytest.mark.parametrize("text", ["31/02/2020", "2021-02-29", "00/01/2020", "12/13/2020"])
def test_an_impossible_date_is_refused_in_vietnamese(text: str) -> None:
    with pytest.raises(Refused, match="không phải là ngày có thật") as refused:
        parse_date(text)
    assert refused.value.code == "impossible_date"


@pytest.mark.parametrize(
    "text", ["hôm qua", "13/02/90", "02/1990", "1990", "1990/2-13", "1303-01-01"]
)
def test_what_is_no_full_date_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_date(text)
    assert refused.value.code == "invalid_date"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1950", "1950"), ("05/1950", "05/1950"), ("1950-05", "05/1950"), ("13/2/1950", "13/02/1950"),
     ("1950-02-13", "13/02/1950")],
)  # fmt: skip
def test_of_an_elder_only_the_year_may_be_known(text: str, shown: str) -> None:
    assert str(parse_partial_date(text)) == shown


@pytest.mark.parametrize("text", ["13/1950", "1950-00", "31/04/1950"])
def test_a_partial_date_must_be_possible_too(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_partial_date(text)
    assert refused.value.code == "impossible_date"


def test_a_partial_date_knows_its_first_day() -> None:
    assert PartialDate(1950, 5).earliest == date(1950, 5, 1)
    assert parse_partial_date(date(1950, 5, 2)) == PartialDate(1950, 5, 2)


@pytest.mark.parametrize("text", ["92", "1899", "một chín", "19900"])
def test_a_birth_year_has_four_digits(text: str) -> None:
    with pytest.raises(Refused):
        parse_year(text)


def test_a_list_is_no_date() -> None:
    with pytest.raises(Refused) as refused:
        parse_date(["1990-02-13"])
    assert refused.value.code == "wrong_type"


@pytest.mark.parametrize(
    "text",
    [
        "13021990", "19900213", "1990-02-13 00:00:00", "1990-02-13T00:00:00", "13/02/1990 0:00",
        "1990-02-13T00:00:00.000Z", "1990/02/13", "13 / 02 / 1990", "13 02 1990", "13/02/1990.",
        "13\u201302\u20131990", "ngày 13 tháng 2 năm 1990", "13 tháng 02, 1990",
        "\uff11\uff13/\uff10\uff12/\uff11\uff19\uff19\uff10",
    ],
)  # fmt: skip
def test_a_date_is_read_as_cards_and_programs_give_it(text: str) -> None:
    assert parse_date(text) == date(1990, 2, 13)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("02131990", "là 13/02/1990?"), ("13/2/90", "1990 hay 2090"),
        ("32917", "13/02/1990"), ("32917.0", "bảng tính"), ("02/13/1990", "Có phải 13/02/1990"),
        ("1990-13-02", "Có phải 13/02/1990"), ("1990-02-12T17:00:00Z", "giờ phút"),
        ("13/O2/1990", "chỗ của chữ số"),
        ("99999999", "viết liền"), ("13/02/199", "không đọc được"),
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_refused_with_the_reason(text: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_date(text)
    assert told in refused.value.message


def test_a_part_of_a_date_may_be_in_words() -> None:
    assert parse_partial_date("tháng 5 năm 1950") == PartialDate(1950, 5)
    assert parse_partial_date("năm 1950") == PartialDate(1950)
    assert parse_partial_date("13021990") == PartialDate(1990, 2, 13)


@pytest.mark.parametrize("text", ["1992.0", "199O", "1.99E+03"])
def test_a_spoilt_year_says_what_happened(text: str) -> None:
    with pytest.raises(Refused, match=r"bảng tính|chữ số"):
        parse_year(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # A card's code has the day first, whatever the day is.
        ("01021990", date(1990, 2, 1)), ("11111990", date(1990, 11, 11)),
        ("12121990", date(1990, 12, 12)), ("10102010", date(2010, 10, 10)),
        ("20021990", date(1990, 2, 20)), ("19900213", date(1990, 2, 13)),
        # A spreadsheet's, in English and in Vietnamese.
        ("13-Feb-1990", date(1990, 2, 13)), ("13 february 1990", date(1990, 2, 13)),
        ("13-thg 2-1990", date(1990, 2, 13)), ("1-Thg12-1990", date(1990, 12, 1)),
        ("13/02/1990 12:00:00 AM", date(1990, 2, 13)), ("ngày 13/02/1990", date(1990, 2, 13)),
    ],
)  # fmt: skip
def test_a_date_out_of_a_card_or_a_spreadsheet_is_one(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("13021990.0", "bảng tính"), ("13-Fex-1990", "không đọc được"),
        ("31-Feb-1990", "ngày có thật"), ("13/02/1990 12:00:00 PM", "giờ phút"),
        ("1990-02-13 07:00", "giờ phút"), ("13/1/Canh Ngọ", "không đọc được"),
        ("--/02/1990", "không đọc được"), ("00/00/1990", "ngày có thật"),
    ],
)  # fmt: skip
def test_what_is_nearly_a_date_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        parse_date(text)
