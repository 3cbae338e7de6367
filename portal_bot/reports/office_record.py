"""What became of a dossier at the office, as far as a filing's history tells it.

A history tells it by events of the kind `office_state`: the portal's own words for the state, since
when, and the office's reason where it gave one; and by `office_due` where another day was appointed
since the receipt. `track` writes both. While nobody has followed a dossier, nothing is known, and a
report says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from portal_bot.moments import in_vietnam
from portal_bot.office_states import DUE, KIND, state_of

_DONE = frozenset({"resolved", "returned"})
# Nothing more will be decided: refused, or ended on the citizen's or the office's word.
_ENDED = frozenset({"refused", "stopped"})
Punctual = Literal["early", "on_time", "late", "undated"]


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """The office's side of one dossier.

    Attributes:
        state: the last state, by its English name; `None`: a state never seen.
        resolved: the day on which it was resolved.
        asked: for which supplements, with the office's reasons.
        refused: why it was refused or stopped.
        due: the day that the office appointed last; `None`: the one on the receipt stands.
    """

    state: str | None
    resolved: date | None = None
    asked: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    due: date | None = None

    @property
    def is_ended(self) -> bool:
        """Whether it was refused or stopped."""
        return self.resolved is None and self.state in _ENDED

    def punctual(self, receipt_due: date | None) -> Punctual | None:
        """Against the day of appointment; `None`: it is not resolved."""
        if self.resolved is None:
            return None
        due = self.due or receipt_due
        if due is None:
            return "undated"
        if self.resolved == due:
            return "on_time"
        return "early" if self.resolved < due else "late"


def office_record(events: Iterable[Mapping[str, Any]]) -> OfficeRecord | None:
    """What a history tells of the office; `None`: nothing."""
    state: str | None = None
    resolved: date | None = None
    asked: list[str] = []
    refused: list[str] = []
    due: date | None = None
    seen = False
    for event in events:
        if event["kind"] == DUE:
            due = _day(event["due_at"])
        if event["kind"] != KIND:
            continue
        seen = True
        state = state_of(str(event.get("state", "")))
        reason = str(event.get("reason") or "")
        if state in _DONE:
            resolved = resolved or _since(event)
        elif state == "supplement":
            asked.append(reason)
        elif state in _ENDED:
            refused.append(reason)
    return OfficeRecord(state, resolved, tuple(asked), tuple(refused), due) if seen else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _since(event: Mapping[str, Any]) -> date | None:
    for name in ("since", "at"):
        try:
            return in_vietnam(datetime.fromisoformat(str(event[name]))).date()
        except (KeyError, ValueError):
            continue
    return None
