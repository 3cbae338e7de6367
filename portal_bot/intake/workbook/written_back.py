"""Writes what became of each row into the workbook's own columns, and touches nothing else.

The new file takes the old one's place in one step: whoever pulls the plug finds one of them whole.
If a spreadsheet has it open, the result lies beside it, and that is said.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal_bot import files
from portal_bot.atomic_write import write_with_rights_of
from portal_bot.dossier.book_rows import CSV, RESULT, file_of
from portal_bot.dossier.finding import Skipped
from portal_bot.dossier.source import Unreadable
from portal_bot.intake.workbook.cell_splice import spliced
from portal_bot.intake.workbook.ods_walk import CONTENT
from portal_bot.intake.workbook.reading import BookDossiers, read
from portal_bot.intake.workbook.row_words import same_words
from portal_bot.intake.workbook.sheet_columns import NUMBER, OURS, OWN, PROBLEMS
from portal_bot.intake.workbook.sheet_headings import Headings
from portal_bot.reasons import in_words
from portal_bot.shown import shown

_MOST_BESIDE = 20


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What is written beside one row.

    Attributes:
        path: the row, see `book_rows`.
        said: what the row said when it was read: of another it says nothing.
        cells: the texts, by the keys of our columns; an empty one empties its cell.
        spare_filed: whether a row that carries a dossier number keeps all but its problems: what is
            known of it is more than this answer knows.
    """

    path: Path
    said: Any
    cells: Mapping[str, str]
    spare_filed: bool = False


def write_back(answers: Iterable[RowAnswer], *, beside: bool = True) -> list[Skipped]:
    """Answers the rows, workbook by workbook.

    Args:
        answers: what is written.
        beside: whether a workbook that is open elsewhere is answered in a file beside it; else it
            is not answered now.

    Returns:
        What a person must know of it: that a result lies beside its workbook, or nowhere.
    """
    by_file: dict[Path, list[RowAnswer]] = {}
    for answer in answers:
        by_file.setdefault(file_of(answer.path), []).append(answer)
    told = (_answer(file, those, beside=beside) for file, those in by_file.items())
    return [each for each in told if each is not None]


def _answer(file: Path, answers: list[RowAnswer], *, beside: bool) -> Skipped | None:
    if not beside and locked_by(files.whole(file)):
        return None
    try:
        book = read(file)
        if book.problem is not None and not book.sources:
            raise Unreadable(book.problem.code, book.problem.message)
        content, lost = _changed(file, book, answers)
    except Unreadable as fault:
        return _untold(file, fault.message)
    placed = _placed(files.whole(file), content)
    if placed is None and lost:
        told = (
            f"{shown(file)}: {lost} dòng đã bị sửa trong lúc chạy nên không ghi kết quả vào; xem "
            "kết quả ở trên, hoặc chạy lại cùng lệnh"
        )
        return Skipped(file, "rows_changed", told, is_dossier=False)
    return placed


def _untold(file: Path, why: str) -> Skipped:
    told = f"Không ghi được kết quả vào {shown(file)}: {why}; kết quả chỉ có ở trên màn hình"
    return Skipped(file, "not_written_back", told, is_dossier=False)


def _changed(file: Path, book: BookDossiers, answers: list[RowAnswer]) -> tuple[bytes, int]:
    """The workbook with the answers in it, and how many rows are not there any more."""
    rows = dict(_found(book, answers))
    texts: dict[str, dict[int, dict[int, str]]] = {}
    for (sheet, number), answer in rows.items():
        headings = book.pages[sheet]
        columns = _own_columns(headings)
        cells = answer.cells
        if answer.spare_filed and _is_filed(book, sheet, number):
            cells = {key: text for key, text in cells.items() if key == PROBLEMS}
        of_sheet = texts.setdefault(sheet, _headings_for(headings, columns))
        of_sheet.setdefault(number, {}).update({columns[k]: t for k, t in cells.items()})
    return _with(file, book, texts), len(answers) - len(rows)


def _with(file: Path, book: BookDossiers, texts: Mapping[str, dict[int, dict[int, str]]]) -> bytes:
    """The file with these texts in these cells, by sheet, row and column."""
    if file.suffix.lower() == CSV:
        from portal_bot.intake.workbook.csv_sheet import with_texts  # only for a CSV

        (changed,) = texts.values()
        return with_texts(file, changed)
    archive, made = book.archive, io.BytesIO()
    assert archive is not None  # noqa: S101  # it was read from one
    if archive.is_ods:
        from portal_bot.intake.workbook.ods_splice import spliced_ods  # only for an .ods

        new = {CONTENT: spliced_ods(archive.read(CONTENT), texts)}
    else:
        parts = {book.parts[name]: each for name, each in texts.items()}
        new = {name: spliced(archive.read(name), each) for name, each in parts.items()}
    archive.with_parts(new, made)
    return made.getvalue()


def _found(
    book: BookDossiers, answers: list[RowAnswer]
) -> Iterator[tuple[tuple[str, int], RowAnswer]]:
    """Where each answered row stands now: where it stood, else wherever its words are."""
    now = {source.path.name: source.data for source in book.sources}
    taken: set[str] = set()
    moved: list[RowAnswer] = []
    for answer in answers:
        name = answer.path.name
        if name in now and same_words(now[name], answer.said):
            taken.add(name)
            yield _place(name), answer
        else:
            moved.append(answer)
    for answer in moved:
        for name, data in now.items():
            if name not in taken and same_words(data, answer.said):
                taken.add(name)
                yield _place(name), answer
                break


def _place(name: str) -> tuple[str, int]:
    sheet, _, number = name.rpartition("!")
    return sheet, int(number)


def _is_filed(book: BookDossiers, sheet: str, number: int) -> bool:
    at = book.pages[sheet].by_key.get(NUMBER)
    return at is not None and at in book.pages[sheet].own_cells.get(number, {})


def _own_columns(headings: Headings) -> dict[str, int]:
    """The column of each of ours; where one was deleted, a new one behind all others."""
    known = headings.by_key
    free = max((headings.last_column, *headings.said), default=0) + 1
    missing = [key for key in OWN if key not in known]
    return {**known, **{key: free + n for n, key in enumerate(missing)}}


def _headings_for(headings: Headings, columns: Mapping[str, int]) -> dict[int, dict[int, str]]:
    """The headings, and keys, of columns that are new."""
    new = [key for key in OWN if key not in headings.by_key]
    if not new:
        return {}
    told = {headings.heading_row: {columns[key]: OURS[key] for key in new}}
    if headings.key_row:
        told[headings.key_row] = {columns[key]: key for key in new}
    return told


def locked_by(file: Path) -> str | None:
    """Which program seems to have the file open, by the mark it leaves beside it."""
    marks = {f"~${file.name}": "Excel", f".~lock.{file.name}#": "LibreOffice"}
    for mark, program in marks.items():
        if files.is_there(file.with_name(mark)):
            return program
    return None


def _placed(file: Path, content: bytes) -> Skipped | None:
    """Puts the content in the file's place, or beside it; what there is to say of that."""
    program = locked_by(file)
    why = f"đang mở trong {program}" if program else ""
    if not why and not os.access(file, os.W_OK):
        why = "chỉ cho đọc"
    if not why:
        try:
            write_with_rights_of(file, file, content)
        except OSError as error:
            why = f"không ghi được vào đó ({in_words(error)})"
        else:
            return None
    for number in range(1, _MOST_BESIDE):
        again = f"-{number}" if number > 1 else ""
        beside = file.with_name(f"{file.stem}{RESULT}{again}{file.suffix}")
        if locked_by(beside) is None:
            with contextlib.suppress(OSError):
                write_with_rights_of(file, beside, content)
                told = (
                    f"{shown(file.name)} {why}: kết quả được ghi ở {shown(beside.name)} bên cạnh. "
                    f"Đóng {shown(file.name)} rồi chạy lại cùng lệnh thì kết quả vào chính tệp ấy"
                )
                return Skipped(file, "written_beside", told, is_dossier=False)
    return _untold(file, why)
