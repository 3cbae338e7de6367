"""The filter before an office's proxy, spoken to as a browser speaks to a proxy."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from portal_bot.browser.filter import filtering


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@asynccontextmanager
async def listening(answer: bytes) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server that keeps the head of what it is sent, and answers it."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        await writer.drain()
        if b"CONNECT" in heard[-1]:
            heard.append(await reader.read(64))
            writer.write(b"PONG")
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], heard


async def say(filter_: str, *pieces: bytes) -> list[bytes]:
    """What comes back after each piece."""
    host, _, port = filter_.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    heard = []
    for piece in pieces:
        writer.write(piece)
        heard.append(await asyncio.wait_for(reader.read(4096), 10))
    writer.close()
    return heard


def connect(place: str) -> bytes:
    return f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode()


async def test_a_tunnel_to_the_portal_carries_bytes_both_ways() -> None:
    async with (
        listening(b"HELLO") as (port, heard),
        filtering([f"https://127.0.0.1:{port}"]) as filter_,
    ):
        place = f"127.0.0.1:{port}"
        first, second = await say(filter_, connect(place), b"GET / HTTP/1.1\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 200")
    assert second == b"HELLO"
    assert heard == [b"GET / HTTP/1.1\r\n\r\n"]


async def test_through_the_offices_proxy_with_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        listening(b"HTTP/1.1 200 OK\r\n\r\n") as (port, heard),
        filtering(["https://cong.example"]) as filter_,
    ):
        monkeypatch.setenv("https_proxy", f"http://can%20bo:mat@127.0.0.1:{port}")
        first, second = await say(filter_, connect("cong.example:443"), b"PING")
    assert first.startswith(b"HTTP/1.1 200")
    assert second == b"PONG"
    head, said = heard
    assert head.startswith(b"CONNECT cong.example:443 HTTP/1.1\r\n")
    # “can bo:mat”
    assert b"Proxy-Authorization: Basic Y2FuIGJvOm1hdA==\r\n" in head
    assert said == b"PING"


@pytest.mark.parametrize(
    "asked",
    [
        connect("khac.example:443"),
        connect("cong.example:8443"),
        # A web socket without encryption comes as a tunnel, too.
        connect("cong.example:80"),
        b"GET http://cong.example/ HTTP/1.1\r\n\r\n",
        b"GET http://khac.example/ HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
async def test_whatever_is_not_the_portals_is_refused(
    monkeypatch: pytest.MonkeyPatch, asked: bytes
) -> None:
    async with listening(b"") as (port, heard), filtering(["https://cong.example"]) as filter_:
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
        (answer,) = await say(filter_, asked)
    assert answer.startswith(b"HTTP/1.1 403")
    assert heard == []


@pytest.mark.parametrize("asked", [connect("cong.example:port"), b"GET http://[/ HTTP/1.1\r\n\r\n"])
async def test_what_is_no_address_is_told_so(asked: bytes) -> None:
    async with filtering(["https://cong.example"]) as filter_:
        (answer,) = await say(filter_, asked)
    assert answer.startswith(b"HTTP/1.1 400")
