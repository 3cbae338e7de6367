"""The cells of a sheet as its XML has them, read in one pass, with a limit on everything.

It is our own reader and not openpyxl's, because a check must be quick and its memory bounded
whatever is in the file: openpyxl makes an object of every cell, also of a million empty ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.parsers import expat

from portal_bot.dossier.source import Unreadable

# Rows that hold something, cells that do, and all that a sheet has to be gone through for.
MOST_ROWS = 10_000
_MOST_CELLS = 600_000
_MOST_ELEMENTS = 3_000_000
_LONGEST_TEXT = 100_000
_LETTERS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
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


def parse(
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    text: Callable[[str], object] | None = None,
    broken: str = "bảng tính đã hỏng; mở lại bằng Excel hoặc LibreOffice rồi lưu",
) -> None:
    """Walks over XML; names come without their prefix. Nothing outside the part is ever loaded.

    Raises:
        Unreadable: it is no XML, or has what no workbook has: entities of its own.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unreadable("unreadable_file", broken)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, has: start(name.rpartition(":")[2], has)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable("unreadable_file", broken) from error


def strings(pieces: Iterable[bytes]) -> list[str]:
    """The texts that several cells share."""
    found: list[str] = []
    parts: list[str] = []
    within: list[str] = []

    def start(name: str, _has: Mapping[str, str]) -> None:
        within.append(name)

    def end(name: str) -> None:
        within.pop()
        if name == "si":
            found.append(unescaped("".join(parts)))
            parts.clear()
            if len(found) > _MOST_CELLS:
                raise _too_much("có quá nhiều ô")

    def text(said: str) -> None:
        # How a text is pronounced (`rPh`) is no part of it.
        if within[-1] == "t" and "rPh" not in within:
            parts.append(said)

    parse(pieces, start, end, text)
    return found


def unescaped(text: str) -> str:
    """``_x000D_`` as the letter of that number."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _too_much(what: str) -> Unreadable:
    return Unreadable("too_big", f"Bảng tính {what}; chia thành nhiều tệp, xóa các dòng thừa")


class SheetReader:
    """Reads one sheet's XML.

    Args:
        name: the sheet's.
        shared: the texts that cells share.
    """

    def __init__(self, name: str, shared: list[str]) -> None:
        self.sheet = ScannedSheet(name)
        self._shared = shared
        self._elements = self._cells = 0
        self._row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._parts: list[str] = []
        self._formula = False
        self._in: str | None = None
        self._spoken = 0

    def read(self, pieces: Iterable[bytes]) -> ScannedSheet:
        """The sheet.

        Raises:
            Unreadable: it is damaged, or too large.
        """
        parse(pieces, self._start, self._end, self._text)
        return self.sheet

    def _start(self, name: str, has: dict[str, Any]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise _too_much("quá lớn")
        if name == "c":
            self._cell = has
            at = _LETTERS.fullmatch(has.get("r", ""))
            self._column = column_of(at[1]) if at else self._column + 1
        elif name in {"v", "t"}:
            self._in = name
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._spoken += 1
        elif name == "row":
            self._begin_row(has)
        elif name == "mergeCell" and (found := _RANGE.fullmatch(has.get("ref", ""))):
            left, top, right, bottom = found.groups()
            range_ = int(top), column_of(left), int(bottom), column_of(right)
            self.sheet.merged.append(range_)

    def _begin_row(self, has: Mapping[str, str]) -> None:
        said = has.get("r", "")
        self._row = int(said) if said.isascii() and said.isdecimal() else self._row + 1
        self._column = 0
        if has.get("hidden") in {"1", "true"} or has.get("ht") in {"0", "0.0"}:
            self.sheet.hidden.add(self._row)

    def _text(self, said: str) -> None:
        if self._in and not self._spoken:
            self._parts.append(said)

    def _end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._in = None
        elif name == "rPh":
            self._spoken -= 1
        elif name == "c" and self._cell is not None:
            if self._parts or self._formula:
                self._keep(self._cell, "".join(self._parts))
                self._parts.clear()
                self._formula = False
            self._cell = None

    def _keep(self, has: Mapping[str, str], text: str) -> None:
        kind = has.get("t", "n")
        if kind == "s":
            number = int(text) if text.isascii() and text.isdecimal() else -1
            text = self._shared[number] if 0 <= number < len(self._shared) else ""
        elif kind in {"str", "inlineStr"}:
            text = unescaped(text)
        kind = "f" if self._formula else "s" if kind in {"str", "inlineStr"} else kind
        if not self._formula and (not text or text.isspace()):
            return
        if len(text) > _LONGEST_TEXT:
            text = text[:_LONGEST_TEXT]
        style = has.get("s", "0")
        cells = self.sheet.rows.setdefault(self._row, {})
        cells[self._column] = RawCell(kind, text, int(style) if style.isdecimal() else 0)
        self._cells += 1
        if len(self.sheet.rows) > MOST_ROWS:
            raise _too_much(f"có hơn {MOST_ROWS:_} dòng".replace("_", "."))
        if self._cells > _MOST_CELLS:
            raise _too_much("có quá nhiều ô")
