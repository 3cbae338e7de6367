"""What people and programs make of a workbook: it is a dossier, or a cell is named."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from portal_bot.checking import Checked, check_paths
from portal_bot.filing.answered_rows import answer_checked
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW, HEADING_ROW, KEY_ROW
from portal_bot.intake.workbook.cell_values import looks_of, value_of
from portal_bot.intake.workbook.sheet_columns import OWN, columns_of
from portal_bot.intake.workbook.sheet_scan import RawCell
from tests.support.workbooks import FIXTURES, dossier, told, values, workbook
from tests.unit.intake.conftest import BIRTH, SHEET, TODAY, Typed
from tests.unit.intake.test_harmless import changed

pytestmark = pytest.mark.in_turn(2)

CHILD = "declaration__child__birth_date"
ISSUED = "declaration__requester__id_issue_date"
CITIZEN = "applicant__citizen_id"
PLACE = "declaration__child__birth_place"


def plain() -> Checked:
    (checked,) = check_paths([FIXTURES / BIRTH / "plain.yaml"], today=TODAY)
    return checked


def problem(checked: Checked, code: str) -> tuple[str, str]:
    """Where the one problem of this kind is, and what it says."""
    (found,) = [p for p in checked.problems if p.code == code]
    return found.where, found.message


@pytest.mark.parametrize("slug", [BIRTH, "monthly_social_allowance", "poor_household_recognition"])
def test_a_row_is_the_same_dossier_as_its_file(slug: str, tmp_path: Path) -> None:
    files = sorted((FIXTURES / slug).glob("*.yaml"))
    book = workbook(tmp_path / "so.xlsx", slug, [dossier(file) for file in files])
    by_file, by_row = check_paths(files, today=TODAY), check_paths([book], today=TODAY)
    assert [content_hash(each) for each in by_row] == [content_hash(each) for each in by_file]
    assert [each.subject for each in by_row] == [each.subject for each in by_file]
    codes = [[(p.code, p.field) for p in each.problems] for each in by_file]
    assert [[(p.code, p.field) for p in each.problems] for each in by_row] == codes


def test_a_problem_names_its_cell_and_its_field(typed: Typed) -> None:
    typed.add(applicant__phone="12")
    checked = typed.only()
    assert [p.where for p in checked.problems] == [f"{SHEET}!{typed.cell('applicant__phone')}"]
    assert checked.problems[0].field == "applicant.phone"
    assert checked.as_json()["path"] == str(typed.path)
    assert checked.as_json()["row"] == f"{SHEET}!{FIRST_ROW}"


def test_what_is_missing_is_told_at_the_cell_where_it_belongs(typed: Typed) -> None:
    typed.add(declaration__child__full_name=None)
    where, _ = problem(typed.only(), "missing")
    assert where == f"{SHEET}!{typed.cell('declaration__child__full_name')}"


def test_the_example_is_never_filed(typed: Typed) -> None:
    checked = typed.check()
    assert [p.code for p in checked[0].problems] == ["empty_workbook"]
    typed.add()
    with typed.open() as sheet:
        sheet.cell(FIRST_ROW - 1, 1).value = None
    checked = typed.check()
    assert len(checked) == 1
    assert "dòng ví dụ" in checked.skipped[0].message


def test_what_is_typed_over_the_example_is_told_of(typed: Typed) -> None:
    typed.add()
    with typed.open() as sheet:
        sheet[typed.cell("applicant__full_name", FIRST_ROW - 1)].value = "Trần Thị Thử"
    checked = typed.check()
    assert len(checked) == 1
    assert "cột STT" in checked.skipped[0].message
    assert checked.exit_code == 10


def test_a_row_that_says_less_than_the_example_is_no_example(typed: Typed) -> None:
    typed.add()
    row = FIRST_ROW + 1
    with typed.open() as sheet:
        sheet[typed.cell("applicant__address__province", row)].value = "Tỉnh Phú Yên"
        sheet.cell(row + 1, len(columns_of(told(BIRTH))) + 1).value = "lạc"
        sheet.cell(HEADING_ROW, len(columns_of(told(BIRTH))) + 1).value = "Cột lạ"
        sheet[typed.cell("applicant__full_name", FIRST_ROW - 1)].value = None
    first, second, third = typed.check()
    assert (first.ok, second.ok, third.ok) == (True, False, False)
    assert problem(third, "unknown_column")[0].endswith(str(row + 1))


def test_hidden_and_filtered_rows_are_left_out_and_named(typed: Typed) -> None:
    typed.add()
    typed.add(FIRST_ROW + 1, request="Lần hai")
    with typed.open() as sheet:
        sheet.auto_filter.ref = f"A{HEADING_ROW}:CP{FIRST_ROW + 1}"
        sheet.row_dimensions[FIRST_ROW + 1].hidden = True
    checked = typed.check()
    assert [each.path.name for each in checked] == [f"{SHEET}!{FIRST_ROW}"]
    assert f"dòng {FIRST_ROW + 1}" in checked.skipped[0].message
    assert checked.exit_code == 10


def test_empty_rows_between_dossiers_are_nothing(typed: Typed) -> None:
    typed.add()
    typed.add(FIRST_ROW + 30, request="Lần hai")
    assert [each.ok for each in typed.check()] == [True, True]


FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://vidu.example")', "=[1]Sheet1!A1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_refused_by_its_cell(formula: str, typed: Typed) -> None:
    typed.add(**dict[str, Any]({PLACE: formula}))
    where, told_of = problem(typed.only(), "formula")
    assert where == f"{SHEET}!{typed.cell(PLACE)}"
    assert "công thức" in told_of


@pytest.mark.parametrize(
    ("key", "value", "code", "says"),
    [
        (CITIZEN, 54090000101, "id_length", '"054090000101"'),
        (CITIZEN, "5,4E+10", "id_length", "viết gọn"),
        (CITIZEN, 540900001010123456, "digits_lost", "chữ số cuối"),
        ("applicant__phone", 905000101, "phone", '"0905000101"'),
        (CHILD, 46100, "invalid_date", "số ngày của bảng tính"),
        (PLACE, datetime.date(2020, 12, 1), "cell_day", "01/12/2020"),
        (PLACE, "#REF!", "cell_error", "#REF!"),
    ],
)
def test_what_a_spreadsheet_spoilt_is_told_at_its_cell(
    key: str, value: Any, code: str, says: str, typed: Typed
) -> None:
    typed.add(**dict[str, Any]({key: value}))
    if isinstance(value, int):
        with typed.open() as sheet:
            sheet[typed.cell(key)].number_format = "General"
    checked = typed.only()
    found = [p for p in checked.problems if p.where == f"{SHEET}!{typed.cell(key)}"]
    assert found, [p.where for p in checked.problems]
    assert any(says in p.message for p in found), [p.message for p in found]
    assert not checked.ok


@pytest.mark.parametrize(
    ("key", "value", "look", "same"),
    [
        (ISSUED, datetime.date(2021, 6, 15), "dd/mm/yyyy", "2021-06-15"),
        (ISSUED, datetime.date(2021, 6, 15), "mm-dd-yy", "2021-06-15"),
        ("declaration__mother__birth_year", 1992, "0", "1992"),
        ("applicant__full_name", "\u00a0Nguyễn\u00a0Văn Thử ", "@", None),
        ("declaration__copies__quantity", 3.0, "General", "3"),
    ],
)
def test_days_numbers_and_pasted_blanks_are_read_as_they_look(
    key: str, value: Any, look: str, same: str | None, typed: Typed
) -> None:
    typed.add(**dict[str, Any]({key: value}))
    with typed.open() as sheet:
        sheet[typed.cell(key)].number_format = look
    block: Any = typed.only()
    assert not [p for p in block.problems if p.code in {"cell_day", "wrong_type", "letters"}]
    if same:
        value = block.declaration or None
        assert value is None or same in str(value.model_dump(mode="json"))


def test_a_day_that_may_be_turned_around_is_asked_about(typed: Typed) -> None:
    typed.add(**dict[str, Any]({ISSUED: datetime.date(2021, 3, 2)}))
    with typed.open() as sheet:
        sheet[typed.cell(ISSUED)].number_format = "dd/mm/yyyy"
    where, says = problem(typed.only(), "doubtful_day")
    assert where == f"{SHEET}!{typed.cell(ISSUED)}"
    assert "ngày 2 tháng 3" in says


def test_a_month_that_became_a_day_is_not_taken_for_one(typed: Typed) -> None:
    typed.add(**dict[str, Any]({ISSUED: datetime.date(2021, 6, 1)}))
    with typed.open() as sheet:
        sheet[typed.cell(ISSUED)].number_format = "mm/yyyy"
    _, says = problem(typed.only(), "cell_day")
    assert "chỉ cho thấy tháng, năm" in says


def test_days_counted_from_1904_are_those_days(typed: Typed) -> None:
    typed.add()
    with typed.open() as sheet:
        typed.book.epoch = CALENDAR_MAC_1904
        sheet[typed.cell(ISSUED)].value = datetime.date(2021, 6, 15)
        sheet[typed.cell(ISSUED)].number_format = "dd/mm/yyyy"
    declared: Any = typed.only().declaration
    assert declared.requester.id_issue_date == datetime.date(2021, 6, 15)


def test_a_cell_merged_downwards_stands_in_each_row_and_sideways_in_none(typed: Typed) -> None:
    typed.add()
    typed.add(FIRST_ROW + 1, request="Lần hai")
    at = openpyxl.utils.get_column_letter(typed.at("applicant__full_name"))
    with typed.open() as sheet:
        sheet.merge_cells(f"{at}{FIRST_ROW}:{at}{FIRST_ROW + 1}")
    assert [each.ok for each in typed.check()] == [True, True]
    with typed.open() as sheet:
        sheet.unmerge_cells(f"{at}{FIRST_ROW}:{at}{FIRST_ROW + 1}")
        sheet[f"{at}{FIRST_ROW + 1}"].value = sheet[f"{at}{FIRST_ROW}"].value
        after = openpyxl.utils.get_column_letter(typed.at("applicant__full_name") + 1)
        sheet.merge_cells(f"{at}{FIRST_ROW}:{after}{FIRST_ROW}")
    first, second = typed.check()
    assert "ô gộp" in problem(first, "merged_cells")[1].lower()
    assert second.ok


def test_a_moved_column_and_a_heading_in_other_words_are_the_same_column(typed: Typed) -> None:
    typed.add()
    with typed.open() as sheet:
        sheet.move_range(f"B1:CQ{FIRST_ROW}", cols=3)
        sheet.merged_cells.ranges.clear()
        name = next(c for c in sheet[KEY_ROW] if c.value == "applicant.full_name")
        sheet.cell(HEADING_ROW, name.column).value = "Tên người nộp"
    assert content_hash(typed.only()) == content_hash(plain())


def test_without_the_hidden_keys_the_headings_are_enough(typed: Typed) -> None:
    typed.add()
    with typed.open() as sheet:
        sheet.merged_cells.ranges.clear()
        sheet.delete_rows(KEY_ROW)
    assert content_hash(typed.only()) == content_hash(plain())


def test_a_column_of_nobody_is_refused_where_something_stands_in_it(typed: Typed) -> None:
    typed.add()
    typed.add(FIRST_ROW + 1, request="Lần hai")
    last = len(columns_of(told(BIRTH))) + 1
    with typed.open() as sheet:
        sheet.cell(HEADING_ROW, last).value = "Số điên thoai"
        sheet.cell(FIRST_ROW, last).value = "0905000101"
    first, second = typed.check()
    where, says = problem(first, "unknown_column")
    assert where.endswith(str(FIRST_ROW))
    assert "gần nhất là “Số điện thoại" in says
    assert second.ok


def test_a_heading_that_is_another_field_now_is_refused(typed: Typed) -> None:
    typed.add()
    with typed.open() as sheet:
        sheet.cell(
            HEADING_ROW, typed.at("declaration__mother__full_name")
        ).value = "Họ, chữ đệm, tên người cha"
    assert "tiêu đề đã đổi" in problem(typed.only(), "unknown_column")[1].lower()


def test_a_column_twice_is_refused(typed: Typed) -> None:
    typed.add()
    last = len(columns_of(told(BIRTH))) + 1
    with typed.open() as sheet:
        sheet.cell(KEY_ROW, last).value = "applicant.phone"
        sheet.cell(FIRST_ROW, last).value = "0905000101"
    assert "trùng" in problem(typed.only(), "unknown_column")[1]


def test_notes_are_nobodys_business(typed: Typed) -> None:
    typed.add(**dict[str, Any]({"#note": "gọi lại chiều nay"}))
    assert content_hash(typed.only()) == content_hash(plain())


def test_several_persons_of_one_dossier_have_one_number(tmp_path: Path) -> None:
    slug = "monthly_social_allowance"
    full = dossier(FIXTURES / slug / "full.yaml")
    book = workbook(tmp_path / "so.xlsx", slug, [full])
    (checked,) = check_paths([book], today=TODAY)
    assert checked.ok
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[1]
    sheet.cell(FIRST_ROW + 1, 1).value = None
    opened.save(book)
    first, stray = check_paths([book], today=TODAY)
    assert "cột STT" in problem(stray, "stray_row")[1]
    assert problem(stray, "stray_row")[0].endswith(f"!A{FIRST_ROW + 1}")
    assert not first.ok


def test_a_line_of_a_table_is_told_at_its_own_row(tmp_path: Path) -> None:
    slug = "monthly_social_allowance"
    full = dossier(FIXTURES / slug / "full.yaml")
    full["declaration"]["beneficiary"]["children"][1]["birth_date"] = "31/02/2023"
    (checked,) = check_paths([workbook(tmp_path / "so.xlsx", slug, [full])], today=TODAY)
    assert problem(checked, "impossible_date")[0].endswith(str(FIRST_ROW + 1))


def test_two_dossiers_with_one_number_are_not_mixed(typed: Typed) -> None:
    typed.add()
    typed.add(FIRST_ROW + 1, applicant__full_name="Lê Thị Thử")
    with typed.open() as sheet:
        sheet.cell(FIRST_ROW, 1).value = sheet.cell(FIRST_ROW + 1, 1).value = "1"
    assert f"dòng {FIRST_ROW}" in problem(typed.only(), "two_dossiers")[1]


def test_the_same_row_twice_is_a_duplicate(typed: Typed) -> None:
    typed.add()
    typed.add(FIRST_ROW + 1)
    first, second = typed.check()
    assert first.ok
    assert problem(second, "duplicate_dossier")[0] == f"{SHEET}!A{FIRST_ROW + 1}"


def test_a_hidden_sheet_and_a_foreign_one_are_told_of(typed: Typed) -> None:
    typed.add()
    with typed.open():
        typed.book.create_sheet("Danh bạ").append(["Ông Ba", "0905"])
    checked = typed.check()
    assert [s.code for s in checked.skipped] == ["sheet_left_out"]
    assert checked.exit_code == 0
    with typed.open() as sheet:
        sheet.sheet_state = "hidden"
        typed.book.active = 0
    assert "trang ẩn" in "".join(s.message for s in typed.check().skipped)


def test_one_row_may_be_asked_for_by_name(typed: Typed) -> None:
    typed.add()
    typed.add(FIRST_ROW + 1, request="Lần hai")
    (checked,) = check_paths([typed.path / f"{SHEET}!{FIRST_ROW + 1}"], today=TODAY)
    assert checked.dossier is not None
    assert checked.dossier.request == "Lần hai"


@pytest.mark.parametrize("constant", [True, False])
def test_a_list_that_another_program_wrote_is_read_by_its_headings(
    constant: bool, tmp_path: Path
) -> None:
    path = tmp_path / "danh sach.xlsx"
    # Texts in the cells, or shared ones: both ways of this library.
    book = xlsxwriter.Workbook(path, {"constant_memory": constant})
    sheet = book.add_worksheet("Tờ 1")
    sheet.write(0, 0, "Danh sách khai sinh 1.001193")
    said = {cell.key: cell.text for cell in values(dossier(FIXTURES / BIRTH / "plain.yaml"))}
    used = [c for c in columns_of(told(BIRTH)) if c.key in said]
    for row, texts in enumerate(
        ([c.section for c in used], [c.heading for c in used], [said[c.key] for c in used]), 1
    ):
        for at, text in enumerate(texts):
            sheet.write_string(row, at, text)
    book.close()
    (checked,) = check_paths([path], today=TODAY)
    assert content_hash(checked) == content_hash(plain())
    assert all(column.key not in said for column in columns_of(told(BIRTH)) if column.key in OWN)


def test_xml_whose_names_have_prefixes_is_the_same_sheet(typed: Typed) -> None:
    typed.add()
    with zipfile.ZipFile(typed.path) as book:
        xml = book.read("xl/worksheets/sheet2.xml").decode()
    prefixed = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", xml).replace(" xmlns=", " xmlns:x=", 1)
    content = changed(typed.path.read_bytes(), **{"xl/worksheets/sheet2.xml": prefixed.encode()})
    typed.path.write_bytes(content)
    assert content_hash(typed.only()) == content_hash(plain())
    assert answer_checked(typed.check(), [None]) == []
    assert typed.read(FIRST_ROW, "#state") == "đạt, chưa gửi"


@pytest.mark.parametrize(
    ("cell", "kind", "look", "value"),
    [
        (RawCell("n", "46346.340277777781", 0), "moment", "dd/mm/yyyy hh:mm", "20/11/2026 08:10"),
        (RawCell("n", "46346", 0), "date", "[$-42A]dd mmmm yyyy;@", "20/11/2026"),
        (RawCell("n", "18415", 0), "partial_birth_date", "mm/yyyy", "06/1950"),
        (RawCell("n", "18415", 0), "partial_birth_date", "yyyy", "1950"),
        (RawCell("n", "0.34027777777777779", 0), "text", "h:mm", "08:10"),
        (RawCell("n", "0.35", 0), "decimal", "0%", "35"),
        (RawCell("n", "0.30000000000000004", 0), "decimal", "General", "0,3"),
        (RawCell("n", "5.4090000101E10", 0), "citizen_id", "0.00E+00", "54090000101"),
        (RawCell("n", "1500000", 0), "money", '#,##0" đ"', "1500000"),
        (RawCell("b", "1", 0), "confirmed", "", "Có"),
        (RawCell("d", "2026-11-20T08:10:00", 0), "moment", "", "2026-11-20 08:10:00"),
        (RawCell("s", "a\u00a0b\u202f", 0), "text", "", "a b"),
    ],
)
def test_a_cell_is_read_as_it_looks(cell: RawCell, kind: str, look: str, value: str) -> None:
    code = escape(look, {'"': "&quot;"})
    styles = (
        f'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="{code}"/>'
        '</numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    assert value_of(cell, kind, looks_of([styles.encode()], since_1904=False)) == value
