"""What a run came to, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from portal_bot.catalogue.deadline import appointment, appointments
from portal_bot.catalogue.procedures import procedure, procedures
from portal_bot.cli.console import line_width, out, table_width
from portal_bot.cli.tables import Column, TableRow, laid_out, moment, money, short, wrapped
from portal_bot.filing.standing import Standing, before_words, filled, standing
from portal_bot.shown import shown
from portal_bot.strongbox import ENDING

if TYPE_CHECKING:
    from datetime import date

    from rich.text import Text

    from portal_bot.checking import Checked
    from portal_bot.filing.report import FilingReport, Report

Stand = Callable[["FilingReport"], Standing]

PRACTICE = "THỬ NGHIỆM: không có hồ sơ nào ở đây là thật"
_COLUMNS = (
    Column("Hồ sơ", is_path=True),
    Column("Tình trạng"),
    Column("Số hồ sơ"),
    Column("Hẹn trả", told="hẹn trả"),
    Column("Phải nộp", told="phải nộp"),
)
_STYLES = {"good": "green", "look": "yellow", "bad": "red", "open": ""}


def show(report: Report, *, practice: bool, run: str = "status") -> None:
    """The receipts as a table; under it what went wrong, what must be paid, where the proof is.

    Args:
        report: what became of each.
        practice: whether nobody in it is real.
        run: which verb tells it: `submit` also says what it sent and what it did not, `fill` that
            nothing was submitted.
    """
    console = out()
    stand = filled if run == "fill" else standing
    for line in overview(report.filings, table_width(), practice=practice, stand=stand):
        console.print(line)
    refused = {checked.path: checked for checked in report.checked}
    problems = [atoms for f in report.filings for atoms in _problems(f, refused.get(f.path))]
    _print(problems, style="red")
    _print(_odd_appointments(report), style="yellow")
    if run == "submit":
        _print(_sent(report.filings))
    _print(_not_compared(report.filings))
    if run == "fill":
        _section(
            "Sẽ phải nộp khi nộp hồ sơ", [told_of(f, due_words(f)) for f in report.filings if f.due]
        )
    else:
        _section("Phải nộp", _dues(report.filings))
    _section("Ngoại lệ", _exceptions(report.filings))
    _section("Bằng chứng", _proofs(report.filings))


def overview(
    filings: Sequence[FilingReport],
    width: int,
    *,
    practice: bool = False,
    stand: Stand = standing,
) -> list[Text]:
    """One row a dossier, no wider than `width`."""
    from rich.text import Text  # slow: only where it is printed

    rows = [TableRow(_cells(f, stand(f)), _style(f, stand(f))) for f in filings]
    title = [Text(PRACTICE, style="italic")] if practice else []
    return [*title, *laid_out(_COLUMNS, rows, width)]


def _cells(filing: FilingReport, stands: Standing) -> tuple[str, ...]:
    receipt = filing.receipt
    return (
        short(filing.path),
        stands.words,
        shown(receipt.number) if receipt else "",
        shown(moment(receipt.due_at)) if receipt else "",
        owed(filing),
    )


def owed(filing: FilingReport) -> str:
    """What is to be paid, in one cell."""
    if filing.due is None:
        return "" if filing.fee_known else "chưa rõ"
    return money(filing.due.amount) + (" (đã nộp)" if filing.due.paid else "")


def _style(filing: FilingReport, stands: Standing) -> str:
    return _STYLES["look" if stands.look == "good" and filing.unpaid else stands.look]


def _section(heading: str, lines: Sequence[Sequence[str]]) -> None:
    if lines:
        out().print(f"{heading}:", style="bold")
        _print(lines, indent="  ")


def _print(lines: Iterable[Sequence[str]], *, style: str | None = None, indent: str = "") -> None:
    """Lines of whole atoms, wrapped where somebody looks at them on a screen."""
    console, width = out(), line_width() - len(indent)
    for atoms in lines:
        for line in wrapped(atoms, width, "  "):
            console.print(f"{indent}{line}", style=style)


def told_of(filing: FilingReport, *sayings: str) -> list[str]:
    """What is said of one dossier, as atoms: its file, then words."""
    words = shown(" ".join(" ".join(sayings).split())).split(" ")
    return [f"{short(filing.path)}:", *words]


def _problems(filing: FilingReport, refused: Checked | None) -> list[list[str]]:
    if refused is not None:
        return [
            [shown(problem.where), *shown(f"{problem.field}: {problem.message}").split()]
            for problem in refused.problems
            if problem.severity == "error"
        ]
    return [told_of(filing, filing.error.message)] if filing.error is not None else []


def _sent(filings: Sequence[FilingReport]) -> list[list[str]]:
    """What this run did not send, because an earlier one had; and how many it did."""
    before = [f for f in filings if f.is_received and not f.sent]
    lines = [told_of(f, before_words(f)) for f in before]
    if before and len(filings) > 1:
        now = sum(f.sent for f in filings)
        lines.append(
            f"Lần này gửi {now} hồ sơ; {len(before)} hồ sơ đã nộp từ trước, không gửi lại.".split()
        )
    return lines


def _not_compared(filings: Sequence[FilingReport]) -> list[list[str]]:
    """One line, however many: at most portals it is so for all of them."""
    many = sum(filing.papers_compared is False for filing in filings)
    where = "" if many == len(filings) else f" ở {many} hồ sơ"
    told = f"nội dung tệp chưa so{where}: cổng không cho tải lại; tên và dung lượng tệp thì đã so."
    return [told.capitalize().split()] if many else []


def _odd_appointments(report: Report) -> list[list[str]]:
    """Where the portal's day is not the law's: the filing is well, but somebody may ask."""
    return [
        told_of(
            filing,
            f"cổng hẹn trả {moment(filing.receipt.due_at)}, theo thời hạn của thủ tục tính ra "
            f"{day:%d/%m/%Y}{_longest(filing)}; báo người dân theo ngày của cổng, hoặc hỏi lại "
            "một cửa",
        )
        for filing in report.filings
        if filing.receipt is not None and (day := _other_day(filing)) is not None
    ]


def _longest(filing: FilingReport) -> str:
    facts = procedure(filing.procedure or "")
    told = facts.deadline.at_longest if facts else ""
    return f" ({told})" if told else ""


def _other_day(filing: FilingReport) -> date | None:
    """The usual case's day of appointment, where the portal says a day that no case has."""
    receipt, facts = filing.receipt, procedures().get(filing.procedure or "")
    if receipt is None or facts is None or not receipt.received_at or not receipt.due_at:
        return None
    try:
        at, due = map(datetime.fromisoformat, (receipt.received_at, receipt.due_at))
        known = due.date() in appointments(facts, at)
        return None if known else appointment(facts, at)
    except ValueError:  # no time was printed, or nobody knows the year's holidays
        return None


def _dues(filings: Sequence[FilingReport]) -> list[list[str]]:
    """What is still to be paid, and how its end is told."""
    lines = [told_of(f, due_words(f), f"({f.id})") for f in filings if f.unpaid]
    if lines:
        lines.append(["Nộp xong thì ghi:", "portal-bot resolve MÃ --paid"])
    return lines


def due_words(filing: FilingReport) -> str:
    """How much, what for, where."""
    due = filing.due
    return "; ".join(filter(None, (money(due.amount), due.why, due.where))) if due else ""


def _exceptions(filings: Sequence[FilingReport]) -> list[list[str]]:
    return [told_of(f, str(applied)) for f in filings for applied in f.exceptions]


def _proofs(filings: Sequence[FilingReport]) -> list[list[str]]:
    return [
        [f"{short(f.path)}:", _to_see(f, place)]
        for f in filings
        if (place := f.proof or f.evidence) is not None
    ]


def _to_see(filing: FilingReport, place: Path | str) -> str:
    """Where it lies; or, of what is locked, what opens it; of what is gone that it is."""
    if Path(place).is_absolute() and not Path(place).exists():
        return "không còn ở máy này"
    return f"portal-bot open {filing.id}" if str(place).endswith(ENDING) else shown(place)
