"""A page of a browser of its own, for the pictures."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Page

from portal_bot.browser.find import find_browser
from portal_bot.browser.session import open_browser


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def one_page() -> AsyncIterator[Page]:
    async with open_browser(find_browser()) as running:
        context = await running.browser.new_context()
        yield await context.new_page()
        await context.close()
