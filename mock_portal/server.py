"""Runs the portal in the foreground until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from types import FrameType

import uvicorn

from mock_portal.app import create_app
from mock_portal.connections import DroppableProtocol
from mock_portal.settings import Settings


class _Server(uvicorn.Server):
    """Says when it is ready, and ends with 0 when it is told to."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"ready {self._address}\n")
            sys.stdout.flush()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        kept = {one: signal.signal(one, self._stop) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, before in kept.items():
                signal.signal(one, before)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.handle_exit(number, frame)


def serve(settings: Settings) -> int:
    """Listens, prints the ready line, and serves."""
    try:
        listener = _listen(settings.host, settings.port)
    except OSError as error:
        sys.stderr.write(f"mock_portal: no listening on {settings.host}:{settings.port}: {error}\n")
        return 1
    _warn_if_open(settings.host)
    config = uvicorn.Config(
        create_app(settings),
        http=DroppableProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="warning",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
        server_header=False,
    )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{listener.getsockname()[1]}"
    asyncio.run(_Server(config, address).serve([listener]))
    return 0


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def _warn_if_open(host: str) -> None:
    if host == "localhost":
        return
    try:
        closed = ip_address(host).is_loopback
    except ValueError:
        closed = False
    if not closed:
        sys.stderr.write(
            f"WARNING: the mock portal listens on {host}: anybody on the network can reach it. "
            "It is for practice with invented people only. /__mock__ stays closed to them.\n"
        )
        sys.stderr.flush()
