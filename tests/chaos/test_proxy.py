"""The proxy between the program and the mock: what it sees, cuts, and leaves alone."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from chaos.faults import Variant
from chaos.proxy import Network, Proxy

COMMIT = "POST /dich-vu-cong/tiep-nhan-online/nopHoSo HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
API = "GET /__mock__/health HTTP/1.1\r\n\r\n"
ANSWER = b"HTTP/1.1 303 See Other\r\nContent-Length: 0\r\n\r\n"


class Portal:
    """Answers every request the same, and keeps what came."""

    def __init__(self) -> None:
        self.came: list[bytes] = []
        self.serving: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        with suppress(ConnectionError):
            while chunk := await reader.read(1000):
                self.came.append(chunk)
                writer.write(ANSWER)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def between(
    name: str = "", variant: Variant | None = None
) -> AsyncIterator[tuple[Portal, Proxy]]:
    portal = Portal()
    server = await asyncio.start_server(portal.serve, "127.0.0.1", 0)
    async with server, Proxy(server.sockets[0].getsockname()[1]) as proxy:
        proxy.begin(Network(name, variant or Variant(), random.Random(1)))
        yield portal, proxy
    # Both sides see their connections closed before the loop may be.
    await asyncio.gather(*portal.serving)


async def said(proxy: Proxy, *requests: str) -> bytes:
    """What comes back on one connection, up to its end or a full answer to each request."""
    host, _, port = proxy.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    answer = b""
    try:
        for number, request in enumerate(requests, 1):
            writer.write(request.encode())
            while len(answer) < number * len(ANSWER) and (chunk := await reader.read(1000)):
                answer += chunk
    finally:
        writer.close()
    return answer


async def refused(proxy: Proxy) -> bool:
    """Closed without a word, or reset: it depends on what was on its way."""
    try:
        return await said(proxy, API) == b""
    except ConnectionResetError:
        return True


async def test_on_a_good_wire_all_passes_and_is_counted() -> None:
    async with between() as (portal, proxy):
        assert proxy.first_request_at is None
        assert await said(proxy, COMMIT, COMMIT) == ANSWER * 2
        assert len(portal.came) == proxy.commits == 2
        assert proxy.first_request_at is not None


async def test_a_cut_request_never_reaches_the_portal() -> None:
    async with between("net_cut_request", Variant("fin", times=1)) as (portal, proxy):
        assert await said(proxy, COMMIT) == b""
        assert portal.came == []
        assert await said(proxy, COMMIT) == ANSWER


async def test_a_cut_answer_has_reached_the_portal() -> None:
    async with between("net_cut_answer", Variant("fin", times=1)) as (portal, proxy):
        assert await said(proxy, COMMIT) == b""
        assert len(portal.came) == 1


async def test_a_reset_is_one() -> None:
    async with between("net_cut_answer", Variant("rst", times=1)) as (_, proxy):
        with pytest.raises(ConnectionResetError):
            await said(proxy, COMMIT)


async def test_half_an_answer_is_half() -> None:
    async with between("net_cut_answer", Variant("half", times=1)) as (_, proxy):
        assert await said(proxy, COMMIT) == ANSWER[: len(ANSWER) // 2]


async def test_random_cuts_are_at_most_as_many_as_told() -> None:
    async with between("net_random_cuts", Variant("fin", times=2)) as (_, proxy):
        answers = [await said(proxy, "GET / HTTP/1.1\r\n\r\n") for _ in range(4)]
    assert answers == [b"", b"", ANSWER, ANSWER]


@pytest.mark.parametrize("name", ["net_random_cuts", "net_cut_answer", "net_cut_request"])
async def test_the_mocks_own_api_is_left_alone(name: str) -> None:
    async with between(name, Variant("fin")) as (_, proxy):
        assert await said(proxy, API) == ANSWER
        assert proxy.first_request_at is None


async def test_a_moment_is_told_before_what_makes_it_is_passed_on() -> None:
    told: list[tuple[str, int]] = []
    async with between() as (portal, proxy):

        async def hook(point: str) -> None:
            told.append((point, len(portal.came)))

        proxy.hook = hook
        await said(
            proxy, "GET /dich-vu-cong/ca-nhan/quan-ly-ho-so?trang=1 HTTP/1.1\r\n\r\n", COMMIT
        )
    assert told == [("list", 0), ("commit", 1), ("commit_answer", 2)]


async def test_while_the_mock_is_down_nobody_gets_through() -> None:
    async with between() as (portal, proxy):
        proxy.is_open = False
        assert await refused(proxy)
        assert portal.came == []


async def test_a_portal_that_is_gone_is_a_closed_door_and_no_crash() -> None:
    async with Proxy(1) as proxy:
        assert await refused(proxy)
