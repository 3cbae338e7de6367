"""What a dossier costs, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from portal_bot.catalogue._data import read
from portal_bot.catalogue._declared import at, code
from portal_bot.catalogue.procedures import ProcedureFacts

_EXTRACT = "each extract copy requested"
_PAID_ONLINE_FROM = 4


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One thing that is paid for.

    Attributes:
        name: what, in words for people.
        quantity: how many.
        amount_vnd: for all of them.
        why: how the amount comes about; why nothing, where it is nothing.
        verified: whether the amount stands in a source; else it is the usual one.
    """

    name: str
    quantity: int
    amount_vnd: int
    why: str
    verified: bool


@dataclass(frozen=True, slots=True)
class FeeDue:
    """What one dossier costs.

    Attributes:
        amount_vnd: the sum of the lines.
        lines: what it is made of; the first is the procedure's own fee.
        verified: whether every line is.
        where: how it is paid, by the level of the service: from level 4 online.
        exemptions: who need not pay though the declaration does not tell, in words for people.
    """

    amount_vnd: int
    lines: tuple[FeeLine, ...]
    verified: bool
    where: Literal["online", "counter"]
    exemptions: str


def fee_due(procedure: ProcedureFacts, declared: Any, filed_on: date) -> FeeDue:
    """The fee by the catalogue's cases.

    Args:
        procedure: the catalogue's entry.
        declared: a declaration that was checked, or mappings of the same fields.
        filed_on: on time or late is decided by it.
    """
    rule = read("fees")["rules"].get(procedure.slug, {})
    lines = (*_own(procedure, rule, declared, filed_on), *_extracts(procedure, rule, declared))
    return FeeDue(
        amount_vnd=sum(line.amount_vnd for line in lines),
        lines=lines,
        verified=all(line.verified for line in lines),
        where="online" if procedure.level >= _PAID_ONLINE_FROM else "counter",
        exemptions=procedure.fee.exemptions,
    )


def days_free(procedure: ProcedureFacts) -> int | None:
    """For how many days after the event nothing is due; ``None`` where that does not matter."""
    on_time = read("fees")["rules"].get(procedure.slug, {}).get("on_time")
    return int(on_time["days"]) if on_time else None


def _own(
    procedure: ProcedureFacts, rule: Mapping[str, Any], declared: Any, filed_on: date
) -> Iterator[FeeLine]:
    if pages := rule.get("pages"):
        yield from _pages(procedure, pages, declared)
    elif path := rule.get("quantity"):
        yield _standard(procedure, int(at(declared, path) or 0), "")
    elif (exempt := rule.get("exempt")) and code(at(declared, exempt["field"])) in exempt["in"]:
        yield FeeLine(procedure.name, 1, 0, exempt["why"], verified=True)
    elif on_time := rule.get("on_time"):
        yield _by_time(procedure, on_time, at(declared, on_time["since"]), filed_on)
    else:
        yield _standard(procedure, 1, "")


def _by_time(
    procedure: ProcedureFacts, rule: Mapping[str, Any], since: Any, filed_on: date
) -> FeeLine:
    if isinstance(since, date) and (filed_on - since).days <= rule["days"]:
        return FeeLine(procedure.name, 1, 0, rule["why"], verified=True)
    # The entry's own amount is that of the free case.
    return _reference(procedure, 1, rule["why_late"])


def _standard(procedure: ProcedureFacts, quantity: int, why: str) -> FeeLine:
    fee = procedure.fee
    if fee.amount is None or not fee.verified:
        return _reference(procedure, quantity, why)
    told = why or (_each(fee.amount, fee.unit) if fee.amount else fee.exemptions)
    return FeeLine(procedure.name, quantity, quantity * fee.amount, told, verified=True)


def _reference(procedure: ProcedureFacts, quantity: int, why: str) -> FeeLine:
    amount = procedure.fee.reference or 0
    told = f"{_each(amount, procedure.fee.unit)}: mức tham khảo, chưa tìm được mức của tỉnh"
    told = f"{why}; {told}" if why else told
    return FeeLine(procedure.name, quantity, quantity * amount, told, verified=False)


def _pages(procedure: ProcedureFacts, rule: Mapping[str, Any], declared: Any) -> Iterator[FeeLine]:
    first_vnd, further_vnd, cap = (int(case["amount_vnd"]) for case in procedure.fee.cases)
    for number, row in enumerate(at(declared, rule["rows"]) or (), 1):
        pages, copies = int(at(row, rule["pages"])), int(at(row, rule["copies"]))
        first = min(pages, rule["first_pages"])
        full = first * first_vnd + (pages - first) * further_vnd
        why = f"{pages} trang: {first} trang đầu {_vnd(first * first_vnd)}"
        if further := pages - first:
            why += f" + {further} trang sau {_vnd(further * further_vnd)}"
        why += f" = {_vnd(full)} đồng/bản"
        if full > cap:
            why += f", thu tối đa {_vnd(cap)} đồng/bản"
        name = f"Bản sao của giấy tờ thứ {number}"
        yield FeeLine(name, copies, copies * min(cap, full), why, verified=True)


def _extracts(
    procedure: ProcedureFacts, rule: Mapping[str, Any], declared: Any
) -> Iterator[FeeLine]:
    quantity = sum(int(at(declared, path) or 0) for path in rule.get("extracts", ()))
    case = next((case for case in procedure.fee.cases if case["case_en"] == _EXTRACT), None)
    if quantity and case:
        each = int(case["amount_vnd"])
        why = f"{_each(each, case['unit'])} ({case['source']})"
        yield FeeLine("Bản sao trích lục", quantity, quantity * each, why, verified=True)


def _each(amount: int, unit: str) -> str:
    return f"{_vnd(amount)} đồng/{unit}"


def _vnd(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
