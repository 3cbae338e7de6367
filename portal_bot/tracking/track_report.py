"""What a look at the office came to: a line a dossier, what is to be done, the exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from portal_bot.dossier.book_rows import file_of, row_of
from portal_bot.journal import Fault
from portal_bot.moments import iso
from portal_bot.tracking.followed import Followed, Todo
from portal_bot.tracking.remarks import OfficeRemark


@dataclass(frozen=True, slots=True)
class TrackedFiling:
    """One dossier.

    Attributes:
        told: what is known of it.
        today: the day by which it is judged.
        asked: whether this run asked the portal after it.
        remarks: what is odd.
        error: why it could not be asked after, or `None`.
        error_exit: its part in the exit code.
    """

    told: Followed
    today: date
    asked: bool = False
    remarks: tuple[OfficeRemark, ...] = ()
    error: Fault | None = None
    error_exit: int = 0

    @property
    def todo(self) -> Todo | None:
        return self.told.todo

    @property
    def days_left(self) -> int | None:
        return self.told.days_left(self.today)

    @property
    def is_overdue(self) -> bool:
        return self.told.overdue(self.today)

    @property
    def exit_code(self) -> int:
        return max([self.error_exit, *(remark.exit_code for remark in self.remarks)])

    def as_json(self) -> dict[str, Any]:
        """The shape of the contract, §7.

        `until` and `working_days_left` are of what is to be done (`todo`); where that is nothing,
        of the office's own term, as long as it runs.
        """
        told, path = self.told, Path(self.told.filing.path)
        return {
            "id": told.filing.id,
            "path": str(file_of(path)),
            "row": row_of(path),
            "number": told.number,
            "status": told.words or None,
            "state": told.state,
            "history": [
                {
                    "status": turn.words,
                    "at": turn.since and _moment(turn.since),
                    "note": turn.note or None,
                }
                for turn in told.turns
            ],
            "result": told.result and str(told.result),
            "todo": self.todo,
            "until": told.deadline and str(told.deadline),
            "working_days_left": self.days_left,
            "papers": list(told.papers),
            "due_at": told.due and str(told.due),
            "overdue": self.is_overdue,
            "asked": self.asked,
            "remarks": [remark.as_json() for remark in self.remarks],
            "error": self.error
            and {"code": self.error.code, "message": self.error.message, "field": self.error.field},
        }


@dataclass(frozen=True, slots=True)
class TrackReport:
    """A run.

    Attributes:
        filings: each dossier that was asked for.
        closed: how many were not asked after, since the office is closed.
    """

    filings: tuple[TrackedFiling, ...] = field(default=())
    closed: int = 0

    @property
    def exit_code(self) -> int:
        """Of several, the highest."""
        return max((filing.exit_code for filing in self.filings), default=0)

    def as_json(self) -> dict[str, Any]:
        counts = Counter(filing.told.state or "unknown" for filing in self.filings)
        return {
            "filings": [filing.as_json() for filing in self.filings],
            "counts": dict(sorted(counts.items())),
            "closed": self.closed,
        }


def _moment(at: datetime) -> str:
    return iso(at)
