"""From the rows of a sheet to dossiers: which rows belong together, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from portal_bot.catalogue.names import fold
from portal_bot.dossier.letters import Unfit
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.problems import Problem
from portal_bot.dossier.source import Source
from portal_bot.intake.workbook.cell_values import Looks, is_doubtful_day, value_of
from portal_bot.intake.workbook.sheet_columns import NOTE, OWN, REFERENCE, ROW, SheetColumn
from portal_bot.intake.workbook.sheet_example import EXAMPLE, example_of
from portal_bot.intake.workbook.sheet_headings import Headings
from portal_bot.intake.workbook.sheet_scan import RawCell, ScannedSheet, letters

# No sheet has more columns: a cell is one number.
_WIDTH = 16_384
_SEVERAL = re.compile(r"\s*[;\n]\s*")
_EXAMPLE = fold(EXAMPLE)
_NO_HEADING = "cột này không có tiêu đề nên không biết là mục nào; chuyển sang cột đúng, hoặc xóa"
Row = dict[int, RawCell]


def cell_name(sheet: str, row: int, column: int = 1) -> str:
    """As people call a cell: ``Khai sinh!C17``."""
    return f"{sheet}!{letters(column)}{row}"


@dataclass(slots=True)
class RowCells:
    """Where the values of a dossier stand; a `Lines` whose lines are cells.

    Attributes:
        headings: how the sheet is read.
        rows: the dossier's rows; the first is its own, the others are lines of its tables.
        lines: the row of each line of a table, by the table's key.
    """

    headings: Headings
    rows: list[int]
    lines: dict[str, list[int]] = field(default_factory=dict)

    def get(self, place: Place, /) -> int | None:
        """The cell of the field, as one number; of a group, that of its first column."""
        names = tuple(name for name in place if isinstance(name, str))
        size = len(names)
        for at, column in self.headings.columns.items():
            if names and column.place[:size] == names:
                return self._row(column, place) * _WIDTH + at
        return None if place else self.rows[0] * _WIDTH + 1

    def _row(self, column: SheetColumn, place: Place) -> int:
        number = next((each for each in place if isinstance(each, int)), None)
        lines = self.lines.get(column.table or "", self.rows[:1])
        return self.rows[0] if number is None or number >= len(lines) else lines[number]

    @staticmethod
    def named(sheet: str, cell: int) -> str:
        """The name of a cell that is one number."""
        return cell_name(sheet, *divmod(cell, _WIDTH))


@dataclass(slots=True)
class SheetDossiers:
    """The dossiers of one sheet.

    Attributes:
        sources: each as a text with places.
        left_out: rows that are none, and why a person should know.
    """

    sources: list[Source] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)


def dossiers(path: Path, sheet: ScannedSheet, headings: Headings, looks: Looks) -> SheetDossiers:
    """Reads the rows below the headings.

    Args:
        path: the workbook.
        sheet: its cells.
        headings: how it is read; the procedure is known.
        looks: how its numbers look.
    """
    return _SheetWalk(path, sheet, headings, looks).run()


class _SheetWalk:
    def __init__(self, path: Path, sheet: ScannedSheet, headings: Headings, looks: Looks) -> None:
        self._path, self._sheet, self._headings, self._looks = path, sheet, headings, looks
        self._at = headings.by_key
        self._fields = {
            at: column
            for at, column in headings.columns.items()
            if column.key not in {ROW, NOTE, *OWN}
        }
        self._plain = {at: column for at, column in self._fields.items() if not column.table}
        self._cards = {at: column for at, column in self._plain.items() if column.is_card}
        self._lines: dict[str, dict[int, SheetColumn]] = {}
        for at, column in self._fields.items():
            if column.table:
                self._lines.setdefault(column.table, {})[at] = column
        self._wide = dict[int, str]()
        self._found = SheetDossiers()

    def run(self) -> SheetDossiers:
        self._unmerge()
        for rows in self._groups():
            self._found.sources.append(self._source(rows))
        return self._found

    def _unmerge(self) -> None:
        """A cell merged downwards stands in each of its rows; one merged sideways is refused."""
        for top, left, bottom, right in self._sheet.merged:
            if top < self._headings.first_row:
                continue
            cell = self._sheet.rows.get(top, {}).get(left)
            if right > left:
                told = f"ô gộp {letters(left)}{top}:{letters(right)}{bottom}; bỏ gộp, mỗi cột một ô"
                self._wide |= dict.fromkeys(
                    (n for n in self._sheet.rows if top <= n <= bottom), told
                )
            else:
                for number in [n for n in self._sheet.rows if top < n <= bottom]:
                    # What a merged cell covers nobody sees.
                    self._sheet.rows[number].pop(left, None)
                    if cell is not None:
                        self._sheet.rows[number][left] = cell

    def _groups(self) -> Iterator[list[int]]:
        """The rows of each dossier: those that have one number in the first column."""
        by_number: dict[str, list[int]] = {}
        for number in sorted(self._sheet.rows):
            row = self._sheet.rows[number]
            if number < self._headings.first_row or not self._says_something(row):
                continue
            mark = self._mark(row)
            if mark.startswith(_EXAMPLE):
                self._example(number, row)
            elif number in self._sheet.hidden:
                self._found.left_out.append((number, "đang ẩn hoặc bị lọc"))
            elif self._is_the_example(row):
                self._found.left_out.append((number, "còn nguyên là dòng ví dụ"))
            else:
                by_number.setdefault(mark or f"\0{number}", []).append(number)
        yield from by_number.values()

    def _says_something(self, row: Row) -> bool:
        return any(at in self._fields or at in self._headings.odd for at in row)

    def _mark(self, row: Row) -> str:
        cell = row.get(self._at.get(ROW, 0))
        return fold(cell.text.strip()) if cell else ""

    def _example(self, number: int, row: Row) -> None:
        """The example itself is passed over in silence; what was typed over it is not."""
        if not self._is_of_the_example(row):
            told = f"có chữ “{EXAMPLE}” ở cột STT nên không được nộp; là hồ sơ thật thì xóa chữ ấy"
            self._found.left_out.append((number, told))

    def _is_of_the_example(self, row: Row) -> bool:
        """Whether nothing stands there but what the example says, or a part of it."""
        typed = [(self._fields[at], cell) for at, cell in row.items() if at in self._fields]
        return all(cell.text.strip() == example_of(column) for column, cell in typed)

    def _is_the_example(self, row: Row) -> bool:
        """Whether it is the example, of which somebody took the mark away."""
        shown = (at for at, column in self._fields.items() if example_of(column))
        return self._is_of_the_example(row) and all(at in row for at in shown)

    def _source(self, rows: list[int]) -> Source:
        name = self._sheet.name
        main = rows[0]
        if len(rows) > 1:
            main = next((n for n in rows if self._own_values(n)), main)
            rows = [main, *(n for n in rows if n != main)]
        cells = RowCells(self._headings, rows)
        data: dict[str, Any] = {"procedure": self._headings.flow and self._headings.flow.slug}
        source = Source(
            self._path / f"{name}!{main}",
            data,
            cells,
            told=lambda cell: RowCells.named(name, cell or main * _WIDTH + 1),
            scans_at=self._path.parent,
            reference=self._reference(main),
            may_hold_a_card=any(
                "|" in cell.text for n in rows for cell in self._sheet.rows[n].values()
            ),
        )
        self._refuse_strays(source, rows)
        row = self._sheet.rows[main]
        for at, column in self._plain.items():
            if at in row and not column.is_card:
                self._put(source, data, column, (main, at), row[at])
        self._tables(source, data, cells)
        for at in sorted(self._cards.keys() & row.keys()):
            self._take_card(source, data, (main, at))
        return source

    def _take_card(self, source: Source, data: dict[str, Any], at: tuple[int, int]) -> None:
        from portal_bot.intake.workbook.card_cells import take_pictures  # slow: only with pictures

        flow, column = self._headings.flow, self._cards[at[1]]
        names = self._names(source, column, at, self._sheet.rows[at[0]][at[1]])
        if names and flow is not None:
            for told in take_pictures(source, flow, data, column, names):
                self._problem(source, told.code, *at, told.message)

    def _reference(self, row: int) -> str:
        cell = self._sheet.rows[row].get(self._at.get(REFERENCE, 0))
        return cell.text.strip() if cell and cell.kind == "s" else ""

    def _own_values(self, row: int) -> dict[int, RawCell]:
        """What a row says beside its tables."""
        return {at: c for at, c in self._sheet.rows[row].items() if at in self._plain}

    def _refuse_strays(self, source: Source, rows: list[int]) -> None:
        """What cannot belong to the dossier, or to any column."""
        main = self._own_values(rows[0]) if len(rows) > 1 else {}
        if self._plain.keys().isdisjoint(self._sheet.rows[rows[0]]):
            told = (
                "dòng này chỉ có các cột của một bảng: ghi ở cột STT cùng một số với dòng hồ sơ mà "
                "nó thuộc về"
            )
            self._problem(source, "stray_row", rows[0], 1, told)
        for number in rows[1:]:
            for at, cell in self._own_values(number).items():
                if at not in main or main[at].text != cell.text:
                    told = (
                        f"khác với dòng {rows[0]} cùng số STT; một hồ sơ thì các dòng sau chỉ ghi "
                        "các cột của bảng, hai hồ sơ thì ghi hai số khác nhau"
                    )
                    self._problem(source, "two_dossiers", number, at, told)
                    break
        for number in rows:
            if number in self._wide:
                self._problem(source, "merged_cells", number, 1, self._wide[number])
            for at in sorted(self._sheet.rows[number].keys() - self._headings.columns.keys()):
                told = self._headings.odd.get(at, _NO_HEADING)
                self._problem(source, "unknown_column", number, at, told)

    def _problem(self, source: Source, code: str, row: int, column: int, told: str) -> None:
        where = cell_name(self._sheet.name, row, column)
        source.problems.append(Problem("error", code, "", where, told[:1].upper() + told[1:]))

    def _put(
        self,
        source: Source,
        data: dict[str, Any],
        column: SheetColumn,
        at: tuple[int, int],
        cell: RawCell,
    ) -> None:
        """One value in its place, as a file would say it."""
        *around, last = column.place
        inner = data
        for name in around:
            inner = inner.setdefault(name, {})
        value = self._value(source, column, at, cell)
        if value not in ("", None):
            inner[last] = value

    def _value(
        self, source: Source, column: SheetColumn, at: tuple[int, int], cell: RawCell
    ) -> Any:
        spec = column.spec
        value = value_of(cell, spec.type_name if spec else "text", self._looks)
        if column.is_paper:
            return self._names(source, column, at, cell)
        if cell.kind == "n" and not isinstance(value, Unfit):
            self._doubt(source, column, at, is_doubtful_day(cell, self._looks))
        return value

    def _names(
        self, source: Source, column: SheetColumn, at: tuple[int, int], cell: RawCell
    ) -> list[str] | None:
        """The names of files in a cell."""
        value = value_of(cell, column.spec.type_name if column.spec else "text", self._looks)
        if isinstance(value, Unfit):
            self._problem(source, value.refused.code, *at, f"tên tệp: {value.refused.message}")
            return None
        text = cell.text if cell.kind == "s" else value
        return [part for part in _SEVERAL.split(text.strip()) if part]

    def _doubt(
        self, source: Source, column: SheetColumn, at: tuple[int, int], day: date | None
    ) -> None:
        if day is not None:
            told = (
                f"Ô này bảng tính hiểu là ngày {day.day} tháng {day.month} năm {day.year}; máy đặt "
                "theo kiểu Mỹ thì ngày và tháng đã bị đảo: so lại với giấy tờ"
            )
            where = cell_name(self._sheet.name, *at)
            source.problems.append(Problem("warning", "doubtful_day", column.key, where, told))

    def _tables(self, source: Source, data: dict[str, Any], cells: RowCells) -> None:
        for key, own in self._lines.items():
            lines = [
                n for n in sorted(cells.rows) if not own.keys().isdisjoint(self._sheet.rows[n])
            ]
            if not lines:
                continue
            cells.lines[key] = lines
            *around, last = key.split(".")
            inner = data
            for name in around:
                inner = inner.setdefault(name, {})
            deep = len(around) + 1
            inner[last] = [self._line(source, own, number, deep) for number in lines]

    def _line(
        self, source: Source, own: dict[int, SheetColumn], number: int, depth: int
    ) -> dict[str, Any]:
        line: dict[str, Any] = {}
        for at, column in own.items():
            if (cell := self._sheet.rows[number].get(at)) is not None:
                inner = line
                for name in column.place[depth:-1]:
                    inner = inner.setdefault(name, {})
                value = self._value(source, column, (number, at), cell)
                if value not in ("", None):
                    inner[column.place[-1]] = value
        return line
