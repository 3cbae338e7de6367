"""Asks a portal's own public interface: reading only, one question after the other, politely.

Everything there is a POST that changes nothing and answers 201 with an envelope. What somebody
other than the interface says (a firewall's page, an error of a gateway) is no answer. Paths and
shapes: public code and captures of 2026; nobody here has asked the live portal.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.robotparser import RobotFileParser

from portal_bot._version import __version__
from portal_bot.errors import PortalChanged, PortalRejected, PortalUnavailable, UsageError
from portal_bot.practice import is_loopback
from portal_bot.retry import while_unavailable

if TYPE_CHECKING:
    import httpx

    from portal_bot.portals.profile import Portal

# Seconds between two questions; a portal's robots.txt may ask for more.
GAP_S = 1.0
AGENT = f"portal-bot/{__version__}"
_TIMEOUT_S = 30.0
_FIREWALL = "Request Rejected"
_OK = frozenset({200, 201})
_BUSY = frozenset({429, 502, 503, 504})
_MOST_BYTES = 20_000_000
_NOT_THERE = 404


class NotPublished(PortalChanged):
    """The interface knows nothing of that name."""


class Interface:
    """The interface of one portal, for one walk through it.

    Args:
        client: where the portal's cookies are kept.
        portal: whose interface it is.
        gap_s: seconds between the beginnings of two questions.
        tick: a clock in seconds that only goes forward.
        wait: how to wait so many seconds.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        portal: Portal,
        *,
        gap_s: float,
        tick: Callable[[], float] = time.monotonic,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.asked = 0
        self._client = client
        self._base = base_of(portal)
        self._gap_s = gap_s
        self._tick = tick
        self._wait = wait
        self._last = float("-inf")
        self._robots = RobotFileParser()

    async def greet(self) -> None:
        """Reads what programs may ask for, then one page, as the interface wants of everybody.

        Raises:
            PortalRejected: the portal asks programs to leave the interface alone.
            PortalUnavailable: it does not answer.
        """
        robots = await while_unavailable(lambda: self._sent("GET", "/robots.txt"))
        there = robots.status in _OK and "html" not in robots.kind
        self._robots.parse(robots.text.splitlines() if there else [])
        if not self._robots.can_fetch(AGENT, f"{self._base}/"):
            raise PortalRejected(
                f"robots.txt của cổng không cho chương trình hỏi {self._base}: không hỏi gì; tra "
                "bằng tay trên trang của cổng"
            )
        self._gap_s = max(self._gap_s, float(self._robots.crawl_delay(AGENT) or 0))
        await while_unavailable(lambda: self._sent("GET", "/"))

    async def ask(self, path: str, body: Mapping[str, Any]) -> Any:
        """What it answers; asked again while the portal is unavailable, ever more slowly.

        An answer without anything in it is asked for once more: that is how a list answers that is
        still on its way.

        Args:
            path: within the interface, for example ``/configuring/formality/get-…``.
            body: what is sent as JSON.

        Raises:
            NotPublished: there is nothing of that name.
            PortalChanged: the answer has no shape that is known.
            PortalUnavailable: no answer, or its firewall's page.
        """
        told = await while_unavailable(lambda: self._told(path, body))
        return told if _holds(told) else await while_unavailable(lambda: self._told(path, body))

    async def _told(self, path: str, body: Mapping[str, Any]) -> Any:
        answer = await self._sent("POST", f"{self._base}{path}", body)
        name = path.rpartition("/")[2]
        if _FIREWALL in answer.text[:2000]:
            raise PortalUnavailable(f"tường lửa của cổng chặn câu hỏi {name} (“{_FIREWALL}”)")
        if answer.status == _NOT_THERE:
            raise NotPublished(f"cổng không có gì cho câu hỏi {name}")
        if answer.status not in _OK:
            raise PortalUnavailable(
                f"cổng trả lời {answer.status} cho câu hỏi {name}",
                retry_after=answer.retry_after,
            )
        try:
            envelope = json.loads(answer.text)
        except (ValueError, RecursionError) as error:
            raise PortalChanged(f"câu trả lời cho {name} không phải JSON") from error
        if not isinstance(envelope, dict) or envelope.get("code") != "OK" or "data" not in envelope:
            raise PortalChanged(f"câu trả lời cho {name} không có dạng đã biết (code, data)")
        return envelope["data"]

    async def _sent(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> _Answer:
        import httpx  # slow: only where something is asked

        await self._wait_for_turn()
        self.asked += 1
        try:
            async with self._client.stream(method, path, json=body) as response:
                answer = await _read(response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PortalUnavailable(f"cổng không trả lời ({type(error).__name__})") from error
        if answer.status in _BUSY:
            raise PortalUnavailable(f"cổng trả lời {answer.status}", retry_after=answer.retry_after)
        return answer

    async def _wait_for_turn(self) -> None:
        left = self._last + self._gap_s - self._tick()
        if left > 0:
            await self._wait(left)
        self._last = self._tick()


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came: its status, what it says it is, its text, and the wait that it asks for."""

    status: int
    kind: str
    text: str
    retry_after: float | None


async def _read(response: httpx.Response) -> _Answer:
    """The answer up to a limit.

    Raises:
        PortalChanged: it is larger than any answer of an interface.
    """
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > _MOST_BYTES:
            raise PortalChanged(f"câu trả lời của cổng lớn hơn {_MOST_BYTES // 1_000_000} MB")
    heads = response.headers
    seconds = heads.get("retry-after", "")
    return _Answer(
        response.status_code,
        heads.get("content-type", ""),
        body.decode("utf-8", "replace"),
        float(seconds) if seconds.isascii() and seconds.isdigit() else None,
    )


def base_of(portal: Portal) -> str:
    """Where the portal's interface begins, below its address.

    Raises:
        UsageError: the portal has none that is known.
    """
    if portal.interface is None:
        raise UsageError(
            f"cổng “{portal.name}” không có giao diện công khai nào đã biết (interface trong tệp "
            "mô tả cổng); danh mục chỉ đối chiếu được với cổng quốc gia"
        )
    return portal.interface


@asynccontextmanager
async def opened(portal: Portal) -> AsyncIterator[Interface]:
    """The interface, greeted; nobody waits for a practice portal, so that it is asked at once.

    Raises:
        UsageError: the portal has none that is known.
        PortalError: as `Interface.greet`.
    """
    import httpx  # slow: only where something is asked

    from portal_bot.browser.sending import trust  # slow, likewise

    base_of(portal)
    headers = {
        "User-Agent": f"{AGENT} (read-only check of the catalogue)",
        "Accept": "application/json, text/plain;q=0.9, text/html;q=0.8",
        "Accept-Language": "vi",
        "Origin": portal.origin,
        "Referer": f"{portal.origin}/",
    }
    async with httpx.AsyncClient(
        base_url=portal.address,
        headers=headers,
        timeout=_TIMEOUT_S,
        follow_redirects=False,
        trust_env=not is_loopback(portal.address),
        verify=trust(),
    ) as client:
        interface = Interface(client, portal, gap_s=0.0 if portal.practice else GAP_S)
        await interface.greet()
        yield interface


def _holds(told: Any) -> bool:
    """Whether anything is in the answer, or in the one list of it."""
    lists = (
        [one for one in told.values() if isinstance(one, list)] if isinstance(told, dict) else []
    )
    return any(lists) if lists else bool(told)
