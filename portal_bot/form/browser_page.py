"""What the engine asks of a browser's page, of Playwright's asynchronous face or its other one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from portal_bot.errors import PortalSilent

if TYPE_CHECKING:
    from playwright.async_api import Page
    from playwright.sync_api import Page as SyncPage

T = TypeVar("T")
# Several lists that come late may be waited for in one trip, each `Timing.option_s`.
LONGEST_S = 90.0


class BrowserPage(Protocol):
    """A page with its frames, keys and clicks."""

    def frames(self) -> list[Any]:
        """Its frames, its own first."""

    def is_closed(self) -> bool:
        """Whether it is gone."""

    async def evaluate(self, frame: Any, script: str, asked: object) -> Any:
        """What a script tells in one frame."""

    async def click(self, frame: Any, selector: str, limit_ms: float) -> None:
        """A real click."""

    async def press(self, key: str) -> None:
        """A real key."""

    async def type(self, text: str, delay_ms: float | None) -> None:
        """Real keys, one letter after the other."""

    async def loaded(self) -> None:
        """Waits for a page that is on its way."""

    async def together(self, work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
        """Several at the same time, where that can be done."""


class AsyncBrowserPage:
    """A page of `playwright.async_api`."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def frames(self) -> list[Any]:
        return list(self._page.frames)

    def is_closed(self) -> bool:
        return self._page.is_closed()

    async def evaluate(self, frame: Any, script: str, asked: object) -> Any:
        try:
            return await asyncio.wait_for(frame.evaluate(script, asked), LONGEST_S)
        except TimeoutError as error:
            raise PortalSilent(f"trang không trả lời sau {LONGEST_S:.0f} giây") from error

    async def click(self, frame: Any, selector: str, limit_ms: float) -> None:
        await frame.click(selector, timeout=limit_ms)

    async def press(self, key: str) -> None:
        await self._page.keyboard.press(key)

    async def type(self, text: str, delay_ms: float | None) -> None:
        await self._page.keyboard.type(text, delay=delay_ms)

    async def loaded(self) -> None:
        await self._page.wait_for_load_state("domcontentloaded")

    async def together(self, work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
        return list(await asyncio.gather(*work))


class SyncBrowserPage:
    """A page of `playwright.sync_api`: each call is waited for where it stands.

    So nothing of the engine is ever suspended on it, and `waited_for` needs no loop.
    """

    def __init__(self, page: SyncPage) -> None:
        self._page = page

    def frames(self) -> list[Any]:
        return list(self._page.frames)

    def is_closed(self) -> bool:
        return self._page.is_closed()

    async def evaluate(self, frame: Any, script: str, asked: object) -> Any:
        return frame.evaluate(script, asked)

    async def click(self, frame: Any, selector: str, limit_ms: float) -> None:
        frame.click(selector, timeout=limit_ms)

    async def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    async def type(self, text: str, delay_ms: float | None) -> None:
        self._page.keyboard.type(text, delay=delay_ms)

    async def loaded(self) -> None:
        self._page.wait_for_load_state("domcontentloaded")

    async def together(self, work: Iterable[Awaitable[T]]) -> list[T]:
        return [await one for one in work]


def waited_for(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine returns that never has to wait: one over a `SyncBrowserPage`."""
    try:
        work.send(None)
    except StopIteration as over:
        result: T = over.value
        return result
    work.close()
    raise RuntimeError("the form engine waited for a loop on a synchronous page")
