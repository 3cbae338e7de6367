"""How a cell of a report is written for people."""

from __future__ import annotations

from portal_bot.reports.figures import UNKNOWN, Cell, FigureTable
from portal_bot.shown import shown

# In a wide table, in place of the words; its note then explains it.
DASH = "…"
_WIDE = 5


def cell_text(cell: Cell, unknown: str = UNKNOWN) -> str:
    """With the dots and the comma of here; what nobody knows is said."""
    if cell is None:
        return unknown
    if isinstance(cell, float):
        whole, _, part = f"{cell:,.2f}".replace(",", ".").rpartition(".")
        part = part.rstrip("0")
        return f"{whole},{part}" if part else whole
    # Also what a document cannot hold at all is told.
    return f"{cell:,}".replace(",", ".") if isinstance(cell, int) else shown(cell)


def row_texts(table: FigureTable) -> list[list[str]]:
    """All rows of a table."""
    unknown = DASH if len(table.headings) > _WIDE else UNKNOWN
    return [[cell_text(cell, unknown) for cell in row] for row in table.rows]


def table_note(table: FigureTable) -> str:
    """What stands below a table, with what a dash means where there is one."""
    is_wide = len(table.headings) > _WIDE
    unknown = any(cell is None for row in table.rows for cell in row)
    dash = f"Dấu {DASH} là {UNKNOWN}." if is_wide and unknown else ""
    return " ".join(filter(None, (table.note, dash)))


def is_number(table: FigureTable, at: int) -> bool:
    """Whether a column holds numbers, which stand at the right."""
    cells = [row[at] for row in table.rows]
    told = [cell for cell in cells if cell not in {None, ""}]
    numbers = [c for c in told if isinstance(c, int | float) or str(c).endswith(" %")]
    return at > 0 and bool(told) and len(numbers) == len(told)
