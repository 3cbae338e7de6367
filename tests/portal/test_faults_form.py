"""The faults of the form that the server makes: prefilled addresses, version 2, a data error."""

from __future__ import annotations

import re
from typing import Any

import pytest

from mock_portal.forms_model import Form
from mock_portal.procedures import by_slug, procedures
from mock_portal.version2 import CHANGES, change_of, second_version

from .conftest import BIRTH, FORMS, HOME, PREFIX, Citizen, Mock

FORM = "nhap-thong-tin-ho-so"
MISMATCH = "thông tin công dân không tồn tại trong CSDLQG về dân cư"
fault = pytest.mark.fault


def chosen(page: str, name: str) -> str:
    """What a select or text box of the page holds."""
    box = re.search(rf'<input[^>]* name="{name}" value="([^"]*)"', page)
    if box:
        return box[1]
    [options] = re.findall(rf'<select[^>]* name="{name}"[^>]*>(.*?)</select>', page, re.DOTALL)
    found = re.search(r'value="([^"]*)" selected', options)
    return found[1] if found else ""


def held(citizen: Citizen, key: str) -> dict[str, str]:
    """What the levels of an address hold on the form: units, and what is typed."""
    page, words = citizen.page(FORM), citizen.words
    units = {words.unit(code): code for code in HOME.values()}
    found = {level: chosen(page, words.drawn.name(f"{key}_{level}")) for level in HOME}
    return {level: units.get(value, value) for level, value in found.items()}


def test_the_citizens_addresses_are_empty_at_first(citizen: Citizen) -> None:
    citizen.begin("1.001193")
    assert set(held(citizen, "ChuHoSo_diaChi").values()) == {""}
    assert set(held(citizen, "requester_residence").values()) == {""}
    assert held(citizen, "CongDan_diaChi")["commune"] == "22243"


@fault("prefill_account_address")
def test_the_citizens_addresses_may_come_with_parts_of_the_accounts(citizen: Citizen) -> None:
    seen = []
    for _ in range(6):
        citizen.begin("1.001193")
        for key in ("ChuHoSo_diaChi", "requester_residence"):
            parts = held(citizen, key)
            assert (parts["province"], parts["district"]) == ("54", "564")
            assert parts["commune"] in {"", "22243"}
            seen.append(tuple(sorted(level for level, value in parts.items() if value)))
    assert len(set(seen)) > 1
    assert citizen.fill(BIRTH).headers["location"].count("thanh-phan") == 1


@fault("population_mismatch", times=1)
def test_the_population_register_may_not_know_the_citizen(mock: Mock, citizen: Citizen) -> None:
    citizen.begin("1.001193")
    assert FORM in citizen.fill({}).headers["location"]
    assert mock.api("/health")["faults"][0]["struck"] == 0
    assert FORM in citizen.fill(BIRTH).headers["location"]
    assert MISMATCH in citizen.errors()["ChuHoSo_soCmnd"]
    assert FORM in citizen.http.get(
        f"{PREFIX}/tiep-nhan-online/thanh-phan-ho-so", params={"sid": citizen.sid}
    ).headers.get("location", "")
    assert "thanh-phan" in citizen.fill(BIRTH).headers["location"]


def version_of(page: str) -> str:
    [found] = re.findall(r"Mã biểu mẫu: 1\.001193 · Phiên bản (\d)", page)
    return str(found)


def fields_of(mock: Mock) -> dict[str, Any]:
    found: dict[str, Any] = mock.api("/submissions")[-1]["fields"]
    return found


def test_the_usual_form_is_version_1(citizen: Citizen) -> None:
    citizen.begin("1.001193")
    assert version_of(citizen.page(FORM)) == "1"


@fault("version_2", "renamed:child_full_name", times=1)
def test_version_2_may_have_renamed_a_field(mock: Mock, citizen: Citizen) -> None:
    citizen.file("1.001193")
    assert version_of(citizen.page(FORM)) == "2"
    label = "Người được khai sinh / Họ, chữ đệm, tên"
    [named] = [k for k, v in fields_of(mock).items() if v == BIRTH["child_full_name"]]
    assert named.startswith(label)
    assert named.endswith(" ghi trên giấy tờ")
    assert "ghi trên giấy tờ" in citizen.record(mock.api("/submissions")[0]["number"])
    citizen.file("1.001193")
    assert not any("ghi trên giấy tờ" in key for key in fields_of(mock))


@fault("version_2", "reordered:child_full_name", times=1)
def test_version_2_may_have_moved_a_field(mock: Mock, citizen: Citizen) -> None:
    citizen.file("1.001193")
    moved = fields_of(mock)
    citizen.file("1.001193")
    usual = fields_of(mock)
    assert moved == usual
    assert list(moved) != list(usual)


@fault("version_2", "required:child_full_name", times=1)
def test_version_2_may_demand_one_more_field(mock: Mock, citizen: Citizen) -> None:
    citizen.begin("1.001193")
    assert FORM in citizen.fill(BIRTH).headers["location"]
    assert citizen.errors() == {"v2_tax_code": "Vui lòng nhập Mã số thuế cá nhân"}
    assert "thanh-phan" in citizen.fill({**BIRTH, "v2_tax_code": "1"}).headers["location"]


@fault("version_2", "removed:child_full_name", times=1)
def test_version_2_may_lack_a_field(mock: Mock, citizen: Citizen) -> None:
    citizen.file("1.001193")
    assert citizen.words.css("child_full_name")[1:-1] not in citizen.page(FORM)
    assert BIRTH["child_full_name"] not in fields_of(mock).values()


@fault("version_2", "renamed:child_full_name", times=1)
def test_a_procedure_without_the_field_keeps_its_form(citizen: Citizen) -> None:
    citizen.begin("2.000815")
    assert "Phiên bản 1" in citizen.page(FORM)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("slug", sorted(one.slug for one in procedures().values()))
def test_each_procedure_has_a_version_2_of_each_kind(slug: str, change: str) -> None:
    picked = change_of(slug, change, 3)
    assert picked is not None
    assert picked == change_of(slug, change, 3)
    one, two = by_slug(slug).form, second_version(slug, picked).form
    before, after = printed(one), printed(two)
    assert (one.version, two.version) == (1, 2)
    if change == "reordered":
        assert sorted(before) == sorted(after)
        assert before != after
    else:
        gained, lost = len(set(after) - set(before)), len(set(before) - set(after))
        expected = {"renamed": (1, 1), "required": (1, 0), "removed": (0, 1)}
        assert (gained, lost) == expected[change]


def printed(form: Form) -> list[tuple[str, str]]:
    return [(section.title, one.label) for section in form.sections for one in section.fields]


@pytest.mark.parametrize("change", ["renamed", "reordered"])
@pytest.mark.parametrize("code", sorted(FORMS))
def test_version_2_can_be_filed(mock: Mock, citizen: Citizen, code: str, change: str) -> None:
    mock.fault("version_2", change)
    assert citizen.file(code)
