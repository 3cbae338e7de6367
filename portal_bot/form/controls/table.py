"""A table that grows by a row."""

from __future__ import annotations

from collections.abc import Callable

from portal_bot.dossier.entries import Value, rows_of
from portal_bot.form.controls.kind import ControlKind
from portal_bot.form.snapshot import Control
from portal_bot.form.text import label_key
from portal_bot.form.values import printed


class Table(ControlKind):
    """Members, children, copies: rows are added until they are enough, cells named by heading.

    Args:
        kind_of: what kind of control a cell is.
    """

    family = "table"
    name = "table"

    def __init__(self, kind_of: Callable[[Control], ControlKind]) -> None:
        self._kind_of = kind_of

    def problem(self, control: Control, value: Value) -> str | None:
        if value is None:
            return None
        if not isinstance(value, tuple) or len(rows_of(value)) != len(value):
            return "là bảng, cần danh sách các dòng"
        columns = [label_key(column) for column in control.columns]
        demanded = {label_key(cell.label): cell for row in control.cells for cell in row}
        for row in rows_of(value):
            told = {label_key(heading) for heading in row}
            for key, cell in demanded.items():
                if cell.required and key not in told:
                    return f"bảng có cột bắt buộc mà hồ sơ không nói tới: “{cell.label}”"
            for heading in row:
                if columns.count(label_key(heading)) != 1:
                    return f"bảng không có đúng một cột “{heading}”"
        return None

    def found(self, control: Control) -> str:
        return "; ".join(
            ", ".join(f"{cell.label}: {printed(cell.value)}" for cell in row)
            for row in control.cells
            if not all(cell.is_empty for cell in row)
        )

    def equal(self, control: Control, value: Value) -> bool:
        rows = rows_of(value)
        if any(not cell.is_empty for row in control.cells[len(rows) :] for cell in row):
            return False
        if len(control.cells) < len(rows):
            return False
        for row, cells in zip(rows, control.cells, strict=False):
            by_heading = {label_key(cell.label): cell for cell in cells}
            told = {label_key(heading): cell for heading, cell in row.items()}
            for heading, cell in by_heading.items():
                if not self._kind_of(cell).equal(cell, told.pop(heading, None)):
                    return False
            if any(cell is not None for cell in told.values()):
                return False
        return True
