"""The editions of a procedure side by side, each fact with its source."""

from __future__ import annotations

from collections.abc import Sequence

from portal_bot.catalogue.edition_words import TITLES, told, where_instead
from portal_bot.catalogue.editions import Cell, Edition, sources
from portal_bot.cli.console import out
from portal_bot.cli.tables import table


def print_editions(editions: Sequence[Edition]) -> None:
    """Prints them, one column each; below, who says what, and when."""
    console = out()
    marks: dict[str, str] = {}
    shown = table("", *(f"Năm {each.edition}" for each in editions))
    for name, title in TITLES.items():
        cells = [each.cells[name] for each in editions]
        shown.add_row(title, *(f"{told(name, cell)} {_marked(cell, marks)}" for cell in cells))
    console.print("")
    console.print("Các ấn bản", style="bold")
    if len({each.code.value for each in editions if each.code.value}) > 1:
        codes = (f"năm {each.edition} là {each.code.value}" for each in editions)
        console.print(f"  Đã đổi mã: {', '.join(codes)}", style="yellow")
    console.print(shown, soft_wrap=False)
    for each in editions:
        for note in (*each.advice, *each.notes):
            console.print(f"  Năm {each.edition}: {note}")
        if go := where_instead(each):
            console.print(f"  Năm {each.edition}: {go}", style="yellow")
    for key, mark in marks.items():
        source = sources()[key]
        console.print(f"  {mark} {source.what}; {source.date}")


def _marked(cell: Cell[object], marks: dict[str, str]) -> str:
    """The sources of a cell as numbers in brackets, in the order in which they come up."""
    for key in (cell.source, *cell.also):
        marks.setdefault(key, f"[{len(marks) + 1}]")
    dated = f" {cell.date}" if cell.date else ""
    return "".join(marks[key] for key in (cell.source, *cell.also)) + dated
