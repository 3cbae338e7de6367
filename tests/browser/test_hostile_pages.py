"""A portal that was taken over: nothing leaves, nothing hangs, and what was met is named."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from portal_bot.browser.find import find_browser
from portal_bot.browser.gate import Gate, Leaving, NotSent, Verdict
from portal_bot.browser.session import Running, gated, open_browser, open_context
from portal_bot.browser.uninvited import MOST_WINDOWS, note_closed_ways
from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalError
from portal_bot.form import Form, Timing
from portal_bot.portals import screen
from portal_bot.portals.igate_v1.sign_in import SignInScreen
from portal_bot.portals.profile import load
from portal_bot.portals.screen import Screen, Tab
from tests.browser.test_gate import REQUESTS
from tests.browser.test_gate_ways import elsewhere
from tests.support.hostile_pages import FORM, LEAVING, NEXT, STAYS, WITHIN
from tests.support.raw_server import RawServer, raw_server

VALUE = "012345678901"
# Of everything that is waited for; a page that never ends is left well before.
PATIENCE_S, BOUND_S = 1.5, 25.0
ENTRIES = [
    Entry("", None, "Họ và tên", "Nguyễn Văn Thử", "a"),
    Entry("", None, "Số định danh", VALUE, "b"),
]


class FormScreen(Screen):
    """The form that all of them pretend to be."""

    heading = "Tờ khai"


class NextScreen(Screen):
    """Where its button leads."""

    heading = "Kiểm tra"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "PAGE_PATIENCE_S", PATIENCE_S)
    monkeypatch.setattr(screen, "BUTTON_PATIENCE_MS", PATIENCE_S * 1000)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def server() -> AsyncIterator[RawServer]:
    async with raw_server() as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def closed(server: RawServer) -> AsyncIterator[Running]:
    """A browser that finds this portal only, as one that files."""
    async with open_browser(find_browser(), origins=[server.address]) as running:
        yield running


async def visited(running: Running, server: RawServer, page: str, there: str) -> str:
    """All that is said of a visit: opened, filled in, gone on."""
    server.pages["/trang"] = FORM + page.replace("THERE", there).replace("HERE", server.address)
    server.pages["/tiep"] = NEXT
    server.redirects["/redirect"] = f"{there}/"
    began = time.monotonic()
    async with (
        open_context(running) as context,
        gated(running, context, [server.address], REQUESTS, answer_timeout_s=5) as behind,
    ):
        tab = Tab(behind.page, load("mock"), SignInScreen)
        said = ""
        try:
            await tab.go(f"{server.address}/trang", FormScreen)
            await Form(behind.page, timing=Timing(absent_s=0.2, settle_s=1.0)).fill(ENTRIES)
            await tab.press("Tiếp tục", NextScreen)
        except PortalError as error:
            said = error.message
        await note_closed_ways(behind.page, behind.gate)
        await asyncio.sleep(0.1)
        assert len(context.pages) <= MOST_WINDOWS + 1
        said += behind.gate.remark
    assert time.monotonic() - began < BOUND_S
    assert VALUE not in said
    return said


async def test_the_form_itself_is_filled_and_gone_on_from(
    closed: Running, server: RawServer
) -> None:
    """The control: what the others are told of is their own doing."""
    server.seen.clear()
    assert await visited(closed, server, "", "http://127.0.0.1:1") in {"", NEXT}
    assert any(line.startswith("GET /tiep?") and VALUE in line for line in server.seen)


@pytest.mark.parametrize("way", LEAVING)
async def test_nothing_leaves_and_it_is_told(closed: Running, server: RawServer, way: str) -> None:
    with elsewhere() as (there, got):
        said = await visited(closed, server, LEAVING[way], there)
    assert got == []
    assert "gọi ra ngoài cổng" in said


@pytest.mark.parametrize("way", WITHIN)
async def test_nothing_hangs_and_what_was_met_is_named(
    closed: Running, server: RawServer, way: str
) -> None:
    page, told = WITHIN[way]
    if "going" not in page:
        page += STAYS
    with elsewhere() as (there, got):
        said = await visited(closed, server, page, there)
    assert got == []
    assert said
    # A busy machine may not come to the end of a huge page: then that is what is said of it.
    slow = way == "sixty thousand boxes" and "chưa hiện gì mới" in said
    assert told in said or slow


ASKED = """async () => {
  const names = ["geolocation", "notifications", "camera", "microphone", "clipboard-read",
    "clipboard-write", "midi", "background-sync", "payment-handler"];
  const states = {};
  for (const name of names) {
    try { states[name] = (await navigator.permissions.query({name})).state } catch {}
  }
  try { states.read = await navigator.clipboard.readText() } catch { states.read = "denied" }
  states.paste = String(document.execCommand("paste"));
  try { await navigator.mediaDevices.getUserMedia({audio: true}); states.media = "granted" }
  catch { states.media = "denied" }
  return states;
}"""


async def test_no_page_is_permitted_anything(closed: Running, server: RawServer) -> None:
    async with (
        open_context(closed) as context,
        gated(closed, context, [server.address], REQUESTS, answer_timeout_s=5) as behind,
    ):
        await behind.page.goto(server.address)
        states = await behind.page.evaluate(ASKED)
    assert len(states) > 8
    assert "granted" not in states.values()
    assert "prompt" not in states.values()
    assert (states["read"], states["paste"], states["media"]) == ("denied", "false", "denied")


KEEP = """async () => {
  localStorage.kept = sessionStorage.kept = "Nguyễn Văn Thử";
  document.cookie = "kept=1; max-age=999";
  await new Promise((done, failed) => { const asked = indexedDB.open("kept", 1);
    asked.onsuccess = done; asked.onerror = failed });
  if (globalThis.caches) await caches.open("kept");
  window.name = "kept";
}"""
KEPT = """async () => [localStorage.kept, sessionStorage.kept, document.cookie, window.name,
  (await indexedDB.databases()).length,
  globalThis.caches ? (await caches.keys()).length : 0]"""


async def test_nothing_of_one_citizen_is_there_for_the_next(
    closed: Running, server: RawServer
) -> None:
    async def run(script: str) -> list[object]:
        async with (
            open_context(closed) as context,
            gated(closed, context, [server.address], REQUESTS, answer_timeout_s=5) as behind,
        ):
            await behind.page.goto(server.address)
            found: list[object] = await behind.page.evaluate(script)
            return found

    await run(KEEP)
    assert await run(KEPT) == [None, None, "", "", 0, 0]


# Addresses that look like the portal's and are not; `Gate` is asked as the browser asks it.
PORTAL = "https://dichvucong.vidu.example"
LOOK_ALIKES = [
    "https://dichvucong.vidu.example.evil.example/",
    "https://dichvucong.vidu.example@evil.example/",
    "https://dichvucong.vidu.example:443@evil.example/",
    "https://dichvucong.vidu.example:8443/",
    "http://dichvucong.vidu.example/",
    "https://dichvucong.vidu.example./",
    "https://xn--dchvucong-wk5d.vidu.example/",
    "https://dịchvucong.vidu.example/",
    "https://dichvucong.vidu.ехample/",  # noqa: RUF001 - Cyrillic on purpose
    "https://dichvucong。vidu.example.evil.example/",
    "https://evil.example/https://dichvucong.vidu.example/",
    "https://evil.example#@dichvucong.vidu.example/",
    "https://evil.example?@dichvucong.vidu.example/",
    "https://evil.example\\@dichvucong.vidu.example/",
    "https:///dichvucong.vidu.example/",
    "https:dichvucong.vidu.example/",
    "//dichvucong.vidu.example/",
    "wss://dichvucong.vidu.example/",
    "ftp://dichvucong.vidu.example/",
    "javascript://dichvucong.vidu.example/%0aalert(1)",
    "file://dichvucong.vidu.example/etc/passwd",
    "view-source:https://dichvucong.vidu.example/",
    "filesystem:https://dichvucong.vidu.example/temporary/a",
    "chrome://settings",
    "https://[::1]/",
    "https://dichvucong.vidu.example:99999/",
    "",
]


@pytest.mark.parametrize("address", LOOK_ALIKES)
async def test_no_address_that_looks_like_the_portals_is_it(address: str) -> None:
    gate = Gate([PORTAL], REQUESTS, _never)
    assert gate.judge(Leaving("GET", address, "Document")) is Verdict.STOP
    assert gate.judge(Leaving("GET", f"{PORTAL}/trang", "Document")) is Verdict.PASS
    assert "gọi ra ngoài cổng" in gate.remark


async def _never(_asked: Leaving) -> NotSent:
    raise AssertionError("nothing is sent here")


async def test_what_is_fetched_for_a_page_is_judged_as_it_is_sent(
    closed: Running, server: RawServer
) -> None:
    """Two readers of one address must not read two places."""
    with elsewhere() as (there, got):
        host = there.removeprefix("http://")
        async with (
            open_context(closed) as context,
            gated(closed, context, [server.address], REQUESTS, answer_timeout_s=2) as behind,
        ):
            behind.gate.read_only()
            for address in (
                f"{server.address}@{host}/receipt",
                f"{there}\\@{server.address[7:]}/receipt",
                f"{there}#@{server.address[7:]}/receipt",
                f"{there}/receipt",
                f"ht\ntp://{host}/receipt",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "data:text/html,x",
            ):
                with pytest.raises(PortalError):
                    await behind.sender.download(address, behind.gate)
    assert got == []


async def test_nothing_is_written_where_a_page_wants_it(
    closed: Running, server: RawServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page, _ = WITHIN["a download"]
    await visited(closed, server, page, "http://127.0.0.1:1")
    assert list(tmp_path.iterdir()) == []


async def test_a_page_that_ends_its_browser_session_is_told(
    closed: Running, server: RawServer
) -> None:
    """`window.close()` of the page that is being filled in."""
    said = await visited(
        closed, server, "<script>going = () => { open('', '_self'); close() }</script>", "x://x"
    )
    assert said
