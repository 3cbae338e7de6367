"""Between Form.io's model of a form and the portal's own values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from ...drawn_names import DrawnNames
from ...forms_model import DATE_PARTS, Field, Values
from ...values import Control, cell_name, controls_of, row_count

VIETNAM = timezone(timedelta(hours=7))
Model = Mapping[str, Any]
# What the three boxes of a day hold while they are empty.
_EMPTY_PARTS = ("", "0", "00", "0000")


def read_model(fields: Iterable[Field], data: Model, drawn: DrawnNames) -> dict[str, str]:
    """What the portal understands of a sent model: known names only, in this world's words."""
    values: dict[str, str] = {}
    for one in fields:
        if one.kind == "table":
            values.update(_read_table(one, data.get(drawn.name(one.key)), drawn))
        else:
            values.update(_read(one, one.key, data, drawn))
    return values


def _read_table(table: Field, rows: object, drawn: DrawnNames) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict):
            continue
        for column in table.columns:
            name = cell_name(table, number, column)
            word = drawn.name(name).rpartition("-")[2]
            yield from _read(column, name, row, drawn, word)


def _read(
    one: Field, name: str, data: Model, drawn: DrawnNames, word: str | None = None
) -> Iterator[tuple[str, str]]:
    if one.kind == "split_date":
        sent = str(data.get(word or drawn.name(name)) or "")
        for part, text in zip(DATE_PARTS, sent.split("/"), strict=False):
            yield f"{name}_{part}", "" if text in _EMPTY_PARTS else text
        return
    for control in controls_of(one, name):
        sent_as = word or drawn.name(control.name)
        if sent_as in data:
            yield control.name, _text(one, control, data[sent_as], drawn)


def _text(one: Field, control: Control, sent: object, drawn: DrawnNames) -> str:
    if one.kind == "checkbox":
        return "1" if sent is True else ""
    if sent is None or isinstance(sent, dict | list):
        return ""
    if one.kind in {"masked_date", "iso_date"}:
        return _day(str(sent), iso=one.kind == "iso_date")
    return control.read(str(sent), drawn)


def _day(sent: str, *, iso: bool) -> str:
    """The day that a moment is of, at the offset that it is told with; what is none is kept.

    The offset is the browser's for that day: before 1975 it was not always +07:00 in Vietnam.
    """
    try:
        moment = datetime.fromisoformat(sent)
    except ValueError:
        return sent
    if moment.utcoffset() == timedelta(0):
        moment = moment.astimezone(VIETNAM)
    return moment.strftime("%Y-%m-%d" if iso else "%d/%m/%Y")


def model_of(fields: Iterable[Field], values: Values, drawn: DrawnNames) -> dict[str, Any]:
    """The model that a page is opened with."""
    model: dict[str, Any] = {}
    for one in fields:
        if one.kind == "table":
            rows = max(row_count(one, values), one.min_rows)
            model[drawn.name(one.key)] = [_row(one, n, values, drawn) for n in range(rows)]
        elif one.kind == "address":
            for control in controls_of(one):
                if text := values.get(control.name, ""):
                    model[drawn.name(control.name)] = control.sent(text, drawn)
        elif (value := told(one, values, drawn)) not in ("", None):
            model[drawn.name(one.key)] = value
    return model


def _row(table: Field, number: int, values: Values, drawn: DrawnNames) -> dict[str, Any]:
    row = {}
    for column in table.columns:
        name = cell_name(table, number, column)
        if (value := told(column, values, drawn, name)) not in ("", None):
            row[drawn.name(name).rpartition("-")[2]] = value
    return row


def told(one: Field, values: Values, drawn: DrawnNames, name: str | None = None) -> Any:
    """One value as its component holds it."""
    name = name or one.key
    if one.kind == "split_date":
        parts = [values.get(f"{name}_{part}", "") for part in DATE_PARTS]
        empty = ("00", "00", "0000")
        return "/".join(p or e for p, e in zip(parts, empty, strict=True)) if any(parts) else ""
    text = values.get(name, "")
    if one.kind == "checkbox":
        return bool(text)
    if one.kind in {"number", "year"}:
        return int(text) if text.isdecimal() else text
    if one.kind == "masked_date":
        text = "-".join(reversed(text.split("/"))) if text else ""
    if one.kind in {"masked_date", "iso_date"}:
        return f"{text}T00:00:00+07:00" if text else ""
    (control,) = controls_of(one, name)
    return control.sent(text, drawn) if text else ""
