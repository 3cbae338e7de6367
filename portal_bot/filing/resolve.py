"""A person decides an uncertain filing, having looked where the program could not decide."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

from portal_bot import clock, settings
from portal_bot.checking import check_paths
from portal_bot.dossier.book_rows import file_of
from portal_bot.errors import HumanNeeded, UsageError
from portal_bot.filing.hearing import NOT_RECEIVED, Decision, Hearing, note
from portal_bot.filing.opened_desk import open_desk
from portal_bot.filing.questions import asked_at, still_open
from portal_bot.filing.reconcile import uncertain
from portal_bot.filing.report import FilingReport, of_filing
from portal_bot.filing.supplement_word import settle_supplement
from portal_bot.intake.filed_content import content_hash
from portal_bot.intake.identity import Identity
from portal_bot.intake.marks import sent_otherwise
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, JournalPort, Receipt
from portal_bot.moments import next_minute, stamp
from portal_bot.portals.profile import Portal, choose
from portal_bot.run.home import journal_of_home
from portal_bot.run.home_lock import held
from portal_bot.run.options import Options
from portal_bot.run.run import Run

REMEDY = "; thêm --offline để chỉ ghi quyết định, không so với cổng"


async def resolve(filing_id: str, decision: Decision, options: Options) -> FilingReport:
    """Settles an uncertain filing by a person's word.

    With the portal at hand the word is checked: the named record is opened, must be no other
    dossier, and is read back; "not received" must not contradict the list.

    Raises:
        UsageError: no such filing, not uncertain, or the word contradicts the portal.
        HumanNeeded: it is too early to say "not received".
        PortalError: the portal cannot be read; say it again, or with `offline`.
    """
    question, secret = asked_at(settings.home(options.home), filing_id)
    asked = question.filing
    run = Run.at(portal_of(asked, options), options)
    refuse_no_number(decision, run.portal)
    if asked.intent is None:
        return await settle_supplement(asked, decision, run, secret)
    if decision.offline:
        with held(run.home), journal_of_home(run.home, secret) as journal:
            return decide_offline(journal, still_open(journal, filing_id), decision, run.portal)
    ready = _ready(asked, run, Identity(secret, run.portal.name))
    async with open_desk(run, [ready], secret=secret) as desk:
        # Only now: the mock's world, which the desk has asked for, is part of the key.
        if desk.identity.key_of(ready) != asked.key:
            raise UsageError(
                f"tệp {asked.path} nay là hồ sơ khác, không phải {asked.id} (hoặc cổng thử nghiệm "
                f"đã được làm mới){REMEDY}"
            )
        now = desk.identity.filing(ready)
        if other := sent_otherwise(asked, now, desk.portal.own_list):
            raise UsageError(f"{other}{REMEDY}")
        return await Hearing(desk, ready, still_open(desk.journal, filing_id), decision).settle()


def refuse_no_number(decision: Decision, portal: Portal) -> None:
    """Refuses what cannot be a dossier number of this portal.

    Raises:
        UsageError: it cannot.
    """
    if decision.received is not None and not portal.number.fullmatch(decision.received):
        raise UsageError(f"“{decision.received}” không có dạng số hồ sơ của cổng {portal.name}")


def decide_offline(
    journal: JournalPort,
    filing: Filing,
    decision: Decision,
    portal: Portal,
    *,
    skew_s: float = 0.0,
) -> FilingReport:
    """Writes the person's word down as it is.

    Args:
        journal: the one that knows the filing.
        filing: the filing.
        decision: the word.
        portal: the filing's.
        skew_s: how far the clock of the machine that clicked may differ from this one's.

    Raises:
        HumanNeeded: it is too early to say "not received".
    """
    if decision.received is None:
        _refuse_too_early(filing, portal, skew_s)
    filing = uncertain(filing, journal)
    note(journal, filing, decision)
    if decision.received is None:
        settled = journal.release(filing, NOT_RECEIVED)
    else:
        settled = journal.receive(filing, Receipt(decision.received), how="person")
    return of_filing(settled, Path(filing.path))


def _refuse_too_early(filing: Filing, portal: Portal, skew_s: float) -> None:
    """A dossier may be stored after somebody looked: nobody can say "not received" at once."""
    portal.insist_on_real_time()
    if filing.intent is None:
        return
    waits = portal.timing.max_commit_delay_s + (portal.timing.list_lag_s or 0.0) + skew_s
    until = filing.intent.click_deadline + timedelta(seconds=waits)
    if clock.now(UTC) < until:
        raise HumanNeeded(
            "còn sớm: cổng có thể lưu hồ sơ muộn; xem lại danh sách sau "
            f"{stamp(next_minute(until))} rồi quyết định"
        )


def portal_of(filing: Filing, options: Options) -> Portal:
    """The filing's own portal, as the options describe it.

    Raises:
        UsageError: they name another one.
    """
    portal = choose(options.portal or filing.portal, options.portal_url, options.home)
    if portal.name != filing.portal:
        raise UsageError(f"hồ sơ {filing.id} thuộc cổng {filing.portal}, không phải {portal.name}")
    return portal


def _ready(filing: Filing, run: Run, identity: Identity) -> Ready:
    """The dossier as it was sent, to compare it with a record."""
    # A row may have moved meanwhile: all of its workbook are asked.
    path = file_of(Path(filing.path))
    if not path.exists():
        raise UsageError(f"không còn tệp hồ sơ {path}{REMEDY}")
    # Nothing is sent of it any more: it may lie where it lay then.
    for checked in check_paths(
        [path],
        office=run.office,
        limits=run.portal.limits.anywhere(),
        home=run.home,
        edition=run.portal.edition,
    ):
        if checked.ok and identity.is_same(filing.content_hash, content_hash(checked)):
            return Ready.of(checked)
    raise UsageError(f"tệp hồ sơ {path} đã khác lúc gửi{REMEDY}")
