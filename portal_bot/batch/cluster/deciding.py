"""`resolve --queue`: a person decides an uncertain filing of the shared journal.

The dossier that a record is compared with is the one in the queue, so any machine that has the key
and the account's password will do. A filing that a worker has in hand is the worker's.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from portal_bot import settings
from portal_bot.batch.cluster.bundle import Bundle, filing_of, laid_out, ready_of
from portal_bot.batch.cluster.clerks_desk import clerk_desk
from portal_bot.batch.cluster.opened_queue import OpenedQueue, open_queue
from portal_bot.batch.cluster.queued import QUEUED, SETTLED, WAITING
from portal_bot.batch.cluster.takeover import BEAT
from portal_bot.errors import DossierError, SetupError, UsageError
from portal_bot.filing import payment
from portal_bot.filing.desk import Desk
from portal_bot.filing.hearing import Decision, Hearing
from portal_bot.filing.questions import Question, asked_of, still_open
from portal_bot.filing.report import FilingReport, of_filing
from portal_bot.filing.resolve import REMEDY, decide_offline, portal_of, refuse_no_number
from portal_bot.intake.marks import sent_otherwise
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing
from portal_bot.run.options import Options


def question(filing_id: str, url: str) -> Question:
    """What to look at; reads the shared journal only.

    Raises:
        UsageError: there is no such filing, or it is not uncertain.
        SetupError: no key, a wrong key, no database, or no queue in it.
    """
    with open_queue(url) as queue:
        return asked_of(queue.journal, filing_id)


def pay(filing_id: str, url: str, *, paid: bool, by: str) -> FilingReport:
    """Writes down in the shared journal that a filing's fee is paid, or is not after all.

    Raises:
        UsageError: no such filing, nothing of it is to be paid, or a worker has it in hand.
        SetupError: no key, a wrong key, no database, or no queue in it.
    """
    with open_queue(url) as queue:
        filing = payment.known(queue.journal, filing_id)
        _refuse_in_hand(queue, filing)
        return of_filing(
            payment.written(queue.journal, filing, paid=paid, by=by), Path(filing.path)
        )


async def resolve(filing_id: str, decision: Decision, url: str, options: Options) -> FilingReport:
    """Settles an uncertain filing of the shared journal by a person's word.

    Raises:
        UsageError: no such filing, not uncertain, a worker has it in hand, its dossier cannot be
            opened here, or the word contradicts the portal.
        HumanNeeded: it is too early to say "not received", or the password is missing.
        PortalError: the portal cannot be read; say it again, or with `offline`.
        SetupError: no key, a wrong key, no database, or no queue in it.
    """
    with open_queue(url) as queue:
        filing = still_open(queue.journal, filing_id)
        _refuse_in_hand(queue, filing)
        try:
            if decision.offline:
                portal = portal_of(filing, options)
                refuse_no_number(decision, portal)
                skew_s = BEAT.skew_s
                return decide_offline(queue.journal, filing, decision, portal, skew_s=skew_s)
            return await _heard(queue, filing, decision, options)
        finally:
            _put_away(queue, filing)


async def _heard(
    queue: OpenedQueue, filing: Filing, decision: Decision, options: Options
) -> FilingReport:
    """The word, checked against the portal."""
    bundle = _content(queue, filing)
    if options.portal or options.portal_url:
        bundle = replace(bundle, portal=portal_of(filing, options))
    refuse_no_number(decision, bundle.portal)
    with laid_out(bundle, filing.id, settings.home(options.home)) as checked:
        try:
            ready = ready_of(checked, filing.id, filing.content_hash, queue.vault.secret)
        except (DossierError, SetupError) as error:
            raise UsageError(f"{error}{REMEDY}") from error
        async with clerk_desk(queue, bundle.portal, options, human=bundle.human) as desk:
            _refuse_other_world(desk, ready, filing)
            return await Hearing(desk, ready, filing, decision).settle()


def _content(queue: OpenedQueue, filing: Filing) -> Bundle:
    try:
        return queue.dossiers.content(filing.id)
    except SetupError as error:
        raise UsageError(f"{error}{REMEDY}") from error


def _refuse_other_world(desk: Desk, ready: Ready, filing: Filing) -> None:
    named = filing_of(ready, desk.portal, secret=desk.secret, world=desk.delays.world)
    if named.key != filing.key:
        raise UsageError(f"cổng thử nghiệm đã được làm mới từ lúc nộp {filing.id}{REMEDY}")
    if other := sent_otherwise(filing, named, desk.portal.own_list):
        raise UsageError(f"{other}{REMEDY}")


def _refuse_in_hand(queue: OpenedQueue, filing: Filing) -> None:
    """Where a session is to come, or goes on, it reconciles the filing itself first."""
    entry = queue.dossiers.entry(filing.id)
    if entry is not None and entry.stage == QUEUED:
        raise UsageError(
            f"hồ sơ {filing.id} còn trong tay máy xử lý hàng đợi: máy ấy tự đối chiếu với cổng "
            "trước. Xem `portal-bot status --queue …`; không có máy nào chạy thì chạy `portal-bot "
            "worker`. Máy ấy không quyết định được thì ghi quyết định sau"
        )


def _put_away(queue: OpenedQueue, filing: Filing) -> None:
    """Where the dossier stands in the queue after the word, as after a worker's session.

    One that was not received stays where it is: the next `submit --queue` puts it in line again.
    """
    entry = queue.dossiers.entry(filing.id)
    now = queue.journal.by_id(filing.id)
    if entry is None or entry.stage == QUEUED or now is None or not now.is_received:
        return
    if now.verified is None:
        # To be compared by the next session.
        queue.dossiers.stand(filing.id, WAITING, at=entry.turn)
    else:
        queue.dossiers.purge(filing.id)
        queue.dossiers.stand(filing.id, SETTLED, at=entry.turn)
