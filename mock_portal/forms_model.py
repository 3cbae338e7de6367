"""The forms as the portal shows them: sections, fields, rows of the papers table."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .units import LISTS, OF_2022, Tree

DETAIL = ("detail", "Địa chỉ chi tiết")
# An address of so many levels, in the form files, has the detail below the commune.
_WITH_DETAIL = 4
DATE_PARTS = ("day", "month", "year")
# The choices of each part of a split date, as they are printed.
PART_CHOICES = {
    "day": tuple(f"{n:02d}" for n in range(1, 32)),
    "month": tuple(f"{n:02d}" for n in range(1, 13)),
    "year": tuple(str(n) for n in range(2027, 1899, -1)),
}
# What stands for a ticked box.
TICKED = "1"

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Condition:
    """True while another field holds one of these values."""

    field: str
    values: tuple[str, ...]

    def holds(self, values: Values) -> bool:
        return values.get(self.field, "") in self.values


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what is sent, and what is printed."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of a form; an address, a split date and a table own several controls."""

    key: str
    label: str
    kind: str
    required: bool = False
    required_when: Condition | None = None
    shown_when: Condition | None = None
    options: tuple[Option, ...] = ()
    default: str = ""
    max_length: int | None = None
    min: int | str | None = None
    max: int | str | None = None
    pattern: str | None = None
    driver: bool = False
    levels: int = _WITH_DETAIL
    columns: tuple[Field, ...] = ()
    min_rows: int = 1
    max_rows: int = 20
    label_source: str = ""
    # Only in the portal's own blocks, never in a procedure's form:
    readonly: bool = False
    account: str = ""
    blank: bool = True
    tree: Tree = OF_2022

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The levels of an address, each by its key and its label."""
        return (*self.tree.levels, DETAIL) if self.levels == _WITH_DETAIL else self.tree.levels

    def demanded(self, values: Values) -> bool:
        if self.required_when is not None:
            return self.required_when.holds(values)
        return self.required

    def names(self) -> tuple[str, ...]:
        """The names of its controls in a posted form; a table's are counted by row."""
        match self.kind:
            case "address":
                return tuple(f"{self.key}_{level}" for level, _ in self.parts)
            case "split_date":
                return tuple(f"{self.key}_{part}" for part in DATE_PARTS)
            case "table":
                return ()
            case _:
                return (self.key,)

    def option_label(self, value: str) -> str:
        return next((o.label for o in self.options if o.value == value), "")

    @property
    def default_value(self) -> str:
        """The value sent for the default, which a list read from elsewhere names by its label."""
        named = next((o.value for o in self.options if o.label == self.default), None)
        return named if named is not None else self.default


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """One block of the form page under its own heading."""

    title: str
    fields: tuple[Field, ...]
    shown_when: Condition | None = None

    def shown(self, values: Values) -> Iterator[Field]:
        """The fields that are in the page at all."""
        if self.shown_when is not None and not self.shown_when.holds(values):
            return
        for one in self.fields:
            if one.shown_when is None or one.shown_when.holds(values):
                yield one


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the papers table; a header takes no file."""

    key: str
    name: str
    header: bool = False
    required: bool = False
    required_when: Condition | None = None
    present_only: bool = False
    original_or_copy: str = "original"
    copies: int = 1

    def demanded(self, values: Values) -> bool:
        if self.header or self.present_only:
            return False
        if self.required_when is not None:
            return self.required_when.holds(values)
        return self.required


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """The form of one procedure, with the portal's own blocks around it once it is on a page."""

    slug: str
    code: str
    title: str
    level: int
    sections: tuple[Section, ...]
    rows: tuple[Row, ...] = ()
    source: str = ""
    fields: Mapping[str, Field] = field(default_factory=dict)
    version: int = 1

    def section(self, title: str) -> Section:
        return next(one for one in self.sections if one.title == title)

    def row(self, key: str) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)


def load_form(path: Path) -> Form:
    """Reads one form file; its `[procedure]` is `procedures.procedure_at`'s."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    sections = tuple(_section(entry) for entry in raw.get("section", ()))
    rows = tuple(Row(**_with_conditions(entry)) for entry in raw.get("row", ()))
    fields = {one.key: one for section in sections for one in section.fields}
    facts = {name: raw[name] for name in ("slug", "code", "title", "level", "source")}
    return Form(sections=sections, rows=rows, fields=fields, **facts)


def build_form(
    facts: Mapping[str, Any], sections: tuple[Section, ...], rows: tuple[Row, ...]
) -> Form:
    fields = {one.key: one for section in sections for one in section.fields}
    return Form(sections=sections, rows=rows, fields=fields, **facts)


def _section(raw: Mapping[str, Any]) -> Section:
    fields = tuple(_field(entry) for entry in raw.get("field", ()))
    return Section(raw["title"], fields, read_condition(raw.get("shown_when")))


def _field(raw: Mapping[str, Any]) -> Field:
    entry = _with_conditions(raw)
    if source := entry.pop("options_from", None):
        entry["options"] = LISTS[source]
    entry["options"] = tuple(Option(o["value"], o["label"]) for o in entry.get("options", ()))
    entry["columns"] = tuple(_field(column) for column in entry.get("columns", ()))
    return Field(**entry)


def _with_conditions(raw: Mapping[str, Any]) -> dict[str, Any]:
    entry = dict(raw)
    for name in ("shown_when", "required_when"):
        if name in entry:
            entry[name] = read_condition(entry[name])
    return entry


def read_condition(raw: Mapping[str, Any] | None) -> Condition | None:
    return Condition(raw["field"], tuple(raw["in"])) if raw else None
