"""A workbook as an `.ods`, written in the way of LibreOffice: runs of equal rows and cells once."""

from __future__ import annotations

import datetime
import io
import itertools
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

KIND = "application/vnd.oasis.opendocument.spreadsheet"
_URI = "urn:oasis:names:tc:opendocument:xmlns"
_PREFIXES = " ".join(
    f'xmlns:{name}="{_URI}:{said}:1.0"'
    for name, said in {
        **{name: name for name in ("office", "table", "text", "style")},
        "number": "datastyle",
        "draw": "drawing",
    }.items()
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_PARTS = {"d": "day", "m": "month", "y": "year"}
_TALLEST, _WIDEST = 1_048_576, 16_384


def as_ods(book: Path) -> Path:
    """The same workbook beside it, as an `.ods`."""
    made = book.with_suffix(".ods")
    made.write_bytes(ods(content(openpyxl.load_workbook(book))))
    return made


def ods(content_xml: str, **parts: str | bytes) -> bytes:
    """An archive around a content; ``__`` in the name of another part is a stroke."""
    made = io.BytesIO()
    own = {"META-INF/manifest.xml": "<manifest/>", "content.xml": content_xml}
    new = {name.replace("__", "/"): data for name, data in parts.items()}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as to:
        to.writestr("mimetype", new.pop("mimetype", KIND), zipfile.ZIP_STORED)
        for name, data in (own | new).items():
            to.writestr(name, data)
    return made.getvalue()


def content_of(path: Path) -> bytes:
    """The part with all the sheets."""
    with zipfile.ZipFile(path) as book:
        return book.read("content.xml")


def document(tables: str, styles: str = "") -> str:
    """A content around sheets."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_PREFIXES} {CALC}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def content(book: openpyxl.Workbook) -> str:
    """All sheets of a workbook."""
    looks: dict[str, str] = {}
    sheets = "".join(_sheet(sheet, looks) for sheet in book.worksheets)
    styles = "".join(_style(name, look) for look, name in looks.items())
    hidden = '<style:style style:name="zu"><style:table-properties table:display="false"/>'
    return document(sheets, f"{styles}{hidden}</style:style>")


def _style(name: str, look: str) -> str:
    parts = "".join(f"<number:{part}/>" for sign, part in _PARTS.items() if sign in look)
    return (
        f'<number:date-style style:name="N{name}">{parts}</number:date-style>'
        f'<style:style style:name="{name}" style:data-style-name="N{name}"/>'
    )


def _sheet(sheet: Worksheet, looks: dict[str, str]) -> str:
    rows = [_row(sheet, row, looks) for row in sheet.iter_rows()]
    runs = "".join(_run(row, len(list(same)), "row") for row, same in itertools.groupby(rows))
    style = "zu" if sheet.sheet_state != "visible" else "ta"
    left = f'<table:table-cell table:number-columns-repeated="{_WIDEST}"/>'
    rest = _run(f"<table:table-row>{left}</table:table-row>", _TALLEST - len(rows), "row")
    return (
        f'<table:table table:name={quoteattr(sheet.title)} table:style-name="{style}">'
        f'<table:table-column table:number-columns-repeated="{_WIDEST}"/>{runs}{rest}</table:table>'
    )


def _run(element: str, times: int, kind: str) -> str:
    if times < 2:
        return element
    counted = "column" if kind == "cell" else kind
    return element.replace(
        f"<table:table-{kind}", f'<table:table-{kind} table:number-{counted}s-repeated="{times}"', 1
    )


def _row(sheet: Worksheet, row: tuple[Any, ...], looks: dict[str, str]) -> str:
    cells = [_cell(sheet, cell, looks) for cell in row]
    groups = ((cell, len(list(same))) for cell, same in itertools.groupby(cells))
    runs = "".join(
        _run(cell, times, "cell") if cell.startswith("<table:table-cell") else cell * times
        for cell, times in groups
    )
    gone = sheet.row_dimensions[row[0].row].hidden
    shut = (
        f' table:visibility="{"filter" if sheet.auto_filter.ref else "collapse"}"' if gone else ""
    )
    return f"<table:table-row{shut}>{runs}</table:table-row>"


def _cell(sheet: Worksheet, cell: Cell | MergedCell, looks: dict[str, str]) -> str:
    if isinstance(cell, MergedCell):
        return "<table:covered-table-cell/>"
    has = "".join(f" {name}={quoteattr(said)}" for name, said in _says(cell, looks))
    for each in sheet.merged_cells.ranges:
        if (each.min_row, each.min_col) == (cell.row, cell.column):
            wide, high = each.max_col - each.min_col + 1, each.max_row - each.min_row + 1
            has += f' table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}"'
    note = ""
    if cell.comment:
        note = (
            f"<office:annotation><text:p>{escape(cell.comment.text)}</text:p></office:annotation>"
        )
    if cell.value is None and not note:
        return f"<table:table-cell{has}/>"
    lines = [] if cell.value is None else str(cell.value).split("\n")
    texts = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    return f"<table:table-cell{has}>{note}{texts}</table:table-cell>"


def _says(cell: Cell, looks: dict[str, str]) -> Iterator[tuple[str, str]]:
    value, kind = cell.value, "office:value-type"
    if cell.data_type == "f":
        yield "table:formula", f"of:{value}"
        yield from ((kind, "float"), ("office:value", "2"))
    elif cell.data_type == "e":
        yield from ((kind, "string"), ("calcext:value-type", "error"))
    elif isinstance(value, bool):
        yield from ((kind, "boolean"), ("office:boolean-value", str(value).lower()))
    elif isinstance(value, (int, float)):
        share = "percentage" if "%" in cell.number_format else "float"
        yield from ((kind, share), ("office:value", repr(value)))
    elif isinstance(value, datetime.time):
        yield from ((kind, "time"), ("office:time-value", f"{value:PT%HH%MM%SS}"))
    elif isinstance(value, datetime.date):
        style = looks.setdefault(cell.number_format.lower(), f"ce{len(looks)}")
        yield from ((kind, "date"), ("office:date-value", value.isoformat()))
        yield "table:style-name", style
    elif value is not None:
        yield kind, "string"
