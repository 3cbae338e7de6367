"""The synchronous face, for scripts; also inside a running event loop: the work has its own."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from portal_bot.dossier.book_rows import is_row
from portal_bot.run.options import (
    CheckOptions,
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

if TYPE_CHECKING:
    from portal_bot.checking import Checks
    from portal_bot.filing.account import NewAccount
    from portal_bot.filing.questions import Question
    from portal_bot.filing.report import FilingReport, Report
    from portal_bot.filing.supplementing import SupplementReport
    from portal_bot.notices.notifying import NoticeReport
    from portal_bot.tracking.track_report import TrackReport

T = TypeVar("T")


def check(paths: Iterable[PathLike] | PathLike, **options: Unpack[CheckOptions]) -> Checks:
    """Validates dossiers without any request; rows of workbooks are answered in them.

    Args:
        paths: dossier files or folders, or one of them.
        **options: `CheckOptions`.

    Returns:
        One result a dossier, with every problem found, in a list that also has `skipped`: what lies
        beside them and may have been meant too.

    Raises:
        UsageError: there is no such option, or no such portal.
    """
    from portal_bot import clock, settings  # slow: `import portal_bot` does without
    from portal_bot.checking import check_paths  # slow: a run starts the browser first
    from portal_bot.filing.answered_rows import answer_checked, forecast_of  # slow: as below
    from portal_bot.filing.filed_before import tell_of_filed  # slow: as below
    from portal_bot.filing.holders_act import tell_of_acts  # slow: as below
    from portal_bot.portals import profile  # slow: `import portal_bot` does without

    how, now = settled(check, options), clock.now()
    checked = check_paths(
        listed(paths),
        office=profile.office_of(how.portal, how.home),
        limits=profile.limits_of(how.portal, how.home).anywhere(how.allow_outside),
        edition=profile.edition_named(how.portal, how.home),
    )
    tell_of_acts(checked, profile.named(how.portal, how.home), now.date(), how.home)
    tell_of_filed(checked, settings.home_place(how.home), profile.name_of(how.portal, how.home))
    if any(is_row(each.path) for each in checked):
        days = profile.days_of_post(how.portal, how.home)
        told = answer_checked(checked, [forecast_of(each, now, days) for each in checked])
        checked.skipped += tuple(told)
    return checked


def fill(paths: Iterable[PathLike] | PathLike, **options: Unpack[FillOptions]) -> Report:
    """`portal_bot.aio.fill`, waited for."""
    from portal_bot import aio  # slow: `import portal_bot` does without

    return _wait(aio.fill(paths, **options))


def question(filing_id: str, **options: Unpack[JournalOptions]) -> Question:
    """`portal_bot.aio.question`."""
    from portal_bot import aio  # slow: `import portal_bot` does without

    return aio.question(filing_id, **options)


def register(path: PathLike, **options: Unpack[PortalOptions]) -> NewAccount:
    """`portal_bot.aio.register`, waited for."""
    from portal_bot import aio  # slow: `import portal_bot` does without

    return _wait(aio.register(path, **options))


def resolve(
    filing_id: str,
    *,
    received: str | None = None,
    not_received: bool = False,
    by: str | None = None,
    offline: bool = False,
    **options: Unpack[ResolveOptions],
) -> FilingReport:
    """`portal_bot.aio.resolve`, waited for."""
    from portal_bot import aio  # slow: `import portal_bot` does without

    decided = aio.resolve(
        filing_id, received=received, not_received=not_received, by=by, offline=offline, **options
    )
    return _wait(decided)


def pay(
    filing_id: str, *, paid: bool = True, by: str | None = None, **options: Unpack[JournalOptions]
) -> FilingReport:
    """`portal_bot.aio.pay`."""
    from portal_bot import aio  # slow: `import portal_bot` does without

    return aio.pay(filing_id, paid=paid, by=by, **options)


def status(
    paths: Iterable[PathLike] | PathLike = (),
    home: PathLike | None = None,
    **others: Unpack[NoOptions],
) -> Report:
    """`portal_bot.aio.status`: what the journal of this machine knows."""
    from portal_bot import aio  # slow: `import portal_bot` does without

    return aio.status(paths, home, **others)


def submit(paths: Iterable[PathLike] | PathLike, **options: Unpack[SubmitOptions]) -> Report:
    """`portal_bot.aio.submit`, waited for."""
    from portal_bot import aio  # slow: `import portal_bot` does without

    return _wait(aio.submit(paths, **options))


def track(
    paths: Iterable[PathLike] | PathLike = (),
    *,
    now: bool = False,
    account: str | None = None,
    **options: Unpack[TrackOptions],
) -> TrackReport:
    """`portal_bot.aio.track`, waited for."""
    from portal_bot import aio  # slow: `import portal_bot` does without

    return _wait(aio.track(paths, now=now, account=account, **options))


def notify(
    paths: Iterable[PathLike] | PathLike = (),
    *,
    dry: PathLike | None = None,
    **options: Unpack[PortalOptions],
) -> list[NoticeReport]:
    """`portal_bot.aio.notify`."""
    from portal_bot import aio  # slow: `import portal_bot` does without

    return aio.notify(paths, dry=dry, **options)


def supplement(path: PathLike, **options: Unpack[PortalOptions]) -> SupplementReport:
    """`portal_bot.aio.supplement`, waited for."""
    from portal_bot import aio  # slow: `import portal_bot` does without

    return _wait(aio.supplement(path, **options))


def _wait(work: Coroutine[Any, Any, T]) -> T:
    with ThreadPoolExecutor(1, thread_name_prefix="portal-bot") as thread:
        return thread.submit(asyncio.run, work).result()
