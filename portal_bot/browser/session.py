"""One browser, and a fresh context for each dossier."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loguru import logger

from portal_bot.browser.fence import fence, resolver_rules
from portal_bot.browser.find import Browser as Found
from portal_bot.browser.watch import Watch
from portal_bot.errors import SetupError
from portal_bot.reasons import in_words

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Error, Playwright

DEFAULT_TIMEOUT_MS = 30_000
# How long an end is waited for: of a browser killed under a request the driver may never tell it.
CLOSE_S = 10.0

# Without these a Chromium on a closed network spends its start looking up its maker's hosts.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
)


@dataclass(slots=True)
class Running:
    """A running browser.

    Attributes:
        browser: Playwright's.
        devices: the descriptions of the phones and tablets it can pretend to be.
        fenced_to: the origins it was started for and cannot leave; empty if each context is fenced.
        wedged: whether it did not end a context when told to: nobody uses it any more.
    """

    browser: Browser
    devices: Mapping[str, Mapping[str, Any]]
    fenced_to: tuple[str, ...] = ()
    wedged: bool = False


@asynccontextmanager
async def open_browser(
    found: Found, *, headed: bool = False, origins: Sequence[str] = ()
) -> AsyncIterator[Running]:
    """Starts the browser that was found; closes it, and all it holds, at the end.

    Args:
        found: which browser.
        headed: whether its window is seen.
        origins: the only places it will ever go to, if they are known already: the cheap fence.

    Raises:
        SetupError: it does not start.
    """
    from playwright.async_api import Error

    options = found.launch_options()
    rules = resolver_rules(origins) if origins else None
    options["args"] = [*options["args"], *QUIET, *([rules] if rules else [])]
    watch = Watch()
    async with _driver() as playwright:
        try:
            browser = await playwright.chromium.launch(**options, headless=not headed)
        except Error as error:
            raise SetupError(
                f"trình duyệt {found.source} không khởi động được: {_first_line(error)}; "
                "chạy `portal-bot doctor` để biết cách sửa"
            ) from error
        watch.begin()
        try:
            yield Running(browser, playwright.devices, tuple(origins) if rules else ())
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_S):
                    await browser.close()
            await watch.end()


@asynccontextmanager
async def _driver() -> AsyncIterator[Playwright]:
    from playwright.async_api import async_playwright

    manager = async_playwright()
    try:
        playwright = await manager.__aenter__()
    except Exception as error:
        # Playwright raises nothing narrower here.
        raise SetupError(
            "chương trình điều khiển trình duyệt (Playwright) không khởi động được: "
            f"{in_words(error)}; chạy `portal-bot doctor --fix`"
        ) from error
    try:
        yield playwright
    finally:
        await manager.__aexit__(None, None, None)


@asynccontextmanager
async def open_context(
    running: Running, origins: Sequence[str], *, device: str | None = None
) -> AsyncIterator[BrowserContext]:
    """A context that knows nobody, fenced to `origins`, and wiped at the end.

    Args:
        running: the running browser.
        origins: scheme, host and port of every place it may go to.
        device: a name of Playwright's device list, for a phone or tablet, or `None`.

    Raises:
        SetupError: there is no such device.
    """
    options: dict[str, Any] = {} if device is None else _device(running, device)
    context = await running.browser.new_context(
        **options,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        service_workers="block",
        accept_downloads=True,
    )
    context.set_default_timeout(DEFAULT_TIMEOUT_MS)
    try:
        if running.fenced_to != tuple(origins):
            await fence(context, origins)
        yield context
    finally:
        try:
            async with asyncio.timeout(CLOSE_S):
                await context.close()
        except TimeoutError:
            running.wedged = True
            logger.warning("browser: a context did not end within {} s", CLOSE_S)


def _device(running: Running, name: str) -> dict[str, Any]:
    if name not in running.devices:
        raise SetupError(f"không có thiết bị “{name}” (ví dụ: iPhone 13, Pixel 7, iPad Mini)")
    return {k: v for k, v in running.devices[name].items() if k != "default_browser_type"}


def _first_line(error: Error) -> str:
    return error.message.splitlines()[0]
