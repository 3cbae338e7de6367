"""`desk` asked for wrongly does nothing, and says how."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.cli.desk_work import told
from portal_bot.counter.deed_report import DeedReport
from portal_bot.portals.office_side import Task
from tests.unit.cli.conftest import Call

NUMBER = "H45.22243-261126-0001"
AT_MOCK = ["--portal", "mock", "--officer", "motcua"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["receive", *AT_MOCK], "Không có gì được làm khi chưa ai bảo"),
        (["receive", NUMBER, "--all", *AT_MOCK], "không cả hai"),
        (["receive", NUMBER, "--yes", *AT_MOCK], "chỉ đi cùng --all"),
        (["receive", NUMBER, "--unit", "Hộ tịch", *AT_MOCK], "thêm --forward"),
        (["forward", "0001", *AT_MOCK], "không có dạng số hồ sơ"),
        (["forward", NUMBER, NUMBER, *AT_MOCK], "ghi hai lần"),
        (["return", "--all", "--to", "Trần Thị Mẫu", *AT_MOCK], "đúng một số hồ sơ"),
        (["return", NUMBER, "--portal", "mock"], "chưa biết cán bộ nào"),
        (["return", NUMBER, "--officer", "motcua"], "chưa chọn cổng"),
        (["list", "--html", "danh-sach.txt", *AT_MOCK], "kết thúc bằng .html"),
        (["resolve", NUMBER], "chưa làm việc gì ở quầy"),
    ],
)
def test_a_desk_asked_for_wrongly(arguments: list[str], words: str, call: Call) -> None:
    said = call("desk", *arguments)
    assert said.code == 2
    assert words in said.err


def test_an_officer_without_a_password_is_asked_for(call: Call, home: Path) -> None:
    home.mkdir()
    (home / settings.FILE).write_text('officer = "motcua"\nportal = "mock"\n', "utf-8")
    said = call("desk", "receive", NUMBER)
    assert said.code == 30
    assert "tài khoản cán bộ motcua" in said.err


def test_each_outcome_has_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    reports = [
        DeedReport(NUMBER, Task.RECEIVE, "done", "motcua", "VQ-1", "2026-11-26T08:00:00+07:00"),
        DeedReport(NUMBER, Task.RECEIVE, "done_before", "motcua", words="đã tiếp nhận từ trước"),
        DeedReport(NUMBER, Task.FORWARD, "differing", "a", words="hai lần", exit_code=30),
        DeedReport(NUMBER, Task.RETURN, "not_done", "a", words="hồ sơ 1: hỏng", exit_code=21),
        DeedReport(NUMBER, Task.RETURN, "uncertain", "a", words="hồ sơ 1: mờ", exit_code=40),
    ]
    assert told(reports, as_json=False) == 40
    assert capsys.readouterr().out.splitlines() == [
        f"{NUMBER}: đã tiếp nhận lúc 26/11/2026 08:00 (motcua)",
        f"{NUMBER}: đã tiếp nhận từ trước; không làm gì thêm",
        f"{NUMBER}: đã chuyển xử lý (a); nhưng hai lần",
        "CHƯA trả kết quả: hồ sơ 1: hỏng",
        "CHƯA RÕ trả kết quả: hồ sơ 1: mờ",
    ]
