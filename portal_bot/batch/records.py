"""A run's own reports: a page and a table, in the home, for those who look after the batch."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from portal_bot.filing.report import FilingReport, Report
from portal_bot.filing.words import GOOD, PRACTICE, moment, state
from portal_bot.settings import write_private

if TYPE_CHECKING:
    from jinja2 import Template

    from portal_bot.portals.profile import Portal

HEADINGS = (
    *("STT", "Hồ sơ", "Thủ tục", "Mã", "Tình trạng", "Số hồ sơ"),
    *("Ngày nhận", "Hẹn trả", "Lý do", "Bằng chứng", "Ngoại lệ"),
)


def write_records(home: Path, portal: Portal, report: Report, began: datetime) -> Path:
    """Writes ``batch.html`` and ``batch.csv`` (0600) and returns their folder.

    Args:
        home: the home folder.
        portal: where the dossiers went.
        report: what became of them.
        began: when the run began, with offset.
    """
    folder = home / "reports" / f"{began:%Y%m%dT%H%M%S%f}-{portal.name}"
    write_private(folder / "batch.csv", _csv(portal, report))
    write_private(folder / "batch.html", _page(portal, report, began))
    return folder


def _csv(portal: Portal, report: Report) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    if portal.practice:
        lines.writerow([f"{PRACTICE}: không có hồ sơ nào ở đây là thật"])
    lines.writerow(HEADINGS)
    for number, filing in enumerate(report.filings, 1):
        lines.writerow([_safe(cell) for cell in (str(number), *_cells(filing))])
    # With the mark that lets Excel read Vietnamese letters.
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula is told to be text."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell


def _cells(filing: FilingReport) -> tuple[str, ...]:
    receipt = filing.receipt
    return (
        str(filing.path),
        filing.procedure or "",
        filing.id or "",
        state(filing.state),
        receipt.number if receipt else "",
        moment(receipt.received_at) if receipt else "",
        moment(receipt.due_at) if receipt else "",
        filing.error.message if filing.error else "",
        filing.evidence or "",
        "; ".join(map(str, filing.exceptions)),
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("portal_bot.batch", ".")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("batch.html.j2")


def _page(portal: Portal, report: Report, began: datetime) -> str:
    ended = datetime.now().astimezone()
    counts = Counter(filing.state for filing in report.filings)
    return _template().render(
        practice=portal.practice,
        portal=f"{portal.title} ({portal.address})",
        began=f"{began:%H:%M:%S %d/%m/%Y}",
        ended=f"{ended:%H:%M:%S %d/%m/%Y}",
        total=len(report.filings),
        counts=[(name, state(name), counts[name]) for name in sorted(counts)],
        stopped=report.stopped.message if report.stopped else None,
        rows=[_row(number, filing) for number, filing in enumerate(report.filings, 1)],
    )


def _row(number: int, filing: FilingReport) -> dict[str, object]:
    receipt = filing.receipt
    good = filing.state in GOOD and not filing.exit_code
    here = filing.evidence is not None and Path(filing.evidence).is_absolute()
    return {
        "number": number,
        "file": "/".join(filing.path.parts[-2:]),
        "path": str(filing.path),
        "procedure": filing.procedure or "",
        "id": filing.id or "",
        "look": "good" if good else ("bad" if filing.exit_code else "open"),
        "state": state(filing.state),
        "receipt": receipt.number if receipt else "",
        "due": moment(receipt.due_at) if receipt else "",
        "reason": filing.error.message if filing.error else "",
        "exceptions": [str(applied) for applied in filing.exceptions],
        "evidence": Path(filing.evidence or "").as_uri() if here else None,
        # A worker of a shared queue keeps its own: machine:folder.
        "elsewhere": None if here else filing.evidence,
        "proof": filing.proof.as_uri() if filing.proof else None,
    }
