"""The units of 2022, and what became of them."""

import pytest

from portal_bot.catalogue import places


def test_phu_yen_has_nine_districts_and_110_communes() -> None:
    assert len(places.districts()) == 9
    assert len(places.communes()) == 110
    assert len({c.code for c in places.communes()}) == 110
    assert len(places.provinces()) == 63


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
    assert [c.name for c in places.find_communes(written)] == [meant]


@pytest.mark.parametrize("written", ["Phường Hòa Thành", "Phường 10", "Hòa", "Hòa Hiệp", ""])
def test_nothing_is_guessed(written: str) -> None:
    assert places.find_communes(written) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [("TX Đông Hòa", "Thị xã Đông Hòa"), ("tp. tuy hoà", "Thành phố Tuy Hòa"), ("H. Phú Hòa",
     "Huyện Phú Hòa"), ("Phú Hòa", "Huyện Phú Hòa")],
)  # fmt: skip
def test_a_district_is_found_in_its_usual_spellings(written: str, meant: str) -> None:
    assert [d.name for d in places.find_districts(written)] == [meant]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Phú Yên", "Tỉnh Phú Yên"), ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
     ("Bà Rịa - Vũng Tàu", "Tỉnh Bà Rịa - Vũng Tàu"), ("Khánh Hoà", "Tỉnh Khánh Hòa")],
)  # fmt: skip
def test_a_province_is_found_in_its_usual_spellings(written: str, meant: str) -> None:
    assert [p.name for p in places.find_provinces(written)] == [meant]


def test_every_commune_has_a_successor_and_seven_were_split() -> None:
    assert all(commune.successors for commune in places.communes())
    assert {c.name for c in places.communes() if c.split} == {
        "Phường 9", "Phường Hòa Hiệp Bắc", "Xã Hòa An", "Xã Hòa Trị", "Xã Hòa Bình 1",
        "Xã Ea Bar", "Xã Ea Bia",
    }  # fmt: skip
    (commune,) = places.find_communes("Xã Hòa Thành")
    assert [unit.name for unit in commune.successors] == ["Phường Phú Yên"]


def test_the_nearest_names_do_not_count_the_kind_of_unit() -> None:
    assert places.nearest_names("Phường Hòa Thành", places.communes())[0] == "Xã Hòa Thành"
