"""A page of ours on paper: the browser that files also prints."""

from __future__ import annotations

import asyncio
from functools import partial

from portal_bot import settings
from portal_bot.browser.find import find_browser
from portal_bot.browser.session import Running, open_browser, open_context
from portal_bot.errors import SetupError
from portal_bot.strongbox.working import work_folder

# For a page to be laid out and drawn: a matter of a second, and of many on a busy machine.
_PRINT_S = 60.0


async def printed(page: str, *, sheets: int = 1) -> bytes:
    """A page as PDF, in the size that its own style says, by a browser of its own.

    Args:
        page: HTML that holds all it needs: it may fetch nothing.
        sheets: about how many sheets it will have; more of them may take longer.

    Raises:
        SetupError: no browser is found, it does not start, or does not print.
    """
    scratch = partial(work_folder, settings.home())
    async with open_browser(find_browser(), scratch=scratch) as running:
        return await printed_by(running, page, sheets=sheets)


async def printed_by(running: Running, page: str, *, sheets: int = 1) -> bytes:
    """`printed`, by a browser that runs; it must have no window."""
    from playwright.async_api import Error  # slow, and loaded by then

    async with open_context(running) as context:
        try:
            async with asyncio.timeout(_PRINT_S + sheets):
                await context.set_offline(True)
                tab = await context.new_page()
                await tab.set_content(page)
                return await tab.pdf(prefer_css_page_size=True)
        except (Error, TimeoutError) as error:
            why = str(error).partition("\n")[0] or "quá lâu"
            raise SetupError(
                f"trình duyệt không in được ra PDF: {why}; chạy `portal-bot doctor`"
            ) from error
