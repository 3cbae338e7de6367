"""Tables for people."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table


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


def moment(iso: str | None) -> str:
    """A time of the portal as people here write it; what is no time is left as it is."""
    if not iso:
        return ""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    # Midnight is how a bare date is told as a time: no office gives results then.
    is_date = (at.hour, at.minute) == (0, 0)
    return f"{at:%d/%m/%Y}" if is_date else f"{at:%H:%M %d/%m/%Y}"


def money(amount: int) -> str:
    """VND, with the dots of here: 15.000 đ."""
    return f"{amount:,} đ".replace(",", ".")
