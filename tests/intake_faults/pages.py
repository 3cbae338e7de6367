"""A workbook as `new` makes it, with dossiers typed into it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from portal_bot.intake.workbook.blank_workbook import FIRST_ROW, blank_workbook
from portal_bot.intake.workbook.sheet_columns import columns_of
from portal_bot.registry import AnyFlow
from tests.intake_faults.samples import Cell
from tests.support.workbooks import put, told


@cache
def template(slug: str) -> bytes:
    return blank_workbook([told(slug)])


@dataclass
class Page:
    """A sheet that is typed into.

    Attributes:
        flow: its procedure.
        book: the workbook.
        sheet: the sheet.
        row: where the dossier stands.
        rows: how many rows it takes.
    """

    flow: AnyFlow
    book: Any
    sheet: Worksheet
    row: int = FIRST_ROW
    rows: int = 1

    @classmethod
    def blank(cls, slug: str) -> Page:
        book: Any = openpyxl.load_workbook(io.BytesIO(template(slug)))
        return cls(told(slug), book, book.worksheets[1])

    @property
    def keys(self) -> list[str]:
        return [column.key for column in columns_of(self.flow)]

    @property
    def filled(self) -> list[str]:
        """The keys of the columns of no table in which the dossier says something."""
        return [
            column.key
            for at, column in enumerate(columns_of(self.flow), 1)
            if column.spec and not column.table and self.sheet.cell(self.row, at).value is not None
        ]

    def at(self, key: str) -> int:
        return self.keys.index(key) + 1

    def name(self, key: str, row: int | None = None) -> str:
        return f"{get_column_letter(self.at(key))}{row or self.row}"

    def type(self, data: Mapping[str, Any], number: str = "") -> int:
        """Types a dossier into the row; returns the row below."""
        below = put(self.sheet, self.flow, self.row, data, number)
        self.rows = below - self.row
        return below

    def put(self, key: str, cell: Cell, row: int | None = None) -> None:
        place = self.sheet[self.name(key, row)]
        place.value = cell.value
        place.number_format = cell.look

    def saved(self, to: Path) -> Path:
        self.book.save(to)
        return to


def cell_of(flow: AnyFlow, field: str, rows: list[int]) -> str:
    """The cell of a field: its column, or the first one of the group that it is; its own row."""
    names = [name for name in field.split(".") if not name.isdigit()]
    numbers = [int(name) for name in field.split(".") if name.isdigit()]
    for at, column in enumerate(columns_of(flow), 1):
        if field and column.key.replace("[]", "").split(".")[: len(names)] == names:
            line = numbers[0] if column.table and numbers and numbers[0] < len(rows) else 0
            return f"{get_column_letter(at)}{rows[line]}"
    return f"A{rows[0]}"
