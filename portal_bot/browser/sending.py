"""What this program itself sends for a filing: the commit request, and a receipt's download.

Each once, on a connection of its own, without retries. The page's cookies go with it. Those of the
commit's answer reach the page with that answer, those of a download are kept here. Answers are read
up to a limit.
"""

from __future__ import annotations

import asyncio
import ssl
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from portal_bot.browser.gate import Answer, Gate, Leaving, Lost, NotSent, Outcome, Verdict
from portal_bot.errors import PortalChanged, PortalUnavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx
    from playwright.async_api import BrowserContext

# No answer to a form, and no receipt, is larger.
MOST_BYTES = 20_000_000
# What belongs to one connection, or is made anew by whoever sends.
_OF_THE_WAY = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "cookie"}
)
# The body is handed on decoded and whole.
_OF_THE_BODY = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})
# How many places a download may be sent on to; each is asked of the gate.
_HOPS = 3
# The browser's word for a request's kind is never this one.
OWN = "Own"


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A document of the portal: its bytes, and what it says it is (`content-type`)."""

    body: bytes = field(repr=False)
    kind: str


class Sender:
    """Sends in the name of one browser context.

    Args:
        context: whose cookies go with a request.
        timeout_s: how long an answer is waited for, from the first byte sent to the last read.
        proxy: the filter that stands before the office's proxy, or `None`: straight.
    """

    def __init__(
        self, context: BrowserContext, *, timeout_s: float, proxy: str | None = None
    ) -> None:
        self._context = context
        self._timeout_s = timeout_s
        self._proxy = proxy

    async def commit(self, asked: Leaving) -> Outcome:
        """Sends the commit request as the page made it.

        Returns:
            `NotSent.UNREACHED` only where no connection came about.
        """
        import httpx  # slow: only where something is sent
        from playwright.async_api import Error  # slow, and loaded by then

        try:
            cookies = await self._cookies(asked.address)
        except Error:
            # The browser is gone, and nothing was sent in its name yet.
            return NotSent.UNREACHED
        try:
            async with (
                asyncio.timeout(self._timeout_s),
                self._answered(asked, cookies) as response,
            ):
                redirect = 300 <= response.status_code < 400
                body = b"" if redirect else await _body(response)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError):
            return NotSent.UNREACHED
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ssl.SSLError) as error:
            return Lost(type(error).__name__)
        headers = [(name.lower(), value) for name, value in response.headers.multi_items()]
        return Answer(
            response.status_code,
            tuple((name, value) for name, value in headers if name not in _OF_THE_BODY),
            _text(body, response.charset_encoding),
            asked.address,
        )

    async def _cookies(self, address: str) -> str:
        cookies = await self._context.cookies(address)
        return "; ".join(f"{c['name']}={c['value']}" for c in cookies)

    @asynccontextmanager
    async def _answered(self, asked: Leaving, cookies: str) -> AsyncIterator[httpx.Response]:
        import httpx  # slow: only where something is sent

        headers = {k: v for k, v in asked.headers.items() if k.lower() not in _OF_THE_WAY}
        if cookies:
            headers["Cookie"] = cookies
        async with (
            httpx.AsyncClient(
                transport=httpx.AsyncHTTPTransport(retries=0, proxy=self._proxy, verify=trust()),
                follow_redirects=False,
                timeout=self._timeout_s,
                trust_env=False,
            ) as client,
            client.stream(
                asked.method, asked.address, headers=headers, content=asked.body or None
            ) as response,
        ):
            yield response

    async def download(self, address: str, gate: Gate) -> Downloaded:
        """Fetches a document of the portal; each address on the way is asked of the gate.

        Raises:
            PortalChanged: the link, or where it leads on to, is nothing that the platform names.
            PortalUnavailable: it does not come, not whole, or is too large.
        """
        import httpx  # slow: only where something is sent

        try:
            async with asyncio.timeout(self._timeout_s):
                for _ in range(_HOPS):
                    asked = Leaving("GET", address, OWN)
                    if gate.judge(asked) is not Verdict.PASS:
                        raise PortalChanged("liên kết tải về dẫn ra ngoài cổng; không tải")
                    cookies = await self._cookies(address)
                    async with self._answered(asked, cookies) as response:
                        await self._keep_cookies(response)
                        if response.has_redirect_location:
                            address = urljoin(address, response.headers["location"])
                            continue
                        if not response.is_success:
                            raise PortalUnavailable(
                                f"cổng trả lời {response.status_code} khi tải tài liệu"
                            )
                        body = await _body(response)
                        if len(body) > MOST_BYTES:
                            raise PortalUnavailable(
                                f"tài liệu của cổng lớn hơn {MOST_BYTES // 1_000_000} MB; không tải"
                            )
                        return Downloaded(body, response.headers.get("content-type", ""))
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ssl.SSLError) as error:
            raise PortalUnavailable("không tải được tài liệu của cổng") from error
        raise PortalUnavailable("cổng chuyển tài liệu đi nơi khác mãi")

    async def _keep_cookies(self, response: httpx.Response) -> None:
        """What a download's answer sets is the page's, too: a portal may renew its session so."""
        for cookie in response.cookies.jar:
            # The jar's own name for a host without a dot is another one.
            domain = cookie.domain if cookie.domain_specified else response.url.host
            await self._context.add_cookies(
                [
                    {
                        "name": cookie.name,
                        "value": cookie.value or "",
                        "domain": domain,
                        "path": cookie.path,
                        "secure": cookie.secure,
                        "httpOnly": cookie.has_nonstandard_attr("HttpOnly"),
                    }
                ]
            )


@cache
def trust() -> ssl.SSLContext:
    """This machine's own roots, where an office adds its own, and the well-known ones."""
    import certifi  # slow: only where something is sent

    trusted = ssl.create_default_context()
    trusted.load_verify_locations(certifi.where())
    # With what SSLKEYLOGFILE has written down all that was sent can be read.
    trusted.keylog_filename = None  # type: ignore[assignment]  # what typeshed does not know
    return trusted


def _text(body: bytes, charset: str | None) -> str:
    """The answer's text; what it says of its letters need not be the name of an encoding."""
    try:
        return body.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


async def _body(response: httpx.Response) -> bytes:
    """What came, decoded, up to one byte more than the limit."""
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            return bytes(body[: MOST_BYTES + 1])
    return bytes(body)
