"""An officers' page is understood whole, or told to be another than the one we know."""

from __future__ import annotations

import re
from typing import Any

import pytest

from portal_bot import clock
from portal_bot.browser.gate import Gate, Leaving, Verdict
from portal_bot.errors import PortalChanged, SetupError
from portal_bot.portals import office_side_of
from portal_bot.portals.igate_v1.office_page import HISTORY, record_of
from portal_bot.portals.igate_v1.office_requests import DESK, requests
from portal_bot.portals.office_side import Task
from portal_bot.portals.profile import load

NUMBER, AT = "H45.22243-261126-0001", "http://127.0.0.1:8899"
TOLD: dict[str, Any] = {
    "status": 200,
    "headings": ["Xử lý hồ sơ"],
    "officer": "Đỗ Thị Một Cửa Thử",
    "head": [["Số hồ sơ", NUMBER], ["Trạng thái", "Mới đăng ký"], ["Bộ phận xử lý", "Hộ tịch"]],
    "columns": list(HISTORY),
    "steps": [["26/11/2026 08:00", "Công dân", "Nộp hồ sơ", "Mới đăng ký", ""]],
    "forms": [
        {"title": "Tiếp nhận", "boxes": {"Ghi chú": ""}},
        {"title": "Chuyển xử lý", "boxes": {"Bộ phận xử lý": "Hộ tịch", "Ghi chú": ""}},
        {"title": "Thu phí, lệ phí", "boxes": {"Ghi chú": ""}},
    ],
}


def test_a_page_is_read() -> None:
    record = record_of(TOLD)
    assert (record.number, record.state, record.unit) == (NUMBER, "Mới đăng ký", "Hộ tịch")
    assert {task: values.unit for task, values in record.offered.items()} == {
        Task.RECEIVE: "",
        Task.FORWARD: "Hộ tịch",
    }
    assert [(step.what, step.task) for step in record.steps] == [("Nộp hồ sơ", None)]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"head": [["Mã", NUMBER]]}, "“Số hồ sơ” và “Trạng thái” ở đầu; ở đó có: “Mã”"),
        ({"columns": ["Lúc", "Việc"]}, "ở đó có: Lúc, Việc"),
        ({"columns": []}, "không có bảng nào"),
        ({"steps": [["hôm qua", "", "", "", ""]]}, "không đọc được dòng 1"),
        ({"steps": [["26/11/2026 08:00", "Công dân"]]}, "không đọc được dòng 1"),
    ],
)
def test_another_page_is_told(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(PortalChanged, match=re.escape(told)):
        record_of({**TOLD, **changes})


@pytest.mark.parametrize(
    ("method", "path", "verdict"),
    [
        ("POST", f"ho-so/{NUMBER}/tiep-nhan", Verdict.COMMIT),
        ("POST", f"ho-so/{NUMBER}/tiep-nhan?lan=2", Verdict.STOP),
        ("GET", f"ho-so/{NUMBER}/tiep-nhan", Verdict.STOP),
        # Another task, another dossier: never by this gate.
        ("POST", f"ho-so/{NUMBER}/khong-tiep-nhan", Verdict.STOP),
        ("POST", f"ho-so/{NUMBER}/tra-ket-qua", Verdict.STOP),
        ("POST", "ho-so/H45.22243-261126-0002/tiep-nhan", Verdict.STOP),
        ("POST", "ho-so/H45X22243-261126-0001/tiep-nhan", Verdict.STOP),
        ("POST", "dang-xuat", Verdict.STOP),
        ("POST", "../tiep-nhan-online/nopHoSo", Verdict.STOP),
        ("GET", f"ho-so/{NUMBER}", Verdict.PASS),
        ("GET", "", Verdict.PASS),
    ],
)
async def test_one_task_with_one_dossier_passes_and_nothing_else(
    method: str, path: str, verdict: Verdict
) -> None:

    async def send(_: Leaving) -> Any:
        raise AssertionError("only judged")

    gate = Gate([AT], requests(DESK, NUMBER, Task.RECEIVE), send)
    gate.narrow()
    gate.arm(deadline=clock.now(), record=lambda _: None)
    address = f"{AT}/dich-vu-cong/mot-cua/{path}".rstrip("/")
    assert gate.judge(Leaving(method, address, "Document")) is verdict
    looking = Gate([AT], requests(DESK), send)
    looking.read_only()
    asked = looking.judge(Leaving(method, address, "Document"))
    assert asked is (Verdict.PASS if method == "GET" and "tiep-nhan" not in path else Verdict.STOP)


def test_a_platform_without_officers_pages_is_told() -> None:
    other = load("mock").model_copy(update={"platform": "igate_v9"})
    with pytest.raises(SetupError, match="igate_v9"):
        office_side_of(other)
