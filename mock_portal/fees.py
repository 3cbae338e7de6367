"""What a dossier costs: the lines of the fee table, from the declaration."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from .forms_model import DATE_PARTS, Values
from .procedures import FeeRule, Procedure
from .values import cell_name, parsed_date, printed, row_count

CAP_PER_COPY = 200_000


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line: name, how many, at how much, together."""

    name: str
    quantity: int
    unit: str
    price: int
    amount: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def fee_lines(procedure: Procedure, values: Values, today: date) -> tuple[FeeLine, ...]:
    shown = {f.key for s in procedure.form.sections for f in s.shown(values)}
    visible = {k: v for k, v in values.items() if not shown.isdisjoint(_fields(k))}
    return tuple(_line(rule, procedure, visible, today) for rule in procedure.fees)


def total(lines: tuple[FeeLine, ...]) -> int:
    return sum(line.amount for line in lines)


def _line(rule: FeeRule, procedure: Procedure, values: Values, today: date) -> FeeLine:
    if rule.rule == "certified_copies":
        return _certified_copies(rule, procedure, values)
    match rule.rule:
        case "late":
            since = _first_day(printed(procedure.form.fields[rule.field], values))
            quantity = int(since is not None and (today - since).days > rule.after_days)
        case "each":
            quantity = _whole(values.get(rule.field, ""))
        case "unless":
            quantity = int(values.get(rule.field, "") not in rule.values)
        case _:
            quantity = 1
    return FeeLine(rule.name, quantity, rule.unit, rule.amount, quantity * rule.amount)


def _fields(name: str) -> set[str]:
    """The keys of the field whose value it may be: a table's cell, a part of a date."""
    key = name.partition("-")[0]
    return {key, *(key.removesuffix(f"_{part}") for part in DATE_PARTS)}


def _first_day(text: str) -> date | None:
    """The date, or the first day of the month or the year where no more is known."""
    parts = text.split("/")
    return parsed_date("/".join(["01"] * (3 - len(parts)) + parts)) if text else None


def _certified_copies(rule: FeeRule, procedure: Procedure, values: Values) -> FeeLine:
    table = procedure.form.fields[rule.field]
    columns = {column.key: column for column in table.columns}
    pages_in_all = amount = 0
    for row in range(row_count(table, values)):
        pages = _whole(values.get(cell_name(table, row, columns["pages"]), ""))
        copies = _whole(values.get(cell_name(table, row, columns["copies"]), ""))
        per_copy = rule.amount * min(pages, 2) + rule.amount // 2 * max(pages - 2, 0)
        pages_in_all += pages * copies
        amount += copies * min(CAP_PER_COPY, per_copy)
    return FeeLine(rule.name, pages_in_all, rule.unit, rule.amount, amount)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def dong(amount: int) -> str:
    """As Vietnamese print money: 15.000 đồng."""
    return f"{amount:,} đồng".replace(",", ".")
