"""What of the ministry's wizard can be told without its pages."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from portal_bot import clock
from portal_bot.browser.gate import Answer, Gate, Leaving, NotSent, Outcome, Verdict
from portal_bot.dossier.entries import Entry, Value
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.portals.last_screen import Refusal
from portal_bot.portals.moj.declared_in_frame import as_printed, by_form
from portal_bot.portals.moj.document_wallet import document_names
from portal_bot.portals.moj.ministry_wizard import MinistryWizard
from portal_bot.portals.moj.wizard_requests import REQUESTS
from portal_bot.portals.profile import load
from portal_bot.portals.roles import Paper

HOST = "https://dichvucongnganhtuphap.moj.gov.vn"
EFORMS = "https://tokhaidientu.moj.gov.vn"


def entry(label: str, value: Value, group: str | None = None, **facts: Any) -> Entry:
    return Entry("I. Bên nữ", group, label, value, "bride.x", **facts)


def test_a_place_is_spoken_of_as_these_forms_print_it() -> None:
    home = [
        entry("Tỉnh/Thành phố", "Tỉnh Đắk Lắk", "Nơi cư trú", level=0),
        entry("Địa chỉ chi tiết", "Thôn Thử", "Nơi cư trú", level=3),
    ]
    abroad = [
        entry("Quốc gia", None, "Nơi cư trú"),
        entry("Địa chỉ chi tiết", None, "Nơi cư trú"),
    ]
    told = {(one.label, one.value) for one in as_printed([*home, *abroad])}
    assert told == {
        ("Tỉnh/Thành phố", "Tỉnh Đắk Lắk"), ("Địa chỉ", "Thôn Thử"), ("Quốc gia", "Việt Nam"),
    }  # fmt: skip
    # Guardianship asks for no country.
    assert all(one.label != "Quốc gia" for one in as_printed(home))


def test_a_block_with_the_name_of_its_only_control_is_found_by_it() -> None:
    status = Control("1", 0, "drop_down", "Tình trạng hôn nhân *", titled=True)
    loose = Control("2", 0, "text", "Nơi cư trú", titles=("I. Bên nữ",))
    seen = Snapshot((status, loose))
    assert seen.find("Tình trạng hôn nhân", "Tình trạng hôn nhân") == [status]
    assert seen.find("Nơi cư trú", "Nơi cư trú") == []


def test_forms_of_one_dossier_are_told_apart_by_the_number_behind_a_title() -> None:
    said = [Entry(f"Đăng ký (tờ khai {n})", None, "Loại đăng ký", n, "x") for n in ("2093", "2059")]
    told = by_form([*said, replace(said[0], label="Loại khai sinh")])
    assert {
        number: [(one.section, one.label) for one in part] for number, part in told.items()
    } == {
        "2093": [("Đăng ký", "Loại đăng ký"), ("Đăng ký", "Loại khai sinh")],
        "2059": [("Đăng ký", "Loại đăng ký")],
    }
    # Of one form alone nothing stands behind it.
    assert list(by_form([entry("Họ, chữ đệm, tên", "Trần Thị Mẫu")])) == [""]


def test_documents_have_no_dots_and_no_name_twice() -> None:
    files = tuple(Path("x") / one for one in ("a.b.pdf", "a b.jpg", "căn-cước.pdf", "....pdf"))
    assert document_names(Paper("Giấy tờ", files)) == ["a b", "a b 2", "căn-cước", "tai lieu"]


async def test_the_gate_sends_the_one_request_that_files_and_lets_no_frame_send_it() -> None:
    async def send(_: Leaving) -> Outcome:
        return NotSent.UNREACHED

    gate = Gate([HOST, EFORMS], REQUESTS, send)
    commit = Leaving("POST", f"{HOST}/api/HoSo/gui-ho-so", "XHR")
    # The wizard itself is called almost so.
    wizard = Leaving("GET", f"{HOST}/nop-ho-so/2056?maThuTuc=1.000894", "Document")
    lists = Leaving("POST", f"{EFORMS}/api/eform-service/api/call-api?phieu=x", "XHR")
    assert [gate.judge(one) for one in (commit, wizard, lists)] == [
        Verdict.STOP, Verdict.PASS, Verdict.PASS,
    ]  # fmt: skip
    gate.narrow()
    gate.arm(deadline=clock.now(UTC) + timedelta(seconds=9), record=lambda _: None)
    assert [gate.judge(one) for one in (commit, wizard, lists)] == [
        Verdict.COMMIT, Verdict.STOP, Verdict.STOP,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "told", "read"),
    [
        (200, {"maHoSo": "H15.22240-261120-0001"}, "number"),
        (200, {"maHoSo": "khác"}, None),
        (200, {"message": "Gửi hồ sơ thành công"}, None),
        (400, {"message": "Vui lòng đính kèm đủ Hồ sơ bắt buộc"}, "refusal"),
        (401, {"message": "Phiên làm việc đã hết hạn"}, None),
        (502, {"message": "Có lỗi"}, None),
        (200, [], None),
    ],
)
def test_the_answer_is_a_number_or_words_why_not_and_else_not_understood(
    status: int, told: object, read: str | None
) -> None:
    wizard = MinistryWizard.__new__(MinistryWizard)
    wizard.portal = load("mock_moj")
    answer = wizard.read_answer(Answer(status, (), json.dumps(told), f"{HOST}/api/HoSo/gui-ho-so"))
    kind = "refusal" if isinstance(answer, Refusal) else "number" if answer else None
    assert kind == read


def test_the_practice_portals_other_names_move_with_its_port() -> None:
    moved = load("mock_moj").at("http://127.0.0.1:41234")
    assert set(moved.origins) == {"http://127.0.0.1:41234", "http://localhost:41234"}
    assert EFORMS in load("moj").origins
