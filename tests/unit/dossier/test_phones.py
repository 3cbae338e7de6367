"""Telephone numbers: what is dialled today, and what people and programs make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_bot.dossier.phones import parse_phone
from portal_bot.dossier.problems import Refused


@pytest.mark.parametrize(
    "written", ["0905000101", "0905 000 101", "0905.000.101", "+84 905 000 101", "84905000101"]
)
def test_a_phone_is_kept_as_ten_digits(written: str) -> None:
    assert parse_phone(written) == "0905000101"


def test_a_landline_of_phu_yen_is_a_phone() -> None:
    assert parse_phone("0257 3 841 234") == "02573841234"


@pytest.mark.parametrize(
    "written", ["090500010", "0123456789", "+1 202 555 0143", "gọi sau", "911"]
)
def test_what_is_no_vietnamese_phone_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_phone(written)
    assert refused.value.code == "phone"


@pytest.mark.parametrize(
    "written",
    [
        "0084905000101", "+84 (0) 905 000 101", "(+84)0905000101", "(0905) 000-101",
        "0905\u2011000\u2013101", "0905\u00a0000\u00a0101", "84 0905000101",
    ],
)  # fmt: skip
def test_signs_between_the_digits_are_no_part_of_it(written: str) -> None:
    assert parse_phone(written) == "0905000101"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("0905OOO101", "“O”"), ("o9o5ooo1o1", "“o”"), ("0905l0010I", "“l”, “I”"),
        ("0905000101 ext 5", "máy lẻ"), ("0905000101x12", "máy lẻ"), ("0905000101 #3", "máy lẻ"),
        ("0905000101 máy lẻ 12", "máy lẻ"), ("02573841234 nhánh 102", "máy lẻ"),
        ("0905000101;ext=5", "máy lẻ"), ("0905000101 p. 12", "máy lẻ"),
        ("0905000101/0905000102", "nhiều số"), ("0905000101, 0905000102", "nhiều số"),
        ("0905000101 hoặc 0905000102", "nhiều số"), ("0905000101 0905000102", "hai số"),
        ("905000101", '"0905000101"'), ("905000101.0", '"0905000101"'), ("0905000101.0", ".0"),
        ("'0905000101", "dấu nháy"), ("9.05E+08", "bảng tính"), ("1.68E+09", "bảng tính"),
        ("9.05000101E+08", '"0905000101"'), ("905,000,101", '"0905000101"'),
        ("01684000101", '0168 đã đổi thành 038 (năm 2018); có phải "0384000101"'),
        ("1684000101", '"0384000101"'), ("+841684000101", '"0384000101"'),
        ("01204000101", '"0704000101"'), ("01234000101", '"0834000101"'),
        ("01294000101", '"0824000101"'), ("01864000101", '"0564000101"'),
        ("01884000101", '"0584000101"'), ("01994000101", '"0594000101"'),
        ("0573841234", '057 đã đổi thành 0257 (năm 2017); có phải "02573841234"'),
        ("0438221234", '"02438221234"'), ("05113822123", '"02363822123"'),
        ("+1 202 555 0143", "+84"), ("3841234", "mã vùng"), ("0905+000101", "“+”"),
        ("0905000101 (mẹ)", "“m”"), ("٠٩٠٥٠٠٠١٠١", "U+0660"), ("\uff10905000101", "U+FF10"),
        ("0905\u200b000101", "U+200B"), ("tel:0905000101", "“t”"),
    ],
)  # fmt: skip
def test_what_seems_to_have_happened_is_told_and_nothing_mended(written: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_phone(written)
    assert refused.value.code == "phone"
    assert told in refused.value.message


@given(st.text(st.sampled_from("0123456789+ .-()OoxX/,\u2011\u0660"), max_size=20))
def test_a_number_that_is_taken_is_made_of_its_own_digits(text: str) -> None:
    try:
        number = parse_phone(text)
    except Refused:
        return
    digits = "".join(c for c in text if c in "0123456789")
    assert set(text) <= set("0123456789+ .-()\u2011")
    assert digits.endswith(number[1:])
    assert number.isascii()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("19001234", "tổng đài"), ("1900545463", "tổng đài"), ("18001111", "tổng đài"),
        ("01900545463", "tổng đài"), ("+84 1900 1234", "tổng đài"), ("1800 5999 20", "tổng đài"),
        ("090500010.1", "thập phân"), ("0905000101.5", "thập phân"), ("0257384123.4", "thập phân"),
    ],
)  # fmt: skip
def test_a_hotline_and_a_fraction_are_nobodys_number(written: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        parse_phone(written)
