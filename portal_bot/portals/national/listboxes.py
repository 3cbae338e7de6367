"""Lists of the portal's own make: a button opens one at the end of the page, far from its label.

An option commits when the mouse button goes down on it, and the list is gone before it comes up;
one far down a list may lie where no mouse comes to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from portal_bot.errors import PortalChanged, PortalUnavailable
from portal_bot.form.text import places_of

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

LIST_MS = 15_000
_OPTIONS = """() => {
  const items = [...document.querySelectorAll('ul[role=listbox]')].at(-1)?.children ?? [];
  return items.length ? [...items].map((one) => one.textContent.normalize('NFC').trim()) : null;
}"""


async def choose(page: Page, trigger: Locator, wanted: str, field: str) -> None:
    """Opens a list by its button and chooses the one option of this name.

    Args:
        page: the page.
        trigger: the button.
        wanted: what is to be chosen.
        field: the dossier's, for messages.

    Raises:
        PortalChanged: there is no such option, or several.
        PortalUnavailable: the list stays empty.
    """
    # The list hangs below it and does not scroll with the page: there must be room.
    await trigger.evaluate("(el) => el.scrollIntoView({block: 'center', behavior: 'instant'})")
    await trigger.click()
    search = page.locator("input:visible:has(+ ul[role=listbox])")
    if await search.count():
        # Of several thousand only the first are drawn; prefixes are printed in several ways.
        await search.last.fill(_bare(wanted))
    options = await _offered(page, wanted)
    found = places_of(wanted, options)
    if len(found) != 1:
        there = ", ".join(options[:8])
        raise PortalChanged(
            f"danh sách có {len(found)} mục “{wanted}”, cần đúng một; ở đó có: {there}", field=field
        )
    option = page.locator("ul[role=listbox]").last.locator("li").nth(found[0])
    await option.dispatch_event("mousedown")


async def _offered(page: Page, wanted: str) -> Sequence[str]:
    from playwright.async_api import TimeoutError as Late  # slow, and loaded by then

    try:
        handle = await page.wait_for_function(_OPTIONS, timeout=LIST_MS)
    except Late as error:
        raise PortalUnavailable(f"danh sách trống khi tìm “{wanted}”") from error
    found: Sequence[str] = await handle.json_value()
    return found


def _bare(name: str) -> str:
    return re.sub(r"^(?:tỉnh|thành phố|phường|xã|đặc khu)\s+", "", name, flags=re.IGNORECASE)
