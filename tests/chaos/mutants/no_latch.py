"""Without the latch: the page itself posts, and the browser's network does as it likes."""

from __future__ import annotations

import sys

from playwright.async_api import Error, Request, Route

from portal_bot.browser.latch import Answer, Latch, Lost, Outcome
from portal_bot.cli.app import main


async def _native(self: Latch, route: Route, request: Request) -> None:
    if not self._commit.is_it(request.method, request.url) or self._first is None:
        await route.fallback()
        return
    await route.continue_()
    if self._deadline is None:
        return
    self._deadline = None
    outcome = await _what_came(request)
    self._record(outcome)
    self._first.set_result((outcome, None))


async def _what_came(request: Request) -> Outcome:
    """As a script sees it that waits for the page."""
    try:
        response = await request.response()
        while response is None and request.redirected_to is not None:
            request = request.redirected_to
            response = await request.response()
        if response is None:
            return Lost("no response")
        body = "" if 300 <= response.status < 400 else await response.text()
    except Error as error:
        return Lost(str(error))
    return Answer(response.status, dict(response.headers), body, request.url)


if __name__ == "__main__":
    Latch._handle = _native  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
