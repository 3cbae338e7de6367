"""Puts texts into cells of an `.ods`; of every other cell each byte stays as it is.

A run of equal rows or cells, written once there, is parted where a text falls into it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from xml.sax.saxutils import escape

from portal_bot.intake.workbook.cell_splice import LONGEST, NO_XML, UNICODE, as_utf8
from portal_bot.intake.workbook.ods_walk import (
    CELL,
    COLUMNS_REPEATED,
    ROWS_REPEATED,
    TEXT,
    OdsWalk,
    damaged,
)

_T = TypeVar("_T")
# By sheet, row and column.
Texts = Mapping[str, Mapping[int, Mapping[int, str]]]
_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_TAG = re.compile(rb"<([^\s/>]+)((?:" + _ATTRIBUTE.pattern + rb")*)\s*(/?)>")
# What a cell said, and how it came to it.
_VALUES = (b"office:", b"table:formula", b"table:number-matrix-", b"calcext:value-type")
_BLANKS = re.compile(" {2,}|^ +| +$")


@dataclass(slots=True)
class _Span:
    """Where a row, a cell or a paragraph stands in the bytes.

    Attributes:
        start: its first byte.
        at: the number of its first row or column.
        times: how many rows or columns it stands for.
        end: behind its last byte.
        inner: what is within it and matters: the cells of a row, the paragraphs of a cell.
    """

    start: int
    at: int = 0
    times: int = 1
    end: int = 0
    inner: list[_Span] = field(default_factory=list)


def spliced_ods(xml: bytes, texts: Texts) -> bytes:
    """The part with these texts in these cells; an empty one empties its cell.

    Raises:
        Unreadable: it is no XML that can be gone through.
    """
    if xml.startswith(UNICODE):
        xml = as_utf8(xml)
    finder = _Finder(xml, texts)
    finder.walk([xml])
    made, last = bytearray(), 0
    for row, wanted in finder.found:
        made += xml[last : row.start]
        for piece in _row(xml, row, wanted):
            made += piece
        last = row.end
    made += xml[last:]
    return bytes(made)


class _Finder(OdsWalk):
    """Finds the rows that are written to, and in them the cells up to the last of these."""

    def __init__(self, xml: bytes, texts: Texts) -> None:
        super().__init__()
        self.found: list[tuple[_Span, Mapping[int, Mapping[int, str]]]] = []
        self._xml, self._texts = xml, texts
        self._wanted: Mapping[int, Mapping[int, str]] = {}
        self._numbers: list[int] = []
        self._row: _Span | None = None
        self._cell: _Span | None = None
        self._last = 0

    def table_begins(self, name: str, has: dict[str, str]) -> None:
        self._wanted = self._texts.get(name, {})
        self._numbers = sorted(self._wanted)

    def row_begins(self, has: dict[str, str]) -> None:
        behind = bisect_left(self._numbers, self.row + self.row_times)
        hit = self._numbers[bisect_left(self._numbers, self.row) : behind]
        self._row = None
        if hit:
            self._row = _Span(self.parser.CurrentByteIndex, self.row, self.row_times)
            self._last = max(max(self._wanted[number], default=0) for number in hit)

    def row_ends(self) -> None:
        if self._row is not None:
            self._row.end = self._behind(self._row)
            self.found.append((self._row, self._wanted))
            self._row = None

    def cell_begins(self, name: str, has: dict[str, str]) -> None:
        self._cell = None
        if self._row is not None and self.column <= self._last:
            self._cell = _Span(self.parser.CurrentByteIndex, self.column, self.column_times)
            self._row.inner.append(self._cell)

    def cell_ends(self) -> None:
        if self._cell is not None:
            self._cell.end = self._behind(self._cell)

    def text_begins(self) -> None:
        if self._cell is not None:
            self._cell.inner.append(_Span(self.parser.CurrentByteIndex))

    def text_ends(self) -> None:
        if self._cell is not None:
            self._cell.inner[-1].end = self._behind(self._cell.inner[-1])

    def _behind(self, span: _Span) -> int:
        """Behind the element that ends here; its beginning may be its end as well."""
        begins = _tag(self._xml, span.start)
        return begins.end() if begins[4] else self._closed()

    def _closed(self) -> int:
        return self._xml.index(b">", self.parser.CurrentByteIndex) + 1


def _tag(xml: bytes, start: int) -> re.Match[bytes]:
    found = _TAG.match(xml, start)
    if found is None:
        raise damaged()
    return found


def _with(tag: re.Match[bytes], times: int, repeated: str, *, emptied: bool = False) -> bytes:
    """A beginning without what ends it, for so many rows or columns."""
    gone = (repeated.encode(), *(_VALUES if emptied else ()))
    kept = (each[0] for each in _ATTRIBUTE.finditer(tag[2]) if not each[1].startswith(gone))
    often = f' {repeated}="{times}"'.encode() if times > 1 else b""
    return b"<" + tag[1] + b"".join(kept) + often


def _row(xml: bytes, row: _Span, wanted: Mapping[int, Mapping[int, str]]) -> Iterator[bytes]:
    """A run of rows, parted where one of them is written to."""
    tag = _tag(xml, row.start)
    for times, texts in _runs(row, wanted):
        yield _with(tag, times, ROWS_REPEATED)
        if texts is None:
            yield xml[tag.start(4) : row.end]
        else:
            yield b">"
            yield from _cells(xml, row, tag, texts)
            yield b"</" + tag[1] + b">"


def _cells(
    xml: bytes, row: _Span, tag: re.Match[bytes], texts: Mapping[int, str]
) -> Iterator[bytes]:
    last, behind = tag.end(), 1
    for cell in row.inner:
        behind = cell.at + cell.times
        empty = _is_empty(xml, cell)
        new = {
            at: text for at, text in texts.items() if cell.at <= at < behind and (text or not empty)
        }
        if new:
            yield xml[last : cell.start]
            yield from (_cell(xml, cell, times, text) for times, text in _runs(cell, new))
            last = cell.end
    if not tag[4]:
        yield xml[last : xml.rindex(b"</", last, row.end)]
    for at in sorted(at for at, text in texts.items() if text and at >= behind):
        if at > behind:
            yield f'<{CELL} {COLUMNS_REPEATED}="{at - behind}"/>'.encode()
        yield f"<{CELL}".encode() + _said(texts[at]) + f"</{CELL}>".encode()
        behind = at + 1


def _is_empty(xml: bytes, cell: _Span) -> bool:
    names = (each[1] for each in _ATTRIBUTE.finditer(_tag(xml, cell.start)[2]))
    return not cell.inner and not any(name.startswith(_VALUES) for name in names)


def _cell(xml: bytes, cell: _Span, times: int, text: str | None) -> bytes:
    """A run of cells as it is, or one with another text; what hangs on the cell stays there."""
    tag = _tag(xml, cell.start)
    if text is None:
        return _with(tag, times, COLUMNS_REPEATED) + xml[tag.start(4) : cell.end]
    begins = _with(tag, times, COLUMNS_REPEATED, emptied=True)
    kept, last = b"", tag.end()
    for paragraph in cell.inner:
        kept += xml[last : paragraph.start]
        last = paragraph.end
    if not tag[4]:
        kept += xml[last : xml.rindex(b"</", last, cell.end)]
    if not text and not kept:
        return begins + b"/>"
    return begins + _said(text, kept) + b"</" + tag[1] + b">"


def _said(text: str, kept: bytes = b"") -> bytes:
    """The rest of a cell's beginning, and what is in it: a paragraph a line."""
    if not text:
        return b">" + kept
    clean = NO_XML.sub(" ", text[:LONGEST].replace("\t", " "))
    lines = (_BLANKS.sub(_counted, escape(line)) for line in clean.splitlines())
    paragraphs = "".join(f"<{TEXT}>{line}</{TEXT}>" for line in lines)
    return b' office:value-type="string">' + kept + paragraphs.encode()


def _counted(blanks: re.Match[str]) -> str:
    return f'<text:s text:c="{len(blanks[0])}"/>'


def _runs(span: _Span, wanted: Mapping[int, _T]) -> Iterator[tuple[int, _T | None]]:
    """How many of the span stay as they are, and each that does not, with what is wanted of it."""
    first, behind = span.at, span.at + span.times
    for number in sorted(number for number in wanted if first <= number < behind):
        if number > first:
            yield number - first, None
        yield 1, wanted[number]
        first = number + 1
    if first < behind:
        yield behind - first, None
