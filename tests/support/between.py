"""A proxy between the program and the mock that may change all that passes: another portal.

It knows requests and answers, not bytes on a wire (that is `chaos.proxy`). What goes to
the mock's own API passes untouched: that is the person at the desk.
"""

from __future__ import annotations

import http.client
import http.server
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

API = "/__mock__"
# Those of one connection, not of the message; the lengths are told anew.
_HOP = frozenset({"connection", "transfer-encoding", "content-length", "date", "server"})
Headers = dict[str, str]


@dataclass(frozen=True)
class Asking:
    """A request as it came, or as it is passed on."""

    method: str
    path: str
    headers: Headers
    body: bytes = b""

    @property
    def is_commit(self) -> bool:
        return self.method == "POST" and self.path.split("?")[0].endswith("/nopHoSo")


@dataclass(frozen=True)
class Answer:
    """An answer as the mock gave it, or as it is handed on; pieces instead of bytes drip."""

    status: int
    headers: Headers
    body: bytes | Iterable[bytes]

    @property
    def is_page(self) -> bool:
        return "text/html" in self.headers.get("content-type", "") and isinstance(self.body, bytes)

    @property
    def text(self) -> str:
        assert isinstance(self.body, bytes)
        # Whatever its bytes are, they can be put back.
        return self.body.decode("utf-8", "surrogateescape")

    def saying(self, text: str) -> Answer:
        return replace(self, body=text.encode("utf-8", "surrogateescape"))


class Cut(Exception):
    """The connection ends here without an answer."""


def page(text: str, status: int = 200) -> Answer:
    """A page of our own."""
    return Answer(status, {"content-type": "text/html; charset=utf-8"}, text.encode())


@dataclass
class Portal:
    """What lies between: hooks, and what was seen.

    Attributes:
        asking: may change a request, answer it, or raise `Cut`; returns what is to become of it.
        answer: the same of an answer.
        changed: how often a hook returned something else than it was given, or cut.
        seen: method and path of each request, in order.
        over: set at the end: whatever hangs or drips waits for it.
    """

    asking: Callable[[Asking], Asking | Answer] = lambda asking: asking
    answer: Callable[[Asking, Answer], Answer] = lambda _, answer: answer
    address: str = ""
    changed: int = 0
    seen: list[tuple[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def hang(self) -> None:
        """Never answers; returns when the test is over."""
        self.over.wait()
        raise Cut

    def dripping(self, piece: bytes = b"<p>x", first: bytes = b"") -> Iterator[bytes]:
        """A byte now and then, for ever."""
        yield first
        while not self.over.wait(0.5):
            yield piece


@contextmanager
def between(mock_address: str, portal: Portal) -> Iterator[Portal]:
    """Starts it on a free port of this machine."""
    up = urlsplit(mock_address)

    class Handler(_Handler):
        place = (up.hostname or "", up.port or 0)
        between = portal

    server = _Server(("127.0.0.1", 0), Handler)
    portal.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        portal.over.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A client that went away is no trouble of the test's."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    place: tuple[str, int]
    between: Portal

    def log_message(self, *_: object) -> None:
        """Nothing is told."""

    def _serve(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length) if length else b""
        headers = {n.lower(): v for n, v in self.headers.items()}
        asked = Asking(self.command, self.path, headers, body)
        try:
            self._hand_on(self._answered(asked))
        except (Cut, OSError, http.client.HTTPException):
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

    def _answered(self, asked: Asking) -> Answer:
        if asked.path.startswith(API):
            return self._passed_on(asked)
        portal = self.between
        portal.seen.append((asked.method, asked.path))
        try:
            become = portal.asking(asked)
            changed = become is not asked
            if isinstance(become, Asking):
                given = self._passed_on(become)
                become = portal.answer(asked, given)
                changed = changed or become is not given
        except Cut:
            portal.changed += 1
            raise
        portal.changed += changed
        return become

    def _passed_on(self, asking: Asking) -> Answer:
        kept = {n: v for n, v in asking.headers.items() if n not in _HOP | {"accept-encoding"}}
        connection = http.client.HTTPConnection(*self.place, timeout=120)
        try:
            connection.putrequest(asking.method, asking.path, skip_host="host" in kept)
            for name, value in kept.items():
                connection.putheader(name, value)
            if asking.body or asking.method in {"POST", "PUT", "PATCH"}:
                connection.putheader("content-length", str(len(asking.body)))
            connection.endheaders(asking.body or None)
            got = connection.getresponse()
            headers = _Repeated((n.lower(), v) for n, v in got.getheaders())
            return Answer(got.status, headers, got.read())
        finally:
            connection.close()

    def _hand_on(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name not in _HOP:
                for one in value.split(_Repeated.BETWEEN):
                    self.send_header(name, one)
        if isinstance(answer.body, bytes):
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)
            return
        self.send_header("connection", "close")
        self.close_connection = True
        self.end_headers()
        for piece in answer.body:
            self.wfile.write(piece)
            self.wfile.flush()


# The names by which the library looks for them.
for _method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
    setattr(_Handler, f"do_{_method}", _Handler._serve)


class _Repeated(Headers):
    """Headers of which one (cookies) may be said several times."""

    BETWEEN = "\n"

    def __init__(self, told: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        for name, value in told:
            self[name] = f"{self[name]}{self.BETWEEN}{value}" if name in self else value
