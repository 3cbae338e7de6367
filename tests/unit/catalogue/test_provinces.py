"""The units of 2022, and what became of them."""

from datetime import date, timedelta

import pytest

from portal_bot.catalogue import provinces


def test_phu_yen_has_nine_districts_and_110_communes() -> None:
    assert len(provinces.districts()) == 9
    assert len(provinces.communes()) == 110
    assert len({c.code for c in provinces.communes()}) == 110
    assert len(provinces.provinces()) == 63


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Xã Hòa Thành", "Xã Hòa Thành"),
        ("xã hoà thành", "Xã Hòa Thành"),
        ("Hòa Thành", "Xã Hòa Thành"),
        ("X. Hòa Thành", "Xã Hòa Thành"),
        ("x.Hòa Thành", "Xã Hòa Thành"),
        ("P1", "Phường 1"),
        ("P. 1", "Phường 1"),
        ("phường 01", "Phường 1"),
        ("TT Phú Hòa", "Thị trấn Phú Hòa"),
        ("tt.Củng Sơn", "Thị trấn Củng Sơn"),
        ("EA BAR", "Xã Ea Bar"),
    ],
)
def test_a_commune_is_found_in_its_usual_spellings(written: str, meant: str) -> None:
    assert [c.name for c in provinces.find_communes(written)] == [meant]


@pytest.mark.parametrize("written", ["Phường Hòa Thành", "Phường 10", "Hòa", "Hòa Hiệp", ""])
def test_nothing_is_guessed(written: str) -> None:
    assert provinces.find_communes(written) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [("TX Đông Hòa", "Thị xã Đông Hòa"), ("tp. tuy hoà", "Thành phố Tuy Hòa"), ("H. Phú Hòa",
     "Huyện Phú Hòa"), ("Phú Hòa", "Huyện Phú Hòa")],
)  # fmt: skip
def test_a_district_is_found_in_its_usual_spellings(written: str, meant: str) -> None:
    assert [d.name for d in provinces.find_districts(written)] == [meant]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Phú Yên", "Tỉnh Phú Yên"), ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
     ("Bà Rịa - Vũng Tàu", "Tỉnh Bà Rịa - Vũng Tàu"), ("Khánh Hoà", "Tỉnh Khánh Hòa")],
)  # fmt: skip
def test_a_province_is_found_in_its_usual_spellings(written: str, meant: str) -> None:
    assert [p.name for p in provinces.find_provinces(written)] == [meant]


@pytest.mark.parametrize(
    ("short", "before", "since", "after"),
    [
        ("Đồng Nai", "Tỉnh Đồng Nai", date(2026, 4, 30), "Thành phố Đồng Nai"),
        ("Quảng Ninh", "Tỉnh Quảng Ninh", date(2026, 9, 1), "Thành phố Quảng Ninh"),
        ("Bắc Ninh", "Tỉnh Bắc Ninh", date(2026, 9, 20), "Thành phố Bắc Ninh"),
        ("Thừa Thiên Huế", "Tỉnh Thừa Thiên Huế", date(2025, 1, 1), "Thành phố Huế"),
        ("Bình Phước", "Tỉnh Bình Phước", date(2025, 7, 1), None),
    ],
)
def test_a_province_tells_since_when_its_name_holds(
    short: str, before: str, since: date, after: str | None
) -> None:
    (province,) = (p for p in provinces.provinces() if p.short == short)
    assert province.name_on(since - timedelta(days=1)) == before
    assert province.name_on(since) == after
    for name in province.names:
        assert provinces.find_provinces(name.name) == [province]
    assert provinces.find_provinces(after.replace("Thành phố", "TP.") if after else short)


def test_of_63_provinces_34_are_left_and_nine_of_them_are_cities() -> None:
    names = [name for p in provinces.provinces() if (name := p.name_on(date(2026, 11, 20)))]
    assert len(names) == 34
    assert sum(name.startswith("Thành phố ") for name in names) == 9
    codes = {p.code for p in provinces.provinces() if p.until is None}
    assert {p.into for p in provinces.provinces() if p.until} <= codes
    assert all(named.by for p in provinces.provinces() for named in p.later)


def test_every_commune_has_a_successor_and_seven_were_split() -> None:
    assert all(commune.successors for commune in provinces.communes())
    assert {c.name for c in provinces.communes() if c.split} == {
        "Phường 9", "Phường Hòa Hiệp Bắc", "Xã Hòa An", "Xã Hòa Trị", "Xã Hòa Bình 1",
        "Xã Ea Bar", "Xã Ea Bia",
    }  # fmt: skip
    (commune,) = provinces.find_communes("Xã Hòa Thành")
    assert [unit.name for unit in commune.successors] == ["Phường Phú Yên"]


def test_the_nearest_names_do_not_count_the_kind_of_unit() -> None:
    assert provinces.nearest_names("Phường Hòa Thành", provinces.communes())[0] == "Xã Hòa Thành"
