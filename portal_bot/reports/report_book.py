"""The report as a workbook: a sheet a table, with numbers that can be counted on."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.chart import BarChart as BookChart
from openpyxl.chart import Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from portal_bot.moments import day
from portal_bot.reports.cell_words import cell_text, is_number, table_note
from portal_bot.reports.figures import Cell, Figures, FigureTable

_FACE = "Times New Roman"
_LINE = Side(style="thin", color="FF808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="FFE7E6E6")
_FIRST_WIDTH, _WIDTH, _WORDS = 46, 14, 60
_LONGEST_NAME = 31


def report_book(figures: Figures) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101 - a new workbook has one
    first.title = "Tổng hợp"
    _summary(first, figures)
    for number, table in enumerate(figures.tables, 1):
        sheet = book.create_sheet(_sheet_name(f"{number}. {table.title}"))
        _sheet(sheet, table, figures.practice)
    for sheet in book.worksheets:
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _sheet_name(words: str) -> str:
    kept = "".join(" " if letter in r"[]:*?/\'" else letter for letter in words)
    return kept[:_LONGEST_NAME].rstrip()


def _summary(sheet: Worksheet, figures: Figures) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _FIRST_WIDTH, 24
    _title(sheet, f"BÁO CÁO {figures.span.title.upper()}", figures.practice)
    _words(sheet, f"Lập ngày {day(figures.made)}. Không có dữ liệu cá nhân của người dân.")
    for row in figures.headline:
        _row(sheet, row)
    parts = (
        ("Cần biết khi đọc số liệu", figures.remarks),
        ("Khó khăn, vướng mắc", figures.difficulties),
        ("Đề xuất, kiến nghị (gợi ý, người lập sửa)", figures.proposals),
    )
    for heading, lines in parts:
        if lines:
            _words(sheet, "")
            _words(sheet, heading, bold=True)
            for line in lines:
                _words(sheet, f"- {line}")


def _sheet(sheet: Worksheet, table: FigureTable, practice: bool) -> None:
    for at in range(len(table.headings)):
        letter = get_column_letter(at + 1)
        wide = not is_number(table, at) and any(len(str(r[at] or "")) > _WIDTH for r in table.rows)
        sheet.column_dimensions[letter].width = _FIRST_WIDTH if at == 0 or wide else _WIDTH
    _title(sheet, table.title, practice)
    _row(sheet, table.headings, bold=True)
    head = sheet.max_row
    for number, cells in enumerate(table.rows, 1):
        _row(sheet, cells, bold=table.total and number == len(table.rows))
    sheet.freeze_panes = f"B{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    if note := table_note(table):
        _words(sheet, note)
    if table.chart is not None:
        _chart(sheet, table, head)


def _chart(sheet: Worksheet, table: FigureTable, head: int) -> None:
    """Of the column of what was counted, so that it moves with the cells."""
    column = next(at for at in range(1, len(table.headings)) if is_number(table, at))
    while isinstance(table.rows[0][column], str) and column + 1 < len(table.headings):
        column += 1
    if table.headings[column] == "Mức":
        column += 1
    last = head + len(table.rows) - (1 if table.total else 0)
    chart = BookChart()
    chart.type = "bar" if table.chart and table.chart.kind == "across" else "col"
    if chart.type == "bar":
        chart.y_axis.scaling.orientation = "minMax"
        chart.x_axis.scaling.orientation = "maxMin"
    chart.title, chart.legend = table.title, None
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.add_data(Reference(sheet, min_col=column + 1, min_row=head + 1, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    chart.series[0].graphicalProperties.solidFill = "595959"
    chart.width, chart.height = 24, max(8.0, 0.7 * (last - head) + 3)
    sheet.add_chart(chart, f"A{sheet.max_row + 2}")


def _title(sheet: Worksheet, words: str, practice: bool) -> None:
    if practice:
        _words(sheet, "THỬ NGHIỆM: không có hồ sơ nào ở đây là thật", bold=True)
    _words(sheet, words, bold=True, size=14)


def _words(sheet: Worksheet, words: str, *, bold: bool = False, size: int = 12) -> None:
    at = sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1
    cell = sheet.cell(at, 1, words)
    cell.data_type = "s"
    cell.font = Font(name=_FACE, bold=bold, size=size)


def _row(sheet: Worksheet, cells: tuple[Cell, ...], *, bold: bool = False) -> None:
    at_row = sheet.max_row + 1
    for at, value in enumerate(cells, 1):
        cell = sheet.cell(at_row, at, cell_text(None) if value is None else value)
        if isinstance(value, str) or value is None:
            # Words that begin with a sign are no formula.
            cell.data_type = "s"
        else:
            cell.number_format = "#,##0.##" if isinstance(value, float) else "#,##0"
        cell.font, cell.border = Font(name=_FACE, bold=bold, size=12), _BOX
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold and at_row <= 3:
            cell.fill = _HEAD
