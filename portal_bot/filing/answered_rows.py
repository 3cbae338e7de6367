"""What is written beside the rows of a workbook: how each stands, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from portal_bot import registry
from portal_bot.catalogue import Forecast, outlook
from portal_bot.checking import Checked, Checks
from portal_bot.dossier.book_rows import is_row
from portal_bot.dossier.finding import Skipped
from portal_bot.dossier.model import DeliveryMethod
from portal_bot.dossier.problems import Problem
from portal_bot.filing.field_words import money
from portal_bot.filing.report import FilingReport, Report
from portal_bot.filing.standing import filled, standing
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal import State
from portal_bot.moments import day, moment

if TYPE_CHECKING:
    from portal_bot.intake.workbook.written_back import RowAnswer

Run = Literal["fill", "submit"]
_PASSED, _FAILED = "đạt, chưa gửi", "chưa đạt, chưa gửi"
_NOT_SENT = frozenset((State.NEW, State.CHECKED, State.FAILED, State.REJECTED))
_POSTAGE = "; cước bưu chính: người dân trả"
_KINDS = {"error": "", "warning": "lưu ý: ", "info": "ghi chú: "}


def answer_checked(
    checked: Sequence[Checked], forecasts: Sequence[Forecast | None]
) -> list[Skipped]:
    """Writes beside each row that was checked what was found.

    Args:
        checked: the dossiers; those that are files of their own are passed over.
        forecasts: fee and appointment of each, were it filed now.

    Returns:
        What there is to say of a workbook that could not be written into.
    """
    pairs = zip(checked, forecasts, strict=True)
    rows = [(each, told) for each, told in pairs if is_row(each.path) and each.said is not None]
    # Whoever has no workbook need not wait for what writes them.
    return _written(list(_of_checked(rows))) if rows else []


def forecast_of(checked: Checked, now: datetime, post_days: int | None = None) -> Forecast | None:
    """What it would cost and when it would be due; of a dossier that may not be filed, nothing.

    Args:
        checked: the dossier.
        now: when it is filed.
        post_days: how much later the post brings a result (`days_of_post`).
    """
    if checked.flow is None or checked.declaration is None or not checked.ok:
        return None
    if (facts := registry.facts(checked.flow)) is None:
        return None
    with checked.guarded():
        return outlook(facts, checked.declaration, now, post_days, sent=is_sent_back(checked))
    return None


def is_sent_back(checked: Checked) -> bool:
    """Whether the result comes by post: the fee for that is the citizen's."""
    dossier = checked.dossier
    return dossier is not None and dossier.delivery.method is DeliveryMethod.POSTAL


def _of_checked(pairs: Iterable[tuple[Checked, Forecast | None]]) -> Iterator[RowAnswer]:
    from portal_bot.intake.workbook import sheet_columns as columns  # slow: for rows
    from portal_bot.intake.workbook.written_back import RowAnswer  # slow: for rows

    for each, told in pairs:
        due = told.appointment if told else None
        post = f"; bưu chính: {told.post}" if told and told.post else ""
        cells = {
            columns.STATE: _PASSED if each.ok else _FAILED,
            columns.PROBLEMS: _problems(each.problems),
            columns.DUE_AT: f"dự kiến {day(due)}{post}" if due else "",
            columns.FEE: f"dự kiến {money(told.fee.amount_vnd)}" if told else "",
        }
        yield RowAnswer(each.path, each.said, cells, spare_filed=True)


def answer_filed(checked: Checks, report: Report, run: Run) -> Report:
    """The report of a run whose rows are answered in their workbooks.

    Args:
        checked: every dossier of the run, in the report's order.
        report: what became of them.
        run: what was done; a dry run gives no number.
    """
    pairs = zip(checked, report.filings, strict=True)
    rows = [_of_filing(each, filing, run) for each, filing in pairs if is_row(each.path)]
    told = _written([row for row in rows if row.said is not None])
    return replace(report, skipped=(*report.skipped, *told)) if told else report


def name_rows(checked: Iterable[Checked], identity: Identity) -> None:
    """Writes each row's reference beside it before anything of it is sent.

    Whoever pulls the plug after the last click finds it there: the row is known for the one that
    was filed, also when it says something else by then. Of a workbook that is open elsewhere it is
    written at the end, beside it.

    Args:
        checked: rows of workbooks.
        identity: gives them their references.
    """
    rows = [each for each in checked if not each.reference]
    if not rows:
        return
    from portal_bot.intake.workbook import sheet_columns as columns  # slow: for rows
    from portal_bot.intake.workbook.written_back import RowAnswer, write_back  # slow: for rows

    ids = {each.path: identity.filing(Ready.of(each)).id for each in rows}
    answers = [
        RowAnswer(each.path, each.said, {columns.REFERENCE: ids[each.path]}) for each in rows
    ]
    write_back(answers, beside=False)


def _of_filing(checked: Checked, filing: FilingReport, run: Run) -> RowAnswer:
    from portal_bot.intake.workbook import sheet_columns as columns  # slow: for rows
    from portal_bot.intake.workbook.written_back import RowAnswer  # slow: for rows

    stands = filled(filing) if run == "fill" else standing(filing)
    cells = {columns.STATE: stands.words, **_cells(checked, filing)}
    return RowAnswer(checked.path, checked.said, cells, spare_filed=filing.id is None)


def _cells(checked: Checked, filing: FilingReport) -> Mapping[str, str]:
    from portal_bot.intake.workbook import sheet_columns as columns  # slow: for rows

    receipt = filing.receipt
    problems = _problems(checked.problems)
    if filing.error and checked.ok:
        problems = "\n".join(filter(None, (filing.error.message, problems)))
    cells = {
        columns.PROBLEMS: problems,
        columns.NUMBER: receipt.number if receipt else "",
        columns.DUE_AT: moment(receipt.due_at) if receipt else "",
        columns.FEE: _owed(filing) + (_POSTAGE if is_sent_back(checked) and receipt else ""),
    }
    # A row keeps the id that it had: an error may be just that its dossier became another one.
    # What was not sent may still be corrected: it has none.
    if checked.reference or not filing.id:
        return cells
    return {**cells, columns.REFERENCE: "" if filing.state in _NOT_SENT else filing.id}


def _owed(filing: FilingReport) -> str:
    due = filing.due
    if due is None:
        return "" if filing.fee_known else "chưa rõ"
    paid = "đã nộp" if due.paid else "; ".join(filter(None, (due.why, due.where)))
    return f"{money(due.amount)} ({paid})" if paid else money(due.amount)


def _problems(problems: Iterable[Problem]) -> str:
    """One a line, each with its cell."""
    return "\n".join(
        f"{problem.where.rpartition('!')[2]}: {_KINDS[problem.severity]}{problem.message}"
        for problem in problems
    )


def _written(answers: list[RowAnswer]) -> list[Skipped]:
    if not answers:
        return []
    from portal_bot.intake.workbook.written_back import write_back  # slow: for rows

    return write_back(answers)
