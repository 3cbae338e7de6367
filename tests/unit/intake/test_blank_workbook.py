"""An empty workbook: official labels, lists to choose from, texts that stay texts."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from portal_bot import registry
from portal_bot.intake.workbook.blank_workbook import (
    EXAMPLE_ROW,
    FIRST_ROW,
    HEADING_ROW,
    KEY_ROW,
    SECTION_ROW,
    blank_workbook,
)
from portal_bot.intake.workbook.sheet_columns import columns_of
from portal_bot.intake.workbook.sheet_example import EXAMPLE
from portal_bot.intake.workbook.sheet_guide import hallmark_of, prompt
from portal_bot.intake.workbook.sheet_names import sheet_name
from tests.support.workbooks import told
from tests.unit.intake.conftest import BIRTH, SHEET, Typed


@pytest.fixture
def sheet(typed: Typed) -> Worksheet:
    opened = openpyxl.load_workbook(typed.path)[SHEET]
    assert isinstance(opened, Worksheet)
    return opened


def test_headings_are_the_official_labels_under_their_sections(
    typed: Typed, sheet: Worksheet
) -> None:
    at = typed.at("declaration__mother__full_name")
    assert sheet.cell(HEADING_ROW, at).value == "Họ, chữ đệm, tên người mẹ"
    assert sheet.cell(HEADING_ROW, typed.at("applicant__full_name")).value == "Họ và tên (*)"
    sections = {str(r): sheet.cell(SECTION_ROW, r.min_col).value for r in sheet.merged_cells.ranges}
    assert {"Chủ hồ sơ", "Người mẹ", "Người cha", "Máy ghi, đừng sửa"} <= set(sections.values())


def test_every_field_and_every_paper_has_its_column(sheet: Worksheet) -> None:
    keys = [str(cell.value) for cell in sheet[KEY_ROW]]
    assert keys[1:] == [column.key for column in columns_of(told(BIRTH))][1:]
    assert {"papers.birth_notification", "declaration.child.birth_date", "consent.at"} <= set(keys)
    assert sheet.row_dimensions[KEY_ROW].hidden


def test_what_is_typed_stays_text(typed: Typed, sheet: Worksheet) -> None:
    for key in ("applicant__citizen_id", "applicant__phone", "declaration__child__birth_date"):
        letter = typed.cell(key).rstrip("0123456789")
        assert sheet.column_dimensions[letter].number_format == "@"


def test_lists_to_choose_from(typed: Typed, sheet: Worksheet) -> None:
    lists = openpyxl.load_workbook(typed.path)["Danh sách"]
    assert lists.sheet_state == "hidden"
    rules = {str(v.sqref).split(":")[0]: v for v in sheet.data_validations.dataValidation}

    def options(key: str) -> list[str]:
        where = rules[typed.cell(key)].formula1.rpartition("!")[2].replace("$", "")
        return [row[0].value for row in lists[where]]

    assert options("declaration__child__gender") == ["Nam", "Nữ"]
    assert options("declaration__pledge__confirmed") == ["Có"]
    assert "Ê-đê" in options("declaration__child__ethnicity")
    assert len(options("applicant__address__province")) == 63
    district = f"${typed.cell('applicant__address__district')}"
    assert district in rules[typed.cell("applicant__address__commune")].formula1


def test_input_messages_fit_and_say_what_to_write(typed: Typed, sheet: Worksheet) -> None:
    for rule in sheet.data_validations.dataValidation:
        assert len(rule.promptTitle) <= 32
        assert len(rule.prompt) <= 255
        assert len(rule.formula1 or "") <= 255 * 4
        assert rule.showInputMessage
    rules = {str(v.sqref).split(":")[0]: v for v in sheet.data_validations.dataValidation}
    assert "số 0 ở đầu" in rules[typed.cell("applicant__citizen_id")].prompt


def test_columns_that_do_not_apply_are_grey(typed: Typed, sheet: Worksheet) -> None:
    formulas = {
        str(area.sqref).split(":")[0]: rules[0].formula[0]
        for area, rules in sheet.conditional_formatting._cf_rules.items()  # type: ignore[attr-defined]  # no other way to read them
    }
    asked = typed.cell("declaration__parents__declared")
    grey = formulas[typed.cell("declaration__father__full_name")]
    assert grey.startswith("NOT(AND(OR(")
    assert f'${asked}="Cả cha và mẹ"' in grey
    # An empty answer is the default one, where that makes the column apply.
    assert typed.cell("declaration__copies__quantity") in formulas


def test_the_example_says_so_and_is_no_dossier(sheet: Worksheet) -> None:
    assert sheet.cell(EXAMPLE_ROW, 1).value == EXAMPLE
    assert sheet.cell(FIRST_ROW, 1).value is None
    assert sheet.freeze_panes == f"C{EXAMPLE_ROW}"


def test_it_says_how_it_is_used_and_what_hallmark_it_has(typed: Typed) -> None:
    book = openpyxl.load_workbook(typed.path)
    assert book.sheetnames == ["Hướng dẫn", SHEET, "Phiên bản", "Danh sách"]
    guide = "\n".join(str(cell.value) for cell in book["Hướng dẫn"]["B"])
    assert "portal-bot check" in guide
    hallmark = "\n".join(str(cell.value) for cell in book["Phiên bản"]["B"])
    assert f"dấu {hallmark_of(told(BIRTH))}" in hallmark


def test_all_procedures_have_a_sheet_of_their_own_name() -> None:
    taken: set[str] = set()
    names = [sheet_name(flow, taken) for flow in registry.flows().values()]
    assert len(set(names)) == len(names) == 29
    assert all(0 < len(name) <= 31 for name in names)
    assert {"Khai sinh", "Đăng ký lại khai sinh", "Kết hôn", "Khai tử"} <= set(names)


@pytest.mark.parametrize("slug", sorted(registry.flows()))
def test_every_procedure_has_columns_that_are_told_apart(slug: str) -> None:
    columns = columns_of(told(slug))
    assert len({column.key for column in columns}) == len(columns)
    assert len({(column.section, column.heading) for column in columns}) == len(columns)
    for column in columns:
        assert column.spec is None or prompt(column)
    known = {column.key for column in columns}
    for column in columns:
        for asked in column.asked:
            beginnings = (f"{asked.key}.", f"{asked.key}[]")
            assert asked.key in known or any(key.startswith(beginnings) for key in known)


@pytest.mark.slow
@pytest.mark.thorough
def test_one_workbook_for_all(tmp_path: Path) -> None:
    path = tmp_path / "tat-ca.xlsx"
    path.write_bytes(blank_workbook(list(registry.flows().values())))
    assert len(openpyxl.load_workbook(path, read_only=True).sheetnames) == 29 + 3
