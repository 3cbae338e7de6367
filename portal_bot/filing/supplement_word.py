"""A person decides what became of a supplement of which nobody knows."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

from portal_bot import clock
from portal_bot.checking import check_paths
from portal_bot.dossier.book_rows import file_of
from portal_bot.errors import HumanNeeded, UsageError
from portal_bot.filing.hearing import NOT_RECEIVED, Decision
from portal_bot.filing.opened_desk import open_desk
from portal_bot.filing.report import FilingReport, of_filing
from portal_bot.filing.supplement_book import Supplement, SupplementBook, last_supplement
from portal_bot.filing.supplementing import Supplementing
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, JournalPort, Receipt
from portal_bot.moments import next_minute, stamp
from portal_bot.portals.profile import Portal
from portal_bot.run.home import journal_of_home
from portal_bot.run.home_lock import held
from portal_bot.run.run import Run


async def settle_supplement(
    filing: Filing, decision: Decision, run: Run, secret: bytes
) -> FilingReport:
    """Settles it by the word; with the portal at hand the record is looked at.

    Raises:
        UsageError: another number than the dossier's, or the record contradicts the word.
        HumanNeeded: it is too early to say "not received".
    """
    number = filing.receipt.number if filing.receipt else ""
    if decision.received not in {None, number}:
        raise UsageError(
            f"bổ sung thuộc chính hồ sơ {number}, không thành hồ sơ mới: ghi --received {number}"
        )
    if decision.offline:
        with held(run.home), journal_of_home(run.home, secret) as journal:
            _by_word(journal, filing, decision, run.portal)
        return of_filing(filing, Path(filing.path))
    ready = _ready(filing, run, secret)
    async with open_desk(run, [ready], secret=secret) as desk:
        if desk.identity.key_of(ready) != filing.key:
            raise UsageError(f"tệp {filing.path} nay là hồ sơ khác, không phải {filing.id}")
        work = Supplementing(desk, ready, filing)
        await work.hear(received=decision.received is not None, by=decision.by)
    return of_filing(filing, ready.path)


def _by_word(journal: JournalPort, filing: Filing, decision: Decision, portal: Portal) -> None:
    last = last_supplement(journal.history(filing.id))
    if last is None or not last.is_open:
        raise UsageError(f"hồ sơ {filing.id} không còn lần bổ sung nào chưa rõ")
    book = SupplementBook(journal, filing, last.count, last.asked, last.files)
    if decision.received is None:
        _refuse_too_early(last, portal)
        book.resolved("not_received", decision.by, "offline")
        book.release(NOT_RECEIVED)
        return
    book.resolved("received", decision.by, "offline")
    book.receive(book.about_to_be_sent(), Receipt(decision.received), how="person")


def _refuse_too_early(last: Supplement, portal: Portal) -> None:
    portal.insist_on_real_time()
    if last.intent is None:
        return
    waits = portal.timing.max_commit_delay_s + (portal.timing.list_lag_s or 0.0)
    until = last.intent.click_deadline + timedelta(seconds=waits)
    if clock.now(UTC) < until:
        raise HumanNeeded(
            f"còn sớm: cổng có thể ghi muộn; xem lại hồ sơ sau {stamp(next_minute(until))} rồi "
            "quyết định"
        )


def _ready(filing: Filing, run: Run, secret: bytes) -> Ready:
    """The dossier, with the added papers or without: only what it is about counts."""
    path = file_of(Path(filing.path))
    world = filing.world or ""
    identity = Identity(secret, run.portal.name, world)
    if path.exists():
        # Nothing is sent of it any more: it may lie where it lay then.
        found = check_paths(
            [path],
            office=run.office,
            limits=run.portal.limits.anywhere(),
            home=run.home,
            edition=run.portal.edition,
        )
        for checked in found:
            if checked.ok and identity.key_of(ready := Ready.of(checked)) == filing.key:
                return ready
    raise UsageError(
        f"không còn tệp hồ sơ của {filing.id} ({path}), hoặc tệp chưa qua kiểm tra; thêm --offline "
        "để chỉ ghi quyết định, không so với cổng"
    )
