"""What came of a run at the counter, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from portal_bot import privacy
from portal_bot.errors import HumanNeeded, PortalBotError, SubmissionUncertain
from portal_bot.journal import Filing, State
from portal_bot.portals.office_side import Task

Outcome = Literal["done", "done_before", "differing", "not_done", "uncertain"]


@dataclass(frozen=True, slots=True)
class DeedReport:
    """One task with one dossier.

    Attributes:
        number: the dossier number.
        task: what was to be done.
        outcome: what came of it.
        by: the officer's user name.
        id: the deed's id, ``VQ-…``; `None`: it never became one.
        at: when it was done, as the office's history tells, ISO 8601; `None`: it was not.
        words: what there is to say of it; empty: nothing.
        exit_code: its part in the run's exit code.
        code: the error's stable word; `None`: there was none.
    """

    number: str
    task: Task
    outcome: Outcome
    by: str
    id: str | None = None
    at: str | None = None
    words: str = ""
    exit_code: int = 0
    code: str | None = None

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "number": self.number,
            "task": self.task.value,
            "outcome": self.outcome,
            "by": self.by,
            "id": self.id,
            "at": self.at,
            "message": self.words or None,
            "code": self.code,
        }


def of_deed(deed: Filing, task: Task, by: str) -> DeedReport:
    """A deed that is done."""
    fault = deed.fault.message if deed.fault else ""
    return DeedReport(
        number=deed.path,
        task=task,
        outcome="differing" if deed.verified is False else "done",
        # It may have been begun by somebody else, and found done.
        by=deed.account or by,
        id=deed.id,
        at=deed.receipt.received_at if deed.receipt else None,
        words=fault,
        exit_code=HumanNeeded.exit_code if deed.verified is False else 0,
        code=deed.fault.code if deed.fault else None,
    )


def of_error(
    number: str, task: Task, by: str, error: PortalBotError, deed: Filing | None
) -> DeedReport:
    """A task that was not done, or of which nobody knows."""
    unsure = isinstance(error, SubmissionUncertain) or (
        deed is not None and deed.state is State.UNCERTAIN
    )
    return DeedReport(
        number=number,
        task=task,
        outcome="uncertain" if unsure else "not_done",
        by=by,
        id=deed.id if deed else None,
        words=privacy.redact(f"{error}"),
        exit_code=max(error.exit_code, SubmissionUncertain.exit_code if unsure else 0),
        code=error.code,
    )
