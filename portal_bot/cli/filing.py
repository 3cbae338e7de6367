"""What `submit`, `fill` and `demo` share: the run under watch, then its report."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal_bot.filing.report import Report
    from portal_bot.portals.profile import Portal

Work = Callable[..., Awaitable["Report"]]


def perform(
    work: Work,
    paths: Sequence[Path],
    site: Portal,
    *,
    as_json: bool,
    verbose: int,
    **options: Any,
) -> int:
    """Runs it with progress on stderr, prints what came of it, returns the exit code."""
    from portal_bot.cli.console import print_json
    from portal_bot.cli.receipts import show
    from portal_bot.logs import configure

    configure(verbose)
    report = watched(work, paths, site, **options)
    if as_json:
        print_json(report.as_json())
    else:
        show(report, practice=site.practice)
    return report.exit_code


def watched(work: Work, paths: Sequence[Path], site: Portal, **options: Any) -> Report:
    """Runs it with progress on stderr."""
    from portal_bot import settings
    from portal_bot.cli.progress import Watch

    # Where a person may be asked for something, nothing may draw over the question.
    nobody_asked = site.practice and not options.get("human")
    live = nobody_asked and settings.value(settings.PASSWORD) is not None
    title = f"{site.title} · THỬ NGHIỆM" if site.practice else site.title
    with Watch(title, live=live) as watch:
        return asyncio.run(_whole(work(paths, tell=watch, **options)))


async def _whole(work: Awaitable[Report]) -> Report:
    return await work
