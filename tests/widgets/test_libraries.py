"""Every kind of control on its real library: its own model, and no ink, says what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import BrowserContext

from portal_bot import PageForm
from tests.widgets.cases import play

PAGES = sorted(
    page.stem for page in (Path(__file__).parent / "pages").glob("*.html") if page.stem != "inner"
)
# What a page may not know, one of them in twenty; wrong may be none.
SHARE_RIGHT = 0.95


@pytest.mark.in_turn(3)
@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
async def test_what_is_filled_is_what_the_library_holds(
    name: str, address: str, context: BrowserContext
) -> None:
    page = await context.new_page()
    await page.goto(f"{address}/{name}.html")
    await page.wait_for_function("window.__ready")
    cases = await page.evaluate("window.__cases")
    await page.close()
    ended = []
    for case in cases:
        page = await context.new_page()
        await page.goto(f"{address}/{name}.html?{case.get('query', '')}")
        await page.wait_for_function("window.__ready")
        ended.append(await play(page, case))
        await page.close()
    assert [str(one) for one in ended if one.how in {"wrong", "crash"}] == []
    unfair = [str(one) for one in ended if not one.is_fair]
    assert len(ended) - len(unfair) >= SHARE_RIGHT * len(ended) or unfair == [], unfair


async def test_a_choice_that_is_on_the_face_alone_is_none(
    address: str, context: BrowserContext
) -> None:
    """Form.io loses what is chosen while a list is on its way, and goes on showing it."""
    page = await context.new_page()
    await page.goto(f"{address}/formio.html")
    await page.wait_for_function("window.__ready")
    await page.evaluate("form.getComponent('gender').choices.setChoiceByValue('2')")
    assert await page.locator(".choices__list--single").first.inner_text() != ""
    form = PageForm(page)
    (shown,) = [one for one in await form.read() if one.label == "Giới tính"]
    assert shown.value in {"", None}
    section = await page.evaluate("CHILD")
    await form.fill({section: {"Giới tính": "Nữ"}})
    assert str(await page.evaluate("form.submission.data.gender")) == "2"
    await page.close()
