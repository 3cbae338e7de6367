"""Every name of every list, in every spelling, is itself and nothing else."""

from __future__ import annotations

import pytest

from portal_bot.catalogue import peoples, provinces
from portal_bot.catalogue.names import fold, index_of, initials, spelling
from tests.unit.catalogue.spelled import spellings

_SHORT = {
    "Thành phố": ("TP.", "TP ", "Tp.", "tp. ", "T.P. ", "T.P.", "THÀNH PHỐ "),
    "Thị xã": ("TX.", "TX ", "Tx. ", "T.X. "),
    "Thị trấn": ("TT.", "TT ", "tt. ", "T.T. "),
    "Tỉnh": ("T. ", "tỉnh  ", "TỈNH ", ""),
    "Huyện": ("H.", "H. ", "h ", "huyện "),
    "Phường": ("P.", "P. ", "p ", "PHƯỜNG "),
    "Xã": ("X.", "X. ", "x ", "xã "),
}


def of_unit(name: str) -> list[str]:
    """A unit's name with its kind written in every way, and in every spelling."""
    ((kind, shorts),) = [(k, s) for k, s in _SHORT.items() if name.startswith(f"{k} ")]
    bare = name.removeprefix(f"{kind} ")
    return [
        *spellings(name),
        *(short + bare for short in shorts),
        *(f"{shorts[1]}{s}" for s in spellings(bare)),
    ]


@pytest.mark.parametrize("name", peoples.ethnic_groups())
def test_a_people_is_itself_in_every_spelling(name: str) -> None:
    assert {peoples.ethnic_group(written) for written in spellings(name)} == {name}
    assert peoples.ethnic_group(f"Dân tộc {name}") == peoples.ethnic_group(f"người {name}") == name


def test_every_other_name_is_one_people_in_every_spelling() -> None:
    for other, name in peoples.ethnic_names():
        assert {peoples.ethnic_group(written) for written in spellings(other)} == {name}, other


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tà-ôi", "Ta-ôi"), ("Gié Triêng", "Gié-Triêng"), ("Giẻ Triêng", "Gié-Triêng"),
        ("Hà-Nhì", "Hà Nhì"), ("H'Mông", "Mông"), ("H\u2019 Mông", "Mông"), ("HMông", "Mông"),
        ("Ba na", "Ba-na"), ("Chu ru", "Chu-ru"), ("Rơ măm", "Rơ-măm"), ("Ê Đê", "Ê-đê"),
        ("Êđê", "Ê-đê"), ("Cơ Ho", "Cơ-ho"), ("K'Ho", "Cơ-ho"), ("Gia Rai", "Gia-rai"),
        ("Jarai", "Gia-rai"), ("Ra Glai", "Ra-glai"), ("Raglai", "Ra-glai"), ("Chăm H'roi", "Chăm"),
        ("Chăm Hroi", "Chăm"), ("Kinh (Việt)", "Kinh"), ("Kinh ( Việt )", "Kinh"),
        ("Mông (Mèo)", "Mông"), ("Cao Lan", "Sán Chay"), ("Xê Đăng", "Xơ-đăng"),
        ("Sán Chay (Cao Lan - Sán Chỉ)", "Sán Chay"), ("X'tiêng", "Xtiêng"), ("Thái (Đen)", "Thái"),
        ("Bru \u2013 Vân Kiều", "Bru-Vân Kiều"), ("M nông", "Mnông"),
    ],
)  # fmt: skip
def test_a_people_as_papers_write_it(written: str, meant: str) -> None:
    assert peoples.ethnic_group(written) == meant


@pytest.mark.parametrize(
    "written",
    ["Khang", "Ha Nhi", "Thái (Lào)", "Kinh (Hoa)", "Xá", "Mán", "", "-", "Hàn", "Tai", "Ta ời"],
)
def test_no_people_is_guessed(written: str) -> None:
    assert peoples.ethnic_group(written) is None


def test_a_nationality_is_itself_in_every_spelling() -> None:
    for other, name in peoples.nationality_names():
        assert {peoples.nationality(written) for written in spellings(other)} == {name}, other
    assert peoples.nationality("Viet Nam") is None


@pytest.mark.parametrize("province", provinces.provinces(), ids=lambda p: p.code)
def test_a_province_is_itself_in_every_spelling(province: provinces.Province) -> None:
    for written in (*of_unit(province.name), *spellings(province.short)):
        assert provinces.find_provinces(written) == [province], written


def test_every_other_name_of_a_province_is_one_province() -> None:
    for other, short in provinces.province_names():
        for written in spellings(other):
            assert [p.short for p in provinces.find_provinces(written)] == [short], written


@pytest.mark.parametrize(
    "written",
    ["TPHCM", "TP HCM", "TP.HCM", "TP. HCM", "Tp Hcm", "T.P. HCM", "T.P.HCM", "HCM", "tphcm",
     "TP-HCM", "Thành phố HCM", "TP. Hồ Chí Minh", "Hồ Chí Minh", "Sài Gòn", "TP Sài Gòn"],
)  # fmt: skip
def test_the_city_of_many_names(written: str) -> None:
    assert [p.name for p in provinces.find_provinces(written)] == ["Thành phố Hồ Chí Minh"]


@pytest.mark.parametrize(
    "unit", [*provinces.districts(), *provinces.communes()], ids=lambda u: u.code
)
def test_a_unit_of_phu_yen_is_itself_in_every_spelling(
    unit: provinces.District | provinces.Commune,
) -> None:
    find = (
        provinces.find_districts
        if isinstance(unit, provinces.District)
        else provinces.find_communes
    )
    for written in of_unit(unit.name):
        found = find(written)
        assert unit in found, written
        assert {u.name for u in found} == {unit.name}, written


@pytest.mark.parametrize(
    "written", ["P9", "P.9", "P. 9", "p 09", "Phường 09", "phường  9", "Phường9", "P.09"]
)
def test_a_numbered_ward(written: str) -> None:
    assert [c.name for c in provinces.find_communes(written)] == ["Phường 9"]


@pytest.mark.parametrize(
    ("written", "hints"),
    [
        ("ĐN", {"Thành phố Đà Nẵng", "Tỉnh Đắk Nông", "Tỉnh Đồng Nai"}),
        ("TPĐN", {"Thành phố Đà Nẵng", "Tỉnh Đắk Nông", "Tỉnh Đồng Nai"}),
        ("PY", {"Tỉnh Phú Yên"}),
        ("Tỉnh HCM", {"Thành phố Hồ Chí Minh"}),
        ("Da Nang", {"Thành phố Đà Nẵng"}),
        ("Phu Yen", {"Tỉnh Phú Yên"}),
        ("TPVT", set()),
        ("TP. Đà Lạt", set()),
        ("Nha Trang", set()),
        ("XYZ", set()),
    ],
)
def test_a_hint_is_the_right_one_or_none(written: str, hints: set[str]) -> None:
    assert provinces.find_provinces(written) == []
    assert set(provinces.nearest_names(written, provinces.provinces())) == hints


def test_a_province_that_is_no_more_says_what_became_of_it() -> None:
    assert provinces.became("Tỉnh Hà Tây") == ("Thành phố Hà Nội",)
    assert provinces.became("Phú Khánh") == ("Tỉnh Phú Yên", "Tỉnh Khánh Hòa")
    assert provinces.became("Phú Yên") == ()


def test_spellings_that_differ_in_a_letter_or_a_tone_stay_apart() -> None:
    apart = [
        ("Thúy", "Thúi"), ("Tây", "Tâi"), ("Hòa Thanh", "Hoa Thành"), ("Tà-ôi", "Ta-ồi"),
        ("Yên", "Iên"), ("Phường 1", "Phường 11"), ("Phú Lâm", "Phù Lâm"),
    ]  # fmt: skip
    assert all(spelling(one) != spelling(other) for one, other in apart)
    assert fold("Hòa-Thanh") != fold("Hoa-Thành")


def test_a_name_that_two_share_means_neither() -> None:
    index = index_of([("A", "A"), ("x", "A"), ("B", "B"), ("x", "B"), ("A", "B")])
    assert index == {"a": "A", "b": "B"}
    assert initials("Bà Rịa - Vũng Tàu") == "brvt"
