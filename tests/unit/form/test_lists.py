"""A value of ours is chosen from a portal's list that spells it otherwise: one place, or none.

Where the spellings come from (read 2026-11-28):

* GSO: annex E of QCVN 109, the list of Quyết định 1019/QĐ-TCTK of 2008
  (qcvn109.gov.vn, “Phụ lục E … danh mục dân tộc Việt Nam”), and the list of 1979 as Đà Nẵng's
  statistical office prints it (cucthongke.danang.gov.vn);
* TTHUB: `Thanhnt237/TTHubClient:src/assets/religion.ts`, a form's list with the codes of 1979;
* CEMA: `bachhs/dwh-dx:src/_sampleData/ethnics.ts`, the names of the committee for ethnic affairs;
* provinces: lists of shops' forms (“Thừa Thiên-Huế”, “TP. Hồ Chí Minh”) and of ISO 3166-2:VN.
"""

from __future__ import annotations

import pytest

from portal_bot.catalogue import peoples, provinces
from portal_bot.dossier.entries import Entry
from portal_bot.filing.readback import compare
from portal_bot.form.controls import kind_of
from portal_bot.form.snapshot import Control
from portal_bot.form.text import known_names, places_of, same_choice, same_name
from portal_bot.portals.roles import Record
from tests.unit.catalogue.spelled import spellings

GSO = """
Kinh (Việt) | Tày | Thái | Mường | Khơ me | Hoa (Hán) | Nùng | H'mông (Mèo) | Dao | Gia - rai |
Ê-đê | Ba-na | Sán Chay (Cao Lan-Sán Chỉ) | Chăm (Chàm) | Cơ-ho | Xơ-đăng | Sán Dìu | Hrê |
Ra-glai | Mnông | Thổ | Xtiêng | Khơ-mú | Bru-Vân Kiều | Cơ-tu | Giáy | Tà-ôi | Mạ | Gié-Triêng
| Co | Chơ-ro | Xinh-mun | Hà Nhì | Chu-ru | Lào | La Chí | Kháng | Phù Lá | La Hủ | La Ha | Pà
Thẻn | Lự | Ngái | Chứt | Lô Lô | Mảng | Cơ Lao | Bố Y | Cống | Si La | Pu Péo | Rơ-măm | Brâu |
Ơ-đu | Người nước ngoài
"""
TTHUB = """
Kinh | Tày | Thái | Hoa | Khơ-me | Mường | Nùng | HMông | Dao | Gia-rai | Ngái | Ê-đê | Ba na |
Xơ-Đăng | Sán Chay | Cơ-ho | Chăm | Sán Dìu | Hrê | Mnông | Ra-glai | Xtiêng | Bru-Vân Kiều |
Thổ | Giáy | Cơ-tu | Gié Triêng | Mạ | Khơ-mú | Co | Tà-ôi | Chơ-ro | Kháng | Xinh-mun | Hà Nhì
| Chu ru | Lào | La Chí | La Ha | Phù Lá | La Hủ | Lự | Lô Lô | Chứt | Mảng | Pà Thẻn | Co Lao |
Cống | Bố Y | Si La | Pu Péo | Brâu | Ơ Đu | Rơ măm | Người nước ngoài | Không rõ
"""
CEMA = """
Cống | Hà Nhì | Kháng | Khơ Mú | La Ha | La Hủ | Lào | Lự | Mảng | Si La | Xinh Mun | Bố Y | Dao
| Giáy | Mông | Phù Lá | Thái | Cờ Lao | La Chí | Lô Lô | Ngái | Nùng | Pà Thẻn | Pu Péo | Sán
Chay | Sán Dìu | Tày | Mường | Việt | Bru - Vân Kiều | Chứt | Cơ Tu | Ơ Đu | Tà Ôi | Thổ | Co |
Raglai | Brâu | Chu Ru | Cơ Ho | Ê Đê | Gia Rai | Mạ | Mnông | Rơ Măm | Xơ Đăng | Ba Na | Giẻ
Triêng | Hrê | Chơ Ro | X'Tiêng | Khơ Me | Hoa | Chăm
"""


def listed(text: str) -> list[str]:
    return [name.strip() for name in text.replace("\n", " ").split("|")]


@pytest.mark.parametrize("source", [GSO, TTHUB, CEMA], ids=["gso", "tthub", "cema"])
def test_each_people_is_chosen_from_lists_that_spell_it_otherwise(source: str) -> None:
    options = listed(source)
    chosen = {
        name: [options[place] for place in places_of(name, options)]
        for name in peoples.ethnic_groups()
    }
    assert {name: len(found) for name, found in chosen.items()} == dict.fromkeys(chosen, 1)
    assert {peoples.ethnic_group(found[0]) for found in chosen.values()} == set(
        peoples.ethnic_groups()
    )
    assert all(peoples.ethnic_group(found[0]) == name for name, found in chosen.items())
    with_codes = [f"{n:02} - {option}" for n, option in enumerate(options, 1)]
    assert all(len(places_of(name, with_codes)) == 1 for name in peoples.ethnic_groups())


@pytest.mark.parametrize("name", peoples.ethnic_groups())
def test_a_people_is_chosen_in_every_spelling_and_no_other(name: str) -> None:
    others = [other for other in peoples.ethnic_groups() if other != name]
    for option in spellings(name):
        assert places_of(name, [*others, option]) == [len(others)], option
    assert places_of(name, others) == []


@pytest.mark.parametrize("province", provinces.provinces(), ids=lambda p: p.code)
def test_a_province_is_chosen_in_every_spelling_and_no_other(province: provinces.Province) -> None:
    others = [other.name for other in provinces.provinces() if other != province]
    known = [other for other, short in provinces.province_names() if short == province.short]
    for option in (*spellings(province.name), *spellings(province.short), *known):
        assert places_of(province.name, [*others, option]) == [len(others)], option
    assert places_of(province.name, others) == []


@pytest.mark.parametrize(
    ("wanted", "options", "found"),
    [
        ("Thành phố Hồ Chí Minh", ["Hà Nội", "TP. HCM"], [1]),
        ("Thành phố Hồ Chí Minh", ["TPHCM", "Vĩnh Phúc"], [0]),
        ("Tỉnh Thừa Thiên Huế", ["Thừa Thiên-Huế", "Huế cũ"], [0]),
        ("Tỉnh Thừa Thiên Huế", ["TT Huế", "Hà Nội"], [0]),
        ("Tỉnh Bà Rịa - Vũng Tàu", ["Bà Rịa\u2013Vũng Tàu"], [0]),
        ("Tỉnh Đắk Lắk", ["Đăk Lăk", "Đăk Nông"], [0]),
        ("Phường 9", ["Phường 09", "Phường 19"], [0]),
        ("Phường 9", ["P9", "P19"], [0]),
        ("Quận 1", ["Q. 1", "Q1", "Q.10"], [0, 1]),
        ("Xã Hòa Mỹ Đông", ["X. Hoà Mĩ Đông", "Xã Hòa Mỹ Tây"], [0]),
        ("Hoa Kỳ", ["Mỹ", "Anh"], [0]),
        ("Hoa Kỳ", ["Mỹ", "Hoa Kì"], [1]),
        ("Ta-ôi", ["Tà Ôi", "Ta Ôi"], [1]),
        ("Ta-ôi", ["Tà Ôi", "Tôi-ôi"], [0, 1]),
        ("Thái", ["Thái (Lào)"], []),
        ("Thái", ["Thái Lan"], []),
        ("Cha", ["Cha (nuôi)"], []),
        ("Ông/Bà", ["Ông / Bà"], [0]),
        ("Co", ["Cơ Lao", "Cơ-ho"], []),
    ],
)
def test_the_strictest_likeness_decides(wanted: str, options: list[str], found: list[int]) -> None:
    assert places_of(wanted, options) == found


def test_a_list_that_shows_another_option_does_not_show_ours() -> None:
    assert same_choice("Hoa Kỳ", "Mỹ", ["Mỹ", "Anh"])
    assert not same_choice("Hoa Kỳ", "Mỹ", ["Mỹ", "Hoa Kỳ"])
    seen = Control("1", 0, "select", "Quốc tịch", value="Mỹ", options=("Mỹ", "Hoa Kỳ"))
    assert not kind_of(seen).equal(seen, "Hoa Kỳ")


def test_no_known_name_stands_for_two_things() -> None:
    known = known_names()
    assert all(known.get(meant, meant) == meant for meant in known.values())


def test_what_a_list_stored_by_another_name_is_not_a_difference() -> None:
    def stored(wanted: str, found: str, level: int | None = None) -> int:
        entry = Entry("Con", None, "Dân tộc", wanted, "child.ethnicity", level=level)
        return len(compare(Record("1", {}, {("Con", "", "Dân tộc"): found}, ()), [entry], []))

    assert stored("Ta-ôi", "Tà Ôi") == 0
    assert stored("Ta-ôi", "Thái") == 1
    assert stored("Phường Hòa Vinh", "P. Hoà Vinh", level=2) == 0
    assert stored("Phường Hòa Vinh", "P. Hoà Vinh", level=3) == 1
    assert stored("Phường Hòa Vinh", "", level=2) == 1
    assert not same_name("Phường 9", "P9")
