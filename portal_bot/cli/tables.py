"""Tables for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from portal_bot.filing.words import moment

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["moment", "money", "short", "table"]


def table(*headings: str, title: str | None = None) -> Table:
    """An empty table in our manner."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    return made


def short(path: Path) -> str:
    """The file with its folder: dossiers of different procedures are often called the same."""
    return "/".join(path.parts[-2:])


def money(amount: int) -> str:
    """VND, with the dots of here: 15.000 đ."""
    return f"{amount:,} đ".replace(",", ".")
