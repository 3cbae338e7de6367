"""What of the national portal can be told without its pages."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from typing import Any

import pytest

from portal_bot import clock
from portal_bot.browser.gate import Answer, Gate, Leaving, NotSent, Outcome, Verdict
from portal_bot.dossier.entries import Entry, Value, spoken
from portal_bot.form.comparison import compare
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.portals.last_screen import Refusal
from portal_bot.portals.national.agency_picker import all_agencies, is_agency
from portal_bot.portals.national.clusters import clustered, with_countries
from portal_bot.portals.national.interface import REQUESTS
from portal_bot.portals.national.look_ups import sought
from portal_bot.portals.national.one_page import NationalPortal
from portal_bot.portals.profile import load
from portal_bot.portals.profile_parts import AgencyPath

CHILD = "NGƯỜI ĐƯỢC KHAI SINH"
COMMIT = "https://dichvucong.gov.vn/api/v1/submitting/create-dossier-by-citizen"


def control(label: str, kind: str = "text", **facts: Any) -> Control:
    return Control(handle=label, frame=0, kind=kind, label=label, titles=(CHILD,), **facts)


def entry(label: str, value: Value, path: str, **facts: Any) -> Entry:
    return Entry("Người mẹ", facts.pop("group", None), label, value, path, **facts)


def test_the_parts_of_two_addresses_in_one_panel_go_by_the_question_above_them() -> None:
    where: dict[str, Any] = {"kind": "radio", "options": ("Trong nước", "Khác")}
    seen = clustered(
        Snapshot(
            (
                control("Nơi sinh *", **where),
                control("Quốc gia"), control("Tỉnh/Thành phố *"), control("Địa chỉ chi tiết"),
                control("Quê quán *", **where), control("Tỉnh/Thành phố *"),
                control("Dân tộc *"), control("Phường/Xã"),
            )
        )
    )  # fmt: skip
    groups = [one.group for one in seen]
    assert groups == [None, *["Nơi sinh"] * 3, None, "Quê quán", None, None]
    assert len(seen.find("Tỉnh/Thành phố", CHILD, "Quê quán")) == 1


def test_the_country_that_the_portal_says_itself_is_spoken_of_and_an_unopened_block_is_not() -> (
    None
):
    told = with_countries(
        [
            entry("Tỉnh/Thành phố", "Tỉnh Đắk Lắk", "m.home.province", group="Nơi cư trú", level=0),
            entry("Địa chỉ chi tiết", "Thôn Thử", "m.home.detail", group="Nơi cư trú", level=3),
            entry("Quốc gia", None, "m.abroad.country", group="Nơi cư trú"),
            entry("Địa chỉ chi tiết", None, "m.abroad.detail", group="Nơi cư trú"),
            entry("Nơi khác", None, "m.other"),
        ]
    )
    said = {(one.label, one.value) for one in told}
    assert ("Quốc gia", None) in said
    assert ("Nơi khác", None) in said
    assert len(told) == len({one.place for one in told}) == 4
    assert spoken(told) == told


def test_whom_the_page_looks_up_is_told_with_all_three_or_not_at_all() -> None:
    def mother(day: Value) -> list[Entry]:
        return [
            entry("Họ, chữ đệm, tên", "Trần Thị Mẫu", "mother.full_name"),
            entry("Số định danh cá nhân", "054192000102", "mother.citizen_id"),
            entry("Ngày, tháng, năm sinh", day, "mother.birth_date"),
            entry("Dân tộc", None, "mother.ethnicity", looked_up=True),
        ]

    (person,) = sought(mother("08/07/1992"))
    assert [one.path for one in person] == [
        "mother.full_name", "mother.citizen_id", "mother.birth_date",
    ]  # fmt: skip
    assert sought(mother(None)) == []
    assert sought(mother("08/07/1992")[:3]) == []


def test_what_is_left_to_the_look_up_is_right_whatever_it_says() -> None:
    seen = Snapshot((Control("1", 0, "text", "Dân tộc", titles=("Người mẹ",), value="Kinh"),))
    left = entry("Dân tộc", None, "mother.ethnicity", looked_up=True)
    (row,) = compare([left], seen)
    assert (row.equal, row.found) == (True, "Kinh")
    (row,) = compare([entry("Dân tộc", None, "mother.ethnicity")], seen)
    assert not row.equal


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("UBND Phường Phú Yên", True),
        ("Ủy ban nhân dân phường Phú Yên, Tỉnh Đắk Lắk", True),
        ("UBND Phường Phú Yên, Tỉnh Khác", False),
        ("UBND Xã Phú Yên", False),
        ("Sở Tư pháp Tỉnh Đắk Lắk", False),
        ("Trung tâm Phục vụ hành chính công Phường Phú Yên", False),
    ],
)
def test_an_agency_is_known_by_its_exact_name(printed: str, right: bool) -> None:
    assert (
        is_agency(printed, AgencyPath(province="Tỉnh Đắk Lắk", commune="Phường Phú Yên")) is right
    )


@pytest.mark.parametrize(
    ("told", "many"),
    [
        ({"data": {"rows": [{}, {}], "lastId": None}}, 2),
        # It goes on, it has none, it is of another making: nobody knows how many there are.
        ({"data": {"rows": [{}, {}], "lastId": "019bad"}}, None),
        ({"data": {"rows": []}}, None),
        ({"data": [{}, {}]}, None),
        ([], None),
    ],
)
def test_so_many_agencies_are_waited_for_as_an_answer_names_that_names_all(
    told: Any, many: int | None
) -> None:
    assert all_agencies(told) == many


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (b'{"isDraft": false, "formJson": "{}"}', Verdict.COMMIT),
        (b'{"isDraft": true, "formJson": "{}"}', Verdict.STOP),
        (b'{"formJson": "{}"}', Verdict.STOP),
        (b"[]", Verdict.STOP),
        (b"\xff", Verdict.STOP),
        (None, Verdict.STOP),
    ],
)
async def test_the_gate_sends_what_files_and_stops_what_keeps_a_draft_at_the_same_address(
    body: bytes | None, verdict: Verdict
) -> None:
    async def send(_: Leaving) -> Outcome:
        return NotSent.UNREACHED

    gate = Gate(["https://dichvucong.gov.vn"], REQUESTS, send)
    asked = Leaving("POST", COMMIT, "XHR", {}, body)
    assert gate.judge(asked) is Verdict.STOP
    gate.narrow()
    gate.arm(deadline=clock.now(UTC) + timedelta(seconds=9), record=lambda _: None)
    assert gate.judge(asked) is verdict
    pay = Leaving("POST", "https://dichvucong.gov.vn/thanh-toan-truc-tuyen/1", "Document")
    assert gate.judge(pay) is Verdict.STOP


@pytest.mark.parametrize(
    ("status", "told", "read"),
    [
        (201, {"code": "OK", "data": {"dossierId": "1", "code": "G15.1-261120-0001"}}, "number"),
        (201, {"code": "OK", "data": {"dossierId": "1"}}, None),
        (201, {"code": "OK", "data": {"dossierId": "1", "code": "khác"}}, None),
        (400, {"ok": False, "code": "INVALID", "message": "Vui lòng chọn"}, "refusal"),
        (500, {"ok": False, "code": "ERROR", "message": "Có lỗi"}, None),
        (504, "Gateway", None),
        (200, [[[]]], None),
    ],
)
def test_an_error_of_the_server_says_nothing_of_the_dossier(
    status: int, told: object, read: str | None
) -> None:
    portal = NationalPortal.__new__(NationalPortal)
    portal.portal = load("mock_national")
    said = portal.read_answer(Answer(status, (), json.dumps(told), COMMIT))
    kinds = {"number": "Receipt", "refusal": Refusal.__name__, None: "NoneType"}
    assert type(said).__name__ == kinds[read]


def test_the_live_portal_ships_as_unverified_with_a_list_nobody_has_measured() -> None:
    portal = load("national")
    assert not portal.is_verified
    assert (portal.edition, portal.timing.list_lag_s, portal.holders_act) == (2026, None, True)
