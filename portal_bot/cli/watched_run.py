"""What `submit`, `fill` and `demo` share: the run under watch, then its report."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from portal_bot import clock
from portal_bot.cli.beside import show_skipped
from portal_bot.cli.console import err, print_json
from portal_bot.cli.reported import Drained, Terminated, tell
from portal_bot.errors import SetupError
from portal_bot.logs import configure

if TYPE_CHECKING:
    from portal_bot.filing.report import Report
    from portal_bot.portals.profile import Portal
    from portal_bot.run.options import Options
    from portal_bot.run.stop import Stop


Verb = Literal["submit", "fill"]


def perform(
    verb: Verb,
    paths: Sequence[Path],
    site: Portal,
    options: Options,
    *,
    as_json: bool,
    verbose: int,
    events: bool = False,
    junit: Path | None = None,
    after: Callable[[Report], None] | None = None,
) -> int:
    """Runs it with progress on stderr, prints what came of it, returns the exit code.

    Args:
        verb: what is done.
        paths: dossier files or folders.
        site: the portal.
        options: of the run.
        as_json: whether stdout gets the one document.
        verbose: how much is logged.
        events: whether stderr gets a line of JSON for each event, and nothing for people.
        junit: where JUnit's XML goes, or `None`.
        after: what is still to be said to people below the report.

    Raises:
        Drained: a signal ended the run; its report is printed.
    """
    configure(verbose)
    began, ticks = clock.now(), time.monotonic()
    report = watched(verb, paths, site, options, events=events)
    if not events:
        show_skipped(report.skipped)
    if as_json:
        print_json(report.as_json())
    else:
        _show(report, site, verb, events=events)
    if after is not None:
        after(report)
    code = 0 if junit is None else _write(junit, report, site, began, time.monotonic() - ticks)
    return max(code, _ended(report, quiet=events))


def _show(report: Report, site: Portal, verb: Verb, *, events: bool) -> None:
    from portal_bot.cli.receipts import show  # slow: not for --help

    show(report, practice=site.practice, run=verb)
    if report.folder is not None and not events:
        err().print(f"Báo cáo của lần chạy này: {report.folder}")


def _write(to: Path, report: Report, site: Portal, began: datetime, seconds: float) -> int:
    """JUnit's XML comes last: that it cannot be written hides no receipt."""
    from portal_bot.batch.junit_cases import write_submitted  # slow: not for --help

    try:
        write_submitted(to, report, practice=site.practice, began=began, seconds=seconds)
    except SetupError as error:
        tell(error, as_json=False)
        return error.exit_code
    return 0


def _ended(report: Report, *, quiet: bool) -> int:
    from portal_bot.cli.stopping import INTERRUPTED, TERMINATED  # asyncio: not for --help

    if report.stopped is None:
        return report.exit_code
    if report.stopped.code == INTERRUPTED:
        raise Drained
    if report.stopped.code == TERMINATED:
        raise Terminated
    if not quiet:
        err().print(f"Dừng cả hàng đợi: {report.stopped.message}", style="bold red")
    return report.exit_code


def watched(
    verb: Verb,
    paths: Sequence[Path],
    site: Portal,
    options: Options,
    *,
    events: bool = False,
) -> Report:
    """Runs it with progress on stderr."""
    from portal_bot import batch  # slow: not for --help
    from portal_bot.cli import looping  # asyncio: not for --help
    from portal_bot.cli.progress import EventLines, ProgressWatch  # asyncio: not for --help
    from portal_bot.cli.stopping import heard  # asyncio: not for --help
    from portal_bot.run.run import Run  # slow: not for --help
    from portal_bot.run.stop import Stop  # slow: not for --help

    title = f"{site.title} · THỬ NGHIỆM" if site.practice else site.title
    stop = Stop()
    with heard(stop), EventLines() if events else ProgressWatch(title) as watch:
        how = replace(options, tell=watch, quiet=watch.paused, stop=stop)
        work = batch.submit if verb == "submit" else batch.fill
        return looping.run(_drained(work(paths, Run.at(site, how)), stop))


async def _drained(work: Coroutine[Any, Any, Report], stop: Stop) -> Report:
    from portal_bot.cli.stopping import draining  # asyncio: not for --help

    with draining(stop):
        return await work
