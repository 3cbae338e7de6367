"""How the portal answered a page: told once, with the time for which it asks to be left alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from portal_bot.browser.session import Running, gated, open_context
from portal_bot.errors import PortalUnavailable
from portal_bot.portals.igate_v1.requests import REQUESTS
from portal_bot.portals.igate_v1.sign_in import SignInScreen
from portal_bot.portals.profile import load
from portal_bot.portals.screen import PageAnswer, Tab
from tests.support.mock import MockPortal

PATH = "/dich-vu-cong/dang-nhap"


@asynccontextmanager
async def tab_at(running: Running, mock: MockPortal, told: list[PageAnswer]) -> AsyncIterator[Tab]:
    async with (
        open_context(running) as context,
        gated(running, context, [mock.address], REQUESTS, answer_timeout_s=5) as behind,
    ):
        yield Tab(behind.page, load("mock"), SignInScreen, told.append)


@pytest.mark.parametrize(
    ("fault", "arg", "status", "asked"),
    [("too_many_requests", "7", 429, "7"), ("maintenance", None, 503, "2")],
)
async def test_a_portal_that_asks_to_be_left_alone_is_heard(
    running: Running, mock: MockPortal, fault: str, arg: str | None, status: int, asked: str
) -> None:
    told: list[PageAnswer] = []
    mock.fault(fault, arg)
    async with tab_at(running, mock, told) as tab:
        with pytest.raises(PortalUnavailable) as refused:
            await tab.go(f"{mock.address}{PATH}", SignInScreen)
    assert refused.value.retry_after == float(asked)
    # Not asked again at once, and told once.
    assert [(one.status, one.retry_after) for one in told] == [(status, asked)]
    assert all(one.took_s is not None and one.took_s >= 0 for one in told)


async def test_each_page_is_told_of_once_however_often_it_is_looked_at(
    running: Running, mock: MockPortal
) -> None:
    told: list[PageAnswer] = []
    async with tab_at(running, mock, told) as tab:
        await tab.go(f"{mock.address}{PATH}", SignInScreen)
        await tab.now()
        await tab.go(f"{mock.address}{PATH}", SignInScreen)
    assert [(one.status, one.retry_after) for one in told] == [(200, ""), (200, "")]
