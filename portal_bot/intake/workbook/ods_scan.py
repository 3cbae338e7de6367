"""The cells of an `.ods`, read in one pass, with the same limits as those of an `.xlsx`.

Whatever a run of equal rows or cells claims to be long, no more is kept than a sheet may hold.
"""

from __future__ import annotations

from collections.abc import Collection

from portal_bot.intake.workbook.cell_values import Looks
from portal_bot.intake.workbook.ods_looks import OdsLooks
from portal_bot.intake.workbook.ods_walk import (
    COLUMNS_REPEATED,
    COMMON_STYLES,
    CONTENT,
    COVERED,
    WIDEST,
    OdsWalk,
    how_often,
)
from portal_bot.intake.workbook.sheet_scan import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_LETTERS,
    MOST_MERGED,
    MOST_ROWS,
    RawCell,
    ScannedSheet,
    too_much,
)
from portal_bot.intake.workbook.zip_parts import LOOKS_PART, ZipParts

# Blanks of an XML that somebody laid out for reading; those that people typed are elements.
_LAID_OUT = str.maketrans("\n\r\t", "   ")
_TEXTS = frozenset(("", "string"))
_HIDDEN = frozenset(("collapse", "filter"))
_MOST_BLANKS = 100
_WIDE, _HIGH = "table:number-columns-spanned", "table:number-rows-spanned"


def ods_sheets(parts: ZipParts, without: Collection[str]) -> tuple[list[ScannedSheet], Looks]:
    """Reads all sheets, in the order of their tabs, and how their numbers look.

    Args:
        parts: the workbook's.
        without: the names of sheets that are not read.

    Raises:
        Unreadable: it is damaged, or too large.
    """
    looks = OdsLooks()
    if parts.has(COMMON_STYLES):
        looks.read(parts.chunks(COMMON_STYLES, LOOKS_PART))
    reader = _OdsReader(looks, without)
    reader.walk(parts.chunks(CONTENT))
    return reader.sheets, looks.looks()


class _OdsReader(OdsWalk):
    def __init__(self, looks: OdsLooks, without: Collection[str]) -> None:
        super().__init__()
        self.sheets: list[ScannedSheet] = []
        self._looks, self._without = looks, without
        self._sheet = ScannedSheet("")
        self._cells: dict[int, RawCell] = {}
        self._is_covered = self._is_read = False
        self._has: dict[str, str] = {}
        self._row_has: dict[str, str] = {}
        self._texts: list[str] = []
        self._seen = self._letters = self._heard = 0
        # The look of a column's cells that say none of their own.
        self._column_looks: list[tuple[int, str]] = []

    def table_begins(self, name: str, has: dict[str, str]) -> None:
        self._sheet = ScannedSheet(name)
        self._sheet.concealed = has.get("table:style-name", "") in self._looks.concealed
        self._column_looks = []
        self._is_read = name not in self._without
        if self._is_read:
            self.sheets.append(self._sheet)

    def elsewhere(self, name: str, has: dict[str, str]) -> None:
        if name == "table:table-column":
            last = self._column_looks[-1][0] if self._column_looks else 0
            last += how_often(has, COLUMNS_REPEATED)
            self._column_looks.append((last, has.get("table:default-cell-style-name", "")))
        elif name == "table:table-source":
            # What another file said when it was last looked at: nobody typed it here.
            self._sheet.concealed = True
        else:
            self._looks.hear(name, has)

    def row_begins(self, has: dict[str, str]) -> None:
        self._row_has = has

    def row_ends(self) -> None:
        if not self._cells:
            return
        rows = self._sheet.rows
        if len(rows) + self.row_times > MOST_ROWS:
            raise too_much(f"có hơn {MOST_ROWS:_} dòng".replace("_", "."))
        self._seen += len(self._cells) * self.row_times
        if self._seen > MOST_CELLS:
            raise too_much("có quá nhiều ô")
        run = range(self.row, self.row + self.row_times)
        rows.update((number, dict(self._cells)) for number in run)
        if self._row_has.get("table:visibility") in _HIDDEN:
            self._sheet.hidden.update(run)
        self._cells = {}

    def cell_begins(self, name: str, has: dict[str, str]) -> None:
        self._has, self._is_covered = has, name == COVERED

    def text_begins(self) -> None:
        if self._texts:
            self._new_line()
        self.parser.CharacterDataHandler = self._hear

    def text_ends(self) -> None:
        self.parser.CharacterDataHandler = None

    def within_text(self, name: str, has: dict[str, str]) -> None:
        if name == "text:s":
            self._hear(" " * min(how_often(has, "text:c"), _MOST_BLANKS))
        elif name == "text:tab":
            self._hear(" ")
        elif name == "text:line-break":
            self._new_line()

    def _new_line(self) -> None:
        if self._heard < LONGEST_TEXT:
            self._heard += 1
            self._texts.append("\n")

    def _hear(self, said: str) -> None:
        if not self._skipped and self._heard < LONGEST_TEXT:
            self._heard += len(said)
            # What was laid out is not printable; nearly every text is.
            self._texts.append(said if said.isprintable() else said.translate(_LAID_OUT))

    def cell_ends(self) -> None:
        if not self._has and not self._texts:
            return
        cell = None if self._is_covered else self._said()
        self._texts.clear()
        self._heard = 0
        if cell is not None and self._is_read:
            self._keep(cell)
        if _WIDE in self._has or _HIGH in self._has:
            self._merge()

    def _keep(self, cell: RawCell) -> None:
        self._letters += len(cell.text) * self.column_times * self.row_times
        if self.column_times > WIDEST or self._letters > MOST_LETTERS:
            raise too_much("có quá nhiều ô")
        if self.column_times == 1 and self.column <= WIDEST:
            self._cells[self.column] = cell
            return
        for column in range(self.column, min(self.column + self.column_times, WIDEST + 1)):
            self._cells[column] = cell

    def _said(self) -> RawCell | None:
        has = self._has
        text = "".join(self._texts)[:LONGEST_TEXT]
        kind = has.get("office:value-type", "")
        if "table:formula" in has:
            return RawCell("f", text)
        if has.get("calcext:value-type") == "error":
            return RawCell("e", text)
        if kind not in _TEXTS and (made := self._looks.cell(kind, has, self._style())):
            return made
        text = has.get("office:string-value", text)[:LONGEST_TEXT]
        return RawCell("s", text) if text and not text.isspace() else None

    def _style(self) -> str:
        own = self._has.get("table:style-name") or self._row_has.get(
            "table:default-cell-style-name"
        )
        of_column = (style for last, style in self._column_looks if self.column <= last)
        return own or next(of_column, "")

    def _merge(self) -> None:
        wide, high = how_often(self._has, _WIDE), how_often(self._has, _HIGH)
        if wide > 1 or high > 1:
            if len(self._sheet.merged) >= MOST_MERGED:
                raise too_much("có quá nhiều ô gộp")
            right = min(self.column + wide - 1, WIDEST)
            self._sheet.merged.append((self.row, self.column, self.row + high - 1, right))
