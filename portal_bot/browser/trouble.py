"""The browser's own errors, told as ours: whose fault it is, and what to do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from portal_bot.errors import PortalChanged, PortalSilent, PortalUnavailable, SetupError
from portal_bot.reasons import in_words


@contextmanager
def told() -> Iterator[None]:
    """Turns Playwright's errors into ours.

    Raises:
        SetupError: the browser or its page is gone.
        PortalChanged: something that was waited for never came.
        PortalUnavailable: anything else between the browser and the portal.
    """
    from playwright.async_api import Error  # slow, and loaded by then
    from playwright.async_api import TimeoutError as PlaywrightTimeout  # slow, and loaded by then

    try:
        yield
    except PlaywrightTimeout as error:
        raise PortalChanged(f"chờ mãi không thấy: {in_words(error)}") from error
    except Error as error:
        if "has been closed" in error.message or "crashed" in error.message:
            raise SetupError(
                f"trình duyệt bị tắt giữa chừng ({in_words(error)}); chạy lại cùng lệnh để làm tiếp"
            ) from error
        raise PortalUnavailable(f"trục trặc với cổng: {in_words(error)}") from error


@asynccontextmanager
async def bounded(seconds: float) -> AsyncIterator[None]:
    """Ends what a page holds up for longer: a script or an answer without an end.

    Whoever leaves a session because of it ends its context, whatever that is at.

    Raises:
        PortalSilent: the time is over; it is not tried again in this run.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise PortalSilent(
            f"trang của cổng không xong sau {seconds:.0f} giây; đã đóng trang", over=True
        ) from error
