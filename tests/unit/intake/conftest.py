"""A template of one procedure, made once, and typed into anew by each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from portal_bot.checking import Checked, Checks, check_paths
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW, blank_workbook
from tests.support.workbooks import FIXTURES, column, dossier, put, told

# The fixtures' dates are judged against it.
TODAY = date(2026, 11, 22)
BIRTH = "birth_registration"
SHEET = "Khai sinh"


class Typed:
    """A workbook that somebody types into.

    Attributes:
        path: the file.
        sheet: its sheet of births, while it is open.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        self.path = path
        self._book: Any = None

    @property
    def sheet(self) -> Worksheet:
        sheet = self._book[SHEET]
        assert isinstance(sheet, Worksheet)
        return sheet

    @property
    def book(self) -> Any:
        return self._book

    @contextmanager
    def open(self) -> Iterator[Worksheet]:
        self._book = openpyxl.load_workbook(self.path)
        yield self.sheet
        self._book.save(self.path)

    def add(self, row: int = FIRST_ROW, /, **cells: Any) -> None:
        """The plain birth in this row; of it, these cells otherwise."""
        with self.open() as sheet:
            put(sheet, told(BIRTH), row, dossier(FIXTURES / BIRTH / "plain.yaml"))
            for key, value in cells.items():
                sheet[self.cell(key, row)].value = value

    def at(self, key: str) -> int:
        """The number of a column; its key with ``__`` for the dots."""
        return column(told(BIRTH), key.replace("__", "."))

    def cell(self, key: str, row: int = FIRST_ROW) -> str:
        return f"{openpyxl.utils.get_column_letter(self.at(key))}{row}"

    def read(self, row: int, key: str) -> Any:
        return openpyxl.load_workbook(self.path)[SHEET][self.cell(key, row)].value

    def check(self) -> Checks:
        return check_paths([self.path], today=TODAY)

    def only(self) -> Checked:
        (checked,) = self.check()
        return checked


@pytest.fixture(scope="session")
def template() -> bytes:
    return blank_workbook([told(BIRTH)])


@pytest.fixture
def typed(tmp_path: Path, template: bytes) -> Typed:
    return Typed(tmp_path / "so.xlsx", template)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def made(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return made
