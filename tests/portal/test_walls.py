"""Who does not get through to the mock: pages of others, slow clients, too much, no HTTP at all."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import httpx
import pytest
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.routing import BaseRoute, Mount, Route

from mock_portal import connections, walls
from mock_portal.app import create_app
from mock_portal.connections import DroppableProtocol
from mock_portal.faults import KINDS
from mock_portal.server import configured
from mock_portal.settings import Settings
from mock_portal.world import World
from tests.portal import fuzzed

HERE = "127.0.0.1:8899"
# Long against a reader that waits, short against a test's patience.
SOON_S, PATIENCE_S = 0.3, 10.0
SIGN_IN = "/dich-vu-cong/dang-nhap"


class Client:
    """One without a network; what a handler raises is raised, unless it is to be answered."""

    def __init__(self, host: str = "127.0.0.1", *, raising: bool = True) -> None:
        self.app = create_app(Settings(pace="instant", host=host))
        self._way = httpx.ASGITransport(self.app, raise_app_exceptions=raising)

    def request(self, method: str, path: str, **what: Any) -> httpx.Response:
        # In a thread of its own: the browser's tests keep a loop in this one.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, self._ask(method, path, what)).result()

    async def _ask(self, method: str, path: str, what: dict[str, Any]) -> httpx.Response:
        http = httpx.AsyncClient(transport=self._way, base_url=f"http://{HERE}", verify=False)
        async with http:
            return await http.request(method, path, **what)

    def get(self, path: str, **what: Any) -> httpx.Response:
        return self.request("GET", path, **what)

    def post(self, path: str, **what: Any) -> httpx.Response:
        return self.request("POST", path, **what)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (HERE, 200),
        ("localhost:8899", 200),
        ("LOCALHOST", 200),
        ("[::1]:8899", 200),
        ("127.0.0.1:40123", 200),
        ("evil.example:8899", 400),
        ("127.0.0.1.evil.example", 400),
        ("localhost.evil.example", 400),
        ("192.168.1.9:8899", 400),
        ("evil.example@127.0.0.1.", 400),
        ("[::1", 400),
        ("", 400),
    ],
)
def test_it_answers_to_this_machines_own_names_only(said: str, status: int) -> None:
    http = Client()
    for path in ("/__mock__/health", SIGN_IN):
        assert http.get(path, headers={"Host": said}).status_code == status


@pytest.mark.parametrize(
    ("said", "page", "own"),
    [
        ("192.168.1.9:8899", 200, 400),
        (f"{socket.gethostname()}:8899", 200, 400),
        (HERE, 200, 200),
        ("evil.example:8899", 400, 400),
    ],
)
def test_opened_to_a_network_it_answers_to_addresses_but_no_lent_name(
    said: str, page: int, own: int
) -> None:
    http = Client(host="0.0.0.0")
    assert http.get(SIGN_IN, headers={"Host": said}).status_code == page
    assert http.get("/__mock__/health", headers={"Host": said}).status_code == own


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "http://127.0.0.1:8899.evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://[::1"},
    {"Referer": "https://evil.example/127.0.0.1:8899"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": f"http://{HERE}, https://evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_page_of_others_steers_nothing(headers: dict[str, str]) -> None:
    http = Client()
    before = http.get("/__mock__/health").json()
    orders: list[tuple[str, str, Any]] = [
        ("POST", "/__mock__/reset", {}),
        ("POST", "/__mock__/faults", {"name": "maintenance"}),
        ("POST", "/__mock__/clock", {"now": "2030-01-01T00:00:00"}),
        ("DELETE", "/__mock__/faults", None),
        ("GET", "/__mock__/submissions", None),
        ("POST", SIGN_IN, None),
    ]
    for method, path, body in orders:
        answer = http.request(method, path, json=body, headers=headers)
        assert (answer.status_code, answer.text) == (403, walls.FOREIGN)
    after = http.get("/__mock__/health").json()
    assert (after["world"], after["faults"]) == (before["world"], [])
    # Whoever follows a link there only looks.
    assert http.get(SIGN_IN, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": f"http://{HERE}"},
        {"Referer": f"http://{HERE}/dich-vu-cong/thu-tuc"},
        {"Sec-Fetch-Site": "same-origin", "Origin": f"http://{HERE}"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_a_program_and_the_mocks_own_pages_are_heard(headers: dict[str, str]) -> None:
    http = Client()
    assert http.post("/__mock__/faults", json={"name": "maintenance"}, headers=headers).is_success
    assert http.request("DELETE", "/__mock__/faults", headers=headers).is_success
    # Refused by the page itself: it carries no token.
    assert http.post(SIGN_IN, headers=headers).text != walls.FOREIGN


# On the wire.


@contextmanager
def serving() -> Iterator[tuple[str, int]]:
    """The mock in a thread of its own, so that a test can make it impatient."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(configured(Settings(pace="instant")))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield listener.getsockname()
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)
        listener.close()


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[str, int]]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HEAD_S", "BODY_S", "UNREAD_S", "SILENT_S"):
            patch.setattr(connections, name, SOON_S)
        patch.setattr(DroppableProtocol, "room", 20)
        with serving() as found:
            yield found


@pytest.fixture
def call(place: tuple[str, int]) -> Iterator[Callable[..., socket.socket]]:
    """Opens connections that say something."""
    with ExitStack() as open_:

        def begin(text: str = "", **how: Any) -> socket.socket:
            one = open_.enter_context(socket.create_connection(place, PATIENCE_S, **how))
            one.sendall(text.encode())
            return one

        yield begin


def heard(one: socket.socket) -> str:
    """All that is said until the other side ends it; fails where it never does."""
    said = b""
    with suppress(ConnectionError):
        while more := one.recv(65536):
            said += more
    return said.decode()


def health(call: Callable[..., socket.socket]) -> str:
    asked = call("GET /__mock__/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    return heard(asked).split("\r\n", 1)[0]


def world(call: Callable[..., socket.socket]) -> str:
    """A mock that was reset has another one."""
    asked = call("GET /__mock__/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    return str(json.loads(heard(asked).split("\r\n\r\n")[1])["world"])


POST = "POST /__mock__/reset HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = f"{POST}Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("begun", "drop"),
    [
        ("", ""),
        ("GET / HT", ""),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n", "X: y\r\n"),
        (f"{POST}Content-Length: 100000\r\n\r\n", "x"),
        (CHUNKED, "1\r\nx\r\n"),
    ],
    ids=["silent", "half a line", "slow head", "slow body", "slow chunks"],
)
def test_who_dawdles_is_cut_off_however_busily(
    call: Callable[..., socket.socket], begun: str, drop: str
) -> None:
    one = call(begun)
    began = time.monotonic()
    with suppress(ConnectionError):
        while time.monotonic() - began < PATIENCE_S:
            one.settimeout(0.05)
            try:
                if not one.recv(1):
                    break
            except TimeoutError:
                one.sendall(drop.encode())
    assert SOON_S * 0.9 <= time.monotonic() - began < PATIENCE_S
    assert health(call) == "HTTP/1.1 200 OK"


def test_who_never_reads_is_cut_off(call: Callable[..., socket.socket]) -> None:
    one = call()
    one.settimeout(0.05)
    asked = b"GET /dich-vu-cong/thu-tuc HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100
    began = time.monotonic()
    with suppress(ConnectionError):
        while time.monotonic() - began < PATIENCE_S:
            # Taken as long as the answers still find a place on the way.
            with suppress(TimeoutError):
                one.sendall(asked)
    assert time.monotonic() - began < PATIENCE_S
    assert health(call) == "HTTP/1.1 200 OK"


@pytest.mark.parametrize(
    "text",
    [
        f"{CHUNKED}zz\r\nx\r\n0\r\n\r\n",
        f"{CHUNKED}5\r\nx\r\n0\r\n\r\n" + "y" * 10,
        f"{CHUNKED}-1\r\nx\r\n\r\n",
        f"{CHUNKED}{'f' * 40}\r\n",
        f"{POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nxx\r\n",
        f"{POST}Content-Length: 5\r\nContent-Length: 6\r\n\r\nxxxxxx",
        f"{POST}Content-Length: -5\r\n\r\n",
        f"{POST}Host: evil.example\r\n\r\n",
        "POST /__mock__/reset HTTP/1.1\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\x16\x03\x01\x02hello",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x" * 600_000,
        "GET /" + "x" * 600_000,
        "GET / HTTP/1.1\r\nHost: localhost\r\n Folded: \x00\r\n\r\n",
        # What two readers of one connection may read as two different requests.
        f"{POST}Content-Length: +5\r\n\r\nxxxxx",
        f"{POST}Content-Length: 0x5\r\n\r\nxxxxx",
        f"{POST}Content-Length: 5, 6\r\n\r\nxxxxxx",
        f"{POST}Content-Length: 5\r\nContent-Length : 6\r\n\r\nxxxxxx",
        f"{POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        f"{POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        f"{POST}Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        f"{POST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        f"{POST}Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n",
        f"{CHUNKED}5;{'e' * 600_000}",
        f"{CHUNKED}1\r\nxy\r\n0\r\n\r\n",
        f"{POST}X: a\x00b\r\n\r\n",
        "GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n: no name\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX" + "\r\nX: y" * 20_000,
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    ],
    ids=lambda text: repr(text[-45:]),
)
def test_what_is_no_http_is_told_so_and_tells_nobody_else(
    call: Callable[..., socket.socket], caplog: pytest.LogCaptureFixture, text: str
) -> None:
    one = call()
    with suppress(ConnectionError):
        one.sendall(text.encode("latin-1"))
    assert heard(one).split(" ")[:2] in (["HTTP/1.1", "400"], [""])
    assert health(call) == "HTTP/1.1 200 OK"
    assert not caplog.records


def test_each_of_several_requests_in_one_breath_is_judged_by_itself(
    call: Callable[..., socket.socket],
) -> None:
    """Behind one that passes come an order of a page of others, and one by a lent name."""
    passes = "GET /__mock__/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    foreign = f"{POST}Origin: https://evil.example\r\nContent-Length: 0\r\n\r\n"
    lent = "GET /__mock__/health HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    for behind, status in ((foreign, "403"), (lent, "400")):
        said = heard(call(passes + behind + passes))
        answers = re.findall(r"HTTP/1\.1 (\d+)", said)
        # Who is refused has the connection ended: nothing behind it is read.
        assert answers == ["200", status]
    # The body of one is no request of its own, whatever it looks like.
    inner = f"{POST}Content-Length: 0\r\n\r\n"
    before = world(call)
    order = "POST /__mock__/clock HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    said = heard(call(f"{order}Content-Length: {len(inner)}\r\n\r\n{inner}"))
    assert said.startswith("HTTP/1.1 400 ")
    assert world(call) == before


def test_json_of_any_depth_and_texts_with_nothing_in_them_are_refused() -> None:
    http = Client()
    for raw in (
        b"[" * 200_000, b'{"now":' * 100_000, b'{"now": "\x00"}', b'{"name": "\\u0000"}',
        b'{"now": "' + b"9" * 900_000 + b'"}', b'{"now": 1' + b"0" * 100_000 + b"}", b"\xff\xfe{}",
        b'{"name": "maintenance", "name": "x"}', b'{"times": 1e400}', b'"\\ud800"',
    ):  # fmt: skip
        for path in ("/__mock__/faults", "/__mock__/clock"):
            assert http.post(path, content=raw).status_code == 400
    assert http.get("/__mock__/health").json()["faults"] == []


@pytest.mark.parametrize("path", ["/__mock__/faults", SIGN_IN, "/dich-vu-cong/tiep-nhan-online/x"])
def test_what_is_announced_as_too_much_is_refused_unread(
    call: Callable[..., socket.socket], path: str
) -> None:
    one = call(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 400000000\r\n\r\n")
    said = heard(one)
    assert said.startswith("HTTP/1.1 413 ")
    assert said.endswith(walls.TOO_MUCH)


@pytest.mark.parametrize(
    ("path", "kind", "most"),
    [
        ("/__mock__/faults", "application/json", walls.MOST_FIELDS),
        ("/__mock__/faults", "multipart/form-data; boundary=b", walls.MOST_FIELDS),
        (SIGN_IN, "application/x-www-form-urlencoded", walls.MOST_FIELDS),
    ],
)
def test_what_turns_out_to_be_too_much_is_refused_on_the_way(
    call: Callable[..., socket.socket], path: str, kind: str, most: int
) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
    one = call(f"{head}Transfer-Encoding: chunked\r\n\r\n")
    piece, sent = b"10000\r\n" + b"x" * 0x10000 + b"\r\n", 0
    with suppress(ConnectionError):
        while sent < 4 * most:
            one.sendall(piece)
            sent += len(piece)
        one.sendall(b"0\r\n\r\n")
    said = heard(one)
    assert said.startswith("HTTP/1.1 413 ")
    assert said.endswith(walls.TOO_MUCH)
    assert health(call) == "HTTP/1.1 200 OK"


def test_files_as_the_portal_takes_them_pass_and_a_bit_more() -> None:
    """The portal says itself that a file is too big; only far beyond is nothing read."""
    http = Client()
    files = {"file": ("a.pdf", b"%PDF" + bytes(7 * 1024 * 1024))}
    assert http.post(SIGN_IN, files=files).text != walls.TOO_MUCH
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = http.post(SIGN_IN, content=bytes(walls.MOST_FILES + 1), headers=kind)
    assert (answer.status_code, answer.text) == (413, walls.TOO_MUCH)


def test_a_crowd_keeps_nobody_out(call: Callable[..., socket.socket]) -> None:
    crowd = [call(text) for text in ("", "GET / HT", f"{POST}X: ") for _ in range(700)]
    assert health(call) == "HTTP/1.1 200 OK"
    assert len(connections._open) <= DroppableProtocol.room
    assert all(one.fileno() > 0 for one in crowd)


# Anything at all.

BODY_KEYS = [
    "name", "arg", "times", "probability", "step", "username", "password", "residence", "detail",
    "birth_date", "now", "ticking", "action", "auto", "seed", "until", "amount", "papers",
]  # fmt: skip
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(), max_size=9),
    st.sampled_from([*KINDS, "9999-12-31", "0001-01-01T00:00:00", "inf", "nan", "\ud800", 10**400]),
)
values = st.recursive(
    scalars, lambda more: st.lists(more, max_size=3) | st.dictionaries(st.text(max_size=3), more)
)
bodies = st.dictionaries(st.sampled_from(BODY_KEYS), values, max_size=4)


def paths(routes: list[BaseRoute], before: str = "") -> Iterator[str]:
    for one in routes:
        if isinstance(one, Mount):
            yield from paths(one.routes, before + one.path)
        elif isinstance(one, Route):
            yield before + one.path


@pytest.fixture(scope="module")
def any_client() -> Client:
    return Client()


@settings(max_examples=200)
@given(data=st.data())
def test_no_request_makes_it_stumble(any_client: Client, data: st.DataObject) -> None:
    """A handler's exception is raised here, and what one order left behind meets the next."""
    known = sorted(set(paths(any_client.app.routes)))
    own = [path for path in known if path.startswith("/__mock__")]
    path = data.draw(st.sampled_from(own) | st.sampled_from(known))
    for part in ("{number}", "{id}", "{code}", "{name}", "{letter}", "{work}"):
        if part in path:
            path = path.replace(part, data.draw(st.sampled_from(["1", "%00", "..%2f", "x.css"])))
    method = data.draw(st.sampled_from(["GET", "POST", "POST", "DELETE", "PUT", "HEAD"]))
    sent = data.draw(
        st.builds(lambda body: {"content": json.dumps(body)}, bodies)
        | st.builds(lambda raw: {"content": raw}, st.binary(max_size=30))
        | st.builds(lambda text: {"data": text}, st.dictionaries(st.text(max_size=5), st.text()))
        | st.sampled_from([{"content": b"[" * 100_000}, {"content": b'{"now": 1e999}'}])
    )
    query = data.draw(st.dictionaries(st.sampled_from(["sid", "trang", "ma", "q"]), st.text()))
    answer = any_client.request(method, path, params=query, **sent)
    # A fault that was switched on may be what answers.
    on = any_client.get("/__mock__/health").raise_for_status().json()["faults"]
    assert answer.status_code < 500 or on
    any_client.get("/__mock__/faults").raise_for_status()
    any_client.get("/__mock__/accounts").raise_for_status()
    any_client.request("DELETE", "/__mock__/faults").raise_for_status()


def test_an_error_of_its_own_is_shown_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: World) -> None:
        raise RuntimeError("inner words")

    monkeypatch.setattr(World, "open_session", broken)
    answer = Client(raising=False).get(SIGN_IN)
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/__mock__", "/__mock__/", "/debug"])
def test_there_are_no_pages_for_developers(path: str) -> None:
    assert Client().get(path).status_code in {307, 404}


def test_every_call_of_its_own_api_is_told_to_who_tries_it() -> None:
    """`make fuzz-mock` goes by this document."""
    paths = fuzzed.document()["paths"]
    calls = {(method, path) for path, one in paths.items() for method in one}
    assert calls >= {("post", path) for path in fuzzed.BODIES}
    assert len(calls) >= 18
    assert all("requestBody" in paths[path]["post"] for method, path in calls if method == "post")
