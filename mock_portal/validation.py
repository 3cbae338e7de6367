"""The portal's own checks of a posted form, with its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from .forms_model import DATE_PARTS, Field, Section, Values
from .values import cell_name, parsed_date, printed, row_count

Errors = dict[str, str]
DATES = frozenset({"masked_date", "split_date", "iso_date"})
CHOICES = frozenset({"select", "radio", "listbox"})


def check(sections: Iterable[Section], values: Values, today: date) -> Errors:
    """Every fault of the visible fields, by the name of the control it stands beside."""
    errors: Errors = {}
    for section in sections:
        for one in section.shown(values):
            errors.update(check_field(one, values, today))
    return errors


def check_field(one: Field, values: Values, today: date) -> Iterator[tuple[str, str]]:
    if one.readonly:
        return
    match one.kind:
        case "address":
            yield from _address(one, values)
        case "table":
            yield from _table(one, values, today)
        case _:
            yield from _single(one, one.key, values, today, demanded=one.demanded(values))


def _single(
    one: Field, name: str, values: Values, today: date, *, demanded: bool
) -> Iterator[tuple[str, str]]:
    text = values.get(name, "")
    if one.kind == "split_date":
        text = "".join(values.get(f"{name}_{part}", "") for part in DATE_PARTS)
    if not text.strip():
        if demanded:
            yield name, _missing(one)
        return
    if one.kind in CHOICES:
        fault = None if one.option_label(text) else f"{one.label}: lựa chọn không hợp lệ"
    elif one.kind in DATES:
        fault = _date_fault(one, printed(one, values, name), today)
    else:
        fault = _text_fault(one, text)
    if fault:
        yield name, fault


def _missing(one: Field) -> str:
    if one.kind == "checkbox":
        return f"Vui lòng đánh dấu: {one.label}"
    verb = "chọn" if one.kind in CHOICES else "nhập"
    return f"Vui lòng {verb} {one.label}"


def _date_fault(one: Field, text: str, today: date) -> str | None:
    day = parsed_date(text)
    if day is None:
        if one.kind == "split_date" and re.fullmatch(r"((0[1-9]|1[0-2])/)?\d{4}", text):
            return None
        return f"{one.label} không phải là ngày hợp lệ (dd/mm/yyyy)"
    if one.max == "today" and day > today:
        return f"{one.label} không được ở tương lai"
    if one.min == "today" and day < today:
        return f"{one.label} không được ở quá khứ"
    return None


def _text_fault(one: Field, text: str) -> str | None:
    if one.max_length is not None and len(text) > one.max_length:
        return f"{one.label} không được quá {one.max_length} ký tự"
    if one.pattern is not None and re.fullmatch(one.pattern, text) is None:
        return f"{one.label} không đúng định dạng"
    if one.kind in {"number", "year"}:
        return _number_fault(one, text)
    return None


def _number_fault(one: Field, text: str) -> str | None:
    if re.fullmatch(r"\d{1,9}", text, re.ASCII) is None:
        return f"{one.label} phải là số"
    low = one.min if isinstance(one.min, int) else 0
    high = one.max if isinstance(one.max, int) else 10**9
    if not low <= int(text) <= high:
        return f"{one.label} phải từ {low} đến {high}"
    return None


def _address(one: Field, values: Values) -> Iterator[tuple[str, str]]:
    names = one.names()
    texts = [values.get(name, "") for name in names]
    # An optional address is given whole or not at all; the default province alone is not one.
    if not one.demanded(values) and not any(text.strip() for text in texts):
        return
    units = one.tree.depth
    for depth, (name, text) in enumerate(zip(names, texts, strict=True)):
        level = f"{one.parts[depth][1]} ({one.label})"
        if not text.strip():
            yield name, f"Vui lòng {'chọn' if depth < units else 'nhập'} {level}"
        elif depth < units and text not in {u.code for u in one.tree.children(*texts[:depth])}:
            yield name, f"{level}: lựa chọn không hợp lệ"
        elif depth == units and len(text) > 250:
            yield name, f"{level} không được quá 250 ký tự"


def _table(one: Field, values: Values, today: date) -> Iterator[tuple[str, str]]:
    rows = row_count(one, values)
    if rows > one.max_rows:
        yield one.key, f"{one.label}: tối đa {one.max_rows} dòng"
    if one.demanded(values) and rows < one.min_rows:
        yield one.key, _missing(one)
    for number in range(rows):
        for column in one.columns:
            name = cell_name(one, number, column)
            yield from _single(column, name, values, today, demanded=column.demanded(values))
