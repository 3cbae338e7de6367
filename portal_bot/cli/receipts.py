"""What a run came to, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal_bot.cli import words
from portal_bot.cli.console import out
from portal_bot.cli.tables import moment, money, short, table

if TYPE_CHECKING:
    from datetime import date

    from rich.table import Table

    from portal_bot.checking import Checked
    from portal_bot.filing.report import FilingReport, Report

_VERIFIED = {True: "đúng", False: "KHÁC", None: ""}


def show(report: Report, *, practice: bool) -> None:
    """The receipts as a table; under it what went wrong, what must be paid, where the proof is."""
    console = out()
    console.print(overview(report, practice=practice), soft_wrap=False)
    refused = {checked.path: checked for checked in report.checked}
    for filing in report.filings:
        for line in _problems(filing, refused.get(filing.path)):
            console.print(line, style="red")
    for line in _odd_appointments(report):
        console.print(line, style="yellow")
    for heading, lines in (
        ("Phải nộp", _dues(report)),
        ("Ngoại lệ", _exceptions(report)),
        ("Bằng chứng", _proofs(report)),
    ):
        if lines:
            console.print(f"{heading}:", style="bold")
        for line in lines:
            console.print(f"  {line}")


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
        short(filing.path),
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


def _problems(filing: FilingReport, refused: Checked | None) -> list[str]:
    if refused is not None:
        return [
            f"{problem.where} {problem.field}: {problem.message}"
            for problem in refused.problems
            if problem.severity == "error"
        ]
    return [f"{short(filing.path)}: {filing.error.message}"] if filing.error is not None else []


def _odd_appointments(report: Report) -> list[str]:
    """Where the portal's day is not the law's: the filing is well, but somebody may ask."""
    return [
        f"{short(filing.path)}: cổng hẹn trả {moment(filing.receipt.due_at)}, theo thời hạn của "
        f"thủ tục tính ra {day:%d/%m/%Y}; báo người dân theo ngày của cổng, hoặc hỏi lại một cửa"
        for filing in report.filings
        if filing.receipt is not None and (day := _other_day(filing)) is not None
    ]


def _other_day(filing: FilingReport) -> date | None:
    """The usual case's day of appointment, where the portal says a day that no case has."""
    from datetime import datetime

    from portal_bot.catalogue.deadline import appointment, appointments
    from portal_bot.catalogue.procedures import procedure

    receipt, facts = filing.receipt, procedure(filing.procedure or "")
    if receipt is None or facts is None or not receipt.received_at or not receipt.due_at:
        return None
    try:
        at, due = map(datetime.fromisoformat, (receipt.received_at, receipt.due_at))
        known = due.date() in appointments(facts, at)
        return None if known else appointment(facts, at)
    except ValueError:  # no time was printed, or nobody knows the year's holidays
        return None


def _dues(report: Report) -> list[str]:
    return [
        f"{short(filing.path)}: {'; '.join(filter(None, (money(due.amount), due.why, due.where)))}"
        for filing in report.filings
        if (due := filing.due) is not None
    ]


def _exceptions(report: Report) -> list[str]:
    return [f"{short(f.path)}: {applied}" for f in report.filings for applied in f.exceptions]


def _proofs(report: Report) -> list[str]:
    return [
        f"{short(filing.path)}: {place}"
        for filing in report.filings
        if (place := filing.proof or filing.evidence) is not None
    ]
