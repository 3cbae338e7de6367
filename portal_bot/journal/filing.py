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
    AWAITING_PAYMENT = "awaiting_payment"


# In these the request has left, and is never sent again.
SENT_AND_OPEN = frozenset({State.UNCERTAIN, State.AWAITING_PAYMENT})
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
            State.AWAITING_PAYMENT,
        }
    ),
    State.NEEDS_HUMAN: frozenset({State.FILING, State.CHECKED}),
    State.REJECTED: frozenset({State.FILING, State.CHECKED}),
    State.FAILED: frozenset({State.FILING, State.CHECKED}),
    # No way to `FILING`: what may have been sent is reconciled, never begun again.
    State.UNCERTAIN: frozenset({State.RECEIVED, State.CHECKED}),
    # Until somebody has paid: then it is there, or a person says that it lapsed.
    State.AWAITING_PAYMENT: frozenset({State.RECEIVED, State.CHECKED}),
    # Back only where its number is proved to be another dossier's (`JournalPort.disown`).
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
class Marks:
    """What else an intent was made with. What is personal stands here as keyed hashes only.

    Attributes:
        world: the mock's world; empty for a real portal.
        origin: where the portal was: scheme, host and port.
        agency: with whom it is filed.
        account: the user name.
        file: the dossier's path; empty in a journal that several machines share.
        scans: what the scans hold, all of them together; empty without scans.
        request: the request label; empty without one.
        days: the days in the subject, all of them together; empty without any.
        subject: each part of the subject: first as it is, then, of names and numbers, without one
            letter each, so that two that are a letter apart have a hash in common.
        deed: what no other procedure of the kind may be asked for again; empty where there is none.
    """

    world: str
    origin: str
    agency: str
    account: str
    file: str
    scans: str
    request: str
    days: str
    subject: tuple[tuple[str, ...], ...]
    deed: str


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
        marks: what else an intent is made with, or `None`: the row is older than this column.
        changed_at: when the row was last changed, as it was read.
        altered: whether the row is not what was written: nothing that it says may be relied on.
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
    marks: Marks | None = None
    changed_at: str | None = field(default=None, compare=False)
    altered: bool = field(default=False, compare=False)

    @property
    def was_sent(self) -> bool:
        """Whether its commit request left, or may have: by an open intent or a receipt."""
        return self.is_received or self.intent is not None

    @property
    def is_received(self) -> bool:
        """Whether the portal has it, and its number is known."""
        return self.state in FILED

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do: received, and read back, equal or not."""
        return self.is_received and self.verified is not None

    @property
    def world(self) -> str | None:
        """Which world of the mock it is of; empty at a real portal; `None`: nobody wrote it down.

        Each world counts its dossiers from one: the same number in two of them is two dossiers.
        """
        return self.marks.world if self.marks else None

    def is_at(self, portal: str, world: str | None) -> bool:
        """Whether it is at that portal and, as far as that is known, in that world of it."""
        return self.portal == portal and (None in {world, self.world} or self.world == world)
