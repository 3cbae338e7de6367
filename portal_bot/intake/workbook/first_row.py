"""A template whose first row is begun: what is known already stands in its cells."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import openpyxl
from openpyxl.comments import Comment

from portal_bot.intake.workbook.blank_workbook import FIRST_ROW, blank_workbook
from portal_bot.intake.workbook.sheet_columns import columns_of
from portal_bot.registry import AnyFlow

_PROCEDURE_SHEET = 1
_WRITER, _TEXT = "portal_bot", "@"


def begun_workbook(
    flow: AnyFlow,
    values: Mapping[tuple[str, ...], str],
    notes: Mapping[tuple[str, ...], str],
) -> bytes:
    """The workbook of a procedure.

    Args:
        flow: the procedure.
        values: what stands in the row, by the place in the dossier.
        notes: what a card says of a place that nothing is written to: a comment at its first cell.
    """
    book = openpyxl.load_workbook(BytesIO(blank_workbook([flow])))
    sheet = book.worksheets[_PROCEDURE_SHEET]
    left = dict(notes)
    for at, column in enumerate(columns_of(flow), 1):
        cell = sheet.cell(FIRST_ROW, at)
        if (value := values.get(column.place)) is not None:
            cell.value = value
            # Whatever a card says: never a formula, and no zero is eaten.
            cell.data_type, cell.number_format = "s", _TEXT
        for place in [place for place in left if column.place[: len(place)] == place]:
            cell.comment = Comment(f"Thẻ ghi: {left.pop(place)}", _WRITER)
    written = BytesIO()
    book.save(written)
    return written.getvalue()
