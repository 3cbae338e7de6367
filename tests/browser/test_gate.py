"""The gate: one commit request at most, whatever the page and the server do."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page

from portal_bot import clock
from portal_bot.browser.find import find_browser
from portal_bot.browser.gate import Answer, Gate, Lost, Named, NotSent, Outcome, Requests
from portal_bot.browser.session import Running, gated, open_browser, open_context
from portal_bot.errors import PortalChanged
from tests.support.raw_server import RawServer, raw_server

REQUESTS = Requests(
    commit=Named("POST", re.compile("/commit"), query=False),
    commit_like=re.compile("commit", re.IGNORECASE),
    review=(Named("GET", re.compile("/")), Named("POST", re.compile("/helper"))),
    reading=(Named("GET", re.compile("/done")), Named("GET", re.compile("/receipt"))),
)


def soon(seconds: float = 30) -> datetime:
    return clock.now(UTC) + timedelta(seconds=seconds)


@asynccontextmanager
async def opened(running: Running, server: RawServer) -> AsyncIterator[tuple[Page, Gate]]:
    """The page with the form, behind a gate that is narrow."""
    async with (
        open_context(running) as context,
        gated(running, context, [server.address], REQUESTS, answer_timeout_s=5) as behind,
    ):
        await behind.page.goto(server.address)
        behind.gate.narrow()
        yield behind.page, behind.gate


async def test_one_commit_passes_and_the_page_lands_on_the_answer(running: Running) -> None:
    recorded: list[Outcome] = []
    async with raw_server() as server, opened(running, server) as (page, gate):
        gate.arm(deadline=soon(), record=recorded.append)
        await page.click("button")
        outcome = await gate.outcome()
        await page.wait_for_url("**/done")
        cookies = await page.context.cookies()
    assert isinstance(outcome, Answer)
    assert (outcome.status, outcome.location) == (302, "/done")
    assert recorded == [outcome]
    assert server.commits == ["a=1"]
    assert [(c["name"], c["path"], c["httpOnly"]) for c in cookies] == [("seen", "/", True)]


async def test_a_shut_gate_lets_nothing_through(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, gate):
        await page.click("button")
        await gate.halted()
        assert await page.inner_text("h1") == "Kiểm tra"
        with pytest.raises(PortalChanged, match="POST /commit"):
            gate.insist()
    assert server.commits == []


@pytest.mark.parametrize("behaviour", ["drop_fin", "drop_rst"])
async def test_a_dropped_answer_on_a_kept_alive_connection_is_not_sent_again(
    running: Running, behaviour: str
) -> None:
    async with raw_server(behaviour) as server, opened(running, server) as (page, gate):
        gate.arm(deadline=soon(), record=lambda _: None)
        await page.click("button", no_wait_after=True)
        outcome = await gate.outcome()
    assert isinstance(outcome, Lost)
    assert len(server.commits) == 1


async def test_without_the_gate_chromium_sends_a_dropped_post_again() -> None:
    """Why the gate sends it itself. If this ever fails, Chromium has changed its ways."""
    async with raw_server("drop_fin") as server, open_browser(find_browser()) as bare:
        page = await bare.browser.new_page()
        await page.goto(server.address)
        async with page.expect_event("requestfailed"):
            await page.click("button")
    assert len(server.commits) > 1


async def test_a_307_is_never_passed_on(running: Running) -> None:
    async with raw_server("redirect_307") as server, opened(running, server) as (page, gate):
        gate.arm(deadline=soon(), record=lambda _: None)
        async with page.expect_event("requestfailed"):
            await page.click("button")
        outcome = await gate.outcome()
    assert isinstance(outcome, Answer)
    assert outcome.status == 307
    assert len(server.commits) == 1


async def test_a_double_click_is_one_request_and_both_get_its_answer(running: Running) -> None:
    async with raw_server("slow") as server, opened(running, server) as (page, gate):
        gate.arm(deadline=soon(), record=lambda _: None)
        await page.evaluate(
            "() => { const form = document.forms[0]; form.submit();"
            " setTimeout(() => form.submit(), 50); }"
        )
        outcome = await gate.outcome()
        await page.wait_for_url("**/done")
    assert isinstance(outcome, Answer)
    assert len(server.commits) == 1


async def test_after_the_click_deadline_nothing_is_sent(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, gate):
        gate.arm(deadline=soon(-1), record=lambda _: None)
        await page.click("button")
        assert await gate.outcome() is NotSent.LATE
    assert server.commits == []


async def test_a_commit_that_carries_files_is_refused(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, gate):
        gate.arm(deadline=soon(), record=lambda _: None)
        await page.evaluate(
            "() => { const form = new FormData(); form.append('f', new Blob(['x']), 'x.pdf');"
            " return fetch('/commit', {method: 'POST', body: form}).catch(() => null); }"
        )
        assert await gate.outcome() is NotSent.FILES
    assert server.commits == []


async def test_disarmed_in_time_nothing_passes_any_more(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, gate):
        gate.arm(deadline=soon(), record=lambda _: None)
        assert gate.disarm()
        await page.click("button")
        await gate.halted()
    assert server.commits == []


async def test_disarmed_too_late_says_so(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, gate):
        gate.arm(deadline=soon(), record=lambda _: None)
        await page.click("button")
        await gate.outcome()
        assert not gate.disarm()


async def test_the_answer_is_recorded_before_the_page_sees_it(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, gate):
        seen: list[str] = []
        gate.arm(deadline=soon(), record=lambda _: seen.append(page.url))
        await page.click("button")
        await page.wait_for_url("**/done")
    assert not seen[0].endswith("/done")
