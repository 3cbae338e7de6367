"""From what a page posted to what the portal keeps: plain names, rows of tables, printed dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

from .drawn_names import DrawnNames
from .forms_model import (
    DATE_PARTS,
    DETAIL,
    PART_CHOICES,
    TICKED,
    Field,
    Section,
    Values,
)
from .units import OF_2022, OF_2025

Stored = str | bool | list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One value as the record page prints it; `group` names the address it belongs to."""

    group: str | None
    label: str
    value: Stored


@dataclass(frozen=True, slots=True)
class KeptSection:
    """What a section of the form held when the dossier was received."""

    title: str
    entries: tuple[Entry, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> KeptSection:
        return cls(raw["title"], tuple(Entry(**entry) for entry in raw["entries"]))


@dataclass(frozen=True, slots=True)
class Control:
    """One control of a field: its name, and, where it is chosen from, what is asked and of what."""

    name: str
    asked: str = ""
    codes: tuple[str, ...] | None = None

    def read(self, sent: str, drawn: DrawnNames) -> str:
        """What the portal understands of what was sent."""
        if self.codes is None:
            return sent.replace("\r\n", "\n")
        code = drawn.code(self.asked, sent, self.codes)
        # A box that is sent with another value is not this box.
        return "" if self.codes == (TICKED,) and code != TICKED else code

    def sent(self, code: str, drawn: DrawnNames) -> str:
        """What the page sends for it."""
        return code if self.codes is None else drawn.value(self.asked, code)


def controls_of(one: Field, name: str | None = None) -> Iterator[Control]:
    """The controls of a field, or of a cell of this name; a table's are those of its cells."""
    name = name or one.key
    match one.kind:
        case "select" | "radio" | "listbox":
            yield Control(name, one.key, tuple(option.value for option in one.options))
        case "checkbox":
            yield Control(name, one.key, (TICKED,))
        case "split_date":
            for part in DATE_PARTS:
                yield Control(f"{name}_{part}", f"{one.key}_{part}", PART_CHOICES[part])
        case "address":
            for (level, _), each in zip(one.parts, one.names(), strict=True):
                yield Control(each) if level == DETAIL[0] else unit_control(each)
        case "table":
            return
        case _:
            yield Control(name)


def unit_control(name: str) -> Control:
    """A list of provinces, districts or communes: a unit has one word, wherever it is asked."""
    return Control(name, "unit", _unit_codes())


@cache
def _unit_codes() -> tuple[str, ...]:
    return tuple({**OF_2022.parents, **OF_2025.parents})


def read_posted(
    fields: Iterable[Field], posted: Mapping[str, str], drawn: DrawnNames
) -> dict[str, str]:
    """What this world's words say: known names only; rows of tables are counted anew from 0."""
    values: dict[str, str] = {}
    for one in fields:
        if one.kind == "table":
            values.update(_read_table(one, posted, drawn))
        for control in controls_of(one):
            values.update(_read(control, control.name, posted, drawn))
    return values


def _read(
    control: Control, key: str, posted: Mapping[str, str], drawn: DrawnNames
) -> Iterator[tuple[str, str]]:
    sent = posted.get(drawn.name(control.name))
    if sent is not None:
        yield key, control.read(sent, drawn)


def _read_table(
    table: Field, posted: Mapping[str, str], drawn: DrawnNames
) -> Iterator[tuple[str, str]]:
    cell = re.compile(rf"{drawn.name(table.key)}-(\d+)-\w+")
    order = sorted({int(match[1]) for match in map(cell.fullmatch, posted) if match})
    for row, number in enumerate(order):
        for column in table.columns:
            asked = controls_of(column, cell_name(table, number, column))
            kept = controls_of(column, cell_name(table, row, column))
            for control, counted in zip(asked, kept, strict=True):
                yield from _read(control, counted.name, posted, drawn)


def row_count(table: Field, values: Values) -> int:
    cell = re.compile(rf"{re.escape(table.key)}-(\d+)-")
    found = [int(match[1]) for match in map(cell.match, values) if match]
    return max(found, default=-1) + 1


def cell_name(table: Field, row: int | str, column: Field) -> str:
    return f"{table.key}-{row}-{column.key}"


def printed(one: Field, values: Values, name: str | None = None) -> str:
    """A single control's value as people read it: labels of choices, dates as dd/mm/yyyy."""
    name = name or one.key
    raw = values.get(name, "")
    match one.kind:
        case "select" | "radio" | "listbox":
            return one.option_label(raw)
        case "iso_date":
            return "/".join(reversed(raw.split("-"))) if raw else ""
        case "split_date":
            parts = [values.get(f"{name}_{part}", "") for part in DATE_PARTS]
            return "/".join(part for part in parts if part)
        case _:
            return raw


def parsed_date(text: str) -> date | None:
    """A full dd/mm/yyyy date, or nothing."""
    match = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text)
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def keep(sections: Iterable[Section], values: Values) -> tuple[KeptSection, ...]:
    """What was visible and not empty, section by section."""
    kept = (KeptSection(section.title, tuple(_entries(section, values))) for section in sections)
    return tuple(section for section in kept if section.entries)


def _entries(section: Section, values: Values) -> Iterator[Entry]:
    for one in section.shown(values):
        yield from _field_entries(one, values)


def _field_entries(one: Field, values: Values) -> Iterator[Entry]:
    match one.kind:
        case "address":
            yield from _address(one, values)
        case "table":
            if rows := table_rows(one, values):
                yield Entry(None, one.label, rows)
        case "checkbox":
            if values.get(one.key):
                yield Entry(None, one.label, True)
        case _:
            if text := printed(one, values):
                yield Entry(None, one.label, text)


def _address(one: Field, values: Values) -> Iterator[Entry]:
    for (_, label), text in zip(one.parts, address_texts(one, values), strict=True):
        if text:
            yield Entry(one.label, label, text)


def address_texts(one: Field, values: Values) -> list[str]:
    codes, depth = [values.get(name, "") for name in one.names()], one.tree.depth
    return [*(one.tree.name_of(*codes[: n + 1]) for n in range(depth)), *codes[depth:]]


def table_rows(table: Field, values: Values) -> list[dict[str, str]]:
    """The rows by heading, empty cells left out."""
    rows = []
    for number in range(row_count(table, values)):
        cells = {c.label: printed(c, values, cell_name(table, number, c)) for c in table.columns}
        rows.append({heading: text for heading, text in cells.items() if text})
    return rows


def ledger(sections: Iterable[KeptSection]) -> dict[str, Stored]:
    """The same, under the keys `section / group / label`."""
    found: dict[str, Stored] = {}
    for section in sections:
        for entry in section.entries:
            parts = [section.title, *([entry.group] if entry.group else []), entry.label]
            found[" / ".join(parts)] = entry.value
    return found
