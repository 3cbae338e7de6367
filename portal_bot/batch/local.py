"""The runner for one machine: asyncio over the journal, nothing else to install."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from loguru import logger

from portal_bot import clock, settings
from portal_bot.batch.early import anything_new, early_browser
from portal_bot.errors import SetupError
from portal_bot.run.run import Run
from portal_bot.run.stop import Stop

if TYPE_CHECKING:
    from portal_bot.batch.one import One
    from portal_bot.filing.report import Report


async def run(paths: Sequence[Path], run: Run, one: One | None = None, *, files: bool) -> Report:
    """Checks every dossier, then does `one` with each that passed.

    Nothing is asked of the portal for a dossier that fails its check, or was filed and verified
    before; the others go on.

    Args:
        paths: dossier files or folders.
        run: where they go, and how.
        one: what is done with each good dossier; `None`: it is filed, or only filled.
        files: whether that files them; else it only fills.

    Raises:
        UsageError: there is no dossier.
        SetupError: no browser, or the home is held by another program or damaged.
        PortalUnavailable: the mock does not answer.
    """
    began = clock.now()
    new = not files or anything_new(paths, settings.made_home(run.home))
    async with early_browser(run.browsers, wanted=new):
        # Half of the program, which is loaded while the browser starts.
        work = await asyncio.to_thread(import_module, "portal_bot.batch.run_work")
        report: Report = await work.done(paths, run, one, files=files)
    report = ended(report, run.options.stop)
    return with_records(report, run, began) if files else report


def with_records(report: Report, run: Run, began: datetime) -> Report:
    """The run's own reports are a convenience: that they cannot be written hides no receipt."""
    from portal_bot.batch.records import write_records  # slow: not before the browser is started

    try:
        folder = write_records(settings.made_home(run.home), run.portal, report, began)
    except (OSError, SetupError) as error:
        logger.warning("no report of this run: {}", type(error).__name__)
        return report
    return replace(report, folder=folder)


def ended(report: Report, stop: Stop) -> Report:
    """The report of a run that was stopped says so."""
    from portal_bot.journal import Fault  # as above

    if stop.code is None:
        return report
    why = Fault(stop.code, stop.reason)
    return replace(report, stopped=why, stop_exit=stop.exit_code)
