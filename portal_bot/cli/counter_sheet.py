"""What the counter prints: its checklist (`check --html`), the form of consent (`--consent`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from portal_bot.atomic_write import write_private
from portal_bot.catalogue import Forecast
from portal_bot.checking import Checked
from portal_bot.cli.tables import money
from portal_bot.dossier.book_rows import file_of, row_of
from portal_bot.dossier.written_keys import english
from portal_bot.errors import SetupError, UsageError
from portal_bot.intake.consent_form import consent_page, form_of
from portal_bot.intake.counter_list import CounterList, counter_page, paper_lines
from portal_bot.reasons import in_words
from portal_bot.shown import shown


def write_sheet(
    to: Path, checked: Sequence[Checked], forecasts: Sequence[Forecast | None], now: datetime
) -> None:
    """Writes the page, for its owner only: it names citizens.

    Raises:
        UsageError: by its name it is no page, and may be somebody's dossier.
        SetupError: it cannot be written.
    """
    _insist_on_a_page(to, "--html")
    pairs = zip(checked, forecasts, strict=True)
    _write(to, counter_page((_of(each, told) for each, told in pairs), now))


def write_forms(to: Path, checked: Sequence[Checked], now: datetime) -> None:
    """Writes the forms on which citizens agree; errors as `write_sheet`."""
    _insist_on_a_page(to, "--consent")
    forms = (form_of(c.flow, c.dossier, c.papers) for c in checked if c.flow is not None)
    _write(to, consent_page(forms, now))


def _insist_on_a_page(to: Path, option: str) -> None:
    if to.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"{option} {to}: tên tệp phải kết thúc bằng .html")


def _write(to: Path, page: str) -> None:
    try:
        write_private(to, page)
    except OSError as error:
        raise SetupError(f"không ghi được {to}: {in_words(error)}") from error


def _of(checked: Checked, told: Forecast | None) -> CounterList:
    flow, row = checked.flow, row_of(checked.path)
    name = shown(file_of(checked.path).name)
    return CounterList(
        name=f"{name}, {shown(row)}" if row else name,
        procedure=flow.title if flow else shown(checked.procedure or "chưa rõ thủ tục"),
        applicant=_applicant(checked),
        papers=paper_lines(flow, checked.declaration, checked.papers) if flow else (),
        problems=[f"{p.where}: {p.message}" for p in checked.problems if p.severity == "error"],
        outlook=_outlook(told),
    )


def _applicant(checked: Checked) -> str:
    """As the dossier says it, also where something else in it is wrong."""
    if checked.dossier is not None:
        return checked.dossier.applicant.full_name
    whole = english(checked.said, None)
    said = whole.get("applicant") if isinstance(whole, dict) else None
    name = said.get("full_name") if isinstance(said, dict) else None
    return shown(" ".join(name.split())) if isinstance(name, str) else ""


def _outlook(told: Forecast | None) -> str:
    if told is None:
        return ""
    fee = money(told.fee.amount_vnd) if told.fee.amount_vnd else "không phải nộp"
    due = f"; hẹn trả {told.appointment:%d/%m/%Y} nếu nộp bây giờ" if told.appointment else ""
    post = f". Trả qua bưu chính: {told.post}" if told.post else ""
    return f"Lệ phí: {fee}{due}{post}"
