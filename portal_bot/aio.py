"""The asynchronous face of the library; `portal_bot.fill`, `submit` and so on are its twins.

Most of the program is loaded when it is called for: a run starts the browser before that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Unpack

from portal_bot import batch, files
from portal_bot.errors import UsageError
from portal_bot.run.events import Event
from portal_bot.run.options import (
    FillOptions,
    JournalOptions,
    NoOptions,
    PathLike,
    PortalOptions,
    ResolveOptions,
    SubmitOptions,
    TrackOptions,
    listed,
    settled,
)
from portal_bot.run.run import Run

if TYPE_CHECKING:
    from pathlib import Path

    from portal_bot.filing.account import NewAccount
    from portal_bot.filing.questions import Question
    from portal_bot.filing.report import FilingReport, Report
    from portal_bot.filing.supplementing import SupplementReport
    from portal_bot.notices.notifying import NoticeReport
    from portal_bot.tracking.track_report import TrackReport
else:
    # What the doors answer with, for who asks by name; type checkers must not see it, or every
    # other name were there for them, too.
    _ANSWERS = {
        "NewAccount": "filing.account",
        "Question": "filing.questions",
        "FilingReport": "filing.report",
        "Report": "filing.report",
        "NoticeReport": "notices.notifying",
        "SupplementReport": "filing.supplementing",
        "TrackReport": "tracking.track_report",
    }

    def __getattr__(name: str) -> Any:
        if name not in _ANSWERS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"portal_bot.{_ANSWERS[name]}"), name)


__all__ = [
    "Event",
    "FilingReport",
    "NewAccount",
    "NoticeReport",
    "Question",
    "Report",
    "SupplementReport",
    "TrackReport",
    "fill",
    "notify",
    "pay",
    "question",
    "register",
    "resolve",
    "status",
    "submit",
    "supplement",
    "track",
]


async def submit(paths: Iterable[PathLike] | PathLike, **options: Unpack[SubmitOptions]) -> Report:
    """Files dossiers; goes on where an earlier run of the same dossiers stopped.

    Args:
        paths: dossier files, or folders of them, or one.
        **options: `SubmitOptions`.

    Returns:
        The report; errors of single dossiers stand in it.

    Raises:
        UsageError, SetupError, PortalUnavailable: the run as a whole cannot go.
    """
    return await batch.submit(listed(paths), Run.told(settled(submit, options)))


async def fill(paths: Iterable[PathLike] | PathLike, **options: Unpack[FillOptions]) -> Report:
    """The dry run: everything up to the review screen; paths and errors as `submit`.

    Args:
        paths: dossier files, or folders of them, or one.
        **options: `FillOptions`.
    """
    return await batch.fill(listed(paths), Run.told(settled(fill, options)))


def question(filing_id: str, **options: Unpack[JournalOptions]) -> Question:
    """What a person must look at to decide an uncertain filing; reads the journal only.

    Args:
        filing_id: the filing's id, ``PB-…``.
        **options: `JournalOptions`.

    Raises:
        UsageError: there is no such filing, or it is not uncertain.
    """
    return batch.question(filing_id, settled(question, options))


async def resolve(
    filing_id: str,
    *,
    received: str | None = None,
    not_received: bool = False,
    by: str | None = None,
    offline: bool = False,
    **options: Unpack[ResolveOptions],
) -> FilingReport:
    """Settles an uncertain filing by the word of a person who has looked at the portal.

    Args:
        filing_id: the filing's id, ``PB-…``.
        received: the dossier number that they found.
        not_received: that the portal has nothing; it may then be filed again.
        by: who they are; left out: the name under which they are signed in to this machine.
        offline: whether their word is taken as it is, without a look at the portal.
        **options: `ResolveOptions`.

    Raises:
        UsageError: not one word but none or two; no such filing, not uncertain, or the word
            contradicts the portal.
        HumanNeeded: it is too early to say "not received".
        PortalError, SetupError: it cannot be checked now.
    """
    from portal_bot.filing.hearing import Decision  # slow: a run does without
    from portal_bot.human import system_user  # slow: a run does without

    how = settled(resolve, options)
    if (received is not None) is not_received:
        raise UsageError("cần đúng một trong hai: received=SỐ_HỒ_SƠ hoặc not_received=True")
    decision = Decision(received, by or system_user(), offline)
    return await batch.resolve(filing_id, decision, how)


def pay(
    filing_id: str, *, paid: bool = True, by: str | None = None, **options: Unpack[JournalOptions]
) -> FilingReport:
    """Writes down that a filing's fee is paid; until then every report names it. Never pays.

    Args:
        filing_id: the filing's id, ``PB-…``.
        paid: `False` takes the word back.
        by: who says so; left out: the name under which they are signed in to this machine.
        **options: `JournalOptions`.

    Raises:
        UsageError: there is no such filing, or nothing of it is to be paid.
        SetupError: another program holds the home; or the queue cannot be opened.
    """
    from portal_bot.human import system_user  # slow: a run does without

    how = settled(pay, options)
    return batch.pay(filing_id, how, paid=paid, by=by or system_user())


async def register(path: PathLike, **options: Unpack[PortalOptions]) -> NewAccount:
    """Opens a portal account for a dossier's applicant; errors as `submit`.

    Args:
        path: the dossier's file.
        **options: `PortalOptions`.

    Returns:
        The portal and the user name to write into the dossier's `account`.
    """
    from portal_bot.filing.account import open_account  # slow: a run does without

    return await open_account(files.named(path), Run.told(settled(register, options)))


async def track(
    paths: Iterable[PathLike] | PathLike = (),
    *,
    now: bool = False,
    account: str | None = None,
    **options: Unpack[TrackOptions],
) -> TrackReport:
    """Asks the portal after what was filed there; fetches results; files nothing.

    Args:
        paths: only the filings of these files and folders; empty: all.
        now: whether the portal is asked also while the office is closed.
        account: the user name of dossiers whose file is gone.
        **options: `TrackOptions`.

    Returns:
        The report; errors of single accounts stand in it.

    Raises:
        UsageError, SetupError, PortalUnavailable: the run as a whole cannot go.
    """
    run = Run.told(settled(track, options))
    return await tracked(listed(paths), run, now=now, account=account)


async def tracked(
    paths: Sequence[Path], run: Run, *, now: bool, account: str | None
) -> TrackReport:
    """`track`, of a run that was told its options: of its home, or of the shared queue."""
    from portal_bot.tracking import followable, following  # slow: a run does without

    if run.options.queue is None:
        source = followable.HomeFollowed.of(run, paths)
        return await following.track(source, now=now, account=account)
    from portal_bot.batch import cluster  # only where there is a queue

    with cluster.followed_queue(run.options.queue, paths, run) as queue:
        return await following.track(queue, now=now, account=account)


def notify(
    paths: Iterable[PathLike] | PathLike = (),
    *,
    dry: PathLike | None = None,
    **options: Unpack[PortalOptions],
) -> list[NoticeReport]:
    """Tells citizens, by e-mail and SMS, of what `track` wrote down: once for each event.

    Args:
        paths: only the filings of these files and folders; empty: all.
        dry: a file of what would be sent; nothing is, then.
        **options: `PortalOptions`; of these the portal and the home count.

    Raises:
        UsageError: notices are off, or nothing was ever filed from this home.
        SetupError: the channels are not understood, or the extra `notices` is missing.
    """
    from portal_bot.notices import notifying  # slow: a run does without

    run = Run.told(settled(notify, options))
    to = None if dry is None else files.named(dry)
    return notifying.notify(listed(paths), run.home, run.portal, dry=to)


async def supplement(path: PathLike, **options: Unpack[PortalOptions]) -> SupplementReport:
    """Sends the papers that were added to a filed dossier to that very dossier, once.

    Args:
        path: the dossier's file, with the added papers.
        **options: `PortalOptions`.

    Raises:
        DossierError: it does not pass its check, nothing was added, or the office asks for nothing.
        UsageError: it was never filed from here.
        SubmissionUncertain: what was sent may be there: a person decides.
        PortalError, HumanNeeded, SetupError: nothing was sent; say it again.
    """
    from portal_bot.tracking import following  # slow: a run does without

    return await following.supplement(files.named(path), Run.told(settled(supplement, options)))


def status(
    paths: Iterable[PathLike] | PathLike | None = (),
    home: PathLike | None = None,
    **others: Unpack[NoOptions],
) -> Report:
    """What the journal of this machine knows; reads only.

    Args:
        paths: only the filings of these files and folders; empty: all.
        home: the home folder, or `None` for `PORTAL_BOT_HOME` or the usual one.
        **others: none.
    """
    from portal_bot.filing.one_filing import status as known_here  # slow: a run does without

    settled(status, others)
    return known_here(listed(paths or ()), None if home is None else files.named(home))
