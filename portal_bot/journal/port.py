"""What every journal keeps to, wherever its rows lie.

The rules of a filing's life stand here once; a store adds only how a change becomes durable. Every
change is one transaction, and a compare-and-swap on the row: a writer whose picture of the filing
is old changes nothing and is told so, so two writers can never both begin or intend one filing.

A journal holds no value of a declaration: keys, contents and marks are keyed hashes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from portal_bot import clock
from portal_bot.errors import SubmissionUncertain
from portal_bot.journal.covering import PURGED
from portal_bot.journal.filing import (
    NEXT,
    SENT_AND_OPEN,
    Due,
    Fault,
    Filing,
    Intent,
    Receipt,
    State,
)
from portal_bot.journal.refusals import JournalAltered, TakenOver

_LATE_TRIES = 3


class JournalPort(ABC):
    """What a filing needs of a journal.

    Every method that changes something takes the filing as the caller knows it and returns it as
    it stands afterwards.

    Raises:
        TakenOver: the row is not what the caller knows (any method that changes something).
        JournalAltered: the row is not what was written (likewise, and `open`).
        ValueError: the change has no place in a filing's life.
    """

    def __init__(self) -> None:
        self._intended: set[tuple[str, int]] = set()

    @abstractmethod
    def close(self) -> None:
        """Lets go of the store."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self, filing: Filing) -> Filing:
        """Returns the filing under this key as it stands, or notes this one as checked.

        A filing that was never sent takes the new content and path; one that was, keeps its own:
        the caller compares `content_hash`.
        """
        known = self.by_key(filing.key)
        if known is None:
            self._refuse_traces(filing)
            fresh = replace(filing, state=State.CHECKED)
            return self._add(fresh, State.CHECKED, {"content_hash": fresh.content_hash})
        self.insist_sound(known.id)
        if known.was_sent or _said(known) == _said(filing):
            return known
        mended = replace(
            known,
            content_hash=filing.content_hash,
            path=filing.path,
            account=filing.account,
            marks=filing.marks,
        )
        return self._change(known, mended, "content", {"content_hash": filing.content_hash})

    def insist_sound(self, filing_id: str) -> None:
        """Refuses a filing of which other hands changed the row or the history.

        Raises:
            JournalAltered: they did.
        """
        if not self.is_sound(filing_id):
            raise JournalAltered(filing_id)

    def _refuse_traces(self, filing: Filing) -> None:
        """A filing that is not known, but left something behind, was taken out by other hands."""
        if self.by_id(filing.id) is not None or self.history(filing.id):
            raise JournalAltered(filing.id)

    def begin(self, filing: Filing) -> Filing:
        """A new attempt starts. Refused while an intent is open: that one is reconciled first."""
        if filing.intent is not None:
            raise ValueError(f"{filing.id} has an open intent: reconcile it, do not begin again")
        # A program that died before its intent left it `FILING`: nothing was sent.
        state = filing.state if filing.state is State.FILING else _to(filing, State.FILING)
        begun = replace(filing, state=state, attempts=filing.attempts + 1, fault=None)
        return self._change(filing, begun, "attempt", {})

    def intend(self, filing: Filing, *, click_deadline: datetime) -> Filing:
        """On the disk before the last click: from here on the state owns the dossier."""
        if filing.state is not State.FILING or filing.intent is not None:
            raise ValueError(f"{filing.id} is {filing.state}, not ready for an intent")
        # Before the write: one that is durable and raises all the same is this program's, too.
        self._intended.add((filing.id, filing.attempts))
        intent = Intent(filing.attempts, clock.now(UTC), click_deadline)
        detail = {"click_deadline": click_deadline.isoformat()}
        return self._change(filing, replace(filing, intent=intent), "intent", detail)

    def is_own(self, filing: Filing) -> bool:
        """Whether the filing's open intent was made here: any other's maker is taken for dead.

        No clock says so: whoever opens a journal remembers what they intended by it.
        """
        return filing.intent is not None and (filing.id, filing.intent.attempt) in self._intended

    def withdraw(self, filing: Filing, reason: str) -> Filing:
        """The intent came to nothing, and that is certain: nothing was sent."""
        return self._change(filing, replace(filing, intent=None), "not_sent", {"reason": reason})

    def receive(self, filing: Filing, receipt: Receipt, *, how: str) -> Filing:
        """A receipt is known: from the portal's answer (`how="answer"`) or by reconciliation.

        A receipt is a fact: it is kept also where another writer took the filing over meanwhile,
        and then that writer's next step is refused. Two receipts of one filing are noted.
        """
        state = filing.state if filing.state is State.RECEIVED else _to(filing, State.RECEIVED)
        received = replace(filing, state=state, receipt=receipt, intent=None, fault=None)
        detail = {"number": receipt.number, "how": how}
        try:
            return self._change(filing, received, "received", detail)
        except TakenOver as taken:
            return self._receive_late(filing, receipt, taken, how=how)

    def _receive_late(
        self, filing: Filing, receipt: Receipt, taken: TakenOver, *, how: str
    ) -> Filing:
        for _ in range(_LATE_TRIES):
            known = self.by_key(filing.key)
            if known is None:
                break
            if known.receipt is not None:
                if known.receipt.number != receipt.number:
                    # Neither is given up: both are records on the portal, and a person must hear of
                    # it.
                    self.note(known, "second_receipt", {"number": receipt.number, "how": how})
                    break
                return known
            received = replace(
                known, state=State.RECEIVED, receipt=receipt, intent=None, fault=None
            )
            detail = {"number": receipt.number, "how": how, "late": True}
            try:
                return self._change(known, received, "received", detail, by_anyone=True)
            except TakenOver:
                continue
        raise taken

    def disown(self, filing: Filing, intent: Intent, reason: str) -> Filing:
        """The receipt's number is proved to be another dossier's: what became of ours is open.

        Args:
            filing: with the receipt.
            intent: the one that the receipt had closed.
            reason: for people.
        """
        if filing.receipt is None or filing.verified is not None:
            raise ValueError(f"{filing.id} has no receipt to doubt")
        doubtful = replace(
            filing,
            state=_to(filing, State.UNCERTAIN),
            receipt=None,
            intent=intent,
            fault=Fault(SubmissionUncertain.code, reason),
        )
        return self._change(filing, doubtful, "disowned", {"number": filing.receipt.number})

    def verify(self, filing: Filing, *, verified: bool, fault: Fault | None = None) -> Filing:
        """The stored record was compared with the dossier; unequal stays `received`."""
        state = _to(filing, State.VERIFIED) if verified else filing.state
        return self._change(
            filing,
            replace(filing, state=state, verified=verified, fault=fault),
            "verified" if verified else "not_verified",
            {} if fault is None else {"code": fault.code},
        )

    def set_aside(self, filing: Filing, state: State, fault: Fault) -> Filing:
        """Needs a person, rejected, failed or uncertain: with the reason.

        Only `uncertain` and `awaiting_payment` keep the intent open. The other states say that
        nothing was sent.
        """
        if filing.intent is not None and state not in SENT_AND_OPEN:
            raise ValueError(f"{filing.id} has an open intent: it is uncertain, not {state}")
        to = filing.state if filing.state is state else _to(filing, state)
        return self._change(
            filing, replace(filing, state=to, fault=fault), state.value, {"code": fault.code}
        )

    def release(self, filing: Filing, reason: str) -> Filing:
        """Back to `checked`: nothing was sent, it may be filed again."""
        free = replace(filing, state=_to(filing, State.CHECKED), intent=None, fault=None)
        return self._change(filing, free, "released", {"reason": reason})

    def owe(self, filing: Filing, due: Due, *, by: str) -> Filing:
        """What is to be paid, as it is now known; said again it changes nothing.

        Args:
            filing: whose.
            due: the whole of it, also where nothing is due.
            by: who says so: `review`, `record` (the portal's pages), or a person's name.
        """
        if filing.due == due:
            return filing
        detail = {"amount": due.amount, "paid": due.paid, "by": by}
        return self._change(filing, replace(filing, due=due), "due", detail)

    def purge(self, filing: Filing, detail: Mapping[str, Any]) -> Filing:
        """What is personal of it goes from the row; state, number and keyed hashes stay.

        Args:
            filing: one of which nothing is open.
            detail: what is told of what was destroyed, without values.
        """
        if filing.intent is not None or filing.state in {State.UNCERTAIN, State.FILING}:
            raise ValueError(f"{filing.id} is {filing.state}: it is settled first, then purged")
        bare = replace(filing, path=filing.id, fault=None, account=None)
        return self._change(filing, bare, PURGED, detail)

    @abstractmethod
    def keep_evidence(self, filing: Filing, folder: Path) -> Filing:
        """Notes where the filing's evidence lies; nothing else changes."""

    @abstractmethod
    def note(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> None:
        """Adds a line to the filing's history; nothing else changes."""

    @abstractmethod
    def by_key(self, key: str) -> Filing | None:
        """The filing under this key, or `None`."""

    @abstractmethod
    def by_id(self, filing_id: str) -> Filing | None:
        """The filing of this id, or `None`."""

    @abstractmethod
    def receipts(self, portal: str, world: str | None = None) -> set[str]:
        """The dossier numbers that filings at this portal, in this world of it, were given."""

    @abstractmethod
    def all(self) -> list[Filing]:
        """Every filing, in the order in which they were first seen."""

    @abstractmethod
    def history(self, filing_id: str) -> list[dict[str, Any]]:
        """The filing's events, oldest first: the journal extract of the evidence."""

    @abstractmethod
    def events(self, kinds: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The events of these kinds of all filings, with the filing's id, oldest first."""

    @abstractmethod
    def is_sound(self, filing_id: str) -> bool:
        """Whether the filing's row and history are as they were written; read anew."""

    @abstractmethod
    def unsound(self) -> frozenset[str]:
        """The ids of all filings of which they are not."""

    @abstractmethod
    def _add(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> Filing:
        """Writes a filing that was not known; returns the known one if another writer was first."""

    @abstractmethod
    def _change(
        self,
        old: Filing,
        new: Filing,
        kind: str,
        detail: Mapping[str, Any],
        *,
        by_anyone: bool = False,
    ) -> Filing:
        """Makes `new` of `old` and notes it, if the row still says what `old` says.

        Compared are state, attempts, intent and content; `evidence` is neither compared nor
        changed. `by_anyone`: also where the filing is another worker's.
        """


def _said(filing: Filing) -> tuple[object, ...]:
    """What a dossier that was never sent may still change."""
    return filing.content_hash, filing.path, filing.account, filing.marks


def _to(filing: Filing, state: State) -> State:
    if state not in NEXT[filing.state]:
        raise ValueError(f"{filing.id}: no way from {filing.state} to {state}")
    return state
