"""One browser for all tests of the form engine; the pages lie beside, served at two ports."""

from __future__ import annotations

import functools
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page

from portal_bot.browser.find import find_browser
from portal_bot.browser.session import open_browser
from portal_bot.form import Form, Timing

PAGES = Path(__file__).parent / "pages"
QUICK = Timing(option_s=2, settle_s=1.5, calm_s=0.15, open_s=0.1)

_NEVER = threading.Event()
Opener = Callable[..., Awaitable[Form]]


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/hangs"):
            _NEVER.wait(20)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


def _serve() -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(PAGES)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def servers() -> Iterator[tuple[str, str]]:
    both = _serve(), _serve()
    yield (
        f"http://127.0.0.1:{both[0].server_address[1]}",
        f"http://localhost:{both[1].server_address[1]}",
    )
    _NEVER.set()
    for server in both:
        server.shutdown()
        server.server_close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def context() -> AsyncIterator[BrowserContext]:
    async with open_browser(find_browser()) as running:
        context = await running.browser.new_context()
        yield context
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    page = await context.new_page()
    yield page
    await page.close()


@pytest.fixture
def form_on(page: Page, servers: tuple[str, str]) -> Opener:
    """Opens one of the pages; its query says how it misbehaves."""

    async def opened(name: str, *, root: str | None = None, **query: object) -> Form:
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        await page.goto(f"{servers[0]}/{name}.html?{asked}")
        return Form(page, root=root, timing=QUICK)

    return opened
