"""What became of a row stands in our own columns; nothing else of the file is touched, ever."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from portal_bot.checking import Checked, check_paths
from portal_bot.filing.answered_rows import answer_checked, answer_filed
from portal_bot.filing.report import FilingReport, Report
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW, HEADING_ROW
from portal_bot.intake.workbook.cell_splice import spliced
from portal_bot.intake.workbook.sheet_columns import OURS, OWN
from portal_bot.journal import Due, Fault, Receipt
from tests.unit.intake.conftest import SHEET, TODAY, Typed

pytestmark = pytest.mark.in_turn(2)

SHEET_PART = "xl/worksheets/sheet2.xml"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def typed_cells(path: Path) -> dict[str, Any]:
    """All that is not in our columns: those are B to G of a fresh template."""
    sheet = openpyxl.load_workbook(path)[SHEET]
    own = {*range(2, 2 + len(OWN))}
    return {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.column not in own}


def answer(typed: Typed) -> list[str]:
    checked = typed.check()
    return [s.message for s in answer_checked(checked, [None] * len(checked))]


def filed(checked: Checked, **fields: Any) -> FilingReport:
    said: dict[str, Any] = {
        "id": "PB-ABCDEFGHIJ",
        "procedure": checked.procedure,
        "state": "verified",
        "verified": True,
        "receipt": Receipt("H45.22243-261122-0001", None, "2026-11-23T00:00:00+07:00"),
    }
    return FilingReport(path=checked.path, **{**said, **fields})


def test_only_our_own_cells_change(typed: Typed) -> None:
    typed.add(applicant__phone="12")
    before, cells = parts(typed.path), typed_cells(typed.path)
    assert answer(typed) == []
    after = parts(typed.path)
    assert [name for name in before if before[name] != after[name]] == [SHEET_PART]
    assert list(before) == list(after)
    ours = re.compile(rb'<c r="[B-G]6"[^>]*?(?:/>|>.*?</c>)')
    assert ours.sub(b"", after[SHEET_PART]) == ours.sub(b"", before[SHEET_PART])
    assert typed_cells(typed.path) == cells
    assert typed.read(FIRST_ROW, "#state") == "chưa đạt, chưa gửi"
    assert typed.read(FIRST_ROW, "#problems").startswith(typed.cell("applicant__phone"))


def test_said_again_nothing_but_the_same_is_written(typed: Typed) -> None:
    typed.add()
    answer(typed)
    first = parts(typed.path)
    answer(typed)
    assert parts(typed.path) == first


def test_what_was_filed_is_written_with_number_day_and_what_is_to_be_paid(typed: Typed) -> None:
    typed.add()
    checked = typed.check()
    due = Due(8000, "lệ phí hộ tịch", "nộp tại quầy")
    answer_filed(checked, Report((filed(checked[0], due=due),)), "submit")
    told = {key: typed.read(FIRST_ROW, key) for key in OWN}
    assert told["#state"] == "đã nhận, đã đối chiếu"
    assert told["#number"] == "H45.22243-261122-0001"
    assert told["#due_at"] == "23/11/2026"
    assert told["#fee"].startswith("8.000 đ")
    assert told["#reference"] == "PB-ABCDEFGHIJ"
    assert typed.only().reference == "PB-ABCDEFGHIJ"


def test_a_later_check_leaves_what_was_filed_as_it_stands(typed: Typed) -> None:
    typed.add()
    checked = typed.check()
    answer_filed(checked, Report((filed(checked[0]),)), "submit")
    assert answer(typed) == []
    assert typed.read(FIRST_ROW, "#state") == "đã nhận, đã đối chiếu"
    assert typed.read(FIRST_ROW, "#number") == "H45.22243-261122-0001"


def test_a_row_keeps_the_reference_that_it_has(typed: Typed) -> None:
    typed.add(**dict[str, Any]({"#reference": "PB-ZZZZZZZZZZ"}))
    checked = typed.check()
    error = Fault("dossier", "tệp này đã nộp một lần")
    refused = filed(checked[0], state="checked", receipt=None, verified=None, error=error)
    answer_filed(checked, Report((refused,)), "submit")
    assert typed.read(FIRST_ROW, "#reference") == "PB-ZZZZZZZZZZ"
    assert typed.read(FIRST_ROW, "#problems").startswith("tệp này đã nộp một lần")


@pytest.mark.parametrize("mark", ["~$so.xlsx", ".~lock.so.xlsx#"])
def test_a_workbook_that_is_open_is_answered_beside(mark: str, typed: Typed) -> None:
    typed.add()
    before = typed.path.read_bytes()
    typed.path.with_name(mark).write_bytes(b"")
    (told,) = answer(typed)
    assert "đang mở" in told
    assert "so.ket-qua.xlsx" in told
    assert typed.path.read_bytes() == before
    beside = typed.path.with_name("so.ket-qua.xlsx")
    assert openpyxl.load_workbook(beside)[SHEET][typed.cell("#state")].value == "đạt, chưa gửi"
    # The result is nobody's dossier.
    assert [each.path.parent for each in check_paths([typed.path.parent])] == [typed.path]


def test_a_crash_in_the_middle_leaves_the_old_file_whole(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed.add()
    before = typed.path.read_bytes()

    def torn(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", torn)
    with pytest.raises(KeyboardInterrupt):
        answer(typed)
    assert typed.path.read_bytes() == before
    assert [p.name for p in typed.path.parent.iterdir()] == ["so.xlsx"]


def test_a_file_that_may_not_be_replaced_is_answered_beside(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed.add()
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if Path(target).name == "so.xlsx":
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    (told,) = answer(typed)
    assert "so.ket-qua.xlsx" in told
    assert sorted(p.name for p in typed.path.parent.iterdir()) == ["so.ket-qua.xlsx", "so.xlsx"]


def test_a_file_of_which_only_reading_is_allowed_is_answered_beside(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed.add()
    before = typed.path.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)
    (told,) = answer(typed)
    assert "chỉ cho đọc" in told
    assert typed.path.read_bytes() == before


def test_what_another_program_wrote_is_answered_in_place(tmp_path: Path) -> None:
    path = tmp_path / "danh sach.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Tờ 1")
    book.add_worksheet("Tờ khác").insert_textbox("B2", "Một hình vẽ")
    sheet.write(0, 0, "Danh sách khai sinh 1.001193")
    for at, key in enumerate(("applicant.full_name", "applicant.phone", "applicant.citizen_id")):
        sheet.write(1, at, key)
        sheet.write(2, at, "Nguyễn Văn Thử")
    book.close()
    before = parts(path)
    checked = check_paths([path], today=TODAY)
    assert len(checked) == 1
    answer_checked(checked, [None])
    after = parts(path)
    assert [n for n in before if before[n] != after[n]] == ["xl/worksheets/sheet1.xml"]
    opened = openpyxl.load_workbook(path)["Tờ 1"]
    told = {str(cell.value): cell.column for cell in opened[2]}
    assert opened.cell(3, int(told[OURS["#state"]] or 0)).value == "chưa đạt, chưa gửi"


def test_its_rights_stay_as_they_were(typed: Typed) -> None:
    typed.add()
    typed.path.chmod(0o640)
    answer(typed)
    assert typed.path.stat().st_mode & 0o777 == 0o640


def test_a_row_that_moved_meanwhile_is_found_by_its_words(typed: Typed) -> None:
    typed.add()
    typed.add(FIRST_ROW + 1, request="Lần hai")
    checked = typed.check()
    with typed.open() as sheet:
        for row in (FIRST_ROW + 1, FIRST_ROW):
            sheet.move_range(f"A{row}:CQ{row}", rows=3)
    reports = (filed(checked[0]), filed(checked[1], id="PB-KKKKKKKKKK"))
    assert answer_filed(checked, Report(reports), "submit").skipped == ()
    assert typed.read(FIRST_ROW + 3, "#reference") == "PB-ABCDEFGHIJ"
    assert typed.read(FIRST_ROW + 4, "#reference") == "PB-KKKKKKKKKK"


def test_a_row_that_says_something_else_meanwhile_is_not_written_beside(typed: Typed) -> None:
    typed.add()
    checked = typed.check()
    with typed.open() as sheet:
        sheet[typed.cell("applicant__full_name")].value = "Lê Thị Thử"
    report = answer_filed(checked, Report((filed(checked[0]),)), "submit")
    assert "đã bị sửa" in report.skipped[0].message
    assert typed.read(FIRST_ROW, "#state") is None


def test_columns_of_ours_that_were_deleted_come_back_behind_all_others(typed: Typed) -> None:
    typed.add()
    with typed.open() as sheet:
        sheet.merged_cells.ranges.clear()
        sheet.delete_cols(2, len(OWN))
    assert answer(typed) == []
    sheet = openpyxl.load_workbook(typed.path)[SHEET]
    last = {cell.value: int(cell.column or 0) for cell in sheet[HEADING_ROW]}
    assert sheet.cell(FIRST_ROW, last[OURS["#state"]]).value == "đạt, chưa gửi"
    assert answer(typed) == []


def test_a_link_to_a_workbook_stays_a_link(typed: Typed, tmp_path: Path) -> None:
    typed.add()
    link = tmp_path / "loi-tat.xlsx"
    link.symlink_to(typed.path)
    checked = check_paths([link], today=TODAY)
    answer_checked(checked, [None])
    assert link.is_symlink()
    assert typed.read(FIRST_ROW, "#state") == "đạt, chưa gửi"


@pytest.mark.parametrize(
    ("xml", "made"),
    [
        ("<x><row r='1'/></x>", "<x><row r='1'><c r=\"B1\" T>a</c></row></x>"),
        ("<x><row r='1'></row></x>", "<x><row r='1'><c r=\"B1\" T>a</c></row></x>"),
        (
            "<x><row r='1'><c r='A1'/><c r='C1'/></row></x>",
            "<x><row r='1'><c r='A1'/><c r=\"B1\" T>a</c><c r='C1'/></row></x>",
        ),
        (
            "<x><row><c><v>1</v></c><c s='4' t='s'><v>7</v></c><c><v>2</v></c></row></x>",
            (
                '<x><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="4" T>a</c>'
                '<c r="C1"><v>2</v></c></row></x>'
            ),
        ),
        (
            "<p:x><p:row r='1'><p:c r='B1'><p:v>1</p:v></p:c></p:row></p:x>",
            "<p:x><p:row r='1'><p:c r=\"B1\" T>a</p:c></p:row></p:x>",
        ),
        (
            "<x><cols><col min='2' max='3' style='5'/></cols><row r='1'/></x>",
            (
                "<x><cols><col min='2' max='3' style='5'/></cols>"
                '<row r=\'1\'><c r="B1" s="5" T>a</c></row></x>'
            ),
        ),
    ],
)
def test_a_text_is_put_where_its_cell_belongs(xml: str, made: str) -> None:
    got = spliced(xml.encode(), {1: {2: "a"}}).decode()
    text = re.compile(
        r' t="inlineStr"><(p:)?is><(?:p:)?t xml:space="preserve">a</(?:p:)?t></(?:p:)?is>'
    )
    assert text.sub(" T>a", got) == made


@pytest.mark.parametrize("code", ["utf-16", "utf-8-sig"])
def test_other_codes_of_xml_are_kept_readable(code: str) -> None:
    name = "UTF-16" if code == "utf-16" else "UTF-8"
    xml = f"<?xml version='1.0' encoding='{name}'?><x><row r='1'/></x>".encode(code)
    assert "Đạt" in spliced(xml, {1: {1: "Đạt"}}).decode("utf-8-sig")


def test_what_is_written_is_text_whatever_it_looks_like() -> None:
    said = "=cmd|' /C calc'!A0 <&> _x0041_ \x07"
    xml = spliced(b"<x><row r='1'/></x>", {1: {1: said}}).decode()
    assert "&lt;&amp;&gt;" in xml
    assert "_x005F_x0041_" in xml
    assert "\x07" not in xml
    assert "<f>" not in xml
