"""What a dossier costs, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from portal_bot.catalogue._declared import at, code
from portal_bot.catalogue.local_fees import local_fee
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
        basis: the law or the decision that says so, where it is known.
    """

    name: str
    quantity: int
    amount_vnd: int
    why: str
    verified: bool
    basis: str = ""


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

    def as_json(self) -> dict[str, Any]:
        """The shape that ``check --json`` prints."""
        return asdict(self)


def fee_due(procedure: ProcedureFacts, declared: Any, filed_on: date) -> FeeDue:
    """The fee by the catalogue's cases.

    Args:
        procedure: the catalogue's entry.
        declared: a declaration that was checked, or mappings of the same fields.
        filed_on: on time or late is decided by it.

    Raises:
        SetupError: the desk's own list of fees (`local_fees`) cannot be read.
    """
    rule = procedure.fee.rule
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
    on_time = procedure.fee.rule.get("on_time")
    return int(on_time["days"]) if on_time else None


def _own(
    procedure: ProcedureFacts, rule: Mapping[str, Any], declared: Any, filed_on: date
) -> Iterator[FeeLine]:
    basis = rule.get("basis", "")
    if pages := rule.get("pages"):
        yield from _pages(procedure, pages, declared, basis)
    elif path := rule.get("quantity"):
        yield _standard(procedure, int(at(declared, path) or 0), basis)
    elif (exempt := rule.get("exempt")) and code(at(declared, exempt["field"])) in exempt["in"]:
        yield FeeLine(procedure.name, 1, 0, exempt["why"], verified=True, basis=basis)
    elif on_time := rule.get("on_time"):
        yield _by_time(procedure, on_time, at(declared, on_time["since"]), filed_on, basis)
    else:
        yield _standard(procedure, 1, basis)


def _by_time(
    procedure: ProcedureFacts, rule: Mapping[str, Any], since: Any, filed_on: date, basis: str
) -> FeeLine:
    since = getattr(since, "earliest", since)  # of a death, perhaps only the year is known
    if isinstance(since, date) and (filed_on - since).days <= rule["days"]:
        return FeeLine(procedure.name, 1, 0, rule["why"], verified=True, basis=basis)
    # The entry's own amount is that of the free case.
    return _reference(procedure, 1, rule["why_late"])


def _standard(procedure: ProcedureFacts, quantity: int, basis: str) -> FeeLine:
    fee = procedure.fee
    if not (fee.verified or fee.amount or fee.reference) and local_fee(procedure) is None:
        told = "chưa thấy nguồn nào nói có thu, cũng chưa thấy nguồn nào nói là không"
        return FeeLine(procedure.name, quantity, 0, told, verified=False, basis=basis)
    if fee.amount is None or not fee.verified:
        return _reference(procedure, quantity, "")
    told = _each(fee.amount, fee.unit) if fee.amount else fee.exemptions
    amount = quantity * fee.amount
    return FeeLine(procedure.name, quantity, amount, told, verified=True, basis=basis)


def _reference(procedure: ProcedureFacts, quantity: int, why: str) -> FeeLine:
    local = local_fee(procedure)
    amount = local.amount_vnd if local else procedure.fee.reference or 0
    told = _each(amount, procedure.fee.unit)
    told += ": mức của địa phương" if local else ": mức tham khảo, chưa tìm được mức của tỉnh"
    return FeeLine(
        procedure.name,
        quantity,
        quantity * amount,
        f"{why}; {told}" if why else told,
        verified=local is not None,
        basis=local.source if local else "",
    )


def _pages(
    procedure: ProcedureFacts, rule: Mapping[str, Any], declared: Any, basis: str
) -> Iterator[FeeLine]:
    first_vnd, further_vnd, cap = (int(case["amount_vnd"]) for case in procedure.fee.cases)
    for number, row in enumerate(at(declared, rule["rows"]) or (), 1):
        pages, copies = int(at(row, rule["pages"])), int(at(row, rule["copies"]))
        first = min(pages, rule["first_pages"])
        full = first * first_vnd + (pages - first) * further_vnd
        why = f"{pages} trang: {first} trang đầu {vnd(first * first_vnd)}"
        if further := pages - first:
            why += f" + {further} trang sau {vnd(further * further_vnd)}"
        why += f" = {vnd(full)} đồng/bản"
        if full > cap:
            why += f", thu tối đa {vnd(cap)} đồng/bản"
        name = f"Bản sao của giấy tờ thứ {number}"
        yield FeeLine(name, copies, copies * min(cap, full), why, verified=True, basis=basis)


def _extracts(
    procedure: ProcedureFacts, rule: Mapping[str, Any], declared: Any
) -> Iterator[FeeLine]:
    quantity = sum(int(at(declared, path) or 0) for path in rule.get("extracts", ()))
    case = next((case for case in procedure.fee.cases if case["case_en"] == _EXTRACT), None)
    if quantity and case:
        each = int(case["amount_vnd"])
        why, amount = _each(each, case["unit"]), quantity * each
        yield FeeLine("Bản sao trích lục", quantity, amount, why, True, case["source"])


def _each(amount: int, unit: str) -> str:
    return f"{vnd(amount)} đồng/{unit}"


def vnd(amount: int) -> str:
    """An amount with the dots of here: 15.000."""
    return f"{amount:,}".replace(",", ".")
