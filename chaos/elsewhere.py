"""Another origin beside the portal: keeps all that is sent there."""

from __future__ import annotations

import asyncio
from contextlib import suppress

MOST_BYTES = 64 * 1024
_ANSWER = (
    b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *\r\n"
    b"Content-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
)


class Elsewhere:
    """Listens at a port of its own on this machine; answers as if all were well.

    Attributes:
        received: what came since `begin`, a text a connection.
    """

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._came: list[bytearray] = []
        self.port = 0

    def begin(self) -> None:
        """A new cell: nothing came yet."""
        self._came = []

    @property
    def received(self) -> list[str]:
        return [bytes(one).decode("utf-8", "replace") for one in self._came]

    async def __aenter__(self) -> Elsewhere:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        text = bytearray()
        # Kept before it is whole: what has come has come.
        self._came.append(text)
        with suppress(OSError):
            while len(text) < MOST_BYTES and (chunk := await reader.read(MOST_BYTES)):
                text += chunk
                if _is_whole(text):
                    break
            writer.write(_ANSWER)
            await writer.drain()
        writer.close()


def _is_whole(text: bytearray) -> bool:
    """Whether a request has come to its end."""
    head, found, body = bytes(text).partition(b"\r\n\r\n")
    lengths = [
        int(line.partition(b":")[2])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    ]
    return bool(found) and len(body) >= sum(lengths)
