"""The latch: one commit request at most, whatever the page and the server do."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Error, Page

from portal_bot import clock
from portal_bot.browser.latch import Answer, CommitRequest, Latch, Lost, NotSent, Outcome
from portal_bot.browser.session import Running, open_context
from tests.support.raw_server import RawServer, raw_server

COMMIT = CommitRequest("POST", re.compile(r"/commit$"))


def soon(seconds: float = 30) -> datetime:
    return clock.now(UTC) + timedelta(seconds=seconds)


@asynccontextmanager
async def opened(running: Running, server: RawServer) -> AsyncIterator[tuple[Page, Latch]]:
    async with open_context(running, [server.address]) as context:
        latch = Latch(COMMIT, answer_timeout_s=5)
        await latch.install(context)
        page = await context.new_page()
        await page.goto(server.address)
        yield page, latch


async def test_one_commit_passes_and_the_page_lands_on_the_answer(running: Running) -> None:
    recorded: list[Outcome] = []
    async with raw_server() as server, opened(running, server) as (page, latch):
        latch.arm(deadline=soon(), record=recorded.append)
        await page.click("button")
        outcome = await latch.outcome()
        await page.wait_for_url("**/done")
        cookies = await page.context.cookies()
    assert isinstance(outcome, Answer)
    assert (outcome.status, outcome.location) == (302, "/done")
    assert recorded == [outcome]
    assert server.commits == ["a=1"]
    assert [c["name"] for c in cookies] == ["seen"]


async def test_a_shut_latch_lets_nothing_through(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, latch):
        async with page.expect_event("requestfailed"):
            await page.click("button")
    assert server.commits == []
    assert latch.stopped == ["POST"]


@pytest.mark.parametrize("behaviour", ["drop_fin", "drop_rst"])
async def test_a_dropped_answer_on_a_kept_alive_connection_is_not_sent_again(
    running: Running, behaviour: str
) -> None:
    async with raw_server(behaviour) as server, opened(running, server) as (page, latch):
        latch.arm(deadline=soon(), record=lambda _: None)
        await page.click("button", no_wait_after=True)
        outcome = await latch.outcome()
    assert isinstance(outcome, Lost)
    assert len(server.commits) == 1


async def test_without_the_latch_chromium_sends_a_dropped_post_again(running: Running) -> None:
    """Why the latch exists. If this ever fails, Chromium has changed its ways."""
    async with raw_server("drop_fin") as server:
        async with open_context(running, [server.address]) as context:
            page = await context.new_page()
            await page.goto(server.address)
            async with page.expect_event("requestfailed"):
                await page.click("button")
    assert len(server.commits) > 1


async def test_a_307_is_never_passed_on(running: Running) -> None:
    async with raw_server("redirect_307") as server, opened(running, server) as (page, latch):
        latch.arm(deadline=soon(), record=lambda _: None)
        async with page.expect_event("requestfailed"):
            await page.click("button")
        outcome = await latch.outcome()
    assert isinstance(outcome, Answer)
    assert outcome.status == 307
    assert len(server.commits) == 1


async def test_a_double_click_is_one_request_and_both_get_its_answer(running: Running) -> None:
    async with raw_server("slow") as server, opened(running, server) as (page, latch):
        latch.arm(deadline=soon(), record=lambda _: None)
        await page.evaluate(
            "() => { const form = document.forms[0]; form.submit();"
            " setTimeout(() => form.submit(), 50); }"
        )
        outcome = await latch.outcome()
        await page.wait_for_url("**/done")
    assert isinstance(outcome, Answer)
    assert len(server.commits) == 1


async def test_taken_out_it_stops_nothing_and_can_be_put_in_again(
    running: Running,
) -> None:
    async with raw_server() as server, opened(running, server) as (page, latch):
        await latch.take_out()
        await page.click("button")
        await page.wait_for_url("**/done")
        await latch.install(page.context)
        await page.goto(server.address)
        async with page.expect_event("requestfailed"):
            await page.click("button")
    assert len(server.commits) == 1
    assert latch.stopped == ["POST"]


async def test_a_context_that_is_gone_has_no_latch_to_take_out(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, latch):
        await page.context.close()
        await latch.take_out()
    assert server.commits == []


async def test_after_the_click_deadline_nothing_is_sent(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, latch):
        latch.arm(deadline=soon(-1), record=lambda _: None)
        async with page.expect_event("requestfailed"):
            await page.click("button")
        assert await latch.outcome() is NotSent.LATE
    assert server.commits == []


async def test_a_commit_that_carries_files_is_refused(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, latch):
        latch.arm(deadline=soon(), record=lambda _: None)
        await page.evaluate(
            "() => { const form = new FormData(); form.append('f', new Blob(['x']), 'x.pdf');"
            " return fetch('/commit', {method: 'POST', body: form}).catch(() => null); }"
        )
        assert await latch.outcome() is NotSent.FILES
    assert server.commits == []


async def test_disarmed_in_time_nothing_passes_any_more(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, latch):
        latch.arm(deadline=soon(), record=lambda _: None)
        assert latch.disarm()
        async with page.expect_event("requestfailed"):
            await page.click("button")
    assert server.commits == []


async def test_disarmed_too_late_says_so(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, latch):
        latch.arm(deadline=soon(), record=lambda _: None)
        await page.click("button")
        await latch.outcome()
        assert not latch.disarm()


async def test_the_answer_is_recorded_before_the_page_sees_it(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, latch):
        seen: list[str] = []
        latch.arm(deadline=soon(), record=lambda _: seen.append(page.url))
        await page.click("button")
        await page.wait_for_url("**/done")
    assert not seen[0].endswith("/done")


async def test_with_everything_shut_no_form_leaves_the_page(running: Running) -> None:
    async with raw_server() as server, opened(running, server) as (page, latch):
        await latch.shut_all(page.context)
        answered = await page.evaluate("fetch('/other', {method: 'PUT'}).then(r => 1, () => 0)")
        read = await page.evaluate("fetch('/').then(r => r.status)")
    assert (answered, read) == (0, 200)
    assert latch.stopped == ["PUT"]


async def test_the_fence_stops_what_leaves_the_portal(running: Running) -> None:
    async with raw_server() as inside, raw_server() as outside:
        async with open_context(running, [inside.address]) as context:
            page = await context.new_page()
            await page.goto(inside.address)
            async with page.expect_event("requestfailed"):
                await page.evaluate(f"void fetch('{outside.address}/x').catch(() => 0)")
            with pytest.raises(Error, match="ERR_BLOCKED_BY_CLIENT"):
                await page.goto(outside.address)
    assert outside.commits == []


async def test_the_fence_is_not_fooled_by_a_longer_name(running: Running) -> None:
    from portal_bot.browser.fence import outside

    pattern = outside(["https://cong.example", "http://127.0.0.1:8899"])
    assert not pattern.match("https://cong.example/x")
    assert not pattern.match("http://127.0.0.1:8899")
    assert pattern.match("https://cong.example.evil/x")
    assert pattern.match("https://cong.example@evil/x")
    assert pattern.match("http://127.0.0.1:88990/x")
    assert pattern.match("http://cong.example/x")
    assert not pattern.match("data:text/plain,x")
