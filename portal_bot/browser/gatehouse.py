"""One browser's gates: every request of every context is held here and asked of its own gate.

One session with the browser itself, not with a page, sees what every page, frame, worker and popup
asks for, from its first request on. A page's own session misses frames of other processes and
shared workers; a route switches the browser's cache off. What no gate sees (web sockets, WebRTC,
QUIC) is closed in `portal_bot.browser.origins`.
"""

from __future__ import annotations

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from loguru import logger

from portal_bot.browser.gate import Answer, Gate, Leaving, NotSent, Outcome, Verdict
from portal_bot.browser.origins import is_local

if TYPE_CHECKING:
    from playwright.async_api import Browser, CDPSession, Page

# How long a frame may be unknown that the browser has just made.
FRAME_S = 2.0
REPEATING = frozenset({307, 308})
# Answered so, a page stays where it is.
STAY = 204


class Gatehouse:
    """Holds the requests of one browser until a gate has judged them."""

    def __init__(self) -> None:
        self._opening = asyncio.Lock()
        self._session: CDPSession | None = None
        # By the browser's name for a context, and for a frame.
        self._gates: dict[str, Gate] = {}
        self._frames: dict[str, Gate] = {}
        self._grown = asyncio.Condition()
        self._tasks: set[asyncio.Future[None]] = set()

    async def open(self, browser: Browser) -> None:
        """Begins to hold requests; those of a context that has no gate are refused."""
        async with self._opening:
            if self._session is None:
                session = await browser.new_browser_cdp_session()
                session.on("Fetch.requestPaused", self._on_paused)
                await session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})
                self._session = session

    async def set(self, gate: Gate, page: Page) -> str:
        """Puts a gate before the context of a page that has not asked for anything yet.

        Returns the browser's name for the context, for `lift`.
        """
        name = await self._follow(gate, page)
        self._gates[name] = gate
        page.context.on("page", lambda popup: self._start(self._follow_popup(gate, popup)))
        return name

    def lift(self, name: str) -> None:
        """The context has ended: nothing of it is waited for any more."""
        gate = self._gates.pop(name, None)
        self._frames = {frame: of for frame, of in self._frames.items() if of is not gate}

    async def _follow(self, gate: Gate, page: Page) -> str:
        """Learns a page's frames, those to come, too."""
        session = await page.context.new_cdp_session(page)
        session.on(
            "Page.frameAttached",
            lambda event: self._start(self._learn(gate, [event["frameId"]])),
        )
        await session.send("Page.enable")
        # A popup's frames may be there before anybody listens. Not waited for: a page that is held
        # does not answer.
        self._start(self._learn_tree(gate, session))
        target: dict[str, Any] = (await session.send("Target.getTargetInfo"))["targetInfo"]
        await self._learn(gate, [target["targetId"]])
        return str(target["browserContextId"])

    async def _learn_tree(self, gate: Gate, session: CDPSession) -> None:
        from playwright.async_api import Error  # slow, and loaded by then

        with suppress(Error):
            tree = (await session.send("Page.getFrameTree"))["frameTree"]
            await self._learn(gate, _frames_of(tree))

    async def _follow_popup(self, gate: Gate, popup: Page) -> None:
        from playwright.async_api import Error  # slow, and loaded by then

        # It may be gone again by now.
        with suppress(Error):
            await self._follow(gate, popup)

    async def _learn(self, gate: Gate, frames: Iterable[str]) -> None:
        async with self._grown:
            self._frames.update(dict.fromkeys(frames, gate))
            self._grown.notify_all()

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _on_paused(self, event: dict[str, Any]) -> None:
        self._start(self._answer(event))

    async def _answer(self, event: dict[str, Any]) -> None:
        from playwright.async_api import Error  # slow, and loaded by then

        # The page, or the browser, may have gone away meanwhile: then nothing of it leaves.
        with suppress(Error):
            await self._decide(event)

    async def _decide(self, event: dict[str, Any]) -> None:
        asked = _asked(event)
        if is_local(asked.address):
            await self._reply("continueRequest", event)
            return
        gate = self._frames.get(event["frameId"]) or await self._gate_of(event["frameId"])
        if gate is None:
            logger.warning("gate: stopped a {} of a frame that nobody knows", asked.method)
            await self._refuse(event, asked)
            return
        match gate.judge(asked):
            case Verdict.PASS:
                await self._reply("continueRequest", event)
            case Verdict.STOP:
                await self._refuse(event, asked)
            case Verdict.COMMIT:
                await self._hand_over(event, asked, await gate.commit(asked))

    async def _gate_of(self, frame: str) -> Gate | None:
        """The gate of a frame that is asked about for the first time.

        A page of its own is known by its context. A frame within a page is told of by that page,
        perhaps a moment later. Workers that several pages share have no gate.
        """
        from playwright.async_api import Error  # slow, and loaded by then

        if self._session is None:
            return None
        try:
            told = await self._session.send("Target.getTargetInfo", {"targetId": frame})
        except Error:
            with suppress(TimeoutError):
                async with asyncio.timeout(FRAME_S), self._grown:
                    await self._grown.wait_for(lambda: frame in self._frames)
            return self._frames.get(frame)
        info = told["targetInfo"]
        gate = self._gates.get(info.get("browserContextId", ""))
        if gate is None or info["type"] != "page":
            return None
        self._frames[frame] = gate
        return gate

    async def _refuse(self, event: dict[str, Any], asked: Leaving) -> None:
        if asked.kind == "Document":
            # The page that asked for it stays: what it shows can still be read.
            await self._reply("fulfillRequest", event, responseCode=STAY)
        else:
            await self._reply("failRequest", event, errorReason="BlockedByClient")

    async def _hand_over(self, event: dict[str, Any], asked: Leaving, outcome: Outcome) -> None:
        if isinstance(outcome, NotSent):
            await self._refuse(event, asked)
        elif not isinstance(outcome, Answer) or outcome.status in REPEATING:
            await self._reply("failRequest", event, errorReason="ConnectionFailed")
        else:
            await self._reply(
                "fulfillRequest",
                event,
                responseCode=outcome.status,
                responseHeaders=[{"name": n, "value": v} for n, v in _as_utf8(outcome.headers)],
                body=b64encode(outcome.body.encode()).decode(),
            )

    async def _reply(self, how: str, event: dict[str, Any], **more: Any) -> None:
        if self._session is not None:
            await self._session.send(f"Fetch.{how}", {"requestId": event["requestId"], **more})


def _frames_of(tree: dict[str, Any]) -> Iterator[str]:
    yield tree["frame"]["id"]
    for child in tree.get("childFrames", ()):
        yield from _frames_of(child)


def _asked(event: dict[str, Any]) -> Leaving:
    request = event["request"]
    return Leaving(
        request["method"],
        request["url"],
        event["resourceType"],
        request["headers"],
        _body(request),
    )


def _body(request: dict[str, Any]) -> bytes | None:
    """What a request sends; `None` where the browser does not tell all of it."""
    if not request.get("hasPostData"):
        return b""
    parts = [part.get("bytes") for part in request.get("postDataEntries", ())]
    if not parts or None in parts:
        return None
    return b"".join(b64decode(part) for part in parts)


def _as_utf8(headers: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """The text was decoded once: whatever the answer's own encoding was, it is UTF-8 now."""
    for name, value in headers:
        if name == "content-type" and "charset=" in value.lower():
            yield name, value.partition(";")[0] + "; charset=utf-8"
        else:
            yield name, value
