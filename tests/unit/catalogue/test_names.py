"""Names are one name whatever the keyboard did."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_bot.catalogue.names import clean, fold, nearest, same_name, surname


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Hoà Thành", "xã hòa thành"),
        ("Thuý", "Thúy"),
        ("khoẻ", "khỏe"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hường"), "NGUYỄN  THỊ\u00a0HƯỜNG"),
        ("Ksor H\u2019Thử", "Ksor H'Thử"),
    ],
)
def test_one_name_in_two_spellings_is_one_name(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hoa", "Hòa"), ("Hán", "Hàn"), ("Đông", "Dông"), ("Phường 1", "Phường 10"), ("Ơ", "O")],
)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert not same_name(one, other)


@given(st.text())
def test_cleaning_and_folding_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(clean(text)) == fold(text)


def test_the_nearest_name_is_found_without_diacritics() -> None:
    assert nearest("nguoi me", ["Người cha", "Người mẹ", "Cam đoan"])[0] == "Người mẹ"
    assert nearest("qqqq", ["Người cha"]) == []


def test_a_surname_is_the_first_word() -> None:
    assert surname("Tôn Nữ Huyền Trang") == fold("tôn")
