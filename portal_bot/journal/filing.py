"""A filing as the journal knows it: its state, its intent, its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    State.RECEIVED: frozenset({State.VERIFIED}),
    State.VERIFIED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the portal gave back: its number and the two dates it named (ISO 8601)."""

    number: str
    received_at: str | None = None
    due_at: str | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """The durable word that an attempt is about to click: written before, closed after."""

    attempt: int
    at: datetime
    click_deadline: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a filing stands aside: the error's code, its words, the dossier's field."""

    code: str
    message: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """One dossier's way to one receipt, as the journal knows it."""

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
