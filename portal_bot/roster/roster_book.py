"""A roster as a workbook: read, and written."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from portal_bot.catalogue.names import clean, plain
from portal_bot.roster.duty import DutyDay, Roster, RosterError
from portal_bot.roster.roster_words import RawRow, role_of
from portal_bot.roster.weekdays import weekday
from portal_bot.shown import shown

DAYS, PEOPLE = "Lịch trực", "Người trực"
HEADINGS = ("Ngày", "Thứ", "Cán bộ", "Đoàn viên", "Ghi chú")
PERSON_HEADINGS = ("Họ và tên", "Vai trò", "Ngày nghỉ")
# A heading is looked for so far down, and days are read so far: some ten years.
_HEADING_ROWS, _LAST_ROW, _LAST_COLUMN = 12, 4_000, 20
# Ten years of days are a tenth of it.
_LARGEST_WHOLE = 20_000_000
_FACE = "Times New Roman"
_LINE = Side(style="thin", color="FF808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
# In points, and how many letters of a name stand beside each other in the narrower columns.
_HEIGHT, _LETTERS = 21, 20
_HEAD = PatternFill("solid", fgColor="FFE7E6E6")
_KEYS = {
    "ngay": "day",
    "ngay truc": "day",
    "date": "day",
    "ghi chu": "note",
    "ho va ten": "name",
    "ho ten": "name",
    "vai tro": "role",
    "ngay nghi": "off",
    "nghi": "off",
}


def book_rows(content: bytes, path: Path) -> list[RawRow]:
    """What the workbook says of people and days, whatever its sheets are called.

    Raises:
        RosterError: it is no workbook, or no sheet of it has a column of days.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            whole = sum(part.file_size for part in archive.infolist())
        if whole > _LARGEST_WHOLE:
            raise RosterError(f"lịch trực {shown(path)}: bung ra quá lớn (tệp nén bất thường)")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        # Parts are read only now, and what is no XML is met only then.
        rows = [row for sheet in book.worksheets for row in _sheet_rows(sheet)]
        book.close()
    except (BadZipFile, KeyError, ValueError, OSError, TypeError, ParseError) as error:
        raise RosterError(
            f"lịch trực {shown(path)}: không mở được như bảng tính; mở bằng Excel hoặc LibreOffice "
            "rồi lưu lại dạng .xlsx"
        ) from error
    if not rows:
        raise RosterError(
            f"lịch trực {shown(path)}: không trang nào có cột “Ngày” cùng cột “Cán bộ” hoặc “Đoàn "
            "viên”; `portal-bot roster make` làm một tệp mẫu"
        )
    return rows


def _sheet_rows(sheet: Any) -> Iterator[RawRow]:
    keys: dict[int, str] = {}
    limits = {"max_row": _LAST_ROW, "max_col": _LAST_COLUMN}
    for number, cells in enumerate(sheet.iter_rows(values_only=True, **limits), 1):
        if not keys:
            keys = _headings(cells) if number <= _HEADING_ROWS else {}
            continue
        said = {key: cells[at] for at, key in keys.items() if at < len(cells)}
        if all(value is None or not str(value).strip() for value in said.values()):
            continue
        where = f"trang “{sheet.title}”, dòng {number}"
        if "day" in keys.values():
            yield "day", where, said
        else:
            yield "person", where, {**said, "role": role_of(str(said.get("role") or ""))}


def _headings(cells: tuple[Any, ...]) -> dict[int, str]:
    """The columns of a sheet; nothing where this is not its row of headings."""
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        word = plain(clean(str(cell or "")))
        if key := role_of(word) or _KEYS.get(word):
            found[at] = key
    said = set(found.values())
    is_days = "day" in said and bool(said & {"officer", "volunteer"})
    return found if is_days or {"name", "role"} <= said else {}


def written_book(roster: Roster, title: str) -> bytes:
    """A roster as a workbook that prints on A4: its days, and its people."""
    book = Workbook()
    days = book.active
    assert isinstance(days, Worksheet)  # noqa: S101 - a new workbook has one
    days.title = DAYS
    days.append([title.upper()])
    days["A1"].font = Font(name=_FACE, bold=True, size=14)
    # As wide as A4 has room for in this size: it hangs on a wall.
    _head(days, HEADINGS, (13, 11, 25, 25, 18))
    for row in sorted(roster.days, key=lambda each: each.day):
        _line(days, _cells(row))
        first = days.cell(days.max_row, 1)
        first.number_format = "dd/mm/yyyy"
        first.alignment = Alignment(horizontal="center", vertical="center")
        days.row_dimensions[days.max_row].height = _HEIGHT * _lines_of(row)
    days.print_title_rows = "2:2"
    days.freeze_panes = "A3"
    people = book.create_sheet(PEOPLE)
    people.append(["Người trực"])
    people["A1"].font = Font(name=_FACE, bold=True, size=14)
    _head(people, PERSON_HEADINGS, (32, 16, 44))
    for person in roster.people:
        off = "; ".join(_period(*period) for period in person.off)
        _line(people, (person.name, "Cán bộ" if person.role == "officer" else "Đoàn viên", off))
    for sheet in (days, people):
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _lines_of(row: DutyDay) -> int:
    """How many lines its longest cell takes."""
    return max(-(-len(str(words)) // _LETTERS) for words in (*_cells(row), "-"))


def _cells(row: DutyDay) -> tuple[Any, ...]:
    officers, volunteers = "; ".join(row.officer), "; ".join(row.volunteer)
    return row.day, weekday(row.day), officers, volunteers, row.note


def _period(first: Any, last: Any) -> str:
    return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} - {last:%d/%m/%Y}"


def _head(sheet: Worksheet, headings: tuple[str, ...], widths: tuple[int, ...]) -> None:
    _line(sheet, headings)
    sheet.row_dimensions[sheet.max_row].height = _HEIGHT
    for at, width in enumerate(widths, 1):
        cell = sheet.cell(sheet.max_row, at)
        cell.font, cell.fill = Font(name=_FACE, bold=True, size=12), _HEAD
        sheet.column_dimensions[get_column_letter(at)].width = width


def _line(sheet: Worksheet, cells: tuple[Any, ...]) -> None:
    at_row = sheet.max_row + 1
    for at, value in enumerate(cells, 1):
        cell = sheet.cell(at_row, at, value)
        if isinstance(value, str):
            # A name that begins with a sign is no formula.
            cell.data_type = "s"
        cell.font, cell.border = Font(name=_FACE, size=12), _BOX
        cell.alignment = Alignment(wrap_text=True, vertical="center")
