"""The runner for one machine: asyncio over the journal, nothing else to install."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from loguru import logger

from portal_bot import clock, settings
from portal_bot.batch.early import anything_new, early_browsers
from portal_bot.batch.line import Line
from portal_bot.batch.one import One
from portal_bot.batch.records import write_records
from portal_bot.batch.run_plan import plan
from portal_bot.errors import SetupError
from portal_bot.filing.answered_rows import answer_filed, name_rows
from portal_bot.filing.opened_desk import open_desk
from portal_bot.filing.options import Options
from portal_bot.filing.ready import Ready
from portal_bot.filing.report import FilingReport, Report, of_checked, of_refused
from portal_bot.filing.stop import Stop
from portal_bot.journal import Fault
from portal_bot.portals.profile import Portal, choose


async def run(paths: Sequence[Path], options: Options, one: One, *, files: bool) -> Report:
    """Checks every dossier, then does `one` with each that passed.

    Nothing is asked of the portal for a dossier that fails its check, or was filed and verified
    before; the others go on.

    Args:
        paths: dossier files or folders.
        options: how the run is to go.
        one: what is done with each good dossier.
        files: whether that files them; else it only fills.

    Raises:
        UsageError: no portal was named, or there is no dossier.
        SetupError: no browser, or the home is held by another program or damaged.
        PortalUnavailable: the mock does not answer.
    """
    began = clock.now()
    portal = choose(options.portal, options.portal_url)
    options = replace(options, stop=options.stop or Stop())
    done: dict[int, FilingReport] = {}
    new = not files or anything_new(paths, options)
    async with early_browsers(portal, options, wanted=new) as browsers:
        planned = await asyncio.to_thread(plan, paths, portal, options.home)
        if planned.items:
            dossiers = [Ready.of(item.checked) for item in planned.items]
            async with open_desk(portal, options, dossiers, browsers=browsers) as desk:
                if files:
                    rows = [item.checked for item in planned.items]
                    await asyncio.to_thread(name_rows, rows, desk.identity)
                done = await Line(desk, planned.items, options, one, files=files).work()
    filings = (
        of_checked(done[number], checked) if checked.ok else of_refused(checked)
        for number, checked in enumerate(planned.checked)
    )
    skipped = planned.checked.skipped
    report = ended(Report(tuple(filings), planned.refused, skipped=skipped), options.stop)
    report = answer_filed(planned.checked, report, "submit" if files else "fill")
    return with_records(report, options, portal, began) if files else report


def with_records(report: Report, options: Options, portal: Portal, began: datetime) -> Report:
    """The run's own reports are a convenience: that they cannot be written hides no receipt."""
    try:
        folder = write_records(settings.home(options.home), portal, report, began)
    except (OSError, SetupError) as error:
        logger.warning("no report of this run: {}", type(error).__name__)
        return report
    return replace(report, folder=folder)


def ended(report: Report, stop: Stop | None) -> Report:
    """The report of a run that was stopped says so."""
    if stop is None or stop.code is None:
        return report
    why = Fault(stop.code, stop.reason)
    return replace(report, stopped=why, stop_exit=stop.exit_code)
