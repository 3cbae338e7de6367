"""A run's own reports: a page and a table, in the home, for those who look after the batch."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from portal_bot import clock
from portal_bot.atomic_write import write_private
from portal_bot.evidence import manifest
from portal_bot.filing.field_words import PRACTICE, money
from portal_bot.filing.report import FilingReport, Report
from portal_bot.filing.standing import before_words, by_urgency, needs_person, standing
from portal_bot.moments import in_vietnam, iso, moment, stamp
from portal_bot.page_template import page_template
from portal_bot.privacy import redact
from portal_bot.registry import title_of
from portal_bot.shown import shown
from portal_bot.strongbox import ENDING
from portal_bot.strongbox.box import box_of

if TYPE_CHECKING:
    from portal_bot.portals.profile import Portal

# What the check refused, counted; without names, numbers or files: the yearly report reads it.
PROBLEMS = "problems.json"
REPORTS = "reports"
HEADINGS = (
    *("STT", "Hồ sơ", "Thủ tục", "Mã", "Tình trạng", "Số hồ sơ"),
    *("Ngày nhận", "Hẹn trả", "Lý do", "Bằng chứng"),
    *("Lần này gửi", "Phải nộp (đồng)", "Vì sao phải nộp", "Nộp ở đâu", "Đã nộp tiền", "Ngoại lệ"),
    "Người trực",
)


def write_records(home: Path, portal: Portal, report: Report, began: datetime) -> Path:
    """Writes ``batch.html``, ``batch.csv`` and ``problems.json`` (0600), and signs them; returns
    their folder.

    Args:
        home: the home folder.
        portal: where the dossiers went.
        report: what became of them.
        began: when the run began, with offset.
    """
    folder = home / REPORTS / f"{in_vietnam(began):%Y%m%dT%H%M%S%f}-{portal.name}"
    write_private(folder / "batch.csv", _csv(portal, report))
    write_private(folder / "batch.html", _page(portal, report, began))
    if report.checked:
        write_private(folder / PROBLEMS, _problems(portal, report, began))
    manifest.write(folder, folder.name, box_of(home).key.signing_seed, ending="")
    return folder


def _problems(portal: Portal, report: Report, began: datetime) -> str:
    counts = Counter(
        (checked.procedure or "", problem.code)
        for checked in report.checked
        for problem in checked.problems
        if problem.severity == "error"
    )
    told = [{"procedure": slug, "code": code, "count": n} for (slug, code), n in counts.items()]
    head = {"at": iso(began), "portal": portal.name, "practice": portal.practice}
    return json.dumps({**head, "dossiers": len(report.checked), "problems": told})


def _csv(portal: Portal, report: Report) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    if portal.practice:
        lines.writerow([f"{PRACTICE}: không có hồ sơ nào ở đây là thật"])
    lines.writerow(HEADINGS)
    for number, filing in enumerate(report.filings, 1):
        lines.writerow([_safe(shown(cell)) for cell in (str(number), *_cells(filing))])
    # With the mark that lets Excel read Vietnamese letters.
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula is told to be text."""
    return f"'{cell}" if normalize("NFKC", cell[:1]) in {"=", "+", "-", "@"} else cell


def _cells(filing: FilingReport) -> tuple[str, ...]:
    receipt = filing.receipt
    return (
        redact(shown(filing.path)),
        title_of(filing.procedure),
        filing.id or "",
        standing(filing).words,
        receipt.number if receipt else "",
        moment(receipt.received_at) if receipt else "",
        moment(receipt.due_at) if receipt else "",
        redact(filing.error.message) if filing.error else "",
        filing.evidence or "",
        "có" if filing.sent else "không",
        *_due_cells(filing),
        redact("; ".join(map(str, filing.exceptions))),
        filing.on_duty.words if filing.on_duty else "",
    )


def _due_cells(filing: FilingReport) -> tuple[str, str, str, str]:
    if filing.due is None:
        return ("" if filing.fee_known else "chưa rõ", "", "", "")
    due = filing.due
    return (str(due.amount), due.why, due.where, "rồi" if due.paid else "chưa")


def _page(portal: Portal, report: Report, began: datetime) -> str:
    ended = clock.now()
    counts = Counter(standing(f).words for f in by_urgency(report.filings))
    unpaid = [f.due.amount for f in report.filings if f.unpaid and f.due]
    return page_template("portal_bot.batch", "batch.html.j2").render(
        practice=portal.practice,
        portal=f"{portal.title} ({portal.address})",
        began=stamp(began),
        ended=stamp(ended),
        on_duty=sorted({shown(f.on_duty.words) for f in report.filings if f.on_duty}),
        total=len(report.filings),
        counts=list(counts.items()),
        sent=sum(filing.sent for filing in report.filings),
        before=sum(filing.is_received and not filing.sent for filing in report.filings),
        unpaid=(len(unpaid), money(sum(unpaid))) if unpaid else None,
        people=[n for n, filing in enumerate(report.filings, 1) if needs_person(filing)],
        stopped=redact(report.stopped.message) if report.stopped else None,
        rows=[_row(number, filing) for number, filing in enumerate(report.filings, 1)],
    )


def _row(number: int, filing: FilingReport) -> dict[str, object]:
    receipt = filing.receipt
    stands, due = standing(filing), filing.due
    pages = (filing.proof, filing.sheet)
    here = filing.evidence is not None and Path(filing.evidence).is_absolute()
    return {
        "number": number,
        "folder": redact(shown("".join(filing.path.parts[-2:-1]).strip("/\\"))),
        "file": redact(shown(filing.path.name)),
        "path": redact(shown(filing.path)),
        "procedure": title_of(filing.procedure),
        "id": filing.id or "",
        "look": stands.look,
        "state": stands.words,
        "receipt": receipt.number if receipt else "",
        "due": moment(receipt.due_at) if receipt else "",
        "reason": redact(shown(filing.error.message)) if filing.error else "",
        "before": before_words(filing) if filing.is_received and not filing.sent else "",
        "owed": money(due.amount) if due else ("" if filing.fee_known else "chưa rõ"),
        "owed_for": "; ".join(filter(None, (due.why, due.where))) if due else "",
        "paid": due.paid if due else None,
        "exceptions": [redact(str(applied)) for applied in filing.exceptions],
        "evidence": Path(filing.evidence or "").as_uri() if here else None,
        # A worker of a shared queue keeps its own: machine:folder.
        "elsewhere": None if here else filing.evidence,
        "proof": _link(filing.proof),
        "sheet": _link(filing.sheet),
        "locked": any(page is not None and page.suffix == ENDING for page in pages),
    }


def _link(page: Path | None) -> str | None:
    """To a page that stands open; what is locked is opened by `portal-bot open`."""
    return page.as_uri() if page is not None and page.suffix != ENDING else None
