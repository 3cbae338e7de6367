"""A run at the counter: which dossiers, one after the other, until all are done or it must stop."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal_bot import privacy
from portal_bot.browser import trouble
from portal_bot.counter.counter_desk import CounterDesk, open_counter
from portal_bot.counter.deed import open_deeds
from portal_bot.counter.deed_report import DeedReport, of_deed, of_error
from portal_bot.counter.doing import DeedDoing, DoneBefore
from portal_bot.errors import (
    HumanNeeded,
    PortalBotError,
    PortalChanged,
    PortalUnavailable,
    SetupError,
    UsageError,
)
from portal_bot.moments import printed_moment
from portal_bot.portals.office_side import (
    TASKS,
    OfficeDossier,
    OfficeLine,
    OfficeList,
    Task,
    TaskValues,
)
from portal_bot.portals.profile import Portal
from portal_bot.reasons import in_words
from portal_bot.retry import while_unavailable
from portal_bot.run.run import Run

# How long reading one part of the list may take, page by page.
LIST_S = 300.0


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """What waits at the counter.

    Attributes:
        parts: the dossiers that wait for each task.
        records: the pages of those that wait for their result, by number; none: not asked for.
    """

    parts: Mapping[Task, OfficeList]
    records: Mapping[str, OfficeDossier]


async def waiting(
    run: Run, officer: str, tasks: Sequence[Task], *, with_records: bool = False
) -> WaitingWork:
    """Reads what waits; does nothing.

    Args:
        run: where, and how.
        officer: the user name.
        tasks: whose parts are read.
        with_records: whether the page of each dossier whose result waits is read, too.

    Raises:
        PortalBotError: as `open_counter`, or the list cannot be read.
    """
    async with open_counter(run, officer) as desk:
        return await while_unavailable(lambda: _read(desk, tasks, with_records=with_records))


async def _read(desk: CounterDesk, tasks: Sequence[Task], *, with_records: bool) -> WaitingWork:
    async with desk.session() as at, trouble.bounded(LIST_S):
        parts = {task: await at.office.waiting_for(task) for task in tasks}
        results = parts.get(Task.RETURN, OfficeList()).lines if with_records else ()
        records = {line.number: await at.office.open(line.number) for line in results}
    return WaitingWork(parts, records)


def insist_on_numbers(numbers: Sequence[str], portal: Portal) -> None:
    """Refuses what cannot be a dossier number of the portal.

    Raises:
        UsageError: one of them is none, or stands there twice.
    """
    for number in numbers:
        if not portal.number.fullmatch(number):
            raise UsageError(f"“{number}” không có dạng số hồ sơ của cổng {portal.name}")
    if twice := {number for number in numbers if numbers.count(number) > 1}:
        raise UsageError(f"ghi hai lần cùng một số: {', '.join(sorted(twice))}")


async def all_waiting(desk: CounterDesk, task: Task, day: date | None) -> tuple[OfficeLine, ...]:
    """Every dossier that waits for a task.

    Args:
        desk: the officer's.
        task: the task.
        day: only those that were handed in on this day.

    Raises:
        PortalChanged: not all of the list is understood: who is on it is then not known.
    """
    part = (await while_unavailable(lambda: _read(desk, [task], with_records=False))).parts[task]
    if part.doubts:
        raise PortalChanged(
            f"danh sách hồ sơ {TASKS[task].waiting} có chỗ không hiểu ({'; '.join(part.doubts)}); "
            "không làm cả loạt. Ghi rõ từng số hồ sơ thay cho --all, và báo người bảo trì"
        )
    return tuple(line for line in part.lines if day is None or _filed_on(line) == day)


def _filed_on(line: OfficeLine) -> date | None:
    at = printed_moment(line.filed)
    return at.date() if at else None


async def work(
    desk: CounterDesk,
    numbers: Sequence[str],
    tasks: Sequence[Task],
    values: TaskValues,
    tell: Callable[[DeedReport], None] = lambda _: None,
) -> list[DeedReport]:
    """Does the tasks with each dossier, in order; what fails with one leaves the others alone.

    Stops early where going on can only do harm: the password was refused, a person is needed, this
    machine is at fault, or the portal failed as often in a row as its profile allows.

    Args:
        desk: the officer's.
        numbers: the dossiers.
        tasks: one after the other; with a dossier whose first one fails the next is not begun.
        values: what the officer says with each task.
        tell: is told each report as it comes.
    """
    privacy.register([values.receiver] if values.receiver else [])
    reports: list[DeedReport] = []
    failures = 0
    for number in numbers:
        if desk.run.options.stop.code is not None:
            break
        error: PortalBotError | None = None
        for task in tasks:
            report, error = await _one(desk, number, task, values)
            reports.append(report)
            tell(report)
            if report.exit_code:
                break
        failures = failures + 1 if isinstance(error, PortalUnavailable) else 0
        hopeless = isinstance(error, HumanNeeded | SetupError)
        if hopeless or failures >= desk.portal.politeness.failures:
            break
    return reports


async def _one(
    desk: CounterDesk, number: str, task: Task, values: TaskValues
) -> tuple[DeedReport, PortalBotError | None]:
    said = TaskValues(
        unit=values.unit if task is Task.FORWARD else "",
        receiver=values.receiver if task is Task.RETURN else "",
        note=values.note,
    )
    try:
        deed = await DeedDoing(desk, number, task, said).do()
    except DoneBefore as done:
        return DeedReport(number, task, "done_before", desk.officer, words=str(done)), None
    except sqlite3.Error as error:
        # The intent, if there was one, stays open: the next run looks it up.
        full = SetupError(f"không ghi được sổ việc ở quầy ({in_words(error)})")
        full.at(f"hồ sơ {number}")
        return of_error(number, task, desk.officer, full, None), full
    except PortalBotError as error:
        told = error.at(f"hồ sơ {number}, việc “{TASKS[task].words}” ở trang một cửa")
        open_ = open_deeds(desk.journal, number, desk.names)
        return of_error(number, task, desk.officer, told, open_[0] if open_ else None), error
    return of_deed(deed, task, desk.officer), None
