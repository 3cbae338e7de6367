"""Writes down what a look at a dossier's record brought: only what is new, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from portal_bot import privacy
from portal_bot.catalogue.names import plain
from portal_bot.filing import record_marks
from portal_bot.filing.payment import as_recorded
from portal_bot.filing.search import has_reference
from portal_bot.journal import Filing, JournalPort
from portal_bot.moments import iso
from portal_bot.office_states import CONFIRM, DUE, KIND, state_of
from portal_bot.portals.profile import Portal
from portal_bot.portals.roles import Listed, Record
from portal_bot.portals.told_office import ToldOffice, ToldStep
from portal_bot.tracking.followed import (
    CHANGED,
    FOREIGN,
    FOUND,
    MERGED,
    Followed,
    OfficeTurn,
    followed,
)
from portal_bot.tracking.usernames import WhereFiled, as_journalled, keep_out_of_logs

# Whose reasons are the office's own, and not the citizen's.
_OFFICES = frozenset({"supplement", "payment", "refused", "stopped"})
_LONGEST_REASON = 500
_MERGED = re.compile(r"nhập vào hồ sơ\s+(\S+)", re.IGNORECASE)


class OfficeLog:
    """The tracking's hand in the journal.

    Args:
        journal: the home's, or a queue's.
        secret: likewise.
        portal: where the dossiers are.
        file: where a dossier's file lies.
    """

    def __init__(
        self,
        journal: JournalPort,
        secret: bytes,
        portal: Portal,
        *,
        file: WhereFiled = as_journalled,
    ) -> None:
        self._journal = journal
        self._secret = secret
        self._portal = portal
        self._file = file

    def known(self, filing: Filing) -> Followed:
        """What the history tells so far."""
        return followed(filing, self._journal.history(filing.id))

    def note(self, told: Followed, kind: str, **detail: Any) -> None:
        """One line."""
        self._journal.note(told.filing, kind, detail)

    def take_line(self, told: Followed, line: Listed, since: datetime | None) -> Followed:
        """Of a dossier that nobody has touched yet the list tells all that its record would."""
        self.note(told, KIND, state=line.status, since=since and iso(since))
        return self.known(told.filing)

    def take(self, told: Followed, record: Record) -> Followed:
        """All that is new on a record."""
        office = record.office
        if office is None:
            return told
        if told.missing:
            self.note(told, FOUND)
        for step in _new(told, office):
            self._turn(told, step, office)
        self._due(told, office)
        self._oddities(told, record, office)
        filing = told.filing
        if record.due is not None:
            filing = self._journal.owe(filing, as_recorded(filing.due, record.due), by="record")
        return self.known(filing)

    def _turn(self, told: Followed, step: ToldStep, office: ToldOffice) -> None:
        state = state_of(step.words)
        detail: dict[str, Any] = {"state": step.words, "since": step.at and iso(step.at)}
        asks = state is not None and step is _last(office)
        if state in _OFFICES and (reason := office.reason if asks and office.asked else step.note):
            keep_out_of_logs(told.filing, self._file(told.filing))
            detail["reason"] = privacy.redact(reason, words=False)[:_LONGEST_REASON]
        if state == "supplement" and asks:
            detail |= {"until": office.until and str(office.until), "papers": list(office.asked)}
        if state == "payment" and asks:
            detail["until"] = office.pay_until and str(office.pay_until)
        if state == CONFIRM:
            detail["until"] = office.confirm_until and str(office.confirm_until)
        self.note(told, KIND, **detail)

    def _due(self, told: Followed, office: ToldOffice) -> None:
        if office.due is not None and office.due != told.due:
            self.note(told, DUE, due_at=str(office.due))

    def _oddities(self, told: Followed, record: Record, office: ToldOffice) -> None:
        note = record.reference or ""
        if has_reference(note) and told.filing.id not in note and not told.foreign:
            self.note(told, FOREIGN)
        into = next(
            (n for step in office.steps if (n := self._merged_into(step)) is not None), None
        )
        if into is not None and not told.merged:
            self.note(told, MERGED, into=into)
        history = self._journal.history(told.filing.id)
        changed = record_marks.changed_places(self._secret, record, history)
        if changed:
            self.note(told, CHANGED, places=list(changed))
        if changed or changed is None:
            marks = record_marks.record_marks(self._secret, record)
            self.note(told, record_marks.KIND, marks=marks)

    def _merged_into(self, step: ToldStep) -> str | None:
        found = _MERGED.search(step.note)
        number = found[1].rstrip(".,;") if found else ""
        return number if self._portal.number.fullmatch(number) else None


def is_backwards(told: Followed, now: datetime, steps: Sequence[ToldStep] = ()) -> bool:
    """Whether a clock runs backwards: the portal's, or this machine's against the journal."""
    times = [step.at for step in steps if step.at is not None]
    theirs = any(one > other for one, other in pairwise(times))
    return theirs or (told.last_at is not None and told.last_at > now)


def _turns(office: ToldOffice) -> list[ToldStep]:
    """The steps at which the state became another one."""
    found: list[ToldStep] = []
    for step in office.steps:
        if not found or plain(found[-1].words) != plain(step.words):
            found.append(step)
    return found


def _last(office: ToldOffice) -> ToldStep:
    turns = _turns(office)
    return turns[-1] if turns else ToldStep(None, office.words)


def _new(told: Followed, office: ToldOffice) -> Iterator[ToldStep]:
    """What of it the history does not tell yet, in the record's own order."""
    # One that is known stands for one step: the same state may come twice within a minute.
    known, fresh = list(told.turns), []
    for step in _turns(office):
        if turn := next((one for one in known if _is(one, step)), None):
            known.remove(turn)
        else:
            fresh.append(step)
    yield from fresh
    # What stands above is the last word, also where the steps below end with another one.
    last = fresh[-1].words if fresh else told.words
    if office.words and plain(last) != plain(office.words):
        yield replace(_last(office), words=office.words)


def _is(turn: OfficeTurn, step: ToldStep) -> bool:
    """Whether they are the same: a list tells minutes, a record seconds."""
    if plain(turn.words) != plain(step.words):
        return False
    if turn.since is None or step.at is None:
        return turn.since is step.at
    return turn.since in {step.at, step.at.replace(second=0, microsecond=0)}
