"""The faults of "Quản lý hồ sơ", and its pages."""

from __future__ import annotations

import re

import pytest

from .conftest import Citizen, Mock
from .test_commit import wait_for

LISTED = re.compile(r'<tr data-number="([^"]+)"')


@pytest.fixture
def numbers(citizen: Citizen) -> list[str]:
    """Twenty-one dossiers of one citizen, newest first: three pages."""
    citizen.to_commit()
    found = [citizen.commit().headers["location"].split("soHoSo=")[1] for _ in range(21)]
    return found[::-1]


def pager(text: str) -> str:
    [found] = re.findall(r"Trang (\d+/\d+)", text)
    return str(found)


def test_the_list_is_paged_and_prints_which_page_it_is(
    citizen: Citizen, numbers: list[str]
) -> None:
    pages = [citizen.listed(page) for page in (1, 2, 3)]
    assert [number for page in pages for number in LISTED.findall(page)] == numbers
    assert [pager(page) for page in pages] == ["1/3", "2/3", "3/3"]


@pytest.mark.parametrize(("asked", "shown"), [(1, 2), (2, 3), (3, 2)])
def test_another_page_may_stand_for_the_asked_one(
    mock: Mock, citizen: Citizen, numbers: list[str], asked: int, shown: int
) -> None:
    mock.fault("list_old_page", times=1)
    wrong, right = citizen.listed(asked), citizen.listed(asked)
    assert pager(wrong) == f"{shown}/3"
    assert LISTED.findall(wrong) == numbers[10 * (shown - 1) : 10 * shown]
    assert pager(right) == f"{asked}/3"


@pytest.mark.fault("list_old_page")
def test_a_list_of_one_page_has_no_older_one(citizen: Citizen) -> None:
    number = citizen.file()
    assert LISTED.findall(citizen.listed()) == [number]
    assert pager(citizen.listed()) == "1/1"


@pytest.mark.fault("list_lag", "60", times=1)
def test_a_lag_holds_back_one_record_and_stays_told(mock: Mock, citizen: Citizen) -> None:
    held, shown = citizen.file(), citizen.file()
    assert LISTED.findall(citizen.listed()) == [shown]
    assert held in citizen.record(held)
    mock.api("/faults", method="DELETE")
    assert mock.api("/health")["list_lag_s"] == 60


def test_a_lag_is_forgotten_with_the_world(mock: Mock, citizen: Citizen) -> None:
    mock.fault("list_lag", "60")
    citizen.file()
    mock.api("/reset", {})
    assert mock.api("/health")["list_lag_s"] == 0


@pytest.mark.fault("list_lag", "60", times=1)
def test_a_clock_that_is_put_forward_ends_a_lag(mock: Mock, citizen: Citizen) -> None:
    mock.api("/clock", {"now": "2026-11-20T09:00:00", "ticking": False})
    number = citizen.file()
    for now, shown in (("09:00:59", []), ("09:01:00", [number])):
        mock.api("/clock", {"now": f"2026-11-20T{now}", "ticking": False})
        assert LISTED.findall(citizen.listed()) == shown


@pytest.mark.fault("list_lag", "0.5", times=1)
def test_a_lag_ends(citizen: Citizen) -> None:
    number = citizen.file()
    assert LISTED.findall(citizen.listed()) == []
    wait_for(lambda: LISTED.findall(citizen.listed()) == [number])
