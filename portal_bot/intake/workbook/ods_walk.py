"""The one part of an `.ods` that holds all its sheets, gone through: what is a row, what a cell.

Runs of equal rows and cells are written once there, with how often they stand; what only looks like
a sheet (kept versions, notes, drawings, what other files said) is gone past.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.parsers import expat

from portal_bot.dossier.source import Unreadable
from portal_bot.intake.workbook.sheet_scan import MOST_ELEMENTS, careful_parser, feed, too_much

CONTENT, COMMON_STYLES = "content.xml", "styles.xml"
# No sheet has more columns, or rows.
WIDEST, _TALLEST = 16_384, 1_048_576
_MOST_SHEETS = 200
CELL, COVERED, TEXT = "table:table-cell", "table:covered-table-cell", "text:p"
_CELLS = frozenset((CELL, COVERED))
_ROW, _TABLE = "table:table-row", "table:table"
COLUMNS_REPEATED, ROWS_REPEATED = "table:number-columns-repeated", "table:number-rows-repeated"
_BY_URI = "urn:oasis:names:tc:opendocument:xmlns:"
# Every program writes these, though any others would be allowed.
_PREFIXES = {f"xmlns:{name}": f"{_BY_URI}{name}:1.0" for name in ("office", "table", "text")}
_NO_SHEET = frozenset(
    ("table:tracked-changes", "table:dde-links", "table:shapes", "office:forms")
)  # fmt: skip
# Within a text: notes, drawings, and how it is spoken.
_NO_TEXT = ("office:", "draw:", "text:ruby-text", "text:note", TEXT)


def damaged() -> Unreadable:
    """It is no `.ods` as programs write them."""
    return Unreadable("unreadable_file", "bảng tính .ods đã hỏng; mở bằng LibreOffice rồi lưu lại")


def how_often(has: Mapping[str, str], name: str) -> int:
    """A number of times; where it is none that can be meant, once."""
    said = has.get(name)
    if said is None:  # of nearly every element
        return 1
    number = int(said[:9]) if said.isdecimal() else 1
    return min(max(number, 1), _TALLEST)


class OdsWalk:
    """One pass; subclasses hear of tables, rows, cells and texts.

    Attributes:
        parser: where in the bytes it is.
        row: the number of the first row of the run that it is in, counted from 1.
        column: likewise.
        row_times: how many rows that run has.
        column_times: how many cells.
    """

    def __init__(self) -> None:
        self.parser: expat.XMLParserType = careful_parser()
        self.parser.StartElementHandler = self._root
        self.parser.EndElementHandler = self._end
        self.row = self.column = self.row_times = self.column_times = 1
        self._elements = self._skipped = 0
        self._in_table = self._in_row = self._in_cell = self._in_text = False
        self._tables = set[str]()

    def walk(self, pieces: Iterable[bytes]) -> None:
        """Goes through the part.

        Raises:
            Unreadable: it is damaged, or too large.
        """
        feed(self.parser, pieces)

    def table_begins(self, name: str, has: dict[str, str]) -> None:
        """A sheet."""

    def row_begins(self, has: dict[str, str]) -> None:
        """A run of equal rows."""

    def row_ends(self) -> None:
        """Behind it."""

    def cell_begins(self, name: str, has: dict[str, str]) -> None:
        """A run of equal cells."""

    def cell_ends(self) -> None:
        """Behind it."""

    def text_begins(self) -> None:
        """A paragraph of a cell."""

    def text_ends(self) -> None:
        """Behind it."""

    def within_text(self, name: str, has: dict[str, str]) -> None:
        """Something within a paragraph."""

    def elsewhere(self, name: str, has: dict[str, str]) -> None:
        """What is neither, and within no cell."""

    def _root(self, name: str, has: dict[str, str]) -> None:
        if name.partition(":")[0] != "office" or not _PREFIXES.items() <= has.items():
            raise damaged()
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, has: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise too_much("quá lớn")
        if self._skipped:
            self._skipped += 1
        elif self._in_cell:
            self._within_cell(name, has)
        elif name in _CELLS:
            self._begin_cell(name, has)
        elif name == _ROW:
            self._begin_row(has)
        elif name == _TABLE:
            self._begin_table(has)
        elif name in _NO_SHEET:
            self._skipped = 1
        else:
            self.elsewhere(name, has)

    def _within_cell(self, name: str, has: dict[str, str]) -> None:
        if self._in_text and not name.startswith(_NO_TEXT):
            self.within_text(name, has)
        elif name == TEXT and not self._in_text:
            self._in_text = True
            self.text_begins()
        else:
            self._skipped = 1

    def _begin_table(self, has: dict[str, str]) -> None:
        name = has.get("table:name", "")
        if self._in_table or name in self._tables or len(self._tables) >= _MOST_SHEETS:
            raise damaged()
        self._tables.add(name)
        self._in_table = True
        self.row = 1
        self.table_begins(name, has)

    def _begin_row(self, has: dict[str, str]) -> None:
        if not self._in_table or self._in_row:
            raise damaged()
        self._in_row, self.column = True, 1
        self.row_times = how_often(has, ROWS_REPEATED)
        self.row_begins(has)

    def _begin_cell(self, name: str, has: dict[str, str]) -> None:
        if not self._in_row:
            raise damaged()
        self._in_cell = True
        self.column_times = how_often(has, COLUMNS_REPEATED)
        self.cell_begins(name, has)

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif self._in_text:
            if name == TEXT:
                self._in_text = False
                self.text_ends()
        elif self._in_cell:
            self._in_cell = False
            self.cell_ends()
            self.column += self.column_times
        elif name == _ROW:
            self._in_row = False
            self.row_ends()
            self.row += self.row_times
        elif name == _TABLE:
            self._in_table = False
