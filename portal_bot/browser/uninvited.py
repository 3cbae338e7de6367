"""What a page does that no form needs: further windows, downloads, ways that are closed to it.

None of it reaches anybody. It is noted at the gate, so that an error can name what was met.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from portal_bot.browser.gate import Gate
from portal_bot.errors import PortalError, PortalRejected
from portal_bot.marked import MarkedText

if TYPE_CHECKING:
    from playwright.async_api import Page

# Each is a process of the browser. A portal may open one or two of its own.
MOST_WINDOWS = 4
# How long a page is asked what it tried; one that stands still says nothing.
_ASKED_S = 1.0
_CLOSED = {
    "WebSocket": "mở WebSocket",
    "RTCPeerConnection": "mở WebRTC",
    "webkitRTCPeerConnection": "mở WebRTC",
    "RTCDataChannel": "mở WebRTC",
    "WebTransport": "mở WebTransport",
    "SharedWorker": "chạy SharedWorker",
    "print": "gọi máy in",
}


def watch_pages(page: Page, gate: Gate) -> None:
    """Notes what the context's pages do, from now on.

    Args:
        page: the first one.
        gate: theirs.
    """
    closing = set[asyncio.Task[None]]()

    def opened(window: Page) -> None:
        gate.met["mở cửa sổ khác"] += 1
        window.on("download", lambda _: downloaded())
        if len(page.context.pages) > MOST_WINDOWS:
            task = asyncio.ensure_future(_closed(window))
            closing.add(task)
            task.add_done_callback(closing.discard)

    def downloaded() -> None:
        gate.met["tải tệp xuống máy"] += 1

    page.on("download", lambda _: downloaded())
    page.context.on("page", opened)


async def _closed(window: Page) -> None:
    from playwright.async_api import Error  # slow, and loaded by then

    with suppress(Error):
        await window.close()


@asynccontextmanager
async def naming(page: Page, gate: Gate) -> AsyncIterator[None]:
    """Lets what was met stand behind the error that a session ends with.

    A portal's own no stays word for word.
    """
    try:
        yield
    except PortalRejected:
        raise
    except PortalError as error:
        await note_closed_ways(page, gate)
        error.message = MarkedText(f"{error.message}{gate.remark}")
        raise


async def note_closed_ways(page: Page, gate: Gate) -> None:
    """Notes which of the closed ways the page tried, if it still answers."""
    from playwright.async_api import Error  # slow, and loaded by then

    with suppress(Error, TimeoutError):
        async with asyncio.timeout(_ASKED_S):
            tried = await page.evaluate("() => window.__portalBotTried ?? []")
        # A page could say anything here: only our own words are taken.
        names = map(str, tried) if isinstance(tried, Iterable) else ()
        for told in dict.fromkeys(_CLOSED[name] for name in names if name in _CLOSED):
            gate.met[told] += 1
