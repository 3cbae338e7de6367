"""Puts texts into cells of a sheet's XML; every other byte of it stays as it is.

No library that reads and writes whole workbooks does this: what it does not know (drawings, links,
newer drop-down lists, a colour scheme) would be gone from what people typed into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from portal_bot.dossier.source import Unreadable
from portal_bot.intake.workbook.sheet_scan import column_of, letters

_AT = re.compile(r"([A-Z]{1,3})[0-9]+")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
LONGEST = 32_000
_TEXTS = Mapping[int, Mapping[int, str]]
UNICODE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class _CellSpan:
    """Where a cell stands in the bytes, and how it looks."""

    column: int
    start: int
    end: int = 0
    style: str | None = None
    named: bool = True


@dataclass(slots=True)
class _RowSpan:
    """Where a row stands, and its cells; it ends at its end tag, or has none (0)."""

    number: int
    start: int
    prefix: str
    named: bool
    style: str | None = None
    end: int = 0
    cells: list[_CellSpan] = field(default_factory=list)


def spliced(xml: bytes, texts: _TEXTS) -> bytes:
    """The sheet with these texts in these cells, by row and column; an empty one empties its cell.

    Raises:
        Unreadable: it is no XML that can be gone through.
    """
    if xml.startswith(UNICODE):
        xml = as_utf8(xml)
    looked = _Looking(xml, {row: max(cells, default=0) for row, cells in texts.items()})
    made, last = bytearray(), 0
    for row in looked.rows:
        for start, end, new in _edits(xml, row, texts[row.number], looked.styles):
            made += xml[last:start]
            made += new.encode()
            last = end
    made += xml[last:]
    return bytes(made)


def as_utf8(xml: bytes) -> bytes:
    """An XML of two bytes a letter as one that begins as most do."""
    text = xml.decode("utf-16")
    return re.sub(r'encoding=["\'][^"\']*["\']', 'encoding="UTF-8"', text, count=1).encode()


class _Looking:
    """One pass over the XML: where the wanted rows and their cells are.

    Args:
        xml: the sheet.
        wanted: the last column that is written to, by row; what is behind it need not be known.
    """

    def __init__(self, xml: bytes, wanted: Mapping[int, int]) -> None:
        self.rows: list[_RowSpan] = []
        self.styles: list[tuple[int, int, str]] = []
        self._xml, self._wanted = xml, wanted
        self._row: _RowSpan | None = None
        self._prefix, self._c, self._row_name = "", "c", "row"
        self._number = self._column = self._last = 0
        self._passed = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._first
        self._parser.EndElementHandler = self._end
        try:
            self._parser.Parse(xml, True)
        # Also where an element lacks what each of its kind has, or has no number there.
        except (expat.ExpatError, KeyError, ValueError) as error:
            raise Unreadable("unreadable_file", "bảng tính đã hỏng") from error

    def _first(self, name: str, has: dict[str, str]) -> None:
        """All elements of a sheet have the prefix, or none, that the first one has."""
        before, colon, _ = name.rpartition(":")
        self._prefix = before + colon
        self._c, self._row_name = f"{self._prefix}c", f"{self._prefix}row"
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, has: dict[str, str]) -> None:
        if name == self._c:
            if self._row is None or self._passed:
                return
            at = _AT.fullmatch(has.get("r", ""))
            self._column = column_of(at[1]) if at else self._column + 1
            # Cells without a name have to be given one, up to the last.
            self._passed = self._column > self._last and at is not None
            start = self._parser.CurrentByteIndex
            cell = _CellSpan(self._column, start, style=has.get("s"), named=at is not None)
            self._row.cells.append(cell)
        elif name == self._row_name:
            self._begin_row(has)
        elif has.get("style") and name == f"{self._prefix}col":
            self.styles.append((int(has["min"]), int(has["max"]), has["style"]))

    def _begin_row(self, has: Mapping[str, str]) -> None:
        said = has.get("r", "")
        self._number = int(said) if said.isdecimal() else self._number + 1
        self._column = 0
        self._passed = False
        if self._number in self._wanted:
            self._last = self._wanted[self._number]
            start, style = self._parser.CurrentByteIndex, has.get("s")
            self._row = _RowSpan(self._number, start, self._prefix, bool(said), style)

    def _end(self, name: str) -> None:
        if self._row is None:
            return
        if name == self._c:
            cell = self._row.cells[-1]
            if cell.end:
                return
            alone = _ends_itself(self._xml, cell.start)
            cell.end = alone or self._xml.index(b">", self._parser.CurrentByteIndex) + 1
        elif name == self._row_name:
            alone = _ends_itself(self._xml, self._row.start)
            self._row.end = 0 if alone else self._parser.CurrentByteIndex
            self.rows.append(self._row)
            self._row = None


def _ends_itself(xml: bytes, start: int) -> int:
    """Behind a tag that is its own end, `<c r="B7"/>`; 0, where its end is another tag."""
    end = xml.index(b">", start)
    return end + 1 if xml[end - 1 : end] == b"/" else 0


_Edit = tuple[int, int, str]


def _edits(
    xml: bytes, row: _RowSpan, texts: Mapping[int, str], styles: list[tuple[int, int, str]]
) -> Iterator[_Edit]:
    """What is replaced by what, from left to right."""
    if not row.named:
        behind = row.start + 1 + len(row.prefix) + len("row")
        yield behind, behind, f' r="{row.number}"'
    left = sorted(texts)
    for cell in row.cells:
        while left and left[0] < cell.column:
            at = left.pop(0)
            yield cell.start, cell.start, _new(row, at, texts[at], _style(at, row, styles))
        if left and left[0] == cell.column:
            at = left.pop(0)
            yield cell.start, cell.end, _new(row, at, texts[at], cell.style, keep=True)
        elif not cell.named:
            behind = cell.start + 1 + len(row.prefix) + len("c")
            yield behind, behind, f' r="{letters(cell.column)}{row.number}"'
    behind_all = "".join(_new(row, at, texts[at], _style(at, row, styles)) for at in left)
    if not behind_all:
        return
    if row.end:
        yield row.end, row.end, behind_all
    else:
        # A row without cells is its own end: <row r="7"/>.
        end = xml.index(b"/>", row.start)
        yield end, end + 2, f">{behind_all}</{row.prefix}row>"


def _style(at: int, row: _RowSpan, styles: list[tuple[int, int, str]]) -> str | None:
    """A new cell looks as its row or its column does."""
    of_column = (style for first, last, style in styles if first <= at <= last)
    return row.style or next(of_column, None)


def _new(row: _RowSpan, at: int, text: str, style: str | None, *, keep: bool = False) -> str:
    if not text and not keep:
        return ""
    prefix = row.prefix
    looks = f' s="{style}"' if style else ""
    begins = f'<{prefix}c r="{letters(at)}{row.number}"{looks}'
    if not text:
        return f"{begins}/>"
    said = escape(_LOOKS_ESCAPED.sub("_x005F_", NO_XML.sub(" ", text[:LONGEST])))
    inner = f'<{prefix}is><{prefix}t xml:space="preserve">{said}</{prefix}t></{prefix}is>'
    return f'{begins} t="inlineStr">{inner}</{prefix}c>'
