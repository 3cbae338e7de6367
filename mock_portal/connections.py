"""The TCP connections: how many, how long one may dawdle, and how a fault gets hold of its own."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from contextlib import suppress
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# A request's head, from its first byte; its body, from the head on. Nobody on this machine needs a
# hundredth of either.
HEAD_S = 15.0
BODY_S = 60.0
# How long an answer may lie unread.
UNREAD_S = 60.0
# How long a connection may stay without a word: browsers open some in advance.
SILENT_S = 75.0
MAX_HEAD_BYTES = 32 * 1024
MOST = 1000
# Open files besides the connections.
_SPARE = 64

_open: dict[tuple[str, int], DroppableProtocol] = {}


class DroppableProtocol(H11Protocol):
    """HTTP/1.1 with keep-alive, whose connection can be found by its peer's address.

    Whoever is slow loses the connection, and so does, beyond `room`, whoever kept one the longest
    without ever having asked for anything.
    """

    room = MOST
    _late: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _stage = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own narrowing
        super().connection_made(transport)
        if self.client is not None:
            _open[self.client] = self
        if len(_open) > self.room:
            _drop_the_idlest()
        self._enter("silent", SILENT_S)

    def connection_lost(self, exc: Exception | None) -> None:
        self._enter("")
        self._is_read()
        if self.client is not None and _open.get(self.client) is self:
            del _open[self.client]
        super().connection_lost(exc)

    def handle_events(self) -> None:
        super().handle_events()
        if self.conn.their_state is h11.SEND_BODY:
            self._enter("body", BODY_S)
        elif self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            self._enter("head", HEAD_S)
        else:
            self._enter("")

    def _enter(self, stage: str, seconds: float = 0.0) -> None:
        """The same stage goes on by the time that it was given when it began."""
        if stage == self._stage:
            return
        self._stage = stage
        if self._late is not None:
            self._late.cancel()
        self._late = self.loop.call_later(seconds, self.transport.abort) if stage else None

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self.loop.call_later(UNREAD_S, self.transport.abort)

    def resume_writing(self) -> None:
        self._is_read()
        super().resume_writing()

    def _is_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def send_400_response(self, msg: str) -> None:
        """To what is no HTTP; in the midst of a request its handler sees that the peer is gone."""
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        try:
            super().send_400_response(msg)
        except h11.LocalProtocolError:
            # The answer to the request was already on its way.
            self.transport.abort()

    @property
    def use(self) -> tuple[bool, bool]:
        """Whether it is busy, and whether it has ever asked: the more, the longer it may stay."""
        # Nothing before the first request, whatever uvicorn's annotation says.
        asked = bool(self.cycle)
        return asked and not self.cycle.response_complete, asked


def _drop_the_idlest() -> None:
    """The first of several is the oldest. It ends only later, and is counted no more at once."""
    client, one = min(_open.items(), key=lambda entry: entry[1].use)
    del _open[client]
    one.transport.abort()


def make_room() -> None:
    """Asks the system for as many open files as there may be connections, and stays within."""
    if sys.platform == "win32":
        return
    import resource

    most, ceiling = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most < MOST + _SPARE:
        wanted = MOST + _SPARE if ceiling == resource.RLIM_INFINITY else ceiling
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(MOST + _SPARE, wanted), ceiling))
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    DroppableProtocol.room = max(1, min(MOST, most - _SPARE))


def drop(client: Any, how: str) -> None:
    """Cuts the connection of this peer: `fin` closes it, `rst` resets it."""
    found = _open.get((client[0], client[1]))
    if found is None:
        return
    if how == "rst":
        raw = found.transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        found.transport.abort()
    else:
        found.transport.close()
