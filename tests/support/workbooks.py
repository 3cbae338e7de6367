"""Fills workbooks as a person does: a value a cell, under the column that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import yaml
from openpyxl.worksheet.worksheet import Worksheet

from portal_bot import registry
from portal_bot.intake.workbook.blank_workbook import FIRST_ROW, blank_workbook
from portal_bot.intake.workbook.sheet_columns import ROW, columns_of
from portal_bot.registry import AnyFlow

FIXTURES = Path(__file__).parents[2] / "fixtures"


class Said(NamedTuple):
    """One value: its column's key, its words, and its line in a table."""

    key: str
    text: str
    line: int = 0


def told(slug: str) -> AnyFlow:
    """The flow of this name, which is there."""
    flow = registry.find(slug)
    assert flow is not None
    return flow


def dossier(path: Path) -> dict[str, Any]:
    """A dossier file as mappings and texts, its scans named from the root."""
    read: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for key, files in (read.get("papers") or {}).items():
        several = [files] if isinstance(files, str) else files
        read["papers"][key] = [str((path.parent / each).resolve()) for each in several]
    return read


def values(said: Any, key: str = "", line: int = 0) -> Iterator[Said]:
    """Every value of a dossier file, with its column's key."""
    if isinstance(said, dict):
        for name, value in said.items():
            yield from values(value, f"{key}.{name}" if key else name, line)
    elif isinstance(said, list) and key.startswith("papers."):
        yield Said(key, "; ".join(said))
    elif isinstance(said, list):
        for number, row in enumerate(said):
            yield from values(row, f"{key}[]", number)
    elif said not in (None, "", "~") and key != "procedure":
        yield Said(key, said, line)


def put(
    sheet: Worksheet, flow: AnyFlow, row: int, said: Mapping[str, Any], number: str = ""
) -> int:
    """Writes a dossier from this row on; returns the row below it."""
    at = {column.key: place for place, column in enumerate(columns_of(flow), 1)}
    cells = list(values(said))
    lines = max(cell.line for cell in cells) + 1
    for cell in cells:
        sheet.cell(row + cell.line, at[cell.key], cell.text)
    for line in range(lines if lines > 1 or number else 0):
        sheet.cell(row + line, at[ROW], number or str(row))
    return row + lines


def column(flow: AnyFlow, key: str) -> int:
    """The number of a field's column in a fresh template."""
    return next(at for at, each in enumerate(columns_of(flow), 1) if each.key == key)


def workbook(to: Path, slug: str, dossiers: Sequence[Mapping[str, Any]]) -> Path:
    """A template with these dossiers typed in."""
    flow = told(slug)
    to.write_bytes(blank_workbook([flow]))
    book = openpyxl.load_workbook(to)
    sheet, row = book.worksheets[1], FIRST_ROW
    for each in dossiers:
        row = put(sheet, flow, row, each)
    book.save(to)
    return to
