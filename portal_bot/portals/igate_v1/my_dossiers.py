"""Quản lý hồ sơ: the account's own list, newest first, a page at a time; below it the drafts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from functools import cache
from importlib import resources
from typing import Any

from portal_bot.errors import PortalChanged, PortalUnavailable, SessionLost
from portal_bot.portals.base import Listed
from portal_bot.portals.screen import Screen, Tab, same

PATH = "/dich-vu-cong/ca-nhan/quan-ly-ho-so"
COLUMNS = ("Số hồ sơ", "Thủ tục", "Chủ hồ sơ", "Ngày nộp", "Trạng thái")
LONGEST = 50
# How often one page is asked for that shows another.
LOADS = 4
CANCEL = "Hủy hồ sơ"
SURE = "Có chắc bạn muốn hủy hồ sơ này?"


@cache
def _script() -> str:
    return (resources.files("portal_bot.portals.igate_v1") / "my_dossiers.js").read_text("utf-8")


class MyDossiers(Screen):
    """One page of the list."""

    heading = "Quản lý hồ sơ"

    async def read(self) -> dict[str, Any]:
        told: dict[str, Any] = await self.tab.page.evaluate(_script(), {"address": None})
        return told

    async def drafts(self) -> list[str]:
        """The names of the drafts that the portal says are still being made."""
        told = await self.read()
        return list(told["drafts"])

    async def cancel(self, draft: str) -> None:
        """Cancels one draft by its own button, and says yes to the one question about it."""
        line = self.tab.page.locator("li, tr").filter(has_text=draft)
        self.tab.agreed = SURE
        try:
            async with self.tab.page.expect_navigation(wait_until="domcontentloaded"):
                await line.get_by_role("button", name=CANCEL, exact=True).click()
            self.tab.expect(await self.tab.now(), MyDossiers)
        finally:
            self.tab.agreed = None


async def read_list(tab: Tab, enough: Callable[[Listed], Awaitable[bool]]) -> None:
    """Reads the list page by page until `enough` says so, or it ends.

    Raises:
        PortalUnavailable: the portal goes on showing another page than the one asked for.
        PortalChanged: there is no such list, or it never ends.
    """
    seen: set[str] = set()
    for number in range(1, LONGEST + 1):
        told = await _page(tab, number)
        fresh = [line for line in lines_of(told) if line.number not in seen]
        for line in fresh:
            seen.add(line.number)
            if await enough(line):
                return
        if not fresh or (told["pages"] is not None and number >= told["pages"]):
            return
    raise PortalChanged(f"danh sách hồ sơ dài hơn {LONGEST} trang")


async def _page(tab: Tab, number: int) -> dict[str, Any]:
    """The page of this number: a portal under load may show an older one in its place."""
    shown = None
    for _ in range(LOADS):
        screen = await tab.go(f"{PATH}?trang={number}", MyDossiers)
        told = await screen.read()
        shown = told["page"]
        beyond = told["pages"] is not None and number > told["pages"]
        if shown in (None, number) or beyond:
            return told
    raise PortalUnavailable(f"hỏi trang {number} của danh sách hồ sơ, cổng cứ hiện trang {shown}")


async def glance(tab: Tab) -> list[Listed]:
    """The newest lines, read beside the page that is open.

    Raises:
        SessionLost: the portal sends to the sign-in screen instead.
        PortalUnavailable: it does not show the first page of the list.
    """
    return lines_of(await _beside(tab))


async def _beside(tab: Tab) -> dict[str, Any]:
    """The list's first page, without leaving the page that is open."""
    for _ in range(LOADS):
        told: dict[str, Any] = await tab.page.evaluate(
            _script(), {"address": tab.portal.url(f"{PATH}?trang=1")}
        )
        if told["status"] != 200:
            raise PortalUnavailable(f"cổng trả lời {told['status']} khi hỏi danh sách hồ sơ")
        if same(told["heading"], tab.sign_in.heading):
            raise SessionLost("cổng đã đăng xuất giữa chừng")
        if not told["tables"]:
            raise PortalUnavailable("cổng không hiện danh sách hồ sơ")
        if told["page"] in (None, 1):
            return told
    raise PortalUnavailable("cổng cứ hiện trang khác của danh sách hồ sơ")


async def is_draft(tab: Tab, draft: str) -> bool:
    """Whether the list, read beside the page that is open, calls this one a draft.

    Raises:
        PortalUnavailable: it cannot be read, or shows the sign-in screen.
    """
    return draft in (await _beside(tab))["drafts"]


async def cancel_drafts(tab: Tab, drafts: Collection[str]) -> set[str]:
    """Cancels those of `drafts` that the list calls drafts; returns what is a draft no more."""
    screen = await tab.go(PATH, MyDossiers)
    for draft in set(drafts) & set(await screen.drafts()):
        await screen.cancel(draft)
    return set(drafts) - set(await screen.drafts())


def lines_of(told: dict[str, Any]) -> list[Listed]:
    """The list's lines; a line of another shape (“Chưa có hồ sơ nào”) is none."""
    for table in told["tables"]:
        if all(column in table["headings"] for column in COLUMNS):
            places = [table["headings"].index(column) for column in COLUMNS]
            rows = (r for r in table["rows"] if len(r) == len(table["headings"]))
            return [Listed(*(row[place] for place in places)) for row in rows]
    raise PortalChanged(f"danh sách hồ sơ không có bảng với các cột {', '.join(COLUMNS)}")
