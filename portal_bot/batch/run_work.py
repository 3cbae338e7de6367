"""The work of a run on one machine: its dossiers are checked, and each takes its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from portal_bot.batch.accepted_warnings import Warnings
from portal_bot.batch.known_forms import of_changed_forms
from portal_bot.batch.line import Line
from portal_bot.batch.one import One
from portal_bot.batch.run_plan import Item, plan
from portal_bot.dossier.book_rows import is_row
from portal_bot.errors import PortalBotError
from portal_bot.filing.answered_rows import answer_filed, name_rows
from portal_bot.filing.desk import Desk
from portal_bot.filing.one_filing import fill_one, submit_one
from portal_bot.filing.opened_desk import open_desk
from portal_bot.filing.report import (
    FilingReport,
    Report,
    fault_of,
    of_checked,
    of_filing,
    of_refused,
)
from portal_bot.journal import State
from portal_bot.run.run import Run


async def done(paths: Sequence[Path], run: Run, one: One | None, *, files: bool) -> Report:
    """What came of every dossier; arguments and errors as `local.run`."""
    planned = await asyncio.to_thread(plan, paths, run)
    filed: dict[int, FilingReport] = {}
    if planned.items:
        one = one or (submit_one if files else fill_one)
        dossiers = [item.ready for item in planned.items]
        async with open_desk(run, dossiers, warm=False) as desk:
            filed = await _held(desk, planned.items, run) if files else {}
            items = [item for item in planned.items if item.number not in filed]
            if files:
                filed |= await _of_changed_forms(desk, items, run)
                items = [item for item in items if item.number not in filed]
            if files and (rows := [i.checked for i in items if is_row(i.path)]):
                await asyncio.to_thread(name_rows, rows, desk.identity)
            if items:
                filed |= await Line(desk, items, run, one, files=files).work()
    filings = (
        of_checked(filed[number], checked) if checked.ok else of_refused(checked)
        for number, checked in enumerate(planned.checked)
    )
    report = Report(tuple(filings), planned.refused, skipped=planned.checked.skipped)
    return answer_filed(planned.checked, report, "submit" if files else "fill")


async def _held(desk: Desk, items: Sequence[Item], run: Run) -> dict[int, FilingReport]:
    """The dossiers that nobody wants filed as they are, before anything is asked of the portal."""
    warnings = Warnings(desk.journal, desk.identity, desk.human, yes=run.options.yes)
    held: dict[int, FilingReport] = {}
    for item in items:
        if (error := await warnings.objection(item.checked, item.ready)) is not None:
            held[item.number] = _of_held(desk, item, error)
    return held


async def _of_changed_forms(desk: Desk, items: Sequence[Item], run: Run) -> dict[int, FilingReport]:
    """The dossiers whose form the portal has changed, before anything is filled in."""
    changed = await of_changed_forms(run, items, desk.journal, desk.identity)
    found = (item for item in items if item.number in changed)
    return {item.number: _set_aside(desk, item, changed[item.number]) for item in found}


def _set_aside(desk: Desk, item: Item, error: PortalBotError) -> FilingReport:
    """As a filing that failed on its form: the journal knows why, and it may be filed again."""
    desk.accounts.done(item.username)
    journal = desk.journal
    begun = journal.begin(journal.open(desk.identity.filing(item.ready)))
    filing = journal.set_aside(begun, State.FAILED, fault_of(error))
    return of_filing(filing, item.path, error=error, account=item.ready.account)


def _of_held(desk: Desk, item: Item, error: PortalBotError) -> FilingReport:
    desk.accounts.done(item.username)
    filing = desk.identity.filing(item.ready)
    known = desk.journal.by_key(filing.key) or replace(filing, state=State.CHECKED)
    return of_filing(known, item.path, error=error, account=item.ready.account)
