"""A browser when it is needed, another one when it has served or has died."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot.browser.lending import Browsers
from portal_bot.errors import SetupError


class Shop:
    """Starts browsers that do nothing; counts those that live."""

    def __init__(self) -> None:
        self.started = self.living = 0
        self.broken = False
        self.made: list[Any] = []

    @asynccontextmanager
    async def start(self) -> AsyncIterator[Any]:
        await asyncio.sleep(0)
        if self.broken:
            raise SetupError("không khởi động được")
        self.started += 1
        self.living += 1
        running = SimpleNamespace(dead=False, wedged=False)
        running.browser = SimpleNamespace(is_connected=lambda: not running.dead)
        self.made.append(running)
        try:
            yield running
        finally:
            self.living -= 1


async def test_none_is_started_before_it_is_asked_for() -> None:
    shop = Shop()
    browsers = Browsers(shop.start)
    with pytest.raises(RuntimeError):
        browsers.running  # noqa: B018 - that it raises is the point
    await browsers.close()
    assert shop.started == 0


async def test_sessions_share_one_and_it_ends_with_the_run() -> None:
    shop = Shop()
    browsers = Browsers(shop.start)
    async with browsers.lent() as one, browsers.lent() as other:
        assert one is other is browsers.running
    assert (shop.started, shop.living) == (1, 1)
    await browsers.close()
    assert shop.living == 0


async def test_one_that_does_not_end_a_context_is_lent_no_more() -> None:
    shop = Shop()
    browsers = Browsers(shop.start)
    async with browsers.lent() as first:
        shop.made[0].wedged = True
    async with browsers.lent() as second:
        assert second is not first
    assert browsers.deaths == 1
    await browsers.close()
    assert shop.living == 0


async def test_after_so_many_sessions_a_fresh_one_and_the_old_ends_with_its_last_session() -> None:
    shop = Shop()
    browsers = Browsers(shop.start, recycle_after=2)
    first = browsers.lent()
    async with browsers.lent():
        await first.__aenter__()
        async with browsers.lent() as fresh:
            assert fresh is shop.made[1]
            assert shop.living == 2
    await first.__aexit__(None, None, None)
    while shop.living > 1:
        await asyncio.sleep(0)
    assert shop.started == 2
    await browsers.close()
    assert shop.living == 0


async def test_a_dead_one_is_replaced() -> None:
    shop = Shop()
    browsers = Browsers(shop.start)
    async with browsers.lent() as one:
        shop.made[0].dead = True
        async with browsers.lent() as other:
            assert other is not one
    await browsers.close()
    assert (shop.started, shop.living) == (2, 0)


async def test_one_that_does_not_start_is_told_and_tried_again() -> None:
    shop = Shop()
    shop.broken = True
    browsers = Browsers(shop.start)
    with pytest.raises(SetupError):
        await browsers.warm()
    shop.broken = False
    await browsers.warm()
    await browsers.close()
    assert (shop.started, shop.living) == (1, 0)


async def test_who_is_cancelled_while_it_starts_takes_it_from_nobody() -> None:
    shop = Shop()
    browsers = Browsers(shop.start)
    first = asyncio.create_task(browsers.warm())
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await browsers.warm()
    assert shop.started == 1
    await browsers.close()
