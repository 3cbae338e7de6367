"""One browser, and a fresh context for each dossier."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loguru import logger

from portal_bot import settings
from portal_bot.browser.filter import filtering
from portal_bot.browser.find import Browser as Found
from portal_bot.browser.gate import Gate, Requests
from portal_bot.browser.gatehouse import Gatehouse
from portal_bot.browser.origins import CLOSED, closing_script, is_proxied, resolver_rules
from portal_bot.browser.sending import Sender
from portal_bot.browser.uninvited import watch_pages
from portal_bot.browser.watch import Watch
from portal_bot.errors import SetupError
from portal_bot.reasons import in_words
from portal_bot.rooms import private_dir

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Error, Page, Playwright

DEFAULT_TIMEOUT_MS = 30_000
# How long an end is waited for: of a browser killed under a request the driver may never tell it,
# a page whose script never ends does not go. Ctrl-C waits for two of these.
CLOSE_S = 2.0
# How long a context and its first page may take: a matter of a tenth of a second, and of many on a
# machine that does a dozen other things. A browser killed meanwhile may never say so.
OPEN_S = 30.0

# Without the first a Chromium on a closed network spends its start looking up its maker's hosts.
# The rest is Playwright's own today, and must not change with it: nothing foreign runs in the
# browser, nothing of a page is dumped or put into the system's keyring.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-component-extensions-with-background-pages",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--password-store=basic",
)


@dataclass(slots=True)
class Running:
    """A running browser.

    Attributes:
        browser: Playwright's.
        devices: the descriptions of the phones and tablets it can pretend to be.
        proxy: the filter through which it reaches the office's proxy, or `None`: there is none.
        gatehouse: holds the requests of every context that has a gate; once one has, all must.
        wedged: whether it did not end a context when told to: nobody uses it any more.
    """

    browser: Browser
    devices: Mapping[str, Mapping[str, Any]]
    proxy: str | None = None
    gatehouse: Gatehouse = field(default_factory=Gatehouse)
    wedged: bool = False


# Names a folder of this program's own, when one is needed.
Scratch = Callable[[], Path]
# By which every system is told where temporary files go.
_TEMPORARY = ("TMPDIR", "TEMP", "TMP")


@asynccontextmanager
async def open_browser(
    found: Found,
    *,
    headed: bool = False,
    origins: Sequence[str] = (),
    scratch: Scratch | None = None,
) -> AsyncIterator[Running]:
    """Starts the browser that was found; closes it, and all it holds, at the end.

    Args:
        found: which browser.
        headed: whether its window is seen.
        origins: the only places it will ever find; none: any (it is not used for filing).
        scratch: where its profile lies while it runs; `None`: where the system puts such things.

    Raises:
        SetupError: it does not start.
    """
    from playwright.async_api import Error  # slow: only where one is started

    options = found.launch_options()
    watch = Watch()
    async with AsyncExitStack() as open_, _driver(scratch) as playwright:
        proxy = None
        if origins and is_proxied():
            proxy = await open_.enter_async_context(filtering(origins))
        options["args"] = [*options["args"], *QUIET, *_ways(origins, proxy)]
        try:
            browser = await playwright.chromium.launch(
                **options, headless=not headed, env={**settings.for_children(os.environ)}
            )
        except Error as error:
            raise _not_started(found, error) from error
        watch.begin()
        try:
            yield Running(browser, playwright.devices, proxy)
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_S):
                    await browser.close()
            await watch.end()


@asynccontextmanager
async def _driver(scratch: Scratch | None) -> AsyncIterator[Playwright]:
    from playwright.async_api import async_playwright  # slow: only where it is started

    _keep_what_is_compiled()
    _tell_driver_no_secrets(scratch)
    manager = async_playwright()
    try:
        with _no_dumps():
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


def _not_started(found: Found, error: Error) -> SetupError:
    told = f"trình duyệt {found.source} không khởi động được: {_first_line(error)}; "
    if "usable sandbox" in error.message.lower():
        # Ubuntu 23.10 and later, and containers, give user namespaces to few programs.
        return SetupError(
            f"{told}máy này không cho trình duyệt dùng hộp cát (sandbox). Dùng Chrome hay Edge cài "
            "từ gói của hãng, hoặc nhờ quản trị máy cho phép user namespace; chỉ khi không còn "
            f"cách nào mới đặt {settings.SANDBOX}=off"
        )
    return SetupError(f"{told}chạy `portal-bot doctor` để biết cách sửa")


@contextmanager
def _no_dumps() -> Iterator[None]:
    """What is started meanwhile leaves no core behind when it crashes: pages lie in its memory."""
    if sys.platform == "win32":
        yield
        return
    import resource  # Windows has none

    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def _tell_driver_no_secrets(scratch: Scratch | None) -> None:
    """Playwright hands our whole environment to its driver, and has no option for another.

    A version that goes about it in another way hands it on as before (a test would say so); the
    browser is given its own in any case.
    """
    with suppress(ImportError):
        from playwright._impl import _driver, transport  # slow, and loaded by now

        # The driver makes the profile: cookies and pages of a citizen, which a kill would leave.
        place = {} if scratch is None else dict.fromkeys(_TEMPORARY, str(scratch()))

        def told() -> dict[str, str]:
            return {**settings.for_children(_driver.get_driver_env()), **place}

        vars(transport)["get_driver_env"] = told


def _keep_what_is_compiled() -> None:
    """A quarter of the driver's start goes into compiling its own program, which stays the same.

    Node keeps it where this variable says, and does without where it cannot.
    """
    import platformdirs  # slow: only where a browser is started

    with suppress(SetupError):
        kept = platformdirs.user_cache_path("portal_bot", appauthor=False) / "driver"
        os.environ.setdefault("NODE_COMPILE_CACHE", str(private_dir(kept)))


def _ways(origins: Sequence[str], proxy: str | None) -> tuple[str, ...]:
    """The arguments that close every way but those to `origins`."""
    if not origins:
        return ()
    if proxy is None:
        return (*CLOSED, resolver_rules(origins))
    # Also what lies on this machine: the filter alone decides.
    return (*CLOSED, f"--proxy-server={proxy}", "--proxy-bypass-list=<-loopback>")


@dataclass(frozen=True, slots=True)
class Gated:
    """A page behind its gate.

    Attributes:
        page: in a context of its own, at no address yet.
        gate: decides what leaves the context.
        sender: what this program itself sends with the context's cookies.
    """

    page: Page
    gate: Gate
    sender: Sender


@asynccontextmanager
async def open_context(
    running: Running, *, device: str | None = None
) -> AsyncIterator[BrowserContext]:
    """A context that knows nobody, wiped at the end.

    Args:
        running: the running browser.
        device: a name of Playwright's device list, for a phone or tablet, or `None`.

    Raises:
        SetupError: there is no such device, or the browser does not answer.
    """
    options: dict[str, Any] = {} if device is None else _device(running, device)
    async with answering(running):
        context = await running.browser.new_context(
            **options,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            service_workers="block",
            # Nothing is written to the disk because a page says so.
            accept_downloads=False,
        )
    context.set_default_timeout(DEFAULT_TIMEOUT_MS)
    try:
        async with answering(running):
            await context.add_init_script(f"{closing_script()};{_brisk()}")
            # None of them, and no question about it either.
            await context.grant_permissions([])
        yield context
    finally:
        try:
            async with asyncio.timeout(CLOSE_S):
                await context.close()
        except TimeoutError:
            running.wedged = True
            logger.warning("browser: a context did not end within {} s", CLOSE_S)


def _brisk() -> str:
    return (resources.files("portal_bot.browser") / "brisk.js").read_text("utf-8")


@asynccontextmanager
async def gated(
    running: Running,
    context: BrowserContext,
    origins: Sequence[str],
    requests: Requests,
    *,
    answer_timeout_s: float,
) -> AsyncIterator[Gated]:
    """The first page of a context, with the gate before it: nothing passes but what that allows.

    Args:
        running: the context's browser; from now on each of its contexts needs a gate.
        context: has no page yet.
        origins: scheme, host and port of every place it may go to.
        requests: what the platform says of its requests.
        answer_timeout_s: how long the answer to the commit request is waited for.

    Raises:
        SetupError: the browser does not answer.
    """
    async with answering(running):
        await running.gatehouse.open(running.browser)
    sender = Sender(context, timeout_s=answer_timeout_s, proxy=running.proxy)
    gate = Gate(origins, requests, sender.commit)
    async with answering(running):
        page = await context.new_page()
        name = await running.gatehouse.set(gate, page)
    watch_pages(page, gate)
    try:
        yield Gated(page, gate, sender)
    finally:
        gate.read_only()
        running.gatehouse.lift(name)


@asynccontextmanager
async def answering(running: Running) -> AsyncIterator[None]:
    """Bounds what a living browser does at once; one that does not is lent to nobody any more.

    Raises:
        SetupError: it does not answer.
    """
    try:
        async with asyncio.timeout(OPEN_S):
            yield
    except TimeoutError as error:
        running.wedged = True
        logger.warning("browser: no answer within {} s while a page was opened", OPEN_S)
        raise SetupError(
            f"trình duyệt không trả lời sau {OPEN_S:.0f} giây; chạy lại cùng lệnh để làm tiếp"
        ) from error


def _device(running: Running, name: str) -> dict[str, Any]:
    if name not in running.devices:
        raise SetupError(f"không có thiết bị “{name}” (ví dụ: iPhone 13, Pixel 7, iPad Mini)")
    return {k: v for k, v in running.devices[name].items() if k != "default_browser_type"}


def _first_line(error: Error) -> str:
    return error.message.splitlines()[0]
