"""The account's own list, newest first, a page at a time; below it the drafts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import cache, partial
from http import HTTPStatus
from importlib import resources
from typing import Any, ClassVar

from portal_bot.errors import PortalUnavailable, SessionLost
from portal_bot.portals.igate_v1.listing import (
    COLUMNS,
    ListPage,
    is_newest_first,
    joined,
    page_of,
)
from portal_bot.portals.own_lists import OWN_LISTS
from portal_bot.portals.roles import Listed, Overview
from portal_bot.portals.screen import Screen, Tab, same

DRAFT = "/dich-vu-cong/tiep-nhan-online/nhap-thong-tin-ho-so"
# A portal that always says “next” must end somewhere; a list cut off here is not whole, and
# proves nothing to be missing.
LONGEST = 50
# How often one page is asked for that shows another.
LOADS = 4
CANCEL = "Hủy hồ sơ"
# The page asks; any other question of it is answered with no (`Tab.agreed`).
SURE = "Có chắc bạn muốn hủy hồ sơ này?"
Enough = Callable[[Sequence[Listed]], bool]


@cache
def _script(name: str = "my_dossiers") -> str:
    return (resources.files("portal_bot.portals.igate_v1") / f"{name}.js").read_text("utf-8")


class MyDossiers(Screen):
    """One page of the list."""

    heading = OWN_LISTS["igate_v1"]
    # Of it, what is to be paid.
    unpaid: ClassVar = "Yêu cầu thanh toán"
    path: ClassVar = "/dich-vu-cong/ca-nhan/quan-ly-ho-so"
    columns: ClassVar = COLUMNS

    async def read(self) -> ListPage:
        told: dict[str, Any] = await self.tab.ask(_script(), {"address": None})
        return page_of(told, self.tab.portal.number, self.columns)

    async def drafts(self) -> list[str]:
        """The names of the drafts that the portal says are still being made."""
        return [draft.name for draft in (await self.read()).drafts]

    async def cancel(self, draft: str) -> None:
        """Cancels one draft by its own button, and says yes to the one question about it."""
        line = self.tab.page.locator("li, tr").filter(has_text=draft)
        self.tab.agreed = SURE
        try:
            async with self.tab.page.expect_navigation(wait_until="domcontentloaded"):
                await line.get_by_role("button", name=CANCEL, exact=True).click()
            self.tab.expect(await self.tab.now(), type(self))
        finally:
            self.tab.agreed = None


async def read_list(
    tab: Tab, *, beside: bool, enough: Enough | None = None, kind: type[MyDossiers] = MyDossiers
) -> Overview:
    """Reads the list page by page to its end, or until `enough` says so of a page's lines.

    Where something is not understood it is read once more: a dossier that comes in meanwhile moves
    all lines.

    Args:
        tab: signed in.
        beside: without leaving the page that is open.
        enough: whether what follows a page need not be read; asked as long as the newest stand
            first.
        kind: the list's screen.

    Raises:
        PortalUnavailable: the portal goes on showing another page than the one asked for.
        SessionLost: it sends to the sign-in screen instead.
    """
    load = partial(_beside if beside else _opened, tab, kind)
    stop = enough or (lambda _: False)
    seen = await _pages(load, stop)
    return await _pages(load, stop) if seen.doubts else seen


async def _pages(load: Callable[[int], Awaitable[ListPage]], enough: Enough) -> Overview:
    pages: list[ListPage] = []
    for number in range(1, LONGEST + 1):
        page = await _page(load, number)
        if page.pages is None and pages and not _is_fresh(page, pages):
            return joined(pages, whole=True)
        pages.append(page)
        last = page.pages is not None and number >= page.pages
        if last or (page.pages is None and page.total == sum(len(p.lines) for p in pages)):
            return joined(pages, whole=True)
        lines = [line for one in pages for line in one.lines]
        if enough(page.lines) and is_newest_first(lines):
            return joined(pages, whole=False)
    return joined(pages, whole=False)


def _is_fresh(page: ListPage, before: Sequence[ListPage]) -> bool:
    """Whether a page, of a list that does not say how many it has, shows anything new."""
    seen = {number for one in before for number in (*(ln.number for ln in one.lines), *one.strays)}
    return bool({*(line.number for line in page.lines), *page.strays} - seen)


async def _page(load: Callable[[int], Awaitable[ListPage]], number: int) -> ListPage:
    """The page of this number: a portal under load may show an older one in its place."""
    shown = None
    for _ in range(LOADS):
        page = await load(number)
        shown = page.number
        beyond = page.pages is not None and number > page.pages
        if shown in (None, number) or beyond:
            return page
    raise PortalUnavailable(f"hỏi trang {number} của danh sách hồ sơ, cổng cứ hiện trang {shown}")


async def _opened(tab: Tab, kind: type[MyDossiers], number: int) -> ListPage:
    return await (await tab.go(f"{kind.path}?trang={number}", kind)).read()


async def _beside(tab: Tab, kind: type[MyDossiers], number: int) -> ListPage:
    asked = {"address": tab.portal.url(f"{kind.path}?trang={number}")}
    told: dict[str, Any] = await tab.ask(_script(), asked)
    refuse_trouble(tab, told, "danh sách hồ sơ")
    if not same(told["heading"], kind.heading):
        raise PortalUnavailable("cổng không hiện danh sách hồ sơ")
    return page_of(told, tab.portal.number, kind.columns)


def refuse_trouble(tab: Tab, told: dict[str, Any], what: str) -> None:
    """Says what was told beside the page when it is not what was asked for."""
    if told["status"] != HTTPStatus.OK:
        raise PortalUnavailable(f"cổng trả lời {told['status']} khi hỏi {what}")
    if same(told.get("heading", ""), tab.sign_in.heading):
        raise SessionLost("cổng đã đăng xuất giữa chừng")


async def draft_texts(tab: Tab, draft: str) -> frozenset[str]:
    """Every value that a draft's form holds, read beside the page that is open.

    Raises:
        PortalUnavailable: the portal does not show it.
    """
    address = tab.portal.url(f"{DRAFT}?sid={draft}")
    told: dict[str, Any] = await tab.ask(_script("draft_values"), address)
    refuse_trouble(tab, told, f"bản nháp {draft}")
    return frozenset(told["values"])


async def is_draft(tab: Tab, draft: str, kind: type[MyDossiers] = MyDossiers) -> bool:
    """Whether the list, read beside the page that is open, calls this one a draft.

    Raises:
        PortalUnavailable: it cannot be read, or shows the sign-in screen.
    """
    page = await _page(partial(_beside, tab, kind), 1)
    return any(one.name == draft for one in page.drafts)


async def cancel_drafts(
    tab: Tab, drafts: Collection[str], kind: type[MyDossiers] = MyDossiers
) -> set[str]:
    """Cancels those of `drafts` that the list calls drafts; returns what is a draft no more."""
    screen = await tab.go(kind.path, kind)
    for draft in set(drafts) & set(await screen.drafts()):
        await screen.cancel(draft)
    return set(drafts) - set(await screen.drafts())
