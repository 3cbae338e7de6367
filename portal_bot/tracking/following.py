"""Asks after all that was filed: account by account, one sign-in each, politely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from portal_bot import clock, privacy, settings
from portal_bot.checking import check_paths
from portal_bot.errors import (
    DossierError,
    HumanNeeded,
    PortalBotError,
    PortalUnavailable,
    UsageError,
)
from portal_bot.filing.desk import Desk
from portal_bot.filing.opened_desk import open_desk
from portal_bot.filing.questions import insist_used
from portal_bot.filing.report import fault_of
from portal_bot.filing.supplementing import Supplementing, SupplementReport, known_filing
from portal_bot.intake.marks import account_mark
from portal_bot.intake.ready import Ready
from portal_bot.journal import Fault, Filing
from portal_bot.portals import platform_of
from portal_bot.run.run import Run
from portal_bot.tracking.account_look import AccountLook
from portal_bot.tracking.asking_hours import LastLooks, may_ask
from portal_bot.tracking.followable import Followable
from portal_bot.tracking.followed import followed
from portal_bot.tracking.office_log import OfficeLog
from portal_bot.tracking.remarks import remarks_of
from portal_bot.tracking.track_report import TrackedFiling, TrackReport
from portal_bot.tracking.usernames import Usernames, WhereFiled


@dataclass
class _Round:
    """What one run came to so far, by the filing's id; and where the dossiers' files lie."""

    file: WhereFiled
    asked: set[str] = field(default_factory=set)
    backwards: set[str] = field(default_factory=set)
    errors: dict[str, tuple[Fault, int]] = field(default_factory=dict)
    closed: int = 0

    def failed(self, filings: Iterable[Filing], error: PortalBotError) -> None:
        for filing in filings:
            self.errors[filing.id] = (fault_of(error), error.exit_code)


async def track(
    source: Followable, *, now: bool = False, account: str | None = None
) -> TrackReport:
    """Asks the portal after what was filed there, and writes down what is new.

    Args:
        source: whose filings.
        now: whether it is asked also while the office is closed.
        account: the user name of dossiers whose file is gone.

    Raises:
        SetupError: no browser, or the home is held by another program or damaged.
        PortalUnavailable: the mock does not answer.
    """
    names = Usernames(source.secret, [account] if account else [], file=source.file)
    chosen = source.filings()
    accounts, unknown = _by_account(chosen, names)
    done = _Round(source.file)
    for filing, error in unknown:
        done.failed([filing], error)
    async with source.desk(accounts) as desk:
        here = {f.id for f in desk.journal.all() if f.is_at(desk.portal.name, desk.delays.world)}
        for username, filings in accounts.items():
            mine = [filing for filing in filings if filing.id in here]
            if not await _ask(desk, username, mine, done, now=now):
                break
        return _report(desk, [filing for filing in chosen if filing.id in here], done)


def _by_account(
    filings: Iterable[Filing], names: Usernames
) -> tuple[dict[str, list[Filing]], list[tuple[Filing, PortalBotError]]]:
    found: dict[str, list[Filing]] = {}
    unknown: list[tuple[Filing, PortalBotError]] = []
    for filing in filings:
        try:
            found.setdefault(names.of(filing), []).append(filing)
        except PortalBotError as error:
            unknown.append((filing, error))
    return found, unknown


async def _ask(
    desk: Desk, username: str, filings: Sequence[Filing], done: _Round, *, now: bool
) -> bool:
    """One account; false where the portal is in trouble, and nobody else asks it now."""
    log = OfficeLog(desk.journal, desk.secret, desk.portal, file=done.file)
    open_ones = [one for one in filings if not log.known(one).is_final]
    if not open_ones:
        return True
    privacy.register([username])
    looks, mark = LastLooks(desk.home, desk.portal.name), account_mark(desk.secret, username)
    mark += desk.delays.world
    if not now and not may_ask(desk.portal, looks.at(mark), clock.now()):
        done.closed += len(open_ones)
        return True
    try:
        async with desk.session() as session:
            session.gate.read_only()
            look = AccountLook(desk, session, username, log)
            try:
                await look.follow(open_ones)
            finally:
                done.backwards |= look.backwards
                for filing in open_ones:
                    if filing.id in look.errors:
                        done.failed([filing], look.errors[filing.id])
    except PortalUnavailable as error:
        done.failed(open_ones, error)
        return False
    except PortalBotError as error:
        done.failed(open_ones, error)
        return True
    done.asked |= {filing.id for filing in open_ones}
    looks.now(mark, clock.now())
    return True


def _report(desk: Desk, filings: Sequence[Filing], done: _Round) -> TrackReport:
    today, told = clock.today(), []
    known = {filing.id: filing for filing in desk.journal.all()}
    for filing in filings:
        one = followed(known[filing.id], desk.journal.history(filing.id))
        # As people know it; the shared journal has no names of files.
        one = replace(one, filing=replace(one.filing, path=str(done.file(filing))))
        error, exit_code = done.errors.get(filing.id, (None, 0))
        told.append(
            TrackedFiling(
                one,
                today,
                asked=filing.id in done.asked,
                remarks=remarks_of(one, clock_back=filing.id in done.backwards),
                error=error,
                error_exit=exit_code,
            )
        )
    return TrackReport(tuple(told), done.closed)


async def supplement(path: Path, run: Run) -> SupplementReport:
    """Sends the papers that were added to a dossier's file to the dossier on the portal: once.

    Args:
        path: the dossier's file, with the added papers.
        run: which portal, and how it is met.

    Raises:
        DossierError: it does not pass its check, nothing was added, or the office asks for nothing.
        UsageError: it was never filed from here.
        HumanNeeded: at this portal a person adds them.
        SubmissionUncertain: what was sent may be there: a person decides.
        PortalBotError: nothing was sent; say it again.
    """
    home = settings.made_home(run.home)
    insist_used(home)
    ready = _ready(path, run)
    async with open_desk(run, [ready]) as desk:
        filing = known_filing(desk, ready)
        told = followed(filing, desk.journal.history(filing.id))
        if why := platform_of(run.portal).adds_nothing:
            raise HumanNeeded(f"hồ sơ {told.number}: {why}")
        return await Supplementing(desk, ready, filing, told.number).send()


def _ready(path: Path, run: Run) -> Ready:
    checked = check_paths(
        [path],
        office=run.office,
        limits=run.limits,
        home=run.home,
        edition=run.portal.edition,
    )
    if len(checked) != 1:
        raise UsageError(f"{path}: --supplement nhận đúng một hồ sơ, ở đây có {len(checked)}")
    (one,) = checked
    if not one.ok:
        first = next(p for p in one.problems if p.severity == "error")
        raise DossierError(f"{first.where}: {first.message}", field=first.field)
    return Ready.of(one)
