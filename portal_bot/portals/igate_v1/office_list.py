"""Danh sách hồ sơ: what the officers' list shows, part by part, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from portal_bot.form.text import fold
from portal_bot.portals.igate_v1.listing import ListPage, page_of
from portal_bot.portals.office_side import OfficeLine, OfficeList, Task
from portal_bot.portals.screen import Screen, Tab

PARTS: Mapping[Task, str] = {
    Task.RECEIVE: "moi-nop",
    Task.FORWARD: "cho-chuyen",
    Task.RETURN: "cho-tra",
}
DUE, TERM = "Hẹn trả", "Thời hạn"
# A portal that always says “next” must end somewhere.
LONGEST = 50


@cache
def _script() -> str:
    # The account's own list is printed the same way.
    return (resources.files("portal_bot.portals.igate_v1") / "my_dossiers.js").read_text("utf-8")


class OfficeListScreen(Screen):
    """One page of the officers' list."""

    heading = "Danh sách hồ sơ"

    async def read(self) -> tuple[ListPage, Mapping[str, tuple[str, str]]]:
        """The page, and each dossier's appointed day and term."""
        told: dict[str, Any] = await self.tab.ask(_script(), {"address": None})
        return page_of(told, self.tab.portal.number), _terms(told)


def _terms(told: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for table in told["tables"]:
        headings = [fold(heading) for heading in table["headings"]]
        wanted = [fold(name) for name in ("Số hồ sơ", DUE, TERM)]
        if all(headings.count(name) == 1 for name in wanted):
            number, due, term = (headings.index(name) for name in wanted)
            rows = (row["cells"] for row in table["rows"] if len(row["cells"]) == len(headings))
            found |= {cells[number]: (cells[due], cells[term]) for cells in rows}
    return found


async def read_part(tab: Tab, desk: str, task: Task) -> OfficeList:
    """Every page of the part that holds what waits for a task.

    Where something is not understood it is read once more: what comes in meanwhile moves lines.
    """
    seen = await _pages(tab, desk, task)
    return await _pages(tab, desk, task) if seen.doubts else seen


async def _pages(tab: Tab, desk: str, task: Task) -> OfficeList:
    pages: list[ListPage] = []
    terms: dict[str, tuple[str, str]] = {}
    while len(pages) < LONGEST and (not pages or len(pages) < (pages[0].pages or 1)):
        address = f"{desk}?muc={PARTS[task]}&trang={len(pages) + 1}"
        page, printed = await (await tab.go(address, OfficeListScreen)).read()
        pages.append(page)
        terms |= printed
    lines = {
        line.number: OfficeLine(
            line.number,
            line.procedure,
            line.owner,
            line.filed,
            *terms.get(line.number, ("", "")),
            line.status,
        )
        for page in pages
        for line in page.lines
    }
    return OfficeList(tuple(lines.values()), _doubts(pages, len(lines)))


def _doubts(pages: Sequence[ListPage], found: int) -> tuple[str, ...]:
    """What is not understood, and whether it is all of what the list says that it has."""
    doubts = [doubt for page in pages for doubt in page.doubts]
    if [page.number for page in pages] != list(range(1, len(pages) + 1)):
        doubts.append("danh sách hiện trang khác trang được hỏi")
    total = pages[0].total
    if total != found:
        said = "không nói có bao nhiêu hồ sơ" if total is None else f"nói có {total} hồ sơ"
        doubts.append(f"danh sách {said}, đọc được {found}")
    return tuple(dict.fromkeys(doubts))
