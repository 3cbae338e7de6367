"""A filing as the journal knows it: its state, its intent, its receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a filing stands (design: states of a filing)."""

    NEW = "new"
    CHECKED = "checked"
    FILING = "filing"
    RECEIVED = "received"
    VERIFIED = "verified"
    NEEDS_HUMAN = "needs_human"
    REJECTED = "rejected"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


FILED = frozenset({State.RECEIVED, State.VERIFIED})
NEXT: Mapping[State, frozenset[State]] = {
    State.NEW: frozenset({State.CHECKED}),
    State.CHECKED: frozenset({State.FILING}),
    State.FILING: frozenset(
        {
            State.CHECKED,
            State.RECEIVED,
            State.NEEDS_HUMAN,
            State.REJECTED,
            State.FAILED,
            State.UNCERTAIN,
        }
    ),
    State.NEEDS_HUMAN: frozenset({State.FILING, State.CHECKED}),
    State.REJECTED: frozenset({State.FILING, State.CHECKED}),
    State.FAILED: frozenset({State.FILING, State.CHECKED}),
    State.UNCERTAIN: frozenset({State.RECEIVED, State.CHECKED}),
    State.RECEIVED: frozenset({State.VERIFIED, State.UNCERTAIN}),
    State.VERIFIED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the portal gave back: its number and the two dates it named (ISO 8601)."""

    number: str
    received_at: str | None = None
    due_at: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be paid, in VND, why, and where. The library never pays.

    Attributes:
        amount: in VND; 0: the portal asks for nothing.
        why: what for, as the portal says it.
        where: where it is paid, as the portal says it.
        paid: whether the portal's record, or a person, says that it is paid.
    """

    amount: int
    why: str
    where: str
    paid: bool = False

    @property
    def open(self) -> bool:
        """Whether somebody still has to pay."""
        return self.amount > 0 and not self.paid


NOTHING_DUE = Due(0, "", "")


@dataclass(frozen=True, slots=True)
class Intent:
    """The durable word that an attempt is about to click: written before, closed after."""

    attempt: int
    at: datetime
    click_deadline: datetime


def last_intent(history: Iterable[Mapping[str, Any]]) -> Intent | None:
    """The last intent of a filing's history, also where it is closed."""
    last = None
    for event in history:
        if event["kind"] == "intent":
            last = event
    if last is None:
        return None
    at, deadline = (datetime.fromisoformat(last[name]) for name in ("at", "click_deadline"))
    return Intent(last["attempt"], at, deadline)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a filing stands aside: the error's code, its words, the dossier's field."""

    code: str
    message: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """One dossier's way to one receipt, as the journal knows it.

    Attributes:
        due: what is to be paid; `None`: nobody knows (the portal was not asked yet, or the row is
            older than this column).
        account: whose sign-in it is filed with, masked, or `None`.
        changed_at: when the row was last changed, as it was read.
    """

    id: str
    key: str
    portal: str
    procedure: str
    path: str
    content_hash: str
    state: State
    attempts: int = 0
    intent: Intent | None = None
    receipt: Receipt | None = None
    verified: bool | None = None
    fault: Fault | None = None
    evidence: str | None = None
    due: Due | None = None
    account: str | None = None
    changed_at: str | None = field(default=None, compare=False)
