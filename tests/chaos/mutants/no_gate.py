"""Without the gate: the page itself posts, and the browser's network does as it likes."""

from __future__ import annotations

import sys
from datetime import UTC, timedelta

from playwright.async_api import Browser, Error, Page, Response

from portal_bot import clock
from portal_bot.browser.gate import Answer, Gate
from portal_bot.browser.gatehouse import Gatehouse
from portal_bot.cli.app import main
from portal_bot.errors import SubmissionUncertain
from portal_bot.filing.commit import CommitPoint
from portal_bot.journal import Receipt
from portal_bot.portals.roles import Platform

REPEATED = frozenset({307, 308})
PATIENCE_MS = 30_000


async def _nowhere(self: Gatehouse, browser: Browser) -> None:
    return


async def _not_set(self: Gatehouse, gate: Gate, page: Page) -> str:
    return ""


async def _pass_over(self: CommitPoint) -> None:
    """As a script sees it that presses and waits for what comes."""
    platform = self._platform
    assert isinstance(platform, Platform)
    commit = platform.requests.commit
    deadline = clock.now(UTC) + timedelta(milliseconds=PATIENCE_MS)
    self.filing = self._journal.intend(self.filing, click_deadline=deadline)

    def is_answer(response: Response) -> bool:
        request = response.request
        return commit.is_it(request.method, response.url) and response.status not in REPEATED

    try:
        async with platform.page.expect_response(is_answer, timeout=PATIENCE_MS) as waited:
            await platform.press_submit()
        response = await waited.value
    except Error as error:
        self._doubt("no answer")
        raise SubmissionUncertain("no answer") from error
    headers = tuple((await response.all_headers()).items())
    read = platform.read_answer(Answer(response.status, headers, "", response.url))
    if not isinstance(read, Receipt):
        self._doubt("not understood")
        raise SubmissionUncertain("not understood")
    self.filing = self._journal.receive(self.filing, read, how="answer")


if __name__ == "__main__":
    Gatehouse.open = _nowhere  # type: ignore[method-assign]
    Gatehouse.set = _not_set  # type: ignore[method-assign]
    CommitPoint.pass_over = _pass_over  # type: ignore[method-assign]
    sys.exit(main(["submit", *sys.argv[1:]]))
