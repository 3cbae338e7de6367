"""A server small enough to misbehave on the wire: it counts what reaches it."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

PAGE = """<!doctype html><meta charset=utf-8><h1>Kiểm tra</h1>
<form method=post action=/commit><input name=a value=1><button>Nộp</button></form>"""
DONE = "<!doctype html><meta charset=utf-8><h1>Xong</h1>"


@dataclass
class RawServer:
    """Serves a page with a form, and answers its POST as `behaviour` says.

    Behaviours: redirect, drop_fin, drop_rst, error_502, redirect_307, slow.
    """

    behaviour: str = "redirect"
    address: str = ""
    commits: list[str] = field(default_factory=list)
    # Every request's method and path, and the pages that are not the two usual ones.
    seen: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    slow_s: float = 0.3

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
                length = next(
                    (
                        int(line.split(b":")[1])
                        for line in head.split(b"\r\n")
                        if line.lower().startswith(b"content-length")
                    ),
                    0,
                )
                body = (await reader.readexactly(length)).decode()
                if not await self._answer(method, path, body, writer):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(
        self, method: str, path: str, body: str, writer: asyncio.StreamWriter
    ) -> bool:
        self.seen.append(f"{method} {path}")
        if to := self.redirects.get(path):
            return await self._send(writer, "302 Found", "", f"Location: {to}")
        if method != "POST":
            path = path.partition("?")[0] if path not in self.pages else path
            page = self.pages.get(path) or (PAGE if path == "/" else DONE)
            kind = "text/javascript" if path.endswith(".js") else "text/html; charset=utf-8"
            # As a portal that renews its session with each answer.
            renewed = "Set-Cookie: renewed=1; Path=/; HttpOnly" if path == "/receipt" else ""
            return await self._send(writer, "200 OK", page, renewed, kind=kind)
        self.commits.append(body)
        match self.behaviour:
            case "drop_fin":
                return False
            case "drop_rst":
                sock = writer.get_extra_info("socket")
                linger = struct.pack("ii", 1, 0)
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                return False
            case "error_502":
                return await self._send(writer, "502 Bad Gateway", "hỏng")
            case "redirect_307":
                return await self._send(writer, "307 Temporary Redirect", "", "Location: /commit2")
            case "slow":
                await asyncio.sleep(self.slow_s)
        return await self._send(
            writer, "302 Found", "", "Location: /done\r\nSet-Cookie: seen=1; Path=/; HttpOnly"
        )

    @staticmethod
    async def _send(
        writer: asyncio.StreamWriter,
        status: str,
        body: str,
        extra: str = "",
        *,
        kind: str = "text/html; charset=utf-8",
    ) -> bool:
        data = body.encode()
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n"
        head += f"Content-Length: {len(data)}\r\n" + (f"{extra}\r\n" if extra else "") + "\r\n"
        writer.write(head.encode() + data)
        await writer.drain()
        return True


@asynccontextmanager
async def raw_server(behaviour: str = "redirect") -> AsyncIterator[RawServer]:
    """Starts one on a free port of this machine."""
    made = RawServer(behaviour)
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
