"""`report`, `roster` and `today` as commands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from portal_bot import clock, settings
from tests.support.drawn_journal import Year, draw
from tests.unit.cli.conftest import Call

SLUGS = ("birth_registration", "marriage_registration", "copy_certification")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("nha") / "quay"
    draw(place, SLUGS, Year(120, seed=5))
    return place


def test_the_command_writes_all_three_and_never_over_one(
    drawn: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.HOME, str(drawn))
    said = call("report", "--quarter", "II/2026", "--out", str(tmp_path), "--json")
    assert said.code == 0
    assert [Path(path).suffix for path in said.json["files"]] == [".html", ".xlsx", ".docx"]
    assert all(Path(path).stat().st_size for path in said.json["files"])
    again = call("report", "--quarter", "2/2026", "--out", str(tmp_path))
    assert again.code == 2
    assert "không ghi đè" in again.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--from", "1/1/2026"],
        ["--from", "31/2/2026", "--to", "1/3/2026"],
        ["--from", "1/4/2026", "--to", "1/3/2026"],
        ["--quarter", "5/2026"],
        ["--year", "26"],
        ["--year", "2026", "--quarter", "1/2026"],
        ["--year", "2026", "--out", "x.pdf"],
        ["--year", "2026", "--home", "khong-co"],
    ],
)
def test_what_is_asked_wrongly_is_said_so(
    arguments: list[str], call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("report", *arguments).code == 2
    assert list(tmp_path.glob("*.html")) == []


def test_json_alone_writes_no_file(
    drawn: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = call("report", "--from", "2026-01-01", "--to", "31/12/2026", "--home", drawn, "--json")
    assert said.json["headline"]["Hồ sơ nộp trong kỳ"] > 0
    assert list(tmp_path.iterdir()) == []
    json.dumps(said.json)


PEOPLE = ["--officer", "Trần Thị Mẫu", "--volunteer", "Nguyễn Văn Thử", "--volunteer", "Đỗ Lạ"]


def test_a_roster_is_made_examined_and_read_today(call: Call, home: Path) -> None:
    home.mkdir()
    file = home / "roster.xlsx"
    days = ["--from", "1/12/2026", "--to", "11/12/2026"]
    assert call("roster", "make", *days, *PEOPLE, "--out", file).code == 0
    assert call("roster", "make", *days, *PEOPLE, "--out", file).code == 2  # never over a file
    said = call("roster", "check", "--json")
    assert said.code == 0
    assert said.json["days"] == 9
    with clock.at(date(2026, 12, 4)):
        today = call("today", "--json")
    assert today.code == 0
    assert today.json["today"]["officer"] == ["Trần Thị Mẫu"]
    assert today.json["next"][0]["day"] == "2026-12-07"
    shown = call("today", "--day", "12/12/2026")
    assert shown.code == 0
    assert "Thứ bảy 12/12/2026: nghỉ" in shown.out


def test_who_asks_on_a_working_day_that_is_open_is_told(call: Call, home: Path) -> None:
    home.mkdir()
    (home / "roster.yaml").write_text("officers: [A]\ndays:\n  1/12/2026: {officer: A}\n", "utf-8")
    said = call("today", "--day", "1/12/2026")
    assert said.code == 10
    assert "chưa có đoàn viên" in said.out
    said = call("roster", "check", "--json")
    assert said.code == 10
    assert [problem["code"] for problem in said.json["problems"]] == ["gap"]


def test_a_roster_that_would_lose_a_line_is_not_gone_on_with(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "lich.yaml"
    file.write_text("officers: [A]\ndays:\n  99/12/2026: {officer: A}\n", "utf-8")
    said = call("roster", "make", "--from", "1/12/2026", "--to", "2/12/2026", "--roster", file)
    assert said.code == 2
    assert "sửa trước" in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["make", "--from", "1/12/2026", "--to", "2/12/2026"],
        ["make", "--from", "1/12/2026", "--to", "2/12/2036", *PEOPLE],
        ["make", "--to", "2/12/2026", *PEOPLE],
        ["make", "--from", "1/12/2026", "--to", "2/12/2026", "--officer", " "],
        ["make", "--from", "1/12/2026", "--to", "2/12/2026", *PEOPLE, "--out", "x.txt"],
        ["check"],
        ["check", "--from", "hôm nay"],
    ],
)
def test_a_roster_asked_for_wrongly(arguments: list[str], call: Call) -> None:
    assert call("roster", *arguments).code == 2


def test_nobody_is_named_without_a_roster(call: Call) -> None:
    said = call("today", "--day", "1/12/2026")
    assert said.code == 0
    assert "Chưa có lịch trực" in said.out
