"""`show`: 2022 and 2026 side by side, with who says what."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot.catalogue.edition_words import TITLES
from tests.unit.cli.conftest import Call

SNAPSHOT = Path(__file__).parent / "poor_household_recognition.editions.txt"


def side_by_side(told: str) -> str:
    """What stands from the heading on, without the blanks at the ends of lines."""
    lines = [line.rstrip() for line in told.splitlines()]
    return "\n".join(lines[lines.index("Các ấn bản") :]) + "\n"


def test_two_editions_stand_side_by_side_with_their_sources(call: Call) -> None:
    said = side_by_side(call("show", "poor_household_recognition").out)
    assert said == SNAPSHOT.read_text("utf-8")


def test_every_fact_is_told_for_both_and_one_alone_where_asked(call: Call) -> None:
    both = side_by_side(call("show", "khai tử").out)
    assert all(title in both for title in TITLES.values())
    assert "phiên bản" in both.casefold()
    only = side_by_side(call("show", "khai tử", "--edition", "2026").out)
    assert "Năm 2022" not in only
    assert "163/QĐ-BTP" in only


@pytest.mark.parametrize("code", ["2.000509", "1.012592"])
def test_either_code_tells_which_is_which(code: str, call: Call) -> None:
    said = call("show", code)
    assert said.code == 0
    assert "Đã đổi mã: năm 2022 là 2.000509, năm 2026 là 1.012592" in said.out


def test_programs_get_both_with_state_and_source(call: Call) -> None:
    first, later = call("show", "thông báo tổ chức lễ hội", "--json").json["editions"]
    assert (first["edition"], later["edition"]) == (2022, 2026)
    assert (first["online"], later["online"]) == (True, False)
    assert later["cells"]["decision"]["state"] == "unknown"
    assert later["cells"]["channels"]["value"][0]["names"] == ["postal", "in_person"]
    assert later["cells"]["code"] | {"note": ""} == {
        "state": "present", "value": "1.003622", "absent": "", "unknown": "", "source": "board",
        "date": "", "also": [], "note": "",
    }  # fmt: skip


def test_a_year_without_an_edition_is_said(call: Call) -> None:
    said = call("show", "khai sinh", "--edition", "2024")
    assert said.code == 2
    assert "chỉ có 2022, 2026" in said.err
