"""Labels and choices are compared folded, exactly, and never loosely."""

from __future__ import annotations

import unicodedata

import pytest

from portal_bot.form.text import fold, label_key, places_of


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Họ và tên (*)", "Họ và tên"),
        ("Họ * và tên", "Họ và tên"),
        ("Ngày\u00a0 sinh\u200b:", "ngày sinh"),
        ("Giấy tờ tuỳ thân: loại *:", "Giấy tờ tùy thân: loại"),
        ("Email (bắt buộc)", "email"),
        (unicodedata.normalize("NFD", "Số định danh"), "Số định danh"),
    ],
)
def test_a_label_is_known_by_its_words(printed: str, meant: str) -> None:
    assert label_key(printed) == label_key(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hoà Thành", "Hòa Thành"), ("Thuỷ", "Thủy"), ("khoẻ", "khỏe"), ("Ðắk", "Đắk")],
)
def test_the_place_of_the_tone_does_not_matter(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hán", "Hàn"), ("Hòa", "Họa"), ("Lắk", "Lăk"), ("Ngày sinh", "Ngày sinh con")],
)
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert label_key(one) != label_key(other)


@pytest.mark.parametrize(
    ("wanted", "options", "places"),
    [
        ("Phường 1", ["Phường 10", "Phường 1", "Phường 11"], [1]),
        ("Hán", ["Kháng", "Hán"], [1]),
        ("Phường Hòa Vinh", ["P. Hoà Vinh", "Xã Hòa Vinh"], [0]),
        ("Hòa Vinh", ["Phường Hòa Vinh"], [0]),
        ("Hòa Vinh", ["Phường Hòa Vinh", "Xã Hòa Vinh"], [0, 1]),
        ("Xã Hòa Thành", ["Phường Hòa Thành"], []),
        ("Tỉnh Đắk Lắk", ["66 Tỉnh Đắk Lắk"], [0]),
        ("Thành phố Tuy Hòa", ["TP. Tuy Hoà", "Huyện Tuy An"], [0]),
        ("Phú Lâm", ["Phường Phú Lâm 2"], []),
        ("", ["", "x"], [0]),
        ("x", [], []),
    ],
)
def test_a_choice_is_found_exactly_or_by_its_prefix_alone(
    wanted: str, options: list[str], places: list[int]
) -> None:
    assert places_of(wanted, options) == places
