"""Tables for people, at whatever width: no number, word or file name is ever broken.

Where the width does not hold the columns, paths give way (in their folders, never in the file's own
name), and where that is not enough the rows are told one below the other instead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from portal_bot.filing.field_words import money
from portal_bot.moments import moment
from portal_bot.shown import shown

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

__all__ = ["Column", "TableRow", "laid_out", "moment", "money", "short", "table", "wrapped"]

_GAP = 2
_INDENT = "    "
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        heading: what stands above it, and, where rows are told one below the other, before it.
        told: how a cell is introduced there; empty: it speaks for itself.
        is_path: whether it gives way in its folders where there is no room.
    """

    heading: str
    told: str = ""
    is_path: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells, the first of which names it, and how it looks."""

    cells: tuple[str, ...]
    style: str = ""


def table(*headings: str, title: str | None = None) -> Table:
    """An empty table in our manner."""
    from rich import box  # slow: only where it is printed
    from rich.table import Table  # slow: only where it is printed

    made = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    return made


def short(path: Path) -> str:
    """The file with its folder: dossiers of different procedures are often called the same."""
    return shown("/".join(path.parts[-2:]))


def laid_out(columns: Sequence[Column], rows: Sequence[TableRow], width: int) -> list[Text]:
    """The lines of a table that is at most `width` wide, or of the same as blocks.

    Only a single word, number or file's name that is wider than everything there is reaches beyond.
    """
    if not rows:
        return []
    kept = [n for n in range(len(columns)) if any(row.cells[n] for row in rows)]
    used = [columns[n] for n in kept]
    narrow = [TableRow(tuple(row.cells[n] for n in kept), row.style) for row in rows]
    widths = _widths(used, narrow, width)
    return _blocks(used, narrow, width) if widths is None else _table(used, narrow, widths)


def wrapped(atoms: Iterable[str], width: int, indent: str = "") -> list[str]:
    """Lines of whole atoms: what must stand together (a file's name with blanks) is one.

    Args:
        atoms: in their order.
        width: how wide a line may be.
        indent: stands before every line but the first.
    """
    lines: list[str] = []
    for atom in atoms:
        if lines and _cells(lines[-1]) + 1 + _cells(atom) <= width:
            lines[-1] += f" {atom}"
        else:
            lines.append(f"{indent}{atom}" if lines else atom)
    return lines


def _cells(text: str) -> int:
    from rich.cells import cell_len  # slow: only where it is printed

    return cell_len(text)


def _widths(columns: Sequence[Column], rows: Sequence[TableRow], width: int) -> list[int] | None:
    """How wide each column is to be; `None`: there is no room for them side by side."""
    told = [[row.cells[n] for row in rows] for n in range(len(columns))]
    wanted = [max(_cells(c.heading), *map(_cells, told[n])) for n, c in enumerate(columns)]
    room = width - _GAP * (len(columns) - 1)
    for n, column in enumerate(columns):
        if column.is_path and sum(wanted) > room:
            least = max(_cells(_shortened(cell, 0)) for cell in told[n])
            wanted[n] = max(_cells(column.heading), least, wanted[n] - (sum(wanted) - room))
    return wanted if sum(wanted) <= room else None


def _shortened(path: str, width: int) -> str:
    """A path that gives way in the middle of its folders; the file's own name stays whole."""
    folder, slash, name = path.rpartition("/")
    if not slash or _cells(path) <= width:
        return path
    room = width - _cells(f"{_CUT}/{name}")
    head, tail, folder = "", "", unicodedata.normalize("NFC", folder)
    # From both ends, so that what differs in a folder's name is most likely still seen.
    for n in range(len(folder)):
        more = folder[: n // 2 + 1], folder[len(folder) - (n + 1) // 2 :] if n else ""
        if _cells("".join(more)) > room:
            break
        head, tail = more
    return f"{head}{_CUT}{tail}/{name}" if head or _cells(f"{_CUT}/{name}") < _cells(path) else path


def _table(
    columns: Sequence[Column], rows: Sequence[TableRow], widths: Sequence[int]
) -> list[Text]:
    heads = [column.heading for column in columns]
    rule = "─" * (sum(widths) + _GAP * (len(widths) - 1))
    lines = [_line(_side_by_side(heads, widths), "bold"), _line(rule, "dim")]
    for row in rows:
        cells = [
            _shortened(cell, width) if column.is_path else cell
            for column, cell, width in zip(columns, row.cells, widths, strict=True)
        ]
        lines.append(_line(_side_by_side(cells, widths), row.style))
    return lines


def _side_by_side(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _cells(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return (" " * _GAP).join(padded).rstrip()


def _blocks(columns: Sequence[Column], rows: Sequence[TableRow], width: int) -> list[Text]:
    """One block a row: what it is called, and below it, indented, what there is to say of it."""
    lines: list[Text] = []
    for row in rows:
        atoms = [
            f"{column.told} {cell}".strip()
            for column, cell in zip(columns[1:], row.cells[1:], strict=True)
            if cell
        ]
        joined = [f"{atom} ·" for atom in atoms[:-1]] + atoms[-1:]
        lines.append(_line(_shortened(row.cells[0], width), row.style))
        room = width - len(_INDENT)
        lines += [
            _line(f"{_INDENT}{line}", row.style) for line in wrapped(_small(joined, room), room)
        ]
    return lines


def _line(text: str, style: str = "") -> Text:
    from rich.text import Text  # slow: only where it is printed

    return Text(text, style=style, no_wrap=True, overflow="ignore")


def _small(atoms: Iterable[str], width: int) -> Iterable[str]:
    """Atoms that are wider than a line come apart at their blanks."""
    for atom in atoms:
        yield from [atom] if _cells(atom) <= width else atom.split(" ")
