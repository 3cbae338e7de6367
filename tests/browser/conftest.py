"""One browser for all tests of the browser layer."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from portal_bot.browser.find import find_browser
from portal_bot.browser.session import Running, open_browser


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.browser)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running() -> AsyncIterator[Running]:
    async with open_browser(find_browser()) as browser:
        yield browser
