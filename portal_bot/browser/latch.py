"""The latch between the page and the network: one commit request at most, sent by us.

The commit request does not pass from the page to the portal. The latch makes it itself, without
retries and without following redirects, reads the answer, has it written to the journal, and only
then hands it to the page. Reasons: when a server drops a kept-alive connection after a POST,
Chromium sends the POST again by itself, and a route handler never sees the second; a 307 or 308
repeats it too. A second commit from the page (a double click) is given the first one's answer.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING

from loguru import logger

from portal_bot import clock

if TYPE_CHECKING:
    from playwright.async_api import APIResponse, BrowserContext, Request, Route

REPEATING = frozenset({307, 308})
_CARRIES_A_FILE = re.compile(rb"content-disposition:[^\r\n]*filename=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CommitRequest:
    """What a platform's commit request looks like: the method, and a pattern for the address."""

    method: str
    address: re.Pattern[str]

    def is_it(self, method: str, address: str) -> bool:
        return method == self.method and self.address.search(address) is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal answered to the commit request.

    Attributes:
        status: the HTTP status.
        headers: the answer's headers, names in lower case.
        body: the answer's text; empty for a redirect.
        address: the address that was asked.
    """

    status: int
    headers: dict[str, str] = field(repr=False)
    body: str = field(repr=False)
    address: str

    @property
    def location(self) -> str | None:
        return self.headers.get("location")


class NotSent(Enum):
    """Why nothing was sent, when that is certain."""

    SHUT = "the latch is shut"
    LATE = "the click deadline had passed"
    FILES = "the commit request carried files"


@dataclass(frozen=True, slots=True)
class Lost:
    """The request was made and its answer never came: whether it arrived is not known."""

    reason: str


Outcome = Answer | NotSent | Lost


class Latch:
    """Stands in the way of the commit request of one browser context.

    Args:
        commit: what the request looks like.
        answer_timeout_s: how long to wait for the portal's answer before it counts as lost.
    """

    def __init__(self, commit: CommitRequest, *, answer_timeout_s: float) -> None:
        self._commit = commit
        self._timeout_s = answer_timeout_s
        self._deadline: datetime | None = None
        self._until = 0.0
        self._record: Callable[[Outcome], None] = lambda _: None
        self._first: asyncio.Future[tuple[Outcome, APIResponse | None]] | None = None
        self._context: BrowserContext | None = None
        self.stopped: list[str] = []

    async def install(self, context: BrowserContext) -> None:
        """Puts the latch, shut, into a context; a second time changes nothing."""
        if self._context is None:
            self._context = context
            await context.route(self._commit.address, self._handle)

    async def take_out(self) -> None:
        """For pages that cannot submit: while anything stands in the way of requests, the browser
        loads every style and script of each page anew.
        """
        from playwright.async_api import Error

        if self._context is not None:
            context, self._context = self._context, None
            with suppress(Error):
                await context.unroute(self._commit.address, self._handle)

    async def shut_all(self, context: BrowserContext) -> None:
        """For `fill`: from now on every request that is not a GET is stopped."""

        async def stop(route: Route, request: Request) -> None:
            if request.method in {"GET", "HEAD"}:
                await route.fallback()
                return
            self.stopped.append(request.method)
            await route.abort("blockedbyclient")

        await context.route("**/*", stop)

    def arm(self, *, deadline: datetime, record: Callable[[Outcome], None]) -> None:
        """Lets one commit request through, until `deadline`.

        `record` is called with the outcome before the page sees it; it must be durable when it
        returns.
        """
        if self._first is not None and not self._nothing_left():
            raise ValueError("this latch has let a request through before")
        self._deadline = deadline
        # A second clock that nobody can set: a system clock put back must not make time.
        self._until = time.monotonic() + (deadline - clock.now(UTC)).total_seconds()
        self._record = record
        self._first = asyncio.get_running_loop().create_future()

    def _nothing_left(self) -> bool:
        """Whether the request of the last time was stopped here: then it may be armed again."""
        first = self._first
        return first is not None and first.done() and isinstance(first.result()[0], NotSent)

    def disarm(self) -> bool:
        """Shuts an armed latch again; returns whether that was in time, nothing having passed."""
        in_time = self._deadline is not None
        if in_time:
            self._deadline = self._first = None
        return in_time

    async def outcome(self) -> Outcome:
        """Waits for what became of the commit request."""
        if self._first is None:
            raise ValueError("this latch was never armed")
        outcome, _ = await asyncio.shield(self._first)
        return outcome

    async def _handle(self, route: Route, request: Request) -> None:
        if not self._commit.is_it(request.method, request.url):
            await route.fallback()
        elif self._first is None:
            logger.warning("latch: a commit request met a shut latch and was stopped")
            self.stopped.append(request.method)
            await route.abort("blockedbyclient")
        elif self._deadline is None:
            logger.warning("latch: a second commit request; it is given the first one's answer")
            await self._hand_over(route, *await asyncio.shield(self._first))
        else:
            deadline, self._deadline = self._deadline, None
            outcome, response = await self._send(route, request, deadline)
            try:
                self._record(outcome)
            finally:
                self._first.set_result((outcome, response))
            await self._hand_over(route, outcome, response)

    async def _send(
        self, route: Route, request: Request, deadline: datetime
    ) -> tuple[Outcome, APIResponse | None]:
        from playwright.async_api import Error

        if _CARRIES_A_FILE.search(request.post_data_buffer or b""):
            return NotSent.FILES, None
        if clock.now(UTC) > deadline or time.monotonic() > self._until:
            return NotSent.LATE, None
        try:
            response = await route.fetch(
                max_redirects=0, max_retries=0, timeout=self._timeout_s * 1000
            )
            body = "" if 300 <= response.status < 400 else await response.text()
        except (Error, UnicodeDecodeError) as error:
            return Lost(str(error).splitlines()[0]), None
        return Answer(response.status, dict(response.headers), body, request.url), response

    async def _hand_over(
        self, route: Route, outcome: Outcome, response: APIResponse | None
    ) -> None:
        from playwright.async_api import Error

        try:
            if response is None or response.status in REPEATING:
                await route.abort("connectionfailed")
            else:
                await route.fulfill(response=response)
        except Error as error:
            # The page may be gone; what happened is in the journal already.
            logger.debug("latch: the page did not take the answer ({})", type(error).__name__)
