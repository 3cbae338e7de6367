"""Every way in which a page can send something: through a narrow gate none of them passes.

The pages are run by a real Chromium; nothing of what they use is imitated.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import pytest
from playwright.async_api import Error, Page

from portal_bot.browser.find import find_browser
from portal_bot.browser.gate import Gate, Verdict
from portal_bot.browser.sending import Sender
from portal_bot.browser.session import Gated, Running, gated, open_browser, open_context
from portal_bot.errors import PortalChanged, PortalSilent
from portal_bot.portals import screen
from portal_bot.portals.igate_v1.sign_in import SignInScreen
from portal_bot.portals.profile import load
from tests.browser.test_gate import REQUESTS
from tests.support.raw_server import RawServer, raw_server

POST = "{method: 'POST', body: 'x'}"
# Each is run in the page; `HERE` and `THERE` are the portal's address and another one's.
WAYS = {
    "fetch": f"fetch('/way', {POST})",
    "fetch with put": "fetch('/way', {method: 'PUT', body: 'x'})",
    "fetch with get": "fetch('/way?commit')",
    "keepalive": f"fetch('/way', {{...{POST}, keepalive: true}})",
    "beacon": "navigator.sendBeacon('/way', 'x')",
    "xhr": "(() => { const x = new XMLHttpRequest(); x.open('POST', '/way'); x.send('x') })()",
    "synchronous xhr": (
        "(() => { const x = new XMLHttpRequest(); x.open('POST', '/way', false);"
        " try { x.send('x') } catch {} })()"
    ),
    "event source": "new EventSource('/way')",
    "form": (
        "(() => { const f = document.createElement('form'); f.method = 'post'; f.action = '/way';"
        " document.body.append(f); f.submit() })()"
    ),
    "form into a popup": (
        "(() => { const f = document.createElement('form'); f.method = 'post'; f.action = '/way';"
        " f.target = '_blank'; document.body.append(f); f.submit() })()"
    ),
    "link": "location.href = '/way?x=1'",
    "popup": "window.open('/way')",
    "frame": (
        "(() => { const i = document.createElement('iframe'); i.src = '/way';"
        " document.body.append(i) })()"
    ),
    "blank frame": (
        "(() => { const i = document.createElement('iframe'); document.body.append(i);"
        f" i.contentWindow.fetch('HERE/way', {POST}) }})()"
    ),
    "picture": "new Image().src = '/way?x=1'",
    "script": (
        "(() => { const s = document.createElement('script'); s.src = '/way?x=1';"
        " document.body.append(s) })()"
    ),
    "style": (
        "(() => { const l = document.createElement('link'); l.rel = 'stylesheet';"
        " l.href = '/way?x=1'; document.head.append(l) })()"
    ),
    "worker": (
        "new Worker(URL.createObjectURL(new Blob([`fetch('HERE/way', "
        "{method: 'POST', body: 'x'})`])))"
    ),
    "shared worker": "new SharedWorker('/way.js')",
    "service worker": "navigator.serviceWorker.register('/way.js')",
    "web socket": "new WebSocket('HERE/way'.replace('http', 'ws'))",
    "prefetch": (
        "(() => { const l = document.createElement('link'); l.rel = 'prefetch';"
        " l.href = '/way?x=1'; document.head.append(l) })()"
    ),
    "ping": (
        "(() => { const a = document.createElement('a'); a.href = '#'; a.ping = '/way';"
        " document.body.append(a); a.click() })()"
    ),
    "the commit by another tail": f"fetch('/commit;jsessionid=1', {POST})",
    "the commit by another case": f"fetch('/Commit', {POST})",
    "the commit by a slash": f"fetch('/commit/', {POST})",
    "the commit by a query": f"fetch('/commit?x=1', {POST})",
    "the commit by get": "fetch('/commit')",
    "a helper by another method": "fetch('/helper', {method: 'PUT', body: 'x'})",
}
ELSEWHERE = {
    "fetch": f"fetch('THERE/way', {{...{POST}, mode: 'no-cors'}})",
    "form": (
        "(() => { const f = document.createElement('form'); f.method = 'post';"
        " f.action = 'THERE/commit'; document.body.append(f); f.submit() })()"
    ),
    "picture": "new Image().src = 'THERE/way.png'",
    "link": "location.href = 'THERE/'",
    "web socket": "new WebSocket('THERE/way'.replace('http', 'ws'))",
    "web socket of a worker": (
        "new Worker(URL.createObjectURL(new Blob("
        "[`new WebSocket('THERE/way'.replace('http', 'ws'))`])))"
    ),
}
# The page says so when it has run the way, and everything it holds has had its turn.
DONE = "new Promise(done => setTimeout(done, 300))"


@asynccontextmanager
async def at(running: Running, server: RawServer, *, narrow: bool) -> AsyncIterator[Gated]:
    async with (
        open_context(running) as context,
        gated(running, context, [server.address], REQUESTS, answer_timeout_s=5) as behind,
    ):
        await behind.page.goto(server.address)
        if narrow:
            behind.gate.narrow()
        yield behind


async def go(page: Page, way: str, here: str = "", there: str = "") -> None:
    script = way.replace("THERE", there).replace("HERE", here)
    await page.evaluate(f"() => {{ try {{ void ({script}) }} catch {{}} }}")
    with suppress(Error):
        # A page that was left has had its turn.
        await page.evaluate(DONE)


@pytest.mark.parametrize("way", WAYS)
async def test_nothing_unknown_reaches_the_portal(running: Running, way: str) -> None:
    async with raw_server() as server, at(running, server, narrow=True) as behind:
        server.pages["/way.js"] = f"fetch('/way', {POST})"
        server.seen.clear()
        await go(behind.page, WAYS[way], server.address)
    assert server.seen == []
    assert server.commits == []


@contextmanager
def elsewhere() -> Iterator[tuple[str, list[bytes]]]:
    """Another origin on this machine: keeps the first bytes of every connection and datagram."""
    got: list[bytes] = []
    with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        tcp.bind(("127.0.0.1", 0))
        tcp.listen(16)
        udp.bind(("127.0.0.1", tcp.getsockname()[1]))

        def take(connection: socket.socket) -> None:
            # A browser connects ahead of time and says nothing: that carries no value.
            with connection:
                if said := connection.recv(4096):
                    got.append(said)

        def take_connections() -> None:
            while True:
                try:
                    connection, _ = tcp.accept()
                except OSError:
                    return
                threading.Thread(target=take, args=[connection], daemon=True).start()

        def take_datagrams() -> None:
            while True:
                try:
                    got.append(udp.recv(4096))
                except OSError:
                    return

        for work in (take_connections, take_datagrams):
            threading.Thread(target=work, daemon=True).start()
        yield f"http://127.0.0.1:{tcp.getsockname()[1]}", got
        # Wakes both, so that they see that it is over.
        tcp.shutdown(socket.SHUT_RDWR)


WEBRTC = """(() => { const p = new RTCPeerConnection({iceServers: [
  {urls: 'turn:ADDRESS?transport=udp', username: 'x', credential: 'x'},
  {urls: 'turn:ADDRESS?transport=tcp', username: 'x', credential: 'x'}]});
  p.createDataChannel('a'); p.createOffer().then(o => p.setLocalDescription(o)) })()"""


@pytest.mark.parametrize("narrow", [False, True])
async def test_nothing_reaches_another_origin(*, narrow: bool) -> None:
    async with raw_server() as server:
        async with open_browser(find_browser(), origins=[server.address]) as running:
            with elsewhere() as (there, got):
                for way in (*ELSEWHERE.values(), WEBRTC.replace("ADDRESS", there[7:])):
                    async with at(running, server, narrow=narrow) as behind:
                        await go(behind.page, way, server.address, there)
    assert got == []


# What is closed otherwise does not come this far, gate or no gate.
CLOSED = {"shared worker", "service worker", "web socket", "web socket of a worker"}


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("way", sorted(WAYS.keys() - CLOSED))
async def test_with_the_gate_open_the_portal_is_reached(
    running: Running, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The control: without this safety the tests above would be red."""
    monkeypatch.setattr(Gate, "judge", lambda *_: Verdict.PASS)
    async with raw_server() as server, at(running, server, narrow=True) as behind:
        server.seen.clear()
        await go(behind.page, WAYS[way], server.address)
    assert server.seen != []


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("way", sorted(ELSEWHERE.keys() - CLOSED))
async def test_with_origins_unchecked_others_are_reached(
    running: Running, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The control: neither the gate nor the browser's resolver looks at the origin."""
    monkeypatch.setattr(Gate, "judge", lambda *_: Verdict.PASS)
    with elsewhere() as (there, got):
        async with raw_server() as server, at(running, server, narrow=False) as behind:
            await go(behind.page, ELSEWHERE[way], server.address, there)
    assert got != []


async def test_an_office_proxy_is_reached_for_the_portal_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where a proxy resolves names: what is not the portal's never reaches it."""
    async with raw_server() as proxy:
        proxy.pages["http://cong.example/"] = "<h1>Cổng</h1>"
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, proxy.address)
        monkeypatch.delenv("no_proxy", raising=False)
        origins = ["http://cong.example"]
        async with open_browser(find_browser(), origins=origins) as running:
            async with (
                open_context(running) as context,
                gated(running, context, origins, REQUESTS, answer_timeout_s=5) as behind,
            ):
                await behind.page.goto("http://cong.example/")
                for way in (*ELSEWHERE.values(), WAYS["web socket"]):
                    await go(behind.page, way, "http://cong.example", "http://khac.example")
                heading = await behind.page.inner_text("h1")
    assert heading == "Cổng"
    assert {line.split(" ")[1] for line in proxy.seen} <= {
        "http://cong.example/",
        "http://cong.example/favicon.ico",
    }


async def test_a_popup_and_its_frames_are_the_pages_own(running: Running) -> None:
    async with raw_server() as server, at(running, server, narrow=False) as behind:
        server.pages["/popup"] = "<iframe src=/inner></iframe>"
        server.pages["/inner"] = f"<script>fetch('/helper', {POST})</script>"
        async with behind.page.context.expect_page() as popup:
            await behind.page.evaluate("void window.open('/popup')")
        await (await popup.value).wait_for_load_state()
        await behind.page.evaluate(DONE)
    assert {"GET /popup", "GET /inner", "POST /helper"} <= set(server.seen)


async def test_two_contexts_of_one_browser_have_each_their_own_gate(running: Running) -> None:
    async with (
        raw_server() as server,
        at(running, server, narrow=True) as shut,
        at(running, server, narrow=False) as open_,
    ):
        await go(shut.page, f"fetch('/shut', {POST})")
        await go(open_.page, f"fetch('/open', {POST})")
    assert "POST /open" in server.seen
    assert "POST /shut" not in server.seen
    assert open_.gate.stopped == []


async def test_a_context_without_a_gate_is_let_nowhere(running: Running) -> None:
    async with raw_server() as server:
        async with at(running, server, narrow=False):
            pass
        server.seen.clear()
        async with open_context(running) as context:
            page = await context.new_page()
            await page.evaluate(f"void (location.href = '{server.address}/')")
            await page.evaluate(DONE)
    assert server.seen == []


async def fetched(behind: Gated, address: str) -> bytes:
    return (await behind.sender.download(address, behind.gate)).body


async def test_what_we_fetch_ourselves_passes_the_same_gate(running: Running) -> None:
    async with raw_server() as server, raw_server() as there:
        async with at(running, server, narrow=False) as behind:
            behind.gate.read_only()
            assert b"Xong" in await fetched(behind, f"{server.address}/receipt")
            (cookie,) = await behind.page.context.cookies()
            kept = (cookie["name"], cookie["path"], cookie["httpOnly"])
            assert kept == ("renewed", "/", True)
            for address in (f"{there.address}/receipt", f"{server.address}/other"):
                with pytest.raises(PortalChanged, match="không tải"):
                    await fetched(behind, address)
    assert there.seen == []
    assert "GET /other" not in server.seen


@pytest.mark.parametrize("script", ["new Promise(() => {})", "(() => { while (true) {} })()"])
async def test_a_page_that_never_answers_is_asked_for_so_long_only(
    running: Running, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    """A list that drips beside the open page, a record whose script never ends."""
    monkeypatch.setattr(screen, "PAGE_PATIENCE_S", 0.3)
    async with raw_server() as server, at(running, server, narrow=False) as behind:
        tab = screen.Tab(behind.page, load("mock"), SignInScreen)
        with pytest.raises(PortalSilent):
            await tab.ask(script)


async def test_an_answer_is_taken_though_the_browser_is_gone_by_then(running: Running) -> None:
    from portal_bot.browser.gate import Answer, Leaving

    async with raw_server("slow") as server:
        async with open_context(running) as context:
            sender = Sender(context, timeout_s=5)
            sending = asyncio.ensure_future(
                sender.commit(Leaving("POST", f"{server.address}/commit", "Document", body=b"a=1"))
            )
            while not server.commits:
                await asyncio.sleep(0.01)
        outcome = await sending
    assert isinstance(outcome, Answer)
    assert outcome.location == "/done"


async def test_a_commit_that_cannot_be_connected_is_not_sent(running: Running) -> None:
    from portal_bot.browser.gate import Leaving, NotSent

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/commit"
        async with open_context(running) as context:
            sender = Sender(context, timeout_s=5)
            assert await sender.commit(Leaving("POST", address, "Document")) is NotSent.UNREACHED


def test_a_gate_that_has_sent_is_never_armed_again() -> None:
    gate = Gate(["http://cong.example"], REQUESTS, lambda asked: None)  # type: ignore[arg-type, return-value] # never called
    with pytest.raises(ValueError, match="not narrow"):
        gate.arm(deadline=None, record=lambda _: None)  # type: ignore[arg-type] # refused before
