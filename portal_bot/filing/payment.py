"""What is to be paid for a filing: known from the portal's pages, paid by people, never by us."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from portal_bot import settings
from portal_bot.errors import UsageError
from portal_bot.filing.questions import journal_of
from portal_bot.filing.report import FilingReport, of_filing
from portal_bot.journal import NOTHING_DUE, Due, Filing, JournalPort
from portal_bot.run.home_lock import held


def as_recorded(known: Due | None, told: Due) -> Due:
    """What the journal keeps once the portal's record was read.

    The record has the last word on the amount and on whether it is paid; what for and where, the
    review screen says better, as long as it is the same money.
    """
    if known is None or known.amount != told.amount:
        return told
    return replace(known, paid=told.paid or known.paid)


def pay(filing_id: str, *, paid: bool, by: str, home: Path | None = None) -> FilingReport:
    """Writes down a person's word that a filing's fee is paid, or is not paid after all.

    Raises:
        UsageError: no such filing, or nothing of it is to be paid.
        SetupError: another program holds the home.
    """
    place = settings.home(home)
    with journal_of(place) as journal:
        # Before the home is taken: a wrong id need not wait for another program. And once more when
        # it is ours, for that program may have written.
        known(journal, filing_id)
        with held(place):
            filing = written(journal, known(journal, filing_id), paid=paid, by=by)
    return of_filing(filing, Path(filing.path))


def known(journal: JournalPort, filing_id: str) -> Filing:
    """The filing, if its fee is a question at all.

    Raises:
        UsageError: there is no such filing, it was not received, or nothing of it is to be paid.
        JournalAltered: other hands changed what the journal says of it.
    """
    filing = journal.by_id(filing_id)
    if filing is None:
        raise UsageError(f"không có hồ sơ {filing_id}; xem các mã bằng `portal-bot status --json`")
    journal.insist_sound(filing_id)
    if not filing.is_received:
        raise UsageError(f"cổng chưa nhận hồ sơ {filing_id}: chưa có lệ phí nào để ghi đã nộp")
    if filing.due is not None and not filing.due.amount:
        raise UsageError(f"hồ sơ {filing_id} không phải nộp lệ phí nào")
    return filing


def written(journal: JournalPort, filing: Filing, *, paid: bool, by: str) -> Filing:
    """The word in the journal. Of what nobody knew, "paid" says that nothing is left to pay."""
    if filing.due is None:
        return journal.owe(filing, NOTHING_DUE, by=by) if paid else filing
    return journal.owe(filing, replace(filing.due, paid=paid), by=by)
