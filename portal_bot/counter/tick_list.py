"""The list to tick at the counter: what waits for each task, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal_bot.counter.counter_run import WaitingWork
from portal_bot.moments import stamp
from portal_bot.page_template import page_template
from portal_bot.portals.office_side import TASKS, OfficeLine, Task

# What the page of a dossier is asked for whose result waits.
WAY_BACK, FEE = "Hình thức nhận kết quả", "Lệ phí"


@dataclass(frozen=True, slots=True)
class TickLine:
    """One dossier on paper: its line, and what else there is to know before it is handed out.

    Attributes:
        line: as the list has it.
        way_back: how the result comes, as its page says it; empty: its page was not asked.
        fee: what it costs and whether it is paid, likewise.
    """

    line: OfficeLine
    way_back: str
    fee: str


def tick_page(waiting: WaitingWork, *, portal: str, officer: str, at: datetime, trial: bool) -> str:
    """A page to print, a table for each task that something waits for.

    Args:
        waiting: what waits.
        portal: the portal's title.
        officer: whose list it is.
        at: when it was made.
        trial: whether it says that nothing of it is real.
    """
    parts = [
        {
            "task": task,
            "title": f"Hồ sơ {TASKS[task].waiting}",
            "tick": TASKS[task].done.capitalize(),
            "lines": [_line(waiting, line) for line in part.lines],
            "doubts": part.doubts,
            "signed": task is Task.RETURN,
        }
        for task, part in waiting.parts.items()
    ]
    page = page_template("portal_bot.counter", "tick_list.html.j2")
    return page.render(parts=parts, portal=portal, officer=officer, at=stamp(at), trial=trial)


def _line(waiting: WaitingWork, line: OfficeLine) -> TickLine:
    record = waiting.records.get(line.number)
    head = record.head if record else {}
    return TickLine(line, head.get(WAY_BACK, ""), head.get(FEE, ""))
