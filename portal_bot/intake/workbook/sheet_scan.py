"""The cells of a sheet as its XML has them, read in one pass, with a limit on everything.

It is our own reader and not openpyxl's, because a check must be quick and its memory bounded
whatever is in the file: openpyxl makes an object of every cell, also of a million empty ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from portal_bot.dossier.source import Unreadable

# Rows that hold something, cells that do, and all that a sheet has to be gone through for.
MOST_ROWS = 10_000
MOST_CELLS = 600_000
MOST_ELEMENTS = 1_500_000
LONGEST_TEXT = 100_000
MOST_LETTERS = 20_000_000
MOST_MERGED = 2_000
_BROKEN = "bảng tính đã hỏng; mở lại bằng Excel hoặc LibreOffice rồi lưu"
_COLUMN = re.compile("[A-Z]{1,3}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = frozenset(("1", "true"))
# Less than a point high: a row that was drawn shut with the mouse.
_SHUT = re.compile(r"0(\.\d*)?")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


class RawCell(NamedTuple):
    """A cell as it is written.

    Attributes:
        kind: ``s`` text, ``n`` number, ``b`` true or false, ``e`` error, ``d`` day, ``f`` formula.
        text: what it says.
        style: the number of its look.
    """

    kind: str
    text: str
    style: int = 0


@dataclass(slots=True)
class ScannedSheet:
    """What a sheet says.

    Attributes:
        name: on its tab; empty for a CSV.
        rows: the cells that say something, by row and column, both counted from 1.
        hidden: the rows that nobody sees.
        merged: the merged ranges: first row, first column, last row, last column.
        concealed: whether the sheet itself is hidden.
    """

    name: str
    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    concealed: bool = False


def letters(column: int) -> str:
    """``3`` as ``C``."""
    told = ""
    while column:
        column, rest = divmod(column - 1, 26)
        told = chr(65 + rest) + told
    return told


def column_of(text: str) -> int:
    """``C`` as ``3``."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number


def careful_parser() -> expat.XMLParserType:
    """A parser that loads nothing from outside, and refuses what no workbook has: own entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unreadable("unreadable_file", _BROKEN)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    """Walks over XML, whose pieces these are.

    Raises:
        Unreadable: it is no XML.
    """
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, OverflowError) as error:
        # A row's or a look's number may be none, or one of a million digits.
        raise Unreadable("unreadable_file", _BROKEN) from error


def parse(
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    text: Callable[[str], object] | None = None,
) -> None:
    """Walks over XML; names come without their prefix. Nothing outside the part is ever loaded.

    Raises:
        Unreadable: it is no XML, or has what no workbook has: entities of its own.
    """
    parser = careful_parser()

    def first(name: str, has: dict[str, str]) -> None:
        """Nearly no program writes prefixes; only where one does, every name is looked at."""
        if ":" in name:
            parser.StartElementHandler = lambda name, has: start(name.rpartition(":")[2], has)
            parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
        else:
            parser.StartElementHandler, parser.EndElementHandler = start, end
        start(name.rpartition(":")[2], has)

    parser.StartElementHandler = first
    if text is not None:
        parser.CharacterDataHandler = text
    feed(parser, pieces)


def strings(pieces: Iterable[bytes]) -> list[str]:
    """The texts that several cells share."""
    found: list[str] = []
    parts: list[str] = []
    inside = spoken = elements = letters_seen = 0

    def start(name: str, _has: Mapping[str, str]) -> None:
        nonlocal inside, spoken, elements
        elements += 1
        if elements > MOST_ELEMENTS:
            raise too_much("quá lớn")
        inside += name == "t"
        spoken += name == "rPh"

    def end(name: str) -> None:
        nonlocal inside, spoken, letters_seen
        inside -= name == "t"
        spoken -= name == "rPh"
        if name == "si":
            found.append(unescaped("".join(parts)))
            parts.clear()
            letters_seen += len(found[-1])
            if len(found) > MOST_CELLS or letters_seen > MOST_LETTERS:
                raise too_much("có quá nhiều ô")

    def text(said: str) -> None:
        # How a text is pronounced (`rPh`) is no part of it.
        if inside and not spoken:
            parts.append(said)

    parse(pieces, start, end, text)
    return found


def unescaped(text: str) -> str:
    """``_x000D_`` as the letter of that number."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def too_much(what: str) -> Unreadable:
    """What has more in it than anybody types."""
    return Unreadable("too_big", f"Bảng tính {what}; chia thành nhiều tệp, xóa các dòng thừa")


def read_sheet(name: str, shared: list[str], pieces: Iterable[bytes]) -> ScannedSheet:
    """Reads one sheet's XML.

    Args:
        name: the sheet's.
        shared: the texts that cells share.
        pieces: the XML.

    Raises:
        Unreadable: it is damaged, or too large.
    """
    reader = _SheetReader(name, shared)
    parse(pieces, reader.start, reader.end, reader.text)
    return reader.sheet


class _SheetReader:
    """Hears a sheet's XML; what is heard most often is asked for first."""

    __slots__ = (
        *("sheet", "_shared", "_elements", "_cells", "_row", "_column", "_cell", "_parts"),
        *("_formula", "_inside", "_spoken", "_seen", "_known", "_letters"),
    )

    def __init__(self, name: str, shared: list[str]) -> None:
        self.sheet = ScannedSheet(name)
        self._shared = shared
        self._elements = self._seen = self._letters = 0
        self._row = self._column = 0
        self._cells: dict[int, RawCell] = {}
        self._cell: dict[str, str] = {}
        self._parts: list[str] = []
        self._formula = self._inside = False
        self._spoken = 0
        self._known: dict[str, int] = {}

    def start(self, name: str, has: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise too_much("quá lớn")
        if name == "v" or name == "t":  # asked of every element
            self._inside = not self._spoken
        elif name == "c":
            self._cell = has
            self._column = self._column_of(has.get("r", "")) or self._column + 1
        elif name == "row":
            self._begin_row(has)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._spoken += 1
        elif name == "mergeCell" and (found := _RANGE.fullmatch(has.get("ref", ""))):
            left, top, right, bottom = found.groups()
            range_ = int(top), column_of(left), int(bottom), column_of(right)
            self.sheet.merged.append(range_)
            if len(self.sheet.merged) > MOST_MERGED:
                raise too_much("có quá nhiều ô gộp")

    def _column_of(self, at: str) -> int:
        """``C17`` as 3; 0, where it is no cell's name."""
        said = at.rstrip("0123456789")
        known = self._known.get(said)
        if known is None:
            known = column_of(said) if _COLUMN.fullmatch(said) else 0
            self._known[said] = known
        return known

    def _begin_row(self, has: Mapping[str, str]) -> None:
        said = has.get("r", "")
        self._row = int(said) if said.isdecimal() else self._row + 1
        self._column = 0
        if self._cells:
            self._cells = {}
        # Asked of each of a million empty rows.
        if has.get("hidden") in _TRUE or _SHUT.fullmatch(has.get("ht", "")):
            self.sheet.hidden.add(self._row)

    def text(self, said: str) -> None:
        if self._inside:
            self._parts.append(said)

    def end(self, name: str) -> None:
        if name == "c":
            if self._parts or self._formula:
                self._keep("".join(self._parts))
                self._parts.clear()
                self._formula = False
        elif name == "v" or name == "t":  # asked of every element
            self._inside = False
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._spoken -= 1

    def _keep(self, text: str) -> None:
        has = self._cell
        kind = has.get("t", "n")
        if kind == "s":
            try:
                text = self._shared[int(text)]
            except (ValueError, IndexError):
                text = ""
        elif kind == "str" or kind == "inlineStr":  # asked of every cell
            kind, text = "s", unescaped(text)
        if self._formula:
            kind = "f"
        elif not text or text.isspace():
            return
        self._letters += len(text)
        style = has.get("s", "0")
        number = int(style) if style.isdecimal() else 0
        self._cells[self._column] = RawCell(kind, text[:LONGEST_TEXT], number)

    def _end_row(self) -> None:
        if not self._cells:
            return
        rows = self.sheet.rows
        rows[self._row] = self._cells
        self._seen += len(self._cells)
        if len(rows) > MOST_ROWS:
            raise too_much(f"có hơn {MOST_ROWS:_} dòng".replace("_", "."))
        if self._seen > MOST_CELLS or self._letters > MOST_LETTERS:
            raise too_much("có quá nhiều ô")
