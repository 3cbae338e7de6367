"""Makes empty workbooks: the only module that needs openpyxl, loaded when one is asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from portal_bot.intake.workbook.sheet_columns import (
    EACH,
    NOTE,
    NUMBER,
    PROBLEMS,
    REFERENCE,
    ROW,
    Asked,
    SheetColumn,
    columns_of,
)
from portal_bot.intake.workbook.sheet_example import example_of
from portal_bot.intake.workbook.sheet_guide import guide_lines, hallmark_lines, prompt
from portal_bot.intake.workbook.sheet_lists import SheetLists
from portal_bot.intake.workbook.sheet_names import sheet_name
from portal_bot.registry import AnyFlow

TITLE_ROW, SECTION_ROW, HEADING_ROW, KEY_ROW, EXAMPLE_ROW = 1, 2, 3, 4, 5
FIRST_ROW = EXAMPLE_ROW + 1
# Lists, hints and colours reach so far; rows below are read all the same.
LAST_ROW = 2_000
GUIDE, HALLMARK = "Hướng dẫn", "Phiên bản"
_TEXT = "@"
_GREY = PatternFill("solid", bgColor="FFD9D9D9", fgColor="FFD9D9D9")
_OURS = PatternFill("solid", fgColor="FFFFF2CC")
_THEIRS = PatternFill("solid", fgColor="FFDDEBF7")
_LINE = Side(style="thin", color="FFBFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_AT_THE_TOP = Alignment(vertical="top")
_CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")
_FACE = "Calibri"
_ITALIC = Font(name=_FACE, italic=True, color="FF7F7F7F")
_WIDTHS = {ROW: 8, PROBLEMS: 48, NUMBER: 24, NOTE: 30, REFERENCE: 16}
_USUAL_WIDTH, _WIDE = 18, 28
_LONG_HEADING = 60


def blank_workbook(flows: Sequence[AnyFlow]) -> bytes:
    """An empty workbook: how to use it, a sheet a procedure, and which hallmark it has.

    Args:
        flows: the procedures, in order.
    """
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)  # noqa: S101  # a new workbook has one
    guide.title = GUIDE
    taken: set[str] = set()
    sheets = [book.create_sheet(sheet_name(flow, taken)) for flow in flows]
    hallmark = book.create_sheet(HALLMARK)
    lists = SheetLists(book)
    for flow, sheet in zip(flows, sheets, strict=True):
        _Page(sheet, flow, lists).fill()
    _write_lines(guide, guide_lines())
    _write_lines(hallmark, hallmark_lines(flows))
    book.active = 1 if len(flows) == 1 else 0
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _write_lines(sheet: Worksheet, lines: Iterator[tuple[str, ...]]) -> None:
    for number, line in enumerate(lines, 1):
        for at, text in enumerate(line, 1):
            cell = sheet.cell(number, at, text)
            cell.alignment = _WRAPPED
            if number == 1:
                cell.font = Font(name=_FACE, bold=True, size=14)
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 100


class _Page:
    """One procedure's sheet."""

    def __init__(self, sheet: Worksheet, flow: AnyFlow, lists: SheetLists) -> None:
        self._sheet = sheet
        self._flow = flow
        self._lists = lists
        self._columns = columns_of(flow)
        self._letters = {
            column.key: get_column_letter(at) for at, column in enumerate(self._columns, 1)
        }

    def fill(self) -> None:
        """Headings, keys, the example, lists, hints and colours."""
        sheet = self._sheet
        title = sheet.cell(TITLE_ROW, 1, f"{self._flow.title} ({self._flow.code})")
        title.font = Font(name=_FACE, bold=True, size=14)
        self._sections()
        for at, column in enumerate(self._columns, 1):
            self._column(at, column)
        self._hints()
        self._greys()
        sheet.row_dimensions[HEADING_ROW].height = 64
        sheet.row_dimensions[KEY_ROW].hidden = True
        sheet.freeze_panes = f"C{EXAMPLE_ROW}"
        sheet.sheet_view.zoomScale = 90

    def _sections(self) -> None:
        start = 1
        for at, column in enumerate(self._columns, 1):
            following = self._columns[at].section if at < len(self._columns) else None
            if following == column.section:
                continue
            cell = self._sheet.cell(SECTION_ROW, start, column.section)
            cell.font, cell.alignment = Font(name=_FACE, bold=True), _CENTRED
            cell.fill, cell.border = self._fill(column), _BOX
            if at > start:
                self._sheet.merge_cells(
                    start_row=SECTION_ROW, start_column=start, end_row=SECTION_ROW, end_column=at
                )
            start = at + 1

    @staticmethod
    def _fill(column: SheetColumn) -> PatternFill:
        return _OURS if column.is_own else _THEIRS

    def _column(self, at: int, column: SheetColumn) -> None:
        sheet, letter = self._sheet, get_column_letter(at)
        mark = " (*)" if column.need is True else ""
        heading = sheet.cell(HEADING_ROW, at, f"{column.heading}{mark}")
        heading.font = Font(name=_FACE, bold=column.need is True)
        heading.alignment, heading.border, heading.fill = _CENTRED, _BOX, self._fill(column)
        key = f"{ROW}:{self._flow.slug}" if column.key == ROW else column.key
        sheet.cell(KEY_ROW, at, key).font = _ITALIC
        example = sheet.cell(EXAMPLE_ROW, at, example_of(column) or None)
        example.font, example.number_format = _ITALIC, _TEXT
        wide = _WIDE if len(column.heading) > _LONG_HEADING else _USUAL_WIDTH
        dimension = sheet.column_dimensions[letter]
        dimension.width = _WIDTHS.get(column.key, wide)
        # As text a number keeps its zeros, and a day stays as it was typed.
        dimension.number_format = _TEXT
        # A name that ran into a second line would hide the row below it.
        dimension.alignment = _WRAPPED if column.key in {PROBLEMS, NOTE} else _AT_THE_TOP

    def _cells(self, key: str) -> str:
        letter = self._letters[key]
        return f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}"

    def _hints(self) -> None:
        for column in self._columns:
            if (told := prompt(column)) is None:
                continue
            beside = f"{column.key.rpartition('.')[0]}.district"
            district = f"${self._letters[beside]}{FIRST_ROW}" if beside in self._letters else '""'
            formula = self._lists.formula(column, district)
            made = DataValidation(
                type="list" if formula else None, formula1=formula, allow_blank=True
            )
            # A list proposes; what it does not know (other provinces, a code) is judged by `check`.
            made.errorStyle, made.showErrorMessage = "warning", bool(formula)
            made.errorTitle, made.error = "Không có trong danh sách", "Giữ chữ vừa gõ?"
            made.promptTitle, made.prompt = told
            made.showInputMessage = True
            made.add(self._cells(column.key))
            self._sheet.add_data_validation(made)

    def _greys(self) -> None:
        """Columns that do not apply to a row are grey in it."""
        for column in self._columns:
            holds = [text for asked in column.asked if (text := self._holds(asked))]
            if holds:
                rule = Rule("expression", dxf=DifferentialStyle(fill=_GREY))
                rule.formula = [f"NOT(AND({','.join(holds)}))"]
                self._sheet.conditional_formatting.add(self._cells(column.key), rule)

    def _holds(self, asked: Asked) -> str:
        """A condition as a spreadsheet says it; empty, where no column is asked about."""
        inside = (f"{asked.key}.", f"{asked.key}{EACH}")
        keys = [k for k in self._letters if k == asked.key or k.startswith(inside)]
        if not keys:
            return ""
        first, last = self._letters[keys[0]], self._letters[keys[-1]]
        if not asked.answers:
            filled = f"COUNTA(${first}{FIRST_ROW}:${last}{FIRST_ROW})>0"
            return filled if asked.given else f"NOT({filled})"
        answers = [*asked.answers, *([""] if asked.blank else [])]
        quoted = ('"' + text.replace('"', '""') + '"' for text in answers)
        return f"OR({','.join(f'${first}{FIRST_ROW}={text}' for text in quoted)})"
