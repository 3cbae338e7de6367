"""A filter before the office's proxy: only the portal's places pass it.

Where a proxy resolves names, the browser's own resolver rules say nothing, and no gate sees web
sockets. So the browser's only proxy is this one, on this machine: it connects what goes to the
portal, through the office's proxy or straight where the settings say so, and refuses the rest.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from urllib.parse import SplitResult, unquote, urlsplit

from loguru import logger

from portal_bot.browser.origins import places_of
from portal_bot.practice import is_loopback

_HEAD = 64 * 1024
_PIECE = 64 * 1024
HEAD_S = 30.0


@asynccontextmanager
async def filtering(origins: Sequence[str]) -> AsyncIterator[str]:
    """Runs the filter; gives its address.

    Args:
        origins: scheme, host and port of every place that may be reached.
    """
    served = _Filter(origins)
    server = await asyncio.start_server(served.serve, "127.0.0.1", 0, limit=_HEAD)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        served.end()


class _Filter:
    def __init__(self, origins: Sequence[str]) -> None:
        # Plain requests name their scheme; a tunnel is for what is encrypted.
        self._plain = {(h, port) for scheme, h, port in places_of(origins) if scheme == "http"}
        self._tunnels = {(h, port) for scheme, h, port in places_of(origins) if scheme == "https"}
        self._under_way: set[asyncio.Task[None]] = set()

    def end(self) -> None:
        for task in self._under_way:
            task.cancel()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        try:
            async with asyncio.timeout(HEAD_S):
                head = await reader.readuntil(b"\r\n\r\n")
            await self._pass_on(head, reader, writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        except ValueError:
            # No address at all, of whatever it is that speaks.
            await _say(writer, "400 Bad Request")
        except asyncio.CancelledError:
            # The browser has ended; nobody waits for this any more.
            return
        finally:
            writer.close()

    async def _pass_on(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        line, _, rest = head.partition(b"\r\n")
        method, _, target = line.decode("latin-1").partition(" ")
        target = target.rpartition(" ")[0]
        tunnel = method == "CONNECT"
        to = urlsplit(f"https://{target}" if tunnel else target)
        place = (to.hostname or "", to.port or (443 if tunnel else 80))
        if place not in (self._tunnels if tunnel else self._plain):
            logger.warning("filter: refused a {} outside the portal", "tunnel" if tunnel else "way")
            await _say(writer, "403 Forbidden")
            return
        proxy = _office(to)
        try:
            far = await asyncio.open_connection(*(_reach(proxy) if proxy else place))
        except OSError:
            await _say(writer, "502 Bad Gateway")
            return
        far_reader, far_writer = far
        try:
            if proxy:
                far_writer.write(line + b"\r\n" + _credentials(proxy) + _closing(rest, tunnel))
            elif tunnel:
                await _say(writer, "200 Connection Established")
            else:
                path = to._replace(scheme="", netloc="").geturl() or "/"
                said = f"{method} {path} HTTP/1.1\r\n".encode("latin-1")
                far_writer.write(said + _closing(rest, tunnel))
            await _both(reader, far_writer, far_reader, writer)
        finally:
            far_writer.close()


def _office(to: SplitResult) -> SplitResult | None:
    """The office's proxy for this place; `None`: straight."""
    from urllib.request import getproxies, proxy_bypass  # slow: only behind a proxy

    if is_loopback(to.geturl()) or proxy_bypass(to.hostname or ""):
        return None
    proxies = getproxies()
    address = proxies.get(to.scheme) or proxies.get("all")
    if not address:
        return None
    return urlsplit(address if "://" in address else f"http://{address}")


def _reach(proxy: SplitResult) -> tuple[str, int]:
    return proxy.hostname or "", proxy.port or 80


def _credentials(proxy: SplitResult) -> bytes:
    if proxy.username is None:
        return b""
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return b"Proxy-Authorization: Basic " + b64encode(pair.encode()) + b"\r\n"


def _closing(head: bytes, tunnel: bool) -> bytes:
    """One request a connection, so that each is looked at: the next one comes on another."""
    if tunnel:
        return head
    lines = head.split(b"\r\n")
    kept = [
        line
        for line in lines
        if line.partition(b":")[0].strip().lower() not in {b"connection", b"proxy-connection"}
    ]
    return b"Connection: close\r\n" + b"\r\n".join(kept)


async def _say(writer: asyncio.StreamWriter, status: str) -> None:
    length = "" if status.startswith("200") else "Content-Length: 0\r\n"
    writer.write(f"HTTP/1.1 {status}\r\n{length}\r\n".encode())
    await writer.drain()


async def _both(
    near: asyncio.StreamReader,
    to_far: asyncio.StreamWriter,
    far: asyncio.StreamReader,
    to_near: asyncio.StreamWriter,
) -> None:
    """Carries bytes both ways until either side has no more."""
    ways = [
        asyncio.ensure_future(_carry(near, to_far)),
        asyncio.ensure_future(_carry(far, to_near)),
    ]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        # What the far side still says belongs to what was asked.
        if not ways[1].done():
            await asyncio.wait(ways[1:], timeout=HEAD_S)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()
