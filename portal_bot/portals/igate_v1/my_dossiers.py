"""Quản lý hồ sơ: the account's own list, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from portal_bot.errors import PortalChanged
from portal_bot.portals.base import Listed
from portal_bot.portals.screen import Screen, Tab

PATH = "/dich-vu-cong/ca-nhan/quan-ly-ho-so"
COLUMNS = ("Số hồ sơ", "Thủ tục", "Chủ hồ sơ", "Ngày nộp", "Trạng thái")
LONGEST = 50

_READ = """() => {
  const plain = (el) => el.textContent.normalize('NFC').replace(/\\s+/g, ' ').trim();
  return [...document.querySelectorAll('table')].map((table) => ({
    headings: [...table.querySelectorAll('thead th')].map(plain),
    rows: [...table.querySelectorAll('tbody tr')].map((r) => [...r.cells].map(plain)),
  }));
}"""


class MyDossiers(Screen):
    """One page of the list."""

    heading = "Quản lý hồ sơ"

    async def lines(self) -> list[Listed]:
        tables = await self.tab.page.evaluate(_READ)
        for table in tables:
            if all(column in table["headings"] for column in COLUMNS):
                places = [table["headings"].index(column) for column in COLUMNS]
                rows = (r for r in table["rows"] if len(r) == len(table["headings"]))
                return [Listed(*(row[place] for place in places)) for row in rows]
        raise PortalChanged(f"danh sách hồ sơ không có bảng với các cột {', '.join(COLUMNS)}")


async def read_list(tab: Tab, enough: Callable[[Listed], Awaitable[bool]]) -> None:
    """Reads the list page by page until `enough` says so, or there is nothing new."""
    seen: set[str] = set()
    for number in range(1, LONGEST + 1):
        screen = await tab.go(f"{PATH}?trang={number}", MyDossiers)
        fresh = [line for line in await screen.lines() if line.number not in seen]
        if not fresh:
            return
        for line in fresh:
            seen.add(line.number)
            if await enough(line):
                return
    raise PortalChanged(f"danh sách hồ sơ dài hơn {LONGEST} trang")
