"""Papers that are added to a filed dossier, as the dossier's own history tells of them.

A supplement is no filing: it has no row, no number and no key of its own. All that is known of it
stands in the history of the dossier that it belongs to, whose row never changes: an intent before
the press, and what became of it. So no program can take it for a new dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from portal_bot import clock
from portal_bot.journal import Fault, Filing, Intent, JournalPort, Receipt, State

PREFIX = "supplement_"
INTENT, RECEIVED, NOT_SENT = f"{PREFIX}intent", f"{PREFIX}received", f"{PREFIX}not_sent"
UNCERTAIN, RELEASED, DISOWNED = f"{PREFIX}uncertain", f"{PREFIX}released", f"{PREFIX}disowned"
VERIFIED, RESOLVED = f"{PREFIX}verified", f"{PREFIX}resolved"
_STATES = {
    INTENT: State.FILING,
    RECEIVED: State.RECEIVED,
    NOT_SENT: State.CHECKED,
    RELEASED: State.CHECKED,
    UNCERTAIN: State.UNCERTAIN,
    DISOWNED: State.UNCERTAIN,
}
# While one of these is the last word, what was sent may be there.
OPEN = frozenset({State.FILING, State.UNCERTAIN})


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of a supplement: its row, its size in bytes."""

    row: str
    size: int


@dataclass(frozen=True, slots=True)
class Supplement:
    """The last supplement of a dossier.

    Attributes:
        count: which of the dossier's, from 1; one that was not sent is not counted.
        asked: which request of the office it answers: since when, ISO 8601, or its last day.
        state: where it stands.
        intent: when it was meant to be pressed.
        files: what it sends.
        verified: whether the record shows just that; `None`: not read back.
        reason: why it is uncertain.
    """

    count: int
    asked: str
    state: State
    intent: Intent | None
    files: tuple[SentFile, ...] = ()
    verified: bool | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it may have been sent, and nobody knows."""
        return self.state in OPEN


def last_supplement(history: Iterable[Mapping[str, Any]]) -> Supplement | None:
    """What a dossier's history tells of its last supplement; `None`: there was none."""
    last: Supplement | None = None
    for event in history:
        kind = str(event["kind"])
        if kind == INTENT:
            at, deadline = (datetime.fromisoformat(event[n]) for n in ("at", "click_deadline"))
            files = tuple(SentFile(one["row"], one["size"]) for one in event["files"])
            intent = Intent(event["count"], at, deadline)
            last = Supplement(event["count"], event["asked"], State.FILING, intent, files)
        elif last is not None and kind in _STATES:
            last = replace(last, state=_STATES[kind], reason=str(event.get("reason", "")))
        elif last is not None and kind == VERIFIED:
            last = replace(last, verified=bool(event["verified"]))
    return last


def reference(filing: Filing, count: int) -> str:
    """By which a supplement is known again in its note on the portal."""
    return f"{filing.id}-BS{count}"


class SupplementBook:
    """The commit point's book for one supplement: lines in the history of its dossier.

    Args:
        journal: the home's, which nobody else writes meanwhile.
        filing: the dossier, received.
        count: which of its supplements.
        asked: which request of the office it answers.
        files: what is sent.
    """

    def __init__(
        self,
        journal: JournalPort,
        filing: Filing,
        count: int,
        asked: str,
        files: Sequence[SentFile],
    ) -> None:
        self._journal = journal
        self._filing = filing
        self._asked = asked
        self._files = files
        self.count = count

    def about_to_be_sent(self) -> Filing:
        """The supplement as the commit point sees it, in memory only: nothing of it is sent yet."""
        fresh = replace(self._filing, state=State.FILING, attempts=self.count, receipt=None)
        return replace(fresh, intent=None, verified=None, fault=None)

    def intend(self, filing: Filing, *, click_deadline: datetime) -> Filing:
        history = self._journal.history(self._filing.id)
        last = last_supplement(history)
        if last is not None and last.is_open:
            raise ValueError(f"{self._filing.id} has a supplement of which nobody knows")
        self._write(
            INTENT,
            asked=self._asked,
            click_deadline=click_deadline.isoformat(),
            files=[{"row": one.row, "size": one.size} for one in self._files],
        )
        return replace(filing, intent=Intent(self.count, clock.now(UTC), click_deadline))

    def withdraw(self, filing: Filing, reason: str) -> Filing:
        self._write(NOT_SENT, reason=reason)
        return replace(filing, intent=None)

    def receive(self, filing: Filing, receipt: Receipt, *, how: str) -> Filing:
        self._write(RECEIVED, how=how)
        return replace(filing, state=State.RECEIVED, receipt=receipt, intent=None, fault=None)

    def set_aside(self, filing: Filing, state: State, fault: Fault) -> Filing:
        if state is not State.UNCERTAIN:
            raise ValueError(f"a supplement is not set aside as {state}")
        self._write(UNCERTAIN, code=fault.code, reason=fault.message)
        return replace(filing, state=state, fault=fault)

    def note(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> None:
        del filing  # the dossier's own, whatever stands for its supplement
        self._write(f"{PREFIX}{kind}_noted", **detail)

    def receipts(self, portal: str, world: str | None = None) -> frozenset[str]:
        """None: a supplement keeps the number of its dossier."""
        del portal, world
        return frozenset()

    def disown(self, reason: str) -> None:
        """The record shows nothing of what the answer told of."""
        self._write(DISOWNED, reason=reason)

    def release(self, reason: str) -> None:
        """It was not received: it may be sent."""
        self._write(RELEASED, reason=reason)

    def verify(self, *, verified: bool, rows: Sequence[str] = ()) -> None:
        """What the record shows was compared; `rows`: where it is something else."""
        self._write(VERIFIED, verified=verified, rows=list(rows))

    def resolved(self, decision: str, by: str, how: str) -> None:
        """A person's word, before its effect."""
        self._write(RESOLVED, decision=decision, by=by, how=how)

    def _write(self, kind: str, **detail: Any) -> None:
        self._journal.note(self._filing, kind, {"count": self.count, **detail})


def next_count(last: Supplement | None) -> int:
    """Which supplement the next one is: what was never sent leaves its number free."""
    if last is None:
        return 1
    return last.count if last.state is State.CHECKED else last.count + 1
