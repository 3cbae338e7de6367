"""The faults of a portal that is a little otherwise: list, note, number, agency, other hands."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from mock_portal.faults.shapes import SHAPES, reshaped

from .conftest import PDF, PREFIX, Citizen, Mock

fault = pytest.mark.fault


def stored(mock: Mock) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = mock.api("/submissions")
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_may_be_printed_otherwise_and_only_that(
    mock: Mock, citizen: Citizen, shape: str
) -> None:
    empty = citizen.listed()
    citizen.file()
    # What the portal says once is gone from here on.
    citizen.listed()
    usual = citizen.listed()
    mock.fault("list_shape", shape, times=1)
    assert citizen.listed() != usual
    assert citizen.listed() == usual
    assert usual != empty
    # Where there are no rows there is nothing to print otherwise.
    mock.api("/reset", {})
    citizen.sign_in()
    mock.fault("list_shape", shape)
    assert "Chưa có hồ sơ nào" in citizen.listed()


def test_a_row_left_out_leaves_the_count(mock: Mock, citizen: Citizen) -> None:
    numbers = [citizen.file(), citizen.file()]
    page = reshaped(citizen.listed(), "row_left_out")
    assert [number in page for number in numbers] == [True, False]
    assert 'data-total="2"' in page


@fault("note_rewritten", times=1)
def test_a_note_may_be_rewritten(mock: Mock, citizen: Citizen) -> None:
    for _ in range(2):
        citizen.file(HoSoOnline_ghiChu="PB-0001")
    notes = [one["fields"]["Thông tin chung / Ghi chú"] for one in stored(mock)]
    assert notes == ["Công dân nhờ nộp hộ", "PB-0001"]


@fault("other_agency", times=1)
def test_it_may_be_stored_at_another_agency(mock: Mock, citizen: Citizen) -> None:
    for _ in range(2):
        citizen.file()
    first, second = (one["agency"] for one in stored(mock))
    assert "Xã Hòa Tân Đông" in first
    assert "Xã Hòa Thành" in second


@pytest.mark.parametrize(("arg", "is_there"), [("another", True), ("nobody", False)])
def test_the_answer_may_name_another_number(
    mock: Mock, citizen: Citizen, arg: str, is_there: bool
) -> None:
    first = citizen.file()
    mock.fault("foreign_number", arg, times=1)
    told = citizen.file()
    numbers = [one["number"] for one in stored(mock)]
    assert len(numbers) == 2
    assert (told == first, told in numbers) == (is_there, is_there)


def test_without_another_number_it_names_one_that_nobody_has(mock: Mock, citizen: Citizen) -> None:
    mock.fault("foreign_number", "another", times=1)
    told = citizen.file()
    assert told not in [one["number"] for one in stored(mock)]


@fault("draft_pressed")
def test_a_person_elsewhere_may_press_the_drafts_button(mock: Mock, citizen: Citizen) -> None:
    citizen.to_review()
    assert stored(mock) == []
    citizen.page("kiem-tra-ho-so")
    citizen.page("kiem-tra-ho-so")
    (one,) = stored(mock)
    assert one["number"] in citizen.listed()
    assert "Mã hồ sơ nháp" not in citizen.listed()
    assert mock.api("/requests?commit=1") == []


@pytest.mark.parametrize(("arg", "same"), [("same", True), ("other", False)])
def test_a_record_may_offer_its_files_back(
    mock: Mock, citizen: Citizen, arg: str, same: bool
) -> None:
    mock.fault("file_offered", arg)
    number = citizen.file("1.001193")
    addresses = re.findall(r'class="file-name"><a href="([^"]+)"', citizen.record(number))
    assert len(addresses) == 2
    for address in addresses:
        content = citizen.http.get(address).content
        assert (content == PDF, len(content)) == (same, len(PDF))
    strange = addresses[0].replace(number, "H45.22243-261122-9999")
    assert citizen.http.get(strange).status_code == 404
    other = httpx.get(f"{mock.url}{addresses[0]}")
    assert f"{PREFIX}/dang-nhap" in other.headers["location"]
