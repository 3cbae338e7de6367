"""What a run came to: one line a dossier, and the exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from portal_bot import privacy
from portal_bot.checking import Checked
from portal_bot.dossier.book_rows import file_of, row_of
from portal_bot.dossier.exceptions import Applied
from portal_bot.dossier.finding import Skipped
from portal_bot.errors import (
    DossierError,
    HumanNeeded,
    PortalBotError,
    PortalRejected,
    SubmissionUncertain,
)
from portal_bot.intake.ready import Ready
from portal_bot.journal import FILED, Due, Fault, Filing, JournalAltered, Receipt, State
from portal_bot.marked import MarkedText
from portal_bot.office_states import WAITING, state_of
from portal_bot.roster.on_duty import Attendants

_EXITS = {
    State.UNCERTAIN: SubmissionUncertain.exit_code,
    State.NEEDS_HUMAN: HumanNeeded.exit_code,
    State.AWAITING_PAYMENT: HumanNeeded.exit_code,
    # Received, but not verified: somebody must look.
    State.RECEIVED: HumanNeeded.exit_code,
    State.REJECTED: PortalRejected.exit_code,
}


@dataclass(frozen=True, slots=True)
class FilingReport:
    """One dossier of a run.

    Attributes:
        id: the filing's id, or `None` where the dossier never became one.
        path: the dossier's file; of a row, the workbook and the row in it (`book_rows`).
        procedure: the procedure's slug.
        state: where it stands.
        receipt: the portal's number and dates, or `None`.
        attempts: how often it was tried.
        verified: whether the stored record was read back equal; `None`: not read back.
        error: why it stands aside, or `None`.
        evidence: the folder of what was kept, or `None`.
        due: what is to be paid, why and where, and whether it is; `None`: nothing is, or nobody
            knows. Of a dossier that is filed; of a dry run, what the portal would ask for.
        proof: the proof sheet, or `None`.
        sheet: the sheet for the citizen to read and sign, or `None`.
        exit_code: this dossier's part in the run's exit code.
        portal: the portal's name, or `None` where the dossier never became a filing.
        waits_for: what a person is being asked for at this moment, or `None`.
        sent: whether this run sent it; what an earlier one sent is not sent again.
        draft: what the portal calls the draft that was filled in last, or `None`.
        account: whose sign-in it is filed with, masked, or `None`.
        filled: whether a dry run filled it in to the end.
        fee_known: whether it is known if anything is to be paid.
        papers_compared: whether the bytes of all stored scans were compared with ours; `None`: not
            read back, or without scans.
        seconds: how long this run worked on it.
        changed_at: when the journal last wrote of it, or `None`.
        exceptions: which of our rules the dossier overruled.
        on_duty: who was on duty when it was filed, or `None`: nobody wrote it down.
        office: how it stands at the office, in the portal's words, or `None`: nobody asked.
    """

    id: str | None
    path: Path
    procedure: str | None
    state: str
    receipt: Receipt | None = None
    attempts: int = 0
    verified: bool | None = None
    error: Fault | None = None
    evidence: str | None = None
    due: Due | None = None
    proof: Path | None = None
    sheet: Path | None = None
    exit_code: int = 0
    portal: str | None = None
    waits_for: str | None = None
    sent: bool = False
    draft: str | None = None
    account: str | None = None
    filled: bool = False
    fee_known: bool = True
    papers_compared: bool | None = None
    exceptions: tuple[Applied, ...] = ()
    seconds: float = 0.0
    changed_at: str | None = None
    on_duty: Attendants | None = None
    office: str | None = None

    @property
    def is_received(self) -> bool:
        """Whether the portal has it, and its number is known."""
        return self.state in FILED

    @property
    def office_waits(self) -> bool:
        """Whether the office waits for the citizen, or its result for being handed out."""
        state = state_of(self.office) if self.office else None
        return state in WAITING or state == "resolved"

    @property
    def unpaid(self) -> bool:
        """Whether somebody still has to pay for what was filed."""
        return self.is_received and self.due is not None and self.due.open

    def as_json(self) -> dict[str, Any]:
        """The shape of the contract, §4 and §7."""
        return {
            "id": self.id,
            "path": str(file_of(self.path)),
            "row": row_of(self.path),
            "procedure": self.procedure,
            "state": self.state,
            "receipt": self.receipt and _fields(self.receipt),
            "attempts": self.attempts,
            "verified": self.verified,
            "papers_compared": self.papers_compared,
            "error": self.error and _fields(self.error),
            "evidence": self.evidence,
            "due": self.due and _fields(self.due),
            "proof": self.proof and str(self.proof),
            "sheet": self.sheet and str(self.sheet),
            "portal": self.portal,
            "waits_for": self.waits_for,
            "sent": self.sent,
            "draft": self.draft,
            "account": self.account,
            "on_duty": self.on_duty and self.on_duty.as_json(),
            "office": self.office,
            "exceptions": [applied.as_json() for applied in self.exceptions],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A run: what became of each dossier, in the order given.

    Attributes:
        filings: one report a dossier.
        checked: what the check said of those that failed it.
        stopped: why the run ended before its last dossier, or `None`.
        stop_exit: the least exit code of a run that was stopped so.
        folder: where the run's own reports lie, or `None`.
        skipped: what lies beside the dossiers and may have been meant too.
    """

    filings: tuple[FilingReport, ...]
    checked: tuple[Checked, ...] = field(default=())
    stopped: Fault | None = None
    stop_exit: int = 0
    folder: Path | None = None
    skipped: tuple[Skipped, ...] = ()

    @property
    def exit_code(self) -> int:
        """Of several, the highest; a dossier that was left out is not passed over as well."""
        left_out = any(each.is_dossier for each in self.skipped)
        codes = [self.stop_exit, DossierError.exit_code if left_out else 0]
        return max([*codes, *(f.exit_code for f in self.filings)])

    def as_json(self) -> dict[str, Any]:
        counts = Counter(f.state for f in self.filings)
        return {
            "filings": [f.as_json() for f in self.filings],
            "counts": dict(sorted(counts.items())),
            "stopped": self.stopped and _fields(self.stopped),
            "reports": self.folder and str(self.folder),
            "skipped": [each.as_json() for each in self.skipped],
        }


def of_filing(
    filing: Filing,
    path: Path,
    *,
    error: PortalBotError | None = None,
    exit_code: int | None = None,
    due: Due | None = None,
    proof: Path | None = None,
    sheet: Path | None = None,
    sent: bool = False,
    draft: str | None = None,
    account: str | None = None,
    compared: bool | None = None,
    attendants: Attendants | None = None,
) -> FilingReport:
    """A filing as the journal has it, with this run's error where it has one."""
    if filing.altered:
        error = error or JournalAltered(filing.id)
        # Nothing that the row says may be taken for what happened.
        filing = replace(filing, state=State.UNCERTAIN, receipt=None, verified=None, due=None)
    owed = due or (filing.due if filing.was_sent else None)
    if exit_code is None:
        exit_code = max(error.exit_code if error else 0, _EXITS.get(filing.state, 0))
    return FilingReport(
        id=filing.id,
        path=path,
        procedure=filing.procedure,
        state=filing.state.value,
        receipt=filing.receipt,
        attempts=filing.attempts,
        verified=filing.verified,
        error=fault_of(error) if error else filing.fault,
        evidence=filing.evidence,
        due=owed if owed and owed.amount else None,
        proof=proof,
        sheet=sheet,
        exit_code=exit_code,
        portal=filing.portal,
        sent=sent,
        draft=draft,
        account=account or filing.account,
        fee_known=owed is not None or not filing.was_sent,
        papers_compared=compared if filing.is_received else None,
        changed_at=filing.changed_at,
        on_duty=attendants or None,
    )


def of_waiting(filing: Filing, path: Path, why: Fault) -> FilingReport:
    """A dossier that this run did not come to, and why; the run itself has the exit code."""
    report = of_filing(filing, path)
    return report if report.error or report.receipt else replace(report, error=why)


def of_error(ready: Ready, error: PortalBotError) -> FilingReport:
    """A dossier that never became a filing, and why."""
    return FilingReport(
        id=None,
        path=ready.path,
        procedure=ready.flow.slug,
        state=State.CHECKED.value,
        error=fault_of(error),
        exit_code=error.exit_code,
    )


def fault_of(error: PortalBotError) -> Fault:
    """An error as it is kept and reported: without anybody's values."""
    return Fault(error.code, privacy.redact(f"{error}"), error.field)


def of_checked(report: FilingReport, checked: Checked) -> FilingReport:
    """The report with what only the dossier's file says."""
    return replace(report, exceptions=tuple(checked.exceptions))


def of_refused(checked: Checked) -> FilingReport:
    """A dossier that did not pass its check: nothing was sent."""
    first = next(p for p in checked.problems if p.severity == "error")
    return FilingReport(
        id=None,
        path=checked.path,
        procedure=checked.procedure,
        state=State.NEW.value,
        error=Fault(first.code, MarkedText(f"{first.where}: {first.message}"), first.field),
        exit_code=checked.exit_code,
    )


def _fields(of: Receipt | Fault | Due) -> dict[str, Any]:
    return {name: getattr(of, name) for name in of.__slots__}
