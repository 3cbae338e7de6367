"""Ethnic groups, nationalities, heads of citizen ids."""

import pytest

from portal_bot.catalogue.peoples import (
    ethnic_group,
    ethnic_groups,
    nationality,
    province_of_id_head,
)


def test_there_are_54_ethnic_groups() -> None:
    assert len(ethnic_groups()) == len(set(ethnic_groups())) == 54


@pytest.mark.parametrize(
    ("written", "meant"),
    [("kinh", "Kinh"), ("Êđê", "Ê-đê"), ("Ê Đê", "Ê-đê"), ("H'Mông", "Mông"), ("Jrai", "Gia-rai"),
     ("Chàm", "Chăm"), ("bana", "Ba-na"), ("M\u2019nông", "Mnông")],
)  # fmt: skip
def test_an_ethnic_group_is_known_by_its_other_names(written: str, meant: str) -> None:
    assert ethnic_group(written) == meant


def test_every_official_name_means_itself() -> None:
    assert [ethnic_group(name) for name in ethnic_groups()] == list(ethnic_groups())
    assert ethnic_group("Khang") is None  # not Kháng: a letter is a letter


def test_nationalities_are_matched_as_printed() -> None:
    assert nationality("việt nam") == "Việt Nam"
    assert nationality("Viet Nam") is None


def test_every_province_has_its_id_head() -> None:
    assert len(province_of_id_head()) == 63
    assert province_of_id_head()["054"] == "Tỉnh Phú Yên"
