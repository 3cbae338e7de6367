"""The pages, built by `make widgets`; without them these tests are skipped, and say why."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext

from portal_bot.browser.find import find_browser
from portal_bot.browser.session import open_browser
from tests.widgets.build import stamp
from tests.widgets.site import served

BUILT = Path(__file__).resolve().parents[2] / "build" / "widgets"


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def pages() -> Path:
    failed, built = BUILT / "not-built", BUILT / ".built"
    if failed.is_file():
        pytest.skip(f"widget pages are not built: {failed.read_text('utf-8').strip()}")
    if not built.is_file() or built.read_text("utf-8") != stamp():
        pytest.skip("widget pages are not built: run `make widgets`")
    return BUILT / "site"


@pytest.fixture(scope="session")
def address(pages: Path) -> Iterator[str]:
    with served(pages) as address:
        yield address


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def context(pages: Path) -> AsyncIterator[BrowserContext]:
    async with open_browser(find_browser()) as running:
        context = await running.browser.new_context(
            locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", service_workers="block"
        )
        yield context
        await context.close()
