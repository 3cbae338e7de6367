"""Forms in frames, also of another origin."""

from __future__ import annotations

from datetime import date

from playwright.async_api import Page

from portal_bot.dossier.entries import Entry
from tests.form.conftest import Opener
from tests.form.test_declaration import SENT, declared
from tests.form.test_declaration import sent as sent_of


async def test_fills_across_frames_of_two_origins(
    form_on: Opener, page: Page, servers: tuple[str, str]
) -> None:
    form = await form_on("frames", other=servers[1])
    await page.frame_locator("[name=e-form]").locator("[name=c2]").wait_for()
    await page.frame_locator("[name=dates]").locator("#masked").wait_for()
    await form.fill(
        [
            Entry("Chủ hồ sơ", None, "Số điện thoại", "0905000101", "phone"),
            *declared(),
        ]
    )
    await form.enter("Ngày sinh", date(1990, 2, 13), section="Ngày")
    inner = page.frame("e-form")
    dates = page.frame("dates")
    assert inner is not None
    assert dates is not None
    assert await sent_of(inner) == SENT
    assert await page.input_value("#p") == "0905000101"
    assert await dates.input_value("#masked") == "13/02/1990"


async def test_types_into_a_masked_date_of_another_origin(
    form_on: Opener, page: Page, servers: tuple[str, str]
) -> None:
    form = await form_on("frames", other=servers[1])
    await page.evaluate(
        "other => { document.querySelector('[name=dates]').src = other + '/dates.html?o'; }",
        servers[1],
    )
    await page.frame_locator("[src*='?o']").locator("#masked").wait_for()
    await form.enter("Ngày sinh", date(1990, 2, 13))
    assert await page.frame_locator("[src*='?o']").locator("#masked").input_value() == "13/02/1990"
