"""Which column of a sheet is which field: by the hidden key, by the heading, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from portal_bot.catalogue.names import fold, nearest
from portal_bot.intake.workbook.sheet_columns import NOTE, ROW, SheetColumn, columns_of
from portal_bot.intake.workbook.sheet_scan import RawCell, ScannedSheet
from portal_bot.procedure_names import Miss, look_up
from portal_bot.registry import AnyFlow, find

# Headings stand at the top; with this many of them a sheet is one of ours.
_DEEPEST = 20
_LEAST = 3
_CODE = re.compile(r"\b\d\.\d{6}\b")
_MARK = re.compile(r"\s*\(\*\)\s*$")


@dataclass(slots=True)
class Headings:
    """How a sheet is read.

    Attributes:
        flow: its procedure; `None`: it says none.
        columns: the field of each column, by number.
        odd: why a column is none, by number; told where something stands in it.
        heading_row: where the headings are.
        first_row: where the dossiers begin.
        by_key: the number of each field's column.
        said: the words of each column's heading.
        key_row: where the keys are, or 0.
        last_column: beyond it there is nothing on the sheet.
        own_cells: what stands in our columns already, by row.
    """

    flow: AnyFlow | None
    columns: dict[int, SheetColumn] = field(default_factory=dict)
    odd: dict[int, str] = field(default_factory=dict)
    heading_row: int = 0
    first_row: int = 1
    by_key: dict[str, int] = field(default_factory=dict)
    said: dict[int, str] = field(default_factory=dict)
    key_row: int = 0
    last_column: int = 0
    own_cells: dict[int, dict[int, str]] = field(default_factory=dict)


def headings_of(sheet: ScannedSheet) -> Headings | None:
    """How the sheet is read; `None`: it is no sheet of dossiers.

    Raises:
        BrokenFlow: its procedure cannot be loaded.
    """
    top = [number for number in sorted(sheet.rows) if number <= _DEEPEST]
    keys = next((n for n in top if _slug(sheet.rows[n])), None)
    flow = find(_slug(sheet.rows[keys])) if keys else None
    flow = flow or _named(sheet, top)
    if flow is None:
        # Headings without a procedure: told of, where it looks like a sheet of ours.
        return Headings(None) if keys else None
    best = max(top, key=lambda n: (_recognised(sheet.rows[n], flow), n), default=None)
    if best is None or (keys is None and _recognised(sheet.rows[best], flow) < _LEAST):
        return None
    found = Headings(flow, key_row=keys or 0)
    found.last_column = max((at for row in sheet.rows.values() for at in row), default=0)
    _read(found, flow, sheet, keys, best if best != keys else _above(top, keys))
    return found


def _slug(row: Mapping[int, RawCell]) -> str:
    """The procedure that a row of keys names, in whatever column."""
    for cell in row.values():
        if cell.kind == "s" and cell.text.startswith(f"{ROW}:"):
            return cell.text.removeprefix(f"{ROW}:").strip()
    return ""


def _named(sheet: ScannedSheet, top: list[int]) -> AnyFlow | None:
    """The procedure whose code stands above the headings, or whose name is the sheet's."""
    for number in top:
        for cell in sheet.rows[number].values():
            if cell.kind == "s" and (code := _CODE.search(cell.text)) and (flow := find(code[0])):
                return flow
    found = look_up(sheet.name) if sheet.name else None
    return None if found is None or isinstance(found, Miss) else found


def _above(top: list[int], keys: int | None) -> int:
    """The row of headings right above that of the keys."""
    return max((n for n in top if keys is not None and n < keys), default=0)


def _index(flow: AnyFlow) -> tuple[dict[str, SheetColumn], dict[str, list[SheetColumn]]]:
    """The columns by key, and by heading."""
    return _indexed(cast("Any", flow))


@cache
def _indexed(flow: AnyFlow) -> tuple[dict[str, SheetColumn], dict[str, list[SheetColumn]]]:
    by_key = {column.key: column for column in columns_of(flow)}
    by_heading: dict[str, list[SheetColumn]] = {}
    for column in columns_of(flow):
        by_heading.setdefault(fold(column.heading), []).append(column)
    return by_key, by_heading


def _recognised(row: Mapping[int, RawCell], flow: AnyFlow) -> int:
    by_key, by_heading = _index(flow)
    texts = (_MARK.sub("", cell.text.strip()) for cell in row.values() if cell.kind == "s")
    return sum(text in by_key or fold(text) in by_heading for text in texts)


def _read(
    found: Headings, flow: AnyFlow, sheet: ScannedSheet, keys: int | None, heading: int
) -> None:
    names = sheet.rows.get(heading, {})
    coded = sheet.rows.get(keys, {}) if keys else {}
    sections = _sections(sheet, heading, coded.keys() | names.keys())
    found.heading_row, found.first_row = heading, max(heading, keys or 0) + 1
    for at in sorted(names.keys() | coded.keys()):
        said = _MARK.sub("", names[at].text.strip()) if at in names else ""
        key = coded[at].text.strip().partition(":")[0] if at in coded else ""
        found.said[at] = said or key
        column = _column(flow, key, said, sections.get(at, ""))
        if isinstance(column, str):
            found.odd[at] = column
        elif (other := found.by_key.get(column.key)) is not None:
            found.odd[at] = f"cột này trùng với cột “{found.said[other]}” đã có; bỏ một cột"
        else:
            found.columns[at], found.by_key[column.key] = column, at
    own = {at for at, column in found.columns.items() if column.is_own}
    for number, row in sheet.rows.items():
        if told := {at: row[at].text for at in own & row.keys()}:
            found.own_cells[number] = told


def _sections(sheet: ScannedSheet, heading: int, columns: set[int]) -> dict[int, str]:
    """What stands above each heading: a title reaches to the next one."""
    above = max((n for n in sheet.rows if n < heading), default=0)
    said, current = {}, ""
    for at in range(1, max(columns, default=0) + 1):
        if above and at in sheet.rows[above]:
            current = sheet.rows[above][at].text
        said[at] = fold(current)
    return said


def _column(flow: AnyFlow, key: str, said: str, section: str) -> SheetColumn | str:
    """The field, or why it is none."""
    by_key, by_heading = _index(flow)
    named = by_heading.get(fold(said), []) if said else []
    if key:
        column = by_key.get(key)
        if column is None:
            return f"cột “{said or key}” không còn trong thủ tục; tạo mẫu mới (`portal-bot new`)"
        if named and column not in named:
            there = column.heading
            return (
                f"tiêu đề đã đổi thành “{said}” mà cột này là “{column.section}: {there}”; để lại "
                f"tiêu đề cũ, chuyển giá trị sang đúng cột “{said}”"
            )
        return column
    if said in by_key:
        return by_key[said]
    inside = [column for column in named if fold(column.section) == section]
    if len(inside or named) == 1:
        return (inside or named)[0]
    return _unknown(flow, said, named)


def _unknown(flow: AnyFlow, said: str, named: list[SheetColumn]) -> str:
    if named:
        where = "; ".join(f"“{column.section}”" for column in named)
        return f"cột “{said}” có ở nhiều phần ({where}); ghi tên phần ở dòng trên tiêu đề"
    near = nearest(said, [column.heading for column in columns_of(flow)], limit=1)
    proposal = f"; gần nhất là “{near[0]}”" if near else ""
    note = next(column.heading for column in columns_of(flow) if column.key == NOTE)
    return f"không có cột “{said}” trong thủ tục này{proposal}. Ghi chú riêng thì để ở cột “{note}”"
