"""The office's side: what an officer may do with a dossier, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .records import Event, Payment, Record, Status
from .world import World


class Impossible(Exception):
    """The dossier is not in a state for this."""


@dataclass(frozen=True, slots=True)
class Action:
    """From which states an action leads to which."""

    before: frozenset[Status]
    after: Status


def _action(after: Status, *before: Status) -> Action:
    return Action(frozenset(before), after)


ACTIONS: Mapping[str, Action] = {
    "receive": _action(Status.RECEIVED, Status.NEW, Status.SUPPLEMENT),
    "refuse": _action(Status.REFUSED, Status.NEW, Status.SUPPLEMENT),
    "forward": _action(Status.IN_PROGRESS, Status.RECEIVED),
    "request_supplement": _action(
        Status.SUPPLEMENT, Status.NEW, Status.RECEIVED, Status.IN_PROGRESS
    ),
    "require_payment": _action(Status.PAYMENT, Status.RECEIVED, Status.IN_PROGRESS),
    "resolve": _action(Status.RESOLVED, Status.IN_PROGRESS),
    "return": _action(Status.RETURNED, Status.RESOLVED),
}


def act(world: World, record: Record, order: Mapping[str, Any]) -> None:
    """Does it, and tells the citizen; `note` is the officer's words, `amount` what to pay."""
    name = str(order["action"])
    action = ACTIONS[name]
    if record.status not in action.before:
        raise Impossible(f"{name} is not possible while the dossier is “{record.status}”")
    if name == "require_payment":
        if record.payment == Payment.PAID:
            raise Impossible("the fee is paid already")
        record.fee = _amount(order, record.fee)
        record.payment = Payment.DUE
    record.status = action.after
    note = str(order.get("note", ""))
    record.history.append(Event(str(world.clock), record.status, note))
    world.save_record(record)
    account = world.accounts[record.account]
    words = f": {note}" if note else ""
    text = f"[THỬ NGHIỆM] Hồ sơ {record.number}: {record.status}{words}"
    world.send(account.phone, "sms", text)


def _amount(order: Mapping[str, Any], usual: int) -> int:
    amount = order.get("amount", usual)
    if not isinstance(amount, int) or amount <= 0:
        raise Impossible("no amount to pay")
    return amount
