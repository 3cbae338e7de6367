"""A TCP proxy between the program and the mock: it sees each moment, and plays the bad network.

The program, its browser and its person all go through it; only the judge speaks to the mock
directly. What passes to the mock's own API is left alone: that is the person at the desk.
"""

from __future__ import annotations

import asyncio
import random
import socket
import struct
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from chaos import wire
from chaos.faults import Variant

CHUNK = 64 * 1024
Hook = Callable[[str], Awaitable[None]]


async def _nothing(_: str) -> None:
    """Nobody waits for any moment."""


class Network:
    """How the wire misbehaves in one cell.

    Args:
        name: `net_cut_request`, …; anything else is a good wire.
        variant: its setting.
        rng: the cell's dice.
    """

    def __init__(self, name: str, variant: Variant, rng: random.Random) -> None:
        self.name = name
        self.arg = variant.arg or ""
        self._left = variant.times
        self._probability = variant.probability
        self._rng = rng
        self.struck = 0

    def strikes(self, name: str) -> bool:
        """Whether this misbehaviour happens now; counts down `times`."""
        if name != self.name or self._left == 0 or self._rng.random() >= self._probability:
            return False
        if self._left is not None:
            self._left -= 1
        self.struck += 1
        return True

    def pause(self) -> float:
        """How long a chunk takes on a slow wire, in seconds."""
        return self._rng.uniform(0, float(self.arg))


class Proxy:
    """One proxy, in front of one mock, for one lane.

    Attributes:
        hook: is told each moment that has a name before what makes it is passed on.
        network: how the wire misbehaves.
        is_open: whether the mock is to be reached at all; closed, connections are refused.
        first_request_at: when the first request of the portal came (`time.monotonic`).
        commits: how many commit requests came, passed on or not.
        last_commit_at: when the last of them came.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.address = ""
        self.begin(Network("", Variant(), random.Random(0)))  # noqa: S311 - no secret

    def begin(self, network: Network, hook: Hook = _nothing) -> None:
        """A new cell: a new wire, nothing seen yet."""
        self.network, self.hook = network, hook
        self.is_open = True
        self.first_request_at: float | None = None
        self.commits = 0
        self.last_commit_at: float | None = None

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # Also where it is cancelled before its first step.
        task.add_done_callback(lambda _: writer.close())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if not self.is_open:
                return
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            return
        else:
            await _Connection(self, (reader, writer), (up_reader, up_writer)).run()

    def seen(self, point: str | None) -> None:
        """Notes that a request of the portal came."""
        now = time.monotonic()
        if self.first_request_at is None:
            self.first_request_at = now
        if point == wire.COMMIT:
            self.commits += 1
            self.last_commit_at = now


class _Cut(Exception):
    """The connection ends here, in this manner: `fin` or `rst`."""


Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _Connection:
    """One connection through the proxy, both ways."""

    def __init__(self, proxy: Proxy, client: Ends, mock: Ends) -> None:
        self._proxy = proxy
        self._client, self._mock = client, mock
        self._is_api = False
        self._commit_asked = False

    async def run(self) -> None:
        ways = [asyncio.ensure_future(self._there()), asyncio.ensure_future(self._back())]
        try:
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in done:
                error = way.exception()
                if isinstance(error, _Cut):
                    _cut(self._client[1], str(error))
                elif error is not None and not isinstance(error, OSError):
                    raise error
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for _, writer in (self._client, self._mock):
                with suppress(OSError):
                    writer.close()

    async def _there(self) -> None:
        """From the program to the mock."""
        while chunk := await self._client[0].read(CHUNK):
            head = wire.head(chunk)
            if head is not None:
                self._is_api = head[1].startswith(wire.API)
                await self._request(wire.point(*head))
            await self._pass(chunk, self._mock[1])

    async def _request(self, point: str | None) -> None:
        if self._is_api:
            return
        self._proxy.seen(point)
        if point is None:
            return
        await self._proxy.hook(point)
        if point == wire.COMMIT:
            if self._proxy.network.strikes("net_cut_request"):
                raise _Cut(self._proxy.network.arg)
            self._commit_asked = True

    async def _back(self) -> None:
        """From the mock to the program."""
        while chunk := await self._mock[0].read(CHUNK):
            if self._commit_asked:
                self._commit_asked = False
                await self._proxy.hook(wire.COMMIT_ANSWER)
                await self._answer(chunk)
            if not self._is_api and self._proxy.network.strikes("net_random_cuts"):
                raise _Cut(self._proxy.network.arg)
            await self._pass(chunk, self._client[1])

    async def _answer(self, chunk: bytes) -> None:
        """The answer to a commit request, before the program has any of it."""
        network = self._proxy.network
        if network.strikes("net_cut_answer"):
            if network.arg == "half":
                await self._pass(chunk[: len(chunk) // 2], self._client[1])
            raise _Cut("rst" if network.arg == "rst" else "fin")
        if network.strikes("net_stall_answer"):
            await asyncio.sleep(float(network.arg))

    async def _pass(self, chunk: bytes, to: asyncio.StreamWriter) -> None:
        if not self._is_api and self._proxy.network.strikes("net_slow"):
            await asyncio.sleep(self._proxy.network.pause())
        to.write(chunk)
        await to.drain()


def _cut(writer: asyncio.StreamWriter, how: str) -> None:
    raw = writer.get_extra_info("socket")
    if how == "rst" and raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
    else:
        writer.close()
