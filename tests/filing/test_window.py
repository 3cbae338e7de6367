"""The person in front of the visible window: they type, the program waits."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from portal_bot import aio, human
from portal_bot.human import Human
from portal_bot.portals.igate_v1.review import ReviewScreen
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal


async def test_what_the_person_types_into_the_page_is_taken(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = ReviewScreen.make_ready

    async def with_a_person(screen: ReviewScreen, asked: Human) -> None:
        async def type_it() -> None:
            page = screen.tab.page
            await page.wait_for_function("document.activeElement.name === 'maXacNhan'")
            picture = await page.locator("#captchaImage").get_attribute("src") or ""
            number = picture.rsplit("/", 1)[1].removesuffix(".png")
            await page.keyboard.type(mock.get(f"/captcha/{number}")["text"])
            await page.keyboard.press("Enter")

        person = asyncio.ensure_future(type_it())
        await honest(screen, asked)
        await person

    monkeypatch.setattr(ReviewScreen, "make_ready", with_a_person)
    report = await aio.submit([BIRTH], portal_url=mock.address, home=tmp_path, human="window")
    assert report.filings[0].state == "verified"
    assert len(mock.commits()) == 1


async def test_when_nobody_types_a_person_is_needed_and_nothing_is_sent(
    mock: MockPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(human, "WINDOW_PATIENCE_S", 0.2)
    report = await aio.submit([BIRTH], portal_url=mock.address, home=tmp_path, human="window")
    assert (report.filings[0].state, report.exit_code) == ("needs_human", 30)
    assert mock.commits() == []
