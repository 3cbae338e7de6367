"""A run, or a check, as JUnit's cases. They leave the machine, so they hold nothing of anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from portal_bot import junit
from portal_bot.checking import Checked
from portal_bot.dossier.problems import Problem
from portal_bot.errors import PortalBotError
from portal_bot.filing.field_words import PRACTICE
from portal_bot.filing.report import FilingReport, Report
from portal_bot.filing.standing import standing
from portal_bot.junit import JUnitCase, Kind, NotPassed, Suite, unnamed

# Exit codes whose cause lies with the tool, the machine or the portal, not with the dossier.
_ERRORS = frozenset({12, 20, 21, PortalBotError.exit_code})
_UNKNOWN = "unknown"
_FIELD = re.compile(r"[a-z0-9_.\[\]-]+")
_LINE = re.compile(r":(\d+)$")


def write_submitted(
    to: Path, report: Report, *, practice: bool, began: datetime, seconds: float
) -> Path:
    """Writes one test case a dossier of a run, each by its filing's id.

    The id is a keyed hash of what the dossier is about: the same from run to run, and nobody's.
    """
    name = f"portal-bot submit{' ' + PRACTICE if practice else ''}"
    cases = [_submitted(filing) for filing in report.filings]
    return junit.write(to, "portal-bot", [Suite(name, cases, began, seconds)])


def write_checked(to: Path, checked: Sequence[Checked], *, began: datetime, seconds: float) -> Path:
    """Writes one test case a dossier that was checked."""
    cases = [_checked(each) for each in checked]
    return junit.write(to, "portal-bot", [Suite("portal-bot check", cases, began, seconds)])


def _submitted(filing: FilingReport) -> JUnitCase:
    said = [f"state={filing.state}", f"attempts={filing.attempts}", f"sent={filing.sent}".lower()]
    if filing.receipt is not None:
        said.append(f"number={filing.receipt.number}")
    return JUnitCase(
        classname=filing.procedure or _UNKNOWN,
        name=filing.id or unnamed(filing.path),
        seconds=filing.seconds,
        outcomes=tuple(_outcome(filing)),
        said=" ".join(said),
    )


def _outcome(filing: FilingReport) -> list[NotPassed]:
    code = filing.error.code if filing.error else filing.state
    # A message may quote the dossier, or name its file: the code says who has to act.
    message = f"{standing(filing).words} ({code})"
    kind: Kind = "error" if filing.exit_code in _ERRORS else "failure"
    if filing.exit_code:
        return [NotPassed(kind, code, message)]
    return [NotPassed("skipped", code, message)] if filing.receipt is None else []


def _checked(checked: Checked) -> JUnitCase:
    errors = [problem for problem in checked.problems if problem.severity == "error"]
    text = "\n".join(_told(problem) for problem in checked.problems)
    first = _told(errors[0]) if errors else ""
    failed = NotPassed("failure", errors[0].code, first, text) if errors else None
    return JUnitCase(
        # What a file says where no procedure is found may be anything.
        classname=checked.flow.slug if checked.flow else _UNKNOWN,
        name=unnamed(checked.path),
        seconds=checked.seconds,
        outcomes=(failed,) if failed else (),
        said="" if errors else text,
    )


def _told(problem: Problem) -> str:
    """A problem without the values that its message may quote, and without the file's name."""
    line = _LINE.search(problem.where)
    # What nobody knows as a key may be a value that slipped to the left.
    known = _FIELD.fullmatch(problem.own_field) and not problem.code.startswith("unknown_key")
    parts = [
        problem.severity,
        problem.code,
        problem.own_field if known else "",
        line and f"line {line[1]}",
    ]
    return " ".join(part for part in parts if part)
