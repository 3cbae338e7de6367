"""Runs the portal in the foreground until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
import sys
from collections.abc import Iterator
from types import FrameType

import uvicorn

from .app import create_app
from .connections import MAX_HEAD_BYTES, DroppableProtocol, make_room
from .settings import Settings

# What a port that is taken is: nothing that another command line or portal would mend.
_THIS_MACHINE = 12


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
    except (OSError, UnicodeError) as error:
        sys.stderr.write(_refused(settings.host, settings.port, error))
        return _THIS_MACHINE
    _warn_if_open(settings)
    make_room()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{listener.getsockname()[1]}"
    asyncio.run(_Server(configured(settings), address).serve([listener]))
    return 0


def configured(settings: Settings) -> uvicorn.Config:
    """How it serves, whoever runs it."""
    return uvicorn.Config(
        create_app(settings),
        http=DroppableProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        # What is no HTTP is answered, not told: a hostile client would fill the terminal.
        log_level="error",
        h11_max_incomplete_event_size=MAX_HEAD_BYTES,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
        server_header=False,
    )


def _refused(host: str, port: int, error: Exception) -> str:
    """Why nothing is listened on there, and what to do."""
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        why = (
            f"cổng mạng {port} đang có chương trình khác dùng (thường là một cổng thử nghiệm mở từ "
            f"trước). Tắt chương trình ấy, hoặc chọn cổng khác: --port {port + 1}, hay --port 0 để "
            "lấy một cổng còn trống"
        )
    elif number in (errno.EACCES, errno.EPERM):
        why = f"không có quyền nghe ở cổng mạng {port}; chọn một cổng từ 1024 trở lên, ví dụ 8899"
    else:
        why = "máy này không có địa chỉ ấy; bỏ --host, hoặc ghi 127.0.0.1"
    return f"Lỗi: không mở được cổng thử nghiệm ở {host}:{port}: {why}\n"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except BaseException:
        listener.close()
        raise
    return listener


def _warn_if_open(settings: Settings) -> None:
    if settings.is_open:
        sys.stderr.write(
            f"CHÚ Ý: cổng thử nghiệm nghe ở {settings.host}: ai trong mạng cũng vào được. Nó chỉ "
            "để tập, với những người không có thật. /__mock__ vẫn đóng với họ.\n"
        )
        sys.stderr.flush()
