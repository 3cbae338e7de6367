"""What a run came to, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal_bot.cli import words
from portal_bot.cli.console import out
from portal_bot.cli.tables import moment, money, table

if TYPE_CHECKING:
    from rich.table import Table

    from portal_bot.checking import Checked
    from portal_bot.filing.report import FilingReport, Report
    from portal_bot.portals.base import Due

_VERIFIED = {True: "đúng", False: "KHÁC", None: ""}


def show(report: Report, *, practice: bool) -> None:
    """The receipts as a table; under it what must be paid, what went wrong, where the proof is."""
    console = out()
    console.print(overview(report, practice=practice), soft_wrap=False)
    refused = {checked.path: checked for checked in report.checked}
    for filing in report.filings:
        for line in _lines(filing, refused.get(filing.path)):
            console.print(line)


def overview(report: Report, *, practice: bool = False) -> Table:
    """One row a dossier."""
    title = "THỬ NGHIỆM: không có hồ sơ nào ở đây là thật" if practice else None
    shown = table(
        "Hồ sơ", "Tình trạng", "Số hồ sơ", "Hẹn trả", "Đối chiếu", "Phải nộp", title=title
    )
    for filing in report.filings:
        shown.add_row(*_row(filing), style=_style(filing))
    return shown


def _row(filing: FilingReport) -> tuple[str, ...]:
    receipt = filing.receipt
    return (
        "/".join(filing.path.parts[-2:]),
        words.state(filing.state),
        receipt.number if receipt else "",
        moment(receipt.due_at) if receipt else "",
        _VERIFIED[filing.verified],
        money(filing.due.amount) if filing.due else "",
    )


def _style(filing: FilingReport) -> str | None:
    if filing.state in words.GOOD and not filing.exit_code:
        return "green"
    return "red" if filing.exit_code else None


def _lines(filing: FilingReport, refused: Checked | None) -> list[str]:
    """What does not fit into a cell; each line is worth copying whole."""
    lines: list[str] = []
    if refused is not None:
        lines += [
            f"{problem.where} {problem.field}: {problem.message}"
            for problem in refused.problems
            if problem.severity == "error"
        ]
    elif filing.error is not None:
        lines.append(f"{filing.path}: {filing.error.message}")
    if filing.due is not None:
        lines.append(f"{filing.path}: phải nộp {_due(filing.due)}")
    place = filing.proof or filing.evidence
    if place is not None:
        lines.append(f"{filing.path}: bằng chứng ở {place}")
    return lines


def _due(due: Due) -> str:
    return ": ".join(part for part in (money(due.amount), due.why, due.where) if part)
