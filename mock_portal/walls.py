"""What no request passes: another name than the mock's own, a page of others, too much of it.

Whoever opens the mock in a browser opens other pages in it as well. One of those could steer it:
post to it, or give its own name the address of this machine and then read it (DNS rebinding). A
browser says in `Host`, `Origin` and `Referer` what was asked and by whom, and no page can change
that; a program that says neither of the latter two is no page.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import Settings
from .uploads import MAX_BYTES, MAX_FILES

OWN_API = "/__mock__"
# A supplement sends the files of its papers at once: two papers with all their files, and a bit
# more, so that of a file too big the portal says so in its own words.
MOST_FILES = 2 * (MAX_FILES + 1) * MAX_BYTES
# Fields only: the longest form is a hundredth of it.
MOST_FIELDS = 1024 * 1024
# How long what is too much is still taken and thrown away, for its sender to read why.
LINGER_S = 2.0
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS = frozenset({"same-origin", "none"})
_GONE: Message = {"type": "http.disconnect"}
WRONG_HOST = "Cổng thử nghiệm không mang tên này. Hãy mở địa chỉ mà nó in ra khi khởi động."
FOREIGN = "Cổng thử nghiệm không nghe lệnh từ trang của nơi khác."
TOO_MUCH = "Gửi quá nhiều: cổng thử nghiệm không nhận tới chừng ấy."


class Walls:
    """Stands before everything else."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._open = settings.is_open
        self._names = {settings.host.lower(), socket.gethostname().lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _last_word(refusal, scope, receive, send)
            return
        await _within(_most(scope), self._app, scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        own = scope["path"].startswith(OWN_API)
        if not self._is_known(headers.get("host", ""), own=own):
            return PlainTextResponse(WRONG_HOST, 400)
        if (own or scope["method"] not in _READING) and _is_foreign(headers):
            return PlainTextResponse(FOREIGN, 403)
        if _announced(headers) > _most(scope):
            return PlainTextResponse(TOO_MUCH, 413)
        return None

    def _is_known(self, host: str, *, own: bool) -> bool:
        """Whether it was asked by a name that nobody else can give it.

        The port is not looked at: a browser says the one that it connects to, and a proxy of a
        test hands on its own.
        """
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        try:
            address = ip_address(name)
        except ValueError:
            return name == "localhost" or (self._open and not own and name in self._names)
        # An address is looked up by nobody, so nobody can lend it.
        return address.is_loopback or (self._open and not own)


def _is_foreign(headers: Headers) -> bool:
    """Whether a page of another origin asks; `null` is the origin of whoever hides it."""
    said = headers.getlist("origin") or headers.getlist("referer")
    if not said:
        return headers.get("sec-fetch-site", "none") not in _OURS
    return any(_place(one) != headers["host"].lower() for one in said)


def _place(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _most(scope: Scope) -> int:
    """How many bytes may follow a request's head."""
    kind = Headers(scope=scope).get("content-type", "").lower()
    with_files = kind.startswith("multipart/") and not scope["path"].startswith(OWN_API)
    return MOST_FILES if with_files else MOST_FIELDS


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdecimal() else 0


async def _within(most: int, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Lets so much through; for what then still comes its sender counts as gone."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        if taken > most:
            return _GONE
        message = await receive()
        taken += len(message.get("body", b""))
        return _GONE if taken > most else message

    async def answering(message: Message) -> None:
        if taken <= most:
            await send(message)

    with suppress(ClientDisconnect):
        await app(scope, counted, answering)
    if taken > most:
        await _last_word(PlainTextResponse(TOO_MUCH, 413), scope, receive, send)


async def _last_word(answer: PlainTextResponse, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers and ends the connection, but not before the sender can have read why.

    A connection that is closed with unread bytes is reset, and the answer with it.
    """
    answer.headers["Connection"] = "close"

    async def unfinished(message: Message) -> None:
        await send({**message, "more_body": True} if "body" in message else message)

    await answer(scope, receive, unfinished)
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER_S):
            while (await receive()).get("more_body"):
                pass
    await send({"type": "http.response.body", "body": b""})
