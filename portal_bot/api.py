"""The synchronous face, for scripts; also inside a running event loop: the work has its own."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from portal_bot.checking import Checks, check_paths

if TYPE_CHECKING:
    from portal_bot.filing.questions import Question
    from portal_bot.filing.report import FilingReport, Report

T = TypeVar("T")


def check(paths: Sequence[Path | str] | Path | str) -> Checks:
    """Validates dossiers without any request.

    Args:
        paths: dossier files or folders, or one of them.

    Scans are held against what every portal that this version knows takes; where
    `PORTAL_BOT_PORTAL` names one, against its own limits.

    Returns:
        One result a dossier, with every problem found, in a list that also has `skipped`: what lies
        beside them and may have been meant too.
    """
    from portal_bot.portals.profile import limits_of

    return check_paths(_paths(paths), limits=limits_of(None))


def fill(paths: Sequence[Path | str] | Path | str, **options: Any) -> Report:
    """`portal_bot.aio.fill`, waited for."""
    from portal_bot import aio

    return _wait(aio.fill(_paths(paths), **options))


def question(filing_id: str, **options: Any) -> Question:
    """`portal_bot.aio.question`."""
    from portal_bot import aio

    return aio.question(filing_id, **options)


def resolve(filing_id: str, **said: Any) -> FilingReport:
    """`portal_bot.aio.resolve`, waited for."""
    from portal_bot import aio

    return _wait(aio.resolve(filing_id, **said))


def pay(filing_id: str, **said: Any) -> FilingReport:
    """`portal_bot.aio.pay`."""
    from portal_bot import aio

    return aio.pay(filing_id, **said)


def status(paths: Sequence[Path | str] | Path | str = (), home: Path | None = None) -> Report:
    """`portal_bot.aio.status`: what the journal of this machine knows.

    Args:
        paths: only the filings of these files and folders; empty: all.
        home: the home folder, or `None` for `PORTAL_BOT_HOME` or the usual one.
    """
    from portal_bot import aio

    return aio.status(_paths(paths), home)


def submit(paths: Sequence[Path | str] | Path | str, **options: Any) -> Report:
    """`portal_bot.aio.submit`, waited for."""
    from portal_bot import aio

    return _wait(aio.submit(_paths(paths), **options))


def _paths(given: Sequence[Path | str] | Path | str) -> list[Path]:
    return [Path(given)] if isinstance(given, str | Path) else [Path(p) for p in given]


def _wait(work: Coroutine[Any, Any, T]) -> T:
    with ThreadPoolExecutor(1, thread_name_prefix="portal-bot") as thread:
        return thread.submit(asyncio.run, work).result()
