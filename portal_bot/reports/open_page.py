"""Everything that is open, as one page: sorted and filtered where it is read, and printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from portal_bot import clock
from portal_bot.atomic_write import write_private
from portal_bot.dossier.book_rows import file_of, row_of
from portal_bot.errors import UsageError
from portal_bot.filing.field_words import money
from portal_bot.filing.report import FilingReport, Report
from portal_bot.filing.standing import by_urgency, standing
from portal_bot.moments import in_vietnam, moment, stamp
from portal_bot.office_states import state_of
from portal_bot.page_template import page_template
from portal_bot.portals import profile
from portal_bot.privacy import redact
from portal_bot.reasons import in_words
from portal_bot.registry import title_of
from portal_bot.shown import shown

NAME = "status.html"
# By which a page that may be written anew is told from somebody's own file.
MARK = "<!-- portal-bot status -->"


def write_open_page(report: Report, path: Path) -> Path:
    """Writes the page (0600), over the one that was there before.

    Args:
        report: what is to be shown, as `status` chose it.
        path: the page.

    Raises:
        UsageError: something else has that name, or it cannot be written.
    """
    try:
        if path.exists() and not _is_ours(path):
            raise UsageError(f"{path} đã có và không phải trang này; không ghi đè. Chọn tên khác")
        return write_private(path, open_page(report))
    except OSError as error:
        raise UsageError(f"không ghi được {path}: {in_words(error)}") from error


def open_page(report: Report) -> str:
    """The page's text."""
    practice = profile.practising()
    real = [f for f in report.filings if f.portal not in practice]
    tried = [f for f in report.filings if f.portal in practice]
    parts = [part for part in (_part(real, practice=False), _part(tried, practice=True)) if part]
    return page_template("portal_bot.reports", "open.html.j2").render(
        mark=MARK,
        made=stamp(clock.now()),
        stopped=redact(report.stopped.message) if report.stopped else None,
        parts=parts,
        states=list(dict.fromkeys(standing(f).words for f in by_urgency(report.filings))),
        total=len(report.filings),
    )


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return MARK.encode() in file.read(400)


def _part(filings: list[FilingReport], *, practice: bool) -> dict[str, object] | None:
    if not filings:
        return None
    today = clock.today()
    rows = [_row(n, filing, today) for n, filing in enumerate(by_urgency(filings), 1)]
    return {"practice": practice, "rows": rows}


def _row(number: int, filing: FilingReport, today: date) -> dict[str, object]:
    stands = standing(filing)
    receipt, owed = filing.receipt, filing.due if filing.unpaid else None
    due_at = receipt.due_at if receipt else None
    row = row_of(filing.path)
    return {
        "number": number,
        "id": filing.id or "",
        "look": stands.look,
        "state": stands.words,
        "waits": redact(filing.waits_for or ""),
        "procedure": title_of(filing.procedure),
        "file": redact(shown(file_of(filing.path).name)) + (f", dòng {row}" if row else ""),
        "path": redact(shown(file_of(filing.path))),
        "receipt": receipt.number if receipt else "",
        "office": redact(shown(filing.office or "")),
        "due": moment(due_at),
        "due_key": due_at or "",
        "overdue": _days(due_at, today),
        "owed": money(owed.amount) if owed else "",
        "owed_key": owed.amount if owed else 0,
        "reason": redact(shown(filing.error.message)) if filing.error else "",
        "on_duty": shown(filing.on_duty.words) if filing.on_duty else "",
        "next": next_act(filing),
    }


def _days(due_at: str | None, today: date) -> int:
    """How many days ago the day of appointment was; 0: it is not over."""
    try:
        day = in_vietnam(datetime.fromisoformat(due_at)).date() if due_at else today
    except ValueError:
        return 0
    return max(0, (today - day).days)


_ACTS: dict[str, Callable[[FilingReport], str]] = {
    "uncertain": lambda f: f"tra trên cổng, rồi: portal-bot resolve {f.id}",
    "awaiting_payment": lambda _: "người dân trả phí trên cổng, rồi chạy lại submit",
    "needs_human": lambda _: "làm việc ghi ở cột bên, rồi chạy lại submit",
    "rejected": lambda _: "sửa theo lời cổng, rồi chạy lại submit",
    "failed": lambda _: "chạy lại submit",
    "new": lambda _: "sửa hồ sơ, rồi chạy lại submit",
    "checked": lambda _: "chạy submit",
    "filing": lambda _: "đang nộp; nếu đã tắt máy thì chạy lại submit",
    "waiting": lambda f: f"trả lời: {f.waits_for}",
    "received": lambda _: "chạy lại submit để đối chiếu",
}


_OFFICE_ACTS = {
    "supplement": "thêm giấy tờ vào hồ sơ, rồi: portal-bot track --supplement TỆP "
    "(cổng quốc gia, cổng Bộ Tư pháp: người dân tự bổ sung trên cổng)",
    "payment": "báo người dân nộp tiền",
    "confirm": "báo người dân xem và xác nhận bản dự thảo; quá hạn là coi như đồng ý",
    "resolved": "phát kết quả cho người dân",
}


def next_act(filing: FilingReport) -> str:
    """What somebody does next about an open filing, in a few words."""
    act = _ACTS.get(standing(filing).name)
    acts = [act(filing)] if act else []
    if not acts and filing.state == "received":
        acts.append("mở hồ sơ trên cổng, so lại")
    if filing.office_waits:
        acts.append(_OFFICE_ACTS[str(state_of(filing.office or ""))])
    if filing.unpaid:
        acts.append(f"nộp tiền xong thì: portal-bot resolve {filing.id} --paid")
    return "; ".join(acts)
