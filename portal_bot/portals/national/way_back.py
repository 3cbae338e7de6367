"""How the result comes back: a select of the portal's own make, and the block for the post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from portal_bot.dossier.entries import Entry, entry_at
from portal_bot.errors import PortalChanged, PortalUnavailable
from portal_bot.form import Form, FormMismatch
from portal_bot.form.text import fold, places_of
from portal_bot.portals.igate_v1.delivery import METHOD, STORED, method_of
from portal_bot.portals.igate_v1.levels import ADDRESS_LEVELS
from portal_bot.portals.national import listboxes
from portal_bot.portals.roles import Request
from portal_bot.portals.screen import Tab

if TYPE_CHECKING:
    from playwright.async_api import Locator

# The public post is Vietnam Post's, whichever carriers the list offers besides.
CARRIER = ("Đơn vị chuyển phát", "Bưu điện Việt Nam")
# It comes about 600 ms after the choice.
BLOCK_MS = 10_000
_SELECT = ".cc-select-wrapper"
_CHOSEN = f"{_SELECT} .cc-select-selected-label"
_BOX = ".input-with-tooltip"
_BLOCK = f":has(> {_BOX})"
_CHOSEN_LEVELS = (0, 2)


class WayBack:
    """The choice on the open page."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    async def choose(self, request: Request) -> None:
        """Chooses it, and fills in the post's block where it comes.

        Raises:
            PortalChanged: there is no such choice.
            PortalUnavailable: the block does not come.
        """
        page, wanted = self._tab.page, method_of(request)
        # The page's first: the post's block has another.
        select = page.locator(_SELECT).first
        if fold(await select.locator(".cc-select-selected-label").inner_text()) != fold(wanted):
            await select.locator(".cc-select-selector").click()
            option = select.get_by_text(wanted, exact=True).last
            if not await option.count():
                raise PortalChanged(
                    f"không có hình thức nhận kết quả “{wanted}”", field="delivery.method"
                )
            await option.click()
        if request.is_sent:
            await self._open_block()
            typed = [entry for entry in posted(request) if not _is_list(entry)]
            await self._form().fill(typed)
            for entry in filter(_is_list, posted(request)):
                await self._pick(entry)
        await self.insist(request)

    async def insist(self, request: Request) -> None:
        """Insists that what is shown is the dossier's.

        Raises:
            PortalChanged: it is not.
        """
        shown = await self._tab.page.locator(_CHOSEN).first.inner_text()
        if fold(shown) != fold(method_of(request)):
            raise PortalChanged(
                f"trang ghi hình thức nhận kết quả “{shown}”, hồ sơ chọn “{method_of(request)}”",
                field="delivery.method",
            )
        if request.is_sent:
            typed = [entry for entry in posted(request) if not _is_list(entry)]
            comparison = await self._form().verify(typed)
            if comparison.differences:
                raise FormMismatch(comparison)
            for entry in filter(_is_list, posted(request)):
                await self._insist_on(entry)

    async def _pick(self, entry: Entry) -> None:
        await listboxes.choose(
            self._tab.page, self._button(entry.label), str(entry.value), entry.path
        )

    async def _insist_on(self, entry: Entry) -> None:
        shown = await self._button(entry.label).inner_text()
        if not places_of(str(entry.value), [shown]):
            raise PortalChanged(
                f"thông tin nhận kết quả, ô “{entry.label}”: trang ghi khác hồ sơ", field=entry.path
            )

    def _button(self, label: str) -> Locator:
        """The list of this label, which stands beside it with a star."""
        page = self._tab.page
        titled = page.locator(".tooltip-text", has_text=re.compile(rf"^{re.escape(label)}\s*\*?$"))
        return page.locator(_BOX).filter(has=titled).locator("button[aria-haspopup=listbox]")

    async def _open_block(self) -> None:
        from playwright.async_api import TimeoutError as Late  # slow, and loaded by then

        try:
            await self._tab.page.locator(_BOX).first.wait_for(timeout=BLOCK_MS)
        except Late as error:
            raise PortalUnavailable(
                "chọn nhận qua bưu điện mà trang không mở khối thông tin nhận kết quả"
            ) from error

    def _form(self) -> Form:
        return Form(self._tab.page, root=_BLOCK)


def _is_list(entry: Entry) -> bool:
    return entry.label == CARRIER[0] or entry.level in _CHOSEN_LEVELS


def posted(request: Request) -> tuple[Entry, ...]:
    """What the post's block asks for."""
    recipient, to = request.recipient, request.letter_to
    return (
        Entry("", None, "Họ và tên người nhận", recipient.full_name, "delivery.recipient"),
        Entry("", None, "Số điện thoại người nhận", recipient.phone, "delivery.recipient"),
        Entry("", None, *CARRIER, "delivery.method"),
        *(entry_at(level, "", None, ADDRESS_LEVELS, "delivery.address") for level in to.levels),
    )


def kept(request: Request) -> tuple[Entry, ...]:
    """The choice as a stored dossier shows it."""
    method = Entry("", None, METHOD, method_of(request), "delivery.method")
    if not request.is_sent:
        return (method,)
    rest = (one for one in posted(request) if one.label != CARRIER[0])
    return (method, *(Entry(STORED, None, e.label, e.value, e.path) for e in rest))
