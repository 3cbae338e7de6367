"""What a filing's history tells of its dossier at the office, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from portal_bot.catalogue.calendar import UnknownYear, working_days_between
from portal_bot.filing.supplement_book import PREFIX, Supplement, last_supplement
from portal_bot.journal import Filing
from portal_bot.moments import in_vietnam
from portal_bot.office_states import DUE, FINAL, KIND, RUNNING, WAITING, state_of

MISSING, FOUND = "office_missing", "office_found"
RENUMBERED, MERGED, FOREIGN = "office_renumbered", "office_merged", "office_foreign"
CHANGED, RESULT, ODD_RESULT = "office_changed", "result", "result_set_aside"
Todo = Literal["supplement", "pay", "confirm", "collect"]
_COUNTER = "quầy"


@dataclass(frozen=True, slots=True)
class OfficeTurn:
    """One state that a dossier came to: the portal's words, since when, the office's reason."""

    words: str
    since: datetime | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """One dossier, as far as it was followed.

    Attributes:
        filing: the filing.
        number: its number now: the office may have given it another one.
        turns: its states, the oldest first.
        until: the last day for what the citizen is asked for.
        papers: the papers that are asked for.
        due: the appointed day.
        result: where its result lies.
        odd_result: why the file that the portal gave is not taken for it.
        missing: whether the account has it no more.
        merged: the number of the dossier that it was merged into.
        foreign: whether its record carries another home's mark.
        changed: what the office changed in it.
        supplement: its last supplement.
    """

    filing: Filing
    number: str
    turns: tuple[OfficeTurn, ...] = ()
    until: date | None = None
    papers: tuple[str, ...] = ()
    due: date | None = None
    result: Path | None = None
    odd_result: str = ""
    missing: bool = False
    merged: str = ""
    foreign: bool = False
    changed: tuple[str, ...] = ()
    supplement: Supplement | None = None
    last_at: datetime | None = field(default=None, compare=False)

    @property
    def words(self) -> str:
        """The state, in the portal's words; empty: nobody asked yet."""
        return self.turns[-1].words if self.turns else ""

    @property
    def state(self) -> str | None:
        """Its English name; `None`: a state never seen, or nobody asked."""
        return state_of(self.words) if self.words else None

    @property
    def is_final(self) -> bool:
        """Whether nothing of it can change any more, and its result is here."""
        return self.state in FINAL and (self.state != "returned" or self.result is not None)

    @property
    def todo(self) -> Todo | None:
        """What the citizen or the desk does next; `None`: nothing, or nobody knows."""
        if self.missing or self.merged:
            return None
        owed = self.filing.due
        match self.state:
            case "supplement":
                return "supplement"
            case "payment":
                return "pay"
            case "confirm":
                return "confirm"
            case "resolved":
                return "collect"
            case "registered" | "accepted" | "in_progress":
                online = owed is not None and owed.open and _COUNTER not in owed.where.casefold()
                return "pay" if online else None
        return None

    @property
    def deadline(self) -> date | None:
        """By when that is done; where nothing is: by when the office resolves it."""
        if self.state in WAITING:
            return self.until
        return self.due if self.state in RUNNING else None

    def overdue(self, today: date) -> bool:
        """Whether the office is late."""
        return self.state in RUNNING and self.due is not None and today > self.due

    def days_left(self, today: date) -> int | None:
        """Working days to the deadline, below 0 when it has passed."""
        if self.deadline is None:
            return None
        try:
            return working_days_between(today, self.deadline)
        except UnknownYear:
            return None


def followed(filing: Filing, history: Iterable[Mapping[str, Any]]) -> Followed:
    """What a history tells, folded in its order."""
    events = list(history)
    told = Followed(filing, filing.receipt.number if filing.receipt else "")
    if filing.receipt is not None:
        told = replace(told, due=_day(filing.receipt.due_at))
    for event in events:
        told = _with(told, event)
    if any(str(event["kind"]).startswith(PREFIX) for event in events):
        told = replace(told, supplement=last_supplement(events))
    return told


def _with(told: Followed, event: Mapping[str, Any]) -> Followed:
    change = _CHANGES.get(event["kind"])
    if change is None:
        return told
    return replace(told, last_at=datetime.fromisoformat(event["at"]), **change(told, event))


def _turned(told: Followed, event: Mapping[str, Any]) -> dict[str, Any]:
    turn = OfficeTurn(event["state"], _moment(event.get("since")), event.get("reason") or "")
    papers = tuple(event.get("papers") or ())
    return {"turns": (*told.turns, turn), "until": _day(event.get("until")), "papers": papers}


_CHANGES: Mapping[str, Callable[[Followed, Mapping[str, Any]], dict[str, Any]]] = {
    KIND: _turned,
    DUE: lambda _, event: {"due": _day(event["due_at"])},
    MISSING: lambda _told, _event: {"missing": True},
    FOUND: lambda _told, _event: {"missing": False},
    RENUMBERED: lambda _, event: {"number": event["number"], "missing": False},
    MERGED: lambda _, event: {"merged": event["into"]},
    FOREIGN: lambda _told, _event: {"foreign": True},
    CHANGED: lambda told, event: {"changed": (*told.changed, *event["places"])},
    RESULT: lambda _, event: {"result": Path(event["file"]), "odd_result": ""},
    ODD_RESULT: lambda _, event: {"odd_result": event["why"]},
}


def _moment(text: str | None) -> datetime | None:
    try:
        return in_vietnam(datetime.fromisoformat(text)) if text else None
    except ValueError:
        return None


def _day(text: str | None) -> date | None:
    moment = _moment(text)
    return moment.date() if moment else None
