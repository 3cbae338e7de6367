"""A run at the counter from the command line: asked for, done, told."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal_bot import clock
from portal_bot.cli import looping
from portal_bot.cli.console import err, out, print_json
from portal_bot.cli.desk_list import cut_title
from portal_bot.cli.reported import Drained, Terminated
from portal_bot.cli.stopping import TERMINATED, draining
from portal_bot.counter.counter_desk import CounterDesk, open_counter
from portal_bot.counter.counter_run import all_waiting, insist_on_numbers, work
from portal_bot.counter.deed_report import DeedReport
from portal_bot.errors import HumanNeeded, UsageError
from portal_bot.human import TerminalHuman
from portal_bot.moments import moment
from portal_bot.portals.office_side import TASKS, OfficeLine, Task, TaskValues
from portal_bot.run.run import Run
from portal_bot.shown import shown


@dataclass(frozen=True, slots=True)
class DeskOrder:
    """What was asked for.

    Attributes:
        tasks: one after the other, with each dossier.
        numbers: the dossiers; none: all that wait for the first task.
        today: of those, only what was handed in today.
        yes: whether nobody is asked about them.
        values: what the officer says with each task.
    """

    tasks: Sequence[Task]
    numbers: Sequence[str]
    today: bool
    yes: bool
    values: TaskValues


def performed(run: Run, officer: str, order: DeskOrder, *, as_json: bool) -> int:
    """Does it and tells what came of it; returns the exit code.

    Raises:
        Drained: a signal ended the run; what came of it is told.
        PortalBotError: nothing was begun.
    """
    insist_on_numbers(order.numbers, run.portal)
    show: Callable[[DeedReport], None] = (lambda _: None) if as_json else _show
    reports, meant = looping.run(_performed(run, officer, order, show))
    code = told(reports, as_json=as_json, shown_before=True)
    begun = {report.number for report in reports}
    if left := [number for number in meant if number not in begun]:
        err().print(
            f"Còn {len(left)} hồ sơ chưa động tới: {', '.join(left)}. Xem lý do ở trên rồi chạy "
            "lại cùng lệnh",
            style="yellow",
        )
    if (stopped := run.options.stop.code) is not None:
        raise Terminated if stopped == TERMINATED else Drained
    return code


async def _performed(
    run: Run, officer: str, order: DeskOrder, show: Callable[[DeedReport], None]
) -> tuple[list[DeedReport], Sequence[str]]:
    with draining(run.options.stop):
        async with open_counter(run, officer) as desk:
            numbers = order.numbers or await _chosen(desk, order)
            return await work(desk, numbers, order.tasks, order.values, show), numbers


async def _chosen(desk: CounterDesk, order: DeskOrder) -> Sequence[str]:
    """All that wait, once somebody has agreed.

    Raises:
        UsageError: nobody agreed.
        HumanNeeded: nobody is there to be asked.
    """
    task = order.tasks[0]
    lines = await all_waiting(desk, task, clock.today() if order.today else None)
    if lines and not order.yes:
        await _insist_agreed(lines, order.tasks)
    return [line.number for line in lines]


async def _insist_agreed(lines: Sequence[OfficeLine], tasks: Sequence[Task]) -> None:
    for line in lines:
        err().print(
            shown(f"  {line.number}  {line.owner}  {cut_title(line.procedure)}  nộp {line.filed}")
        )
    what = " và ".join(TASKS[task].words for task in tasks)
    if not sys.stdin.isatty():
        raise HumanNeeded(
            f"có {len(lines)} hồ sơ chờ {what}; cần một người đồng ý: thêm --yes, hoặc ghi rõ số"
        )
    if not await TerminalHuman().confirm(f"{what.capitalize()} {len(lines)} hồ sơ trên?"):
        raise UsageError("chưa làm gì: bạn không đồng ý")


def told(reports: Sequence[DeedReport], *, as_json: bool, shown_before: bool = False) -> int:
    """Prints what came of it; returns the exit code."""
    counts = Counter(report.outcome for report in reports)
    if as_json:
        print_json({"deeds": [r.as_json() for r in reports], "counts": dict(counts)})
    else:
        for report in () if shown_before else reports:
            _show(report)
        if not reports:
            out().print("Không có hồ sơ nào chờ việc này.")
    return max((report.exit_code for report in reports), default=0)


def _show(report: DeedReport) -> None:
    words = TASKS[report.task]
    if report.outcome in {"done", "differing"}:
        at = f" lúc {moment(report.at)}" if report.at else ""
        line = f"{report.number}: {words.done}{at} ({report.by})"
        line += f"; nhưng {report.words}" if report.words else ""
    elif report.outcome == "done_before":
        line = f"{report.number}: {report.words}; không làm gì thêm"
    else:
        # It names the dossier itself.
        how = "CHƯA RÕ" if report.outcome == "uncertain" else "CHƯA"
        line = f"{how} {words.words}: {report.words or report.number}"
    style = {"done": "green", "done_before": ""}.get(report.outcome, "red")
    out().print(shown(line), style=style)
