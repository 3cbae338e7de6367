"""Communes of 2022 for a portal of those since 1 July 2025.

What is right is taken from how the resolution tells of the 34 new units ("formed_from" of the
data: its own words), not from the successors that the code goes by.
"""

import re
import unicodedata
from typing import Any

import pytest
from pydantic import ValidationError

from portal_bot.catalogue import provinces as catalogue
from portal_bot.dossier.context import Context
from portal_bot.dossier.entries import entries
from portal_bot.dossier.places import Address, Agency, Locality, agency
from portal_bot.dossier.problems import Refused
from portal_bot.fields import Declaration, Field

SINCE = {"tree": 2025}
# “Xã Hòa An (huyện Phú Hòa) (phần còn lại sau khi sáp nhập vào xã Phú Hòa 1)”
_ASIDE = re.compile(r"\s*\([^()]*\)")
# Nghị quyết 1200/NQ-UBTVQH15: in Tuy Hòa four were merged with others already in November 2024.
IN_2024 = {
    "Phường 8": "Phường 2", "Phường 3": "Phường 5", "Phường 6": "Phường 4",
    "Xã Bình Ngọc": "Phường 1",
}  # fmt: skip


def told_by_law() -> dict[str, set[str]]:
    """Of each commune of 2022 the units of 2025 that name it among what they were formed from."""
    heirs: dict[str, set[str]] = {}
    for unit, parts in catalogue.units_of_2025().items():
        for part in parts:
            heirs.setdefault(_ASIDE.sub("", part), set()).add(unit)
    assert len(heirs) == 106
    return heirs | {name: heirs[into] for name, into in IN_2024.items()}


LAW = told_by_law()
SPLIT = sorted(name for name, heirs in LAW.items() if len(heirs) > 1)


def sent(**said: Any) -> tuple[str, ...]:
    return Locality.model_validate(said, context=SINCE).sent


def refused(**said: Any) -> Refused:
    with pytest.raises(ValidationError) as error:
        Locality.model_validate(said, context=SINCE)
    found = error.value.errors()[0]["ctx"]["error"]
    assert isinstance(found, Refused)
    return found


def test_the_law_speaks_of_every_commune_and_of_34_units() -> None:
    assert len(catalogue.units_of_2025()) == 34
    assert set(LAW) == {commune.name for commune in catalogue.communes()}
    # Nghị quyết 202/2025/QH15: Phú Yên is with Đắk Lắk; 34 provinces in all.
    assert catalogue.home_province().since_mergers == "Tỉnh Đắk Lắk"
    assert len({province.since_mergers for province in catalogue.provinces()}) == 34


def test_each_commune_with_one_heir_is_sent_as_it() -> None:
    single = [c for c in catalogue.communes() if len(LAW[c.name]) == 1]
    assert len(single) == 103
    got = {c.name: sent(district=c.district, commune=c.name) for c in single}
    assert got == {c.name: ("Tỉnh Đắk Lắk", *LAW[c.name]) for c in single}


@pytest.mark.parametrize("name", SPLIT)
def test_a_split_commune_is_asked_about_and_told_which_key_to_write(name: str) -> None:
    asked = refused(commune=name)
    assert (asked.code, asked.part) == ("split_commune", "commune_2025")
    assert all(heir in asked.message for heir in LAW[name])
    assert "commune_2025:" in asked.message
    for heir in LAW[name]:
        assert sent(commune=name, commune_2025=heir.upper())[1] == heir
    stranger = next(unit for unit in catalogue.units_of_2025() if unit not in LAW[name])
    assert refused(commune=name, commune_2025=stranger).code == "not_its_successor"


def test_seven_are_split() -> None:
    assert SPLIT == [
        "Phường 9", "Phường Hòa Hiệp Bắc", "Xã Ea Bar", "Xã Ea Bia", "Xã Hòa An",
        "Xã Hòa Bình 1", "Xã Hòa Trị",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    ["Xã Hòa Thành", "xã hoà thành", "hoà thành", unicodedata.normalize("NFD", "Xã Hòa Thành")],
)
def test_spelling_is_no_other_commune(written: str) -> None:
    assert sent(commune=written) == ("Tỉnh Đắk Lắk", "Phường Phú Yên")


@pytest.mark.parametrize(
    "said",
    [
        {"commune": "phú yên"},
        {"province": "Đắk Lắk", "commune": "Phường Phú Yên"},
        {"province": "Đắc Lắc", "commune_2025": "P. Phú Yên"},
        {"commune_2025": "Phường Phú Yên"},
    ],
)
def test_an_address_may_be_written_in_the_new_units(said: dict[str, str]) -> None:
    place = Locality.model_validate(said, context=SINCE)
    assert place.sent == place.declared == ("Tỉnh Đắk Lắk", "Phường Phú Yên")
    assert place.district == ""


@pytest.mark.parametrize(
    ("said", "code", "part"),
    [
        ({"commune": "Xã Không Có"}, "unknown_commune", "commune"),
        ({"commune_2025": "Xã Không Có"}, "unknown_commune", "commune_2025"),
        ({"province": "Phú Yên", "commune": "Phường Phú Yên"}, "mixed_years", "province"),
        ({"district": "TX Đông Hòa", "commune": "Phường Phú Yên"}, "mixed_years", "district"),
        ({"province": "Đắk Lắk", "commune": "Xã Hòa Thành"}, "mixed_years", "commune"),
        ({"province": "Khánh Hòa", "district": "Nha Trang", "commune": "Phường Vĩnh Hải"},
         "successor_unknown", "commune_2025"),
        ({"province": "Ninh Thuận", "commune": "Xã Vĩnh Hải"}, "mixed_years", "province"),
    ],
)  # fmt: skip
def test_what_no_table_tells_is_refused(said: dict[str, str], code: str, part: str) -> None:
    found = refused(**said)
    assert (found.code, found.part) == (code, part)


def test_elsewhere_the_dossier_says_what_the_commune_is_now() -> None:
    old = {"province": "Ninh Thuận", "district": "Huyện Ninh Hải", "commune": "Xã Vĩnh Hải"}
    place = Locality.model_validate({**old, "commune_2025": "Xã Vĩnh Hải"}, context=SINCE)
    assert place.sent == ("Tỉnh Khánh Hòa", "Xã Vĩnh Hải")
    assert place.declared == ("Tỉnh Ninh Thuận", "Huyện Ninh Hải", "Xã Vĩnh Hải")
    assert sent(province="Huế", commune="Phường Ví Dụ") == ("Thành phố Huế", "Phường Ví Dụ")


def test_homonyms_within_a_year_and_across_them_are_not_guessed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heir = catalogue.Successor("3", "Phường Phú Yên", "whole")
    one = catalogue.Commune("1", "Xã Giả Định", "Huyện Tuy An", (heir,))
    other = catalogue.Commune("2", "Phường Giả Định", "Thị xã Đông Hòa", (heir,))
    monkeypatch.setattr(catalogue, "find_communes", lambda _name: [one, other])
    assert refused(commune="Giả Định").code == "ambiguous_commune"
    assert sent(district="Tuy An", commune="Giả Định")[1] == "Phường Phú Yên"
    monkeypatch.setattr(catalogue, "find_communes", lambda _name: [one])
    monkeypatch.setattr(catalogue, "find_units_of_2025", lambda name: [name])
    asked = refused(commune="Xã Giả Định")
    assert asked.code == "ambiguous_commune"
    assert "Huyện Tuy An" in asked.message
    assert "commune_2025" in asked.message


def test_a_portal_of_2022_is_not_concerned() -> None:
    plain = Locality.model_validate({"commune": "Phường 9"})
    chosen = Locality.model_validate({"commune": "Phường 9", "commune_2025": "Phường Tuy Hòa"})
    assert plain == chosen
    assert plain.sent == ("Tỉnh Phú Yên", "Thành phố Tuy Hòa", "Phường 9")
    # What a dossier is known again by is as it was before there was such a key.
    assert set(plain.model_dump()) == {"province", "district", "commune"}
    since = Locality.model_validate({"commune": "Xã Hòa Thành"}, context=SINCE)
    assert since.model_dump()["commune_2025"] == "Phường Phú Yên"


class Home(Declaration):
    home: Address = Field("Nơi cư trú")


def test_the_form_gets_the_unit_of_2025_and_keeps_what_was_declared() -> None:
    said = {"home": {"commune": "Xã Hòa Thành", "detail": "Thôn Ví Dụ 1"}}
    told = [
        (entry.label, entry.level, entry.value, entry.declared, entry.path)
        for entry in entries(Home.model_validate(said, context=SINCE))
    ]
    old = "Xã Hòa Thành, Thị xã Đông Hòa"
    assert told == [
        ("Tỉnh/Thành phố", 0, "Tỉnh Đắk Lắk", "Tỉnh Phú Yên", "home.province"),
        ("Phường/Xã", 2, "Phường Phú Yên", old, "home.commune"),
        ("Địa chỉ chi tiết", 3, "Thôn Ví Dụ 1", None, "home.detail"),
    ]
    before = entries(Home.model_validate(said))
    assert [entry.level for entry in before] == [0, 1, 2, 3]
    assert not any(entry.declared for entry in before)


def test_an_office_is_competent_for_what_was_merged_into_its_commune() -> None:
    office = agency("Phường Phú Yên", province="Tỉnh Đắk Lắk", tree=2025)
    assert isinstance(office, Agency)
    assert office == agency("Phường Phú Yên", tree=2025)
    context = Context(None, agency=office, tree=2025)  # type: ignore[arg-type]  # no rule of days
    near = Locality.model_validate({"commune": "Phường Phú Lâm"}, context=SINCE)
    far = Locality.model_validate({"commune": "Phường 1"}, context=SINCE)
    assert context.competent_for(near)
    assert not context.competent_for(far)
    assert context.office_named_in("UBND xã Hoà Thành, thị xã Đông Hòa")
    assert not context.office_named_in("UBND phường 1, thành phố Tuy Hòa")
