"""What `submit`, `fill` and `demo` share: the run under watch, then its report."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal_bot.filing.report import Report
    from portal_bot.filing.stop import Stop
    from portal_bot.portals.profile import Portal

Work = Callable[..., Awaitable["Report"]]


def perform(
    work: Work,
    paths: Sequence[Path],
    site: Portal,
    *,
    as_json: bool,
    verbose: int,
    events: bool = False,
    junit: Path | None = None,
    **options: Any,
) -> int:
    """Runs it with progress on stderr, prints what came of it, returns the exit code.

    Args:
        work: `aio.submit` or `aio.fill`.
        paths: dossier files or folders.
        site: the portal.
        as_json: whether stdout gets the one document.
        verbose: how much is logged.
        events: whether stderr gets a line of JSON for each event, and nothing for people.
        junit: where JUnit's XML goes, or `None`.
        options: of the run.

    Raises:
        Drained: a signal ended the run; its report is printed.
    """
    from portal_bot.cli.console import err, print_json
    from portal_bot.cli.receipts import show
    from portal_bot.logs import configure

    configure(verbose)
    report = watched(work, paths, site, events=events, **options)
    if junit is not None:
        from portal_bot.batch.junit import write_junit

        write_junit(junit, report, practice=site.practice)
    if as_json:
        print_json(report.as_json())
    else:
        show(report, practice=site.practice)
        if report.folder is not None and not events:
            err().print(f"Báo cáo của lần chạy này: {report.folder}")
    return _ended(report, quiet=events)


def _ended(report: Report, *, quiet: bool) -> int:
    from portal_bot.cli.console import err
    from portal_bot.cli.errors import Drained, Terminated
    from portal_bot.cli.stopping import INTERRUPTED, TERMINATED

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
    work: Work, paths: Sequence[Path], site: Portal, *, events: bool = False, **options: Any
) -> Report:
    """Runs it with progress on stderr."""
    from portal_bot.cli import looping
    from portal_bot.cli.progress import EventLines, Watch
    from portal_bot.filing.stop import Stop

    title = f"{site.title} · THỬ NGHIỆM" if site.practice else site.title
    stop = Stop()
    with EventLines() if events else Watch(title) as watch:
        run = work(paths, tell=watch, quiet=watch.paused, stop=stop, **options)
        return looping.run(_drained(run, stop))


async def _drained(work: Awaitable[Report], stop: Stop) -> Report:
    from portal_bot.cli.stopping import draining

    with draining(stop):
        return await work
