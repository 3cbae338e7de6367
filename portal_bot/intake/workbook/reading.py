"""Reads a workbook: every sheet that is a procedure's, every row that is a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portal_bot.dossier.book_rows import CSV, file_of, row_of
from portal_bot.dossier.finding import Skipped
from portal_bot.dossier.problems import Problem
from portal_bot.dossier.source import Source, Unreadable
from portal_bot.errors import PortalBotError
from portal_bot.intake.workbook.book_layout import SheetPart, layout_of
from portal_bot.intake.workbook.cell_values import Looks, looks_of
from portal_bot.intake.workbook.sheet_headings import Headings, headings_of
from portal_bot.intake.workbook.sheet_lists import LISTS
from portal_bot.intake.workbook.sheet_rows import cell_name, dossiers
from portal_bot.intake.workbook.sheet_scan import ScannedSheet, read_sheet, strings
from portal_bot.intake.workbook.zip_parts import LOOKS_PART, ZipParts
from portal_bot.shown import shown

_OUR_OWN = frozenset(("Hướng dẫn", "Phiên bản", LISTS))
_MOST_NAMED = 10


@dataclass(slots=True)
class BookDossiers:
    """What a workbook holds.

    Attributes:
        sources: each row that is a dossier, as a text with places.
        skipped: rows and sheets that are none, and may have been meant.
        is_ours: whether it has a sheet of dossiers at all, filled in or not.
        problem: why nothing could be read of it.
        pages: how each sheet of dossiers is read, by its name.
        parts: the part that holds each sheet, likewise; an `.ods` has one for all of them.
        archive: where the parts are; `None`: it is a CSV.
    """

    sources: list[Source] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    is_ours: bool = False
    problem: Problem | None = None
    pages: dict[str, Headings] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    archive: ZipParts | None = None


def read(path: Path) -> BookDossiers:
    """Reads the workbook, or the one row of it that the path names.

    Args:
        path: the file, or a row of it; see `book_rows`.

    Raises:
        BrokenFlow: a sheet's procedure cannot be loaded.
    """
    book = BookDossiers()
    file, row = file_of(path), row_of(path)
    try:
        sheets, looks = _scanned(file, book)
        for sheet in sheets:
            _read_sheet(book, file, sheet, looks)
    except Unreadable as fault:
        book.problem = Problem("error", fault.code, "", shown(file.name), fault.message)
        return book
    if row is not None:
        book.sources = [source for source in book.sources if source.path.name == row]
        book.skipped = []
    if not book.sources:
        book.problem = _nothing(file, row, book)
    return book


def _nothing(file: Path, row: str | None, book: BookDossiers) -> Problem:
    name = shown(file.name)
    if row is not None:
        told = f"{name} không có hồ sơ ở dòng {shown(row)}; kiểm tra lại số dòng"
    elif book.is_ours:
        told = f"{name} chưa có dòng hồ sơ nào; gõ từ dòng trống đầu tiên dưới dòng ví dụ"
    else:
        told = (
            f"{name} không có trang nào theo mẫu của một thủ tục; tạo mẫu bằng "
            "`portal-bot new THỦ_TỤC --out X.xlsx` rồi chép dữ liệu sang"
        )
    return Problem("error", "empty_workbook" if book.is_ours else "not_a_dossier", "", name, told)


def _scanned(file: Path, into: BookDossiers) -> tuple[Iterator[ScannedSheet], Looks]:
    if file.suffix.lower() == CSV:
        from portal_bot.intake.workbook.csv_sheet import scanned  # only for a CSV

        return iter([scanned(file)]), Looks()
    parts = into.archive = ZipParts(file)
    if parts.is_ods:
        from portal_bot.intake.workbook.ods_scan import ods_sheets  # only for an .ods

        found, looks = ods_sheets(parts, _OUR_OWN)
        return iter(found), looks
    layout = layout_of(parts)
    into.parts = {each.name: each.part for each in layout.sheets}
    shared = strings(parts.chunks(layout.strings)) if layout.strings else []
    styles = parts.chunks(layout.styles, LOOKS_PART) if layout.styles else iter((b"<styleSheet/>",))
    looks = looks_of(styles, since_1904=layout.since_1904)
    return _sheets(parts, layout.sheets, shared), looks


def _sheets(parts: ZipParts, sheets: list[SheetPart], shared: list[str]) -> Iterator[ScannedSheet]:
    for each in sheets:
        if each.name not in _OUR_OWN and parts.has(each.part):
            sheet = read_sheet(each.name, shared, parts.chunks(each.part))
            sheet.concealed = each.concealed
            yield sheet


def _read_sheet(book: BookDossiers, file: Path, sheet: ScannedSheet, looks: Looks) -> None:
    try:
        headings = headings_of(sheet)
    except PortalBotError as error:
        # One procedure that does not load keeps no other sheet from being read.
        return _refuse(book, file, sheet, error.code, error.message)
    if headings is None:
        if sheet.rows and not sheet.concealed:
            told = f"Bỏ qua trang “{shown(sheet.name)}” của {shown(file.name)}: không theo mẫu nào"
            _skip(book, file, sheet, told, is_dossier=False)
        return None
    book.is_ours = True
    if any(letter in sheet.name for letter in "/\\\0"):
        raise Unreadable("unreadable_file", f"trang “{shown(sheet.name)}” có tên lạ; đổi tên trang")
    if headings.flow is None:
        told = (
            f"Trang “{shown(sheet.name)}” không rõ là thủ tục nào; tạo mẫu mới bằng `portal-bot "
            "new THỦ_TỤC --out X.xlsx` rồi chép dữ liệu sang"
        )
        return _refuse(book, file, sheet, "unknown_procedure", told)
    if not sheet.concealed:
        return _take(book, file, sheet, headings, looks)
    if hidden := dossiers(file, sheet, headings, looks).sources:
        told = f"Bỏ qua {len(hidden)} hồ sơ ở trang ẩn “{shown(sheet.name)}”: hiện trang ấy ra"
        _skip(book, file, sheet, told)
    return None


def _refuse(book: BookDossiers, file: Path, sheet: ScannedSheet, code: str, told: str) -> None:
    """A whole sheet, told of at its first cell."""
    problem = Problem("error", code, "procedure", cell_name(sheet.name, 1), told)
    book.is_ours = True
    book.sources.append(Source(file / f"{sheet.name}!1", None, problems=[problem]))


def _take(
    book: BookDossiers, file: Path, sheet: ScannedSheet, headings: Headings, looks: Looks
) -> None:
    found = dossiers(file, sheet, headings, looks)
    book.pages[sheet.name] = headings
    book.sources += found.sources
    for number, why in found.left_out[:_MOST_NAMED]:
        path = file / f"{sheet.name}!{number}"
        told = f"Bỏ qua dòng {number} của trang “{shown(sheet.name)}” ({shown(file.name)}): {why}"
        book.skipped.append(Skipped(path, "row_left_out", told))
    more = len(found.left_out) - _MOST_NAMED
    if more > 0:
        told = f"Và {more} dòng nữa của trang “{shown(sheet.name)}” đang ẩn, bị lọc hoặc là ví dụ"
        _skip(book, file, sheet, told)


def _skip(
    book: BookDossiers, file: Path, sheet: ScannedSheet, told: str, *, is_dossier: bool = True
) -> None:
    path = file / sheet.name.replace("/", "_")
    book.skipped.append(Skipped(path, "sheet_left_out", told, is_dossier=is_dossier))
