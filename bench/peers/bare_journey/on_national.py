"""The floor on the national portal: the same page loads, its form filled past all of its controls.

What is filed is written into SurveyJS's own model at once; the agency is asked of the interface,
and its page opened, without the picker.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from playwright.async_api import Browser, Page

from bench import journey
from bench import journey_national as national

_FILL = (Path(__file__).parent / "fill_national.js").read_text("utf-8")
_BEGIN = "[...document.querySelectorAll('[data-vneid]')].at(0).click()"
_AGENCY = """async ([formalityId, provinceCode, wardCode, agency]) => {
  const answer = await fetch('/api/v1/submitting/formality/list-department-url-by-citizen', {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ formalityId, provinceCode, wardCode })
  });
  const { data } = await answer.json();
  const at = data.rows.find((row) => row.departmentName === agency);
  setTimeout(() => { location.href = at.citizenUrl; }, 0);
}"""
_UPLOAD = """(name) => [...document.querySelectorAll('#giayTo tr')]
  .find((row) => row.querySelector('.paper-name').textContent === name)
  .querySelector('button').click()"""
_SEND = "document.querySelector('[data-press=file]').click()"


async def file_birth(browser: Browser, address: str, child: str) -> str:
    """Files one birth and returns its number."""
    context = await browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    page = await context.new_page()
    try:
        await page.goto(address, wait_until="domcontentloaded")
        await page.evaluate(_BEGIN)
        modal = page.locator(".vneid-modal")
        sign_in = await modal.get_attribute("data-sign-in") or ""
        async with page.expect_event("domcontentloaded"):
            await asyncio.to_thread(national.answer_vneid, address, sign_in)
        await page.goto(f"{address}{national.SEARCH}", wait_until="domcontentloaded")
        async with page.expect_event("domcontentloaded"):
            place = [national.PROVINCE_CODE, national.WARD_CODE, national.AGENCY]
            await page.evaluate(_AGENCY, [national.FORMALITY, *place])
        await _declare(page, child)
        await page.evaluate(_UPLOAD, national.PAPER_ROW)
        await page.locator("#tepDinhKem").set_input_files(journey.PAPER)
        await page.locator("#giayTo .file-name").wait_for()
        await page.evaluate(_SEND)
        await page.locator("#maHoSo").wait_for()
        number = await page.locator("#maHoSo").inner_text()
        await page.goto(f"{address}{national.OWN}/{number}", wait_until="domcontentloaded")
        await context.request.get(f"{address}{national.OWN}/{number}/giay-tiep-nhan")
        return number
    finally:
        await context.close()


async def _declare(page: Page, child: str) -> None:
    await page.wait_for_function("window.bieuMau")
    people = {name: _iso(text) for person in national.PEOPLE for name, text in person.items()}
    days = {name: _iso(day) for name, day in national.DATES.items()}
    await page.evaluate(
        _FILL,
        {
            "values": {**national.texts(child), **days},
            "radios": {**national.RADIOS},
            "selects": {**national.SELECTS, national.DRIVER[0]: national.DRIVER[1]},
            "province": national.PROVINCE_CODE,
            "ward": national.WARD_CODE,
            "addresses": [*national.ADDRESSES],
            "people": people,
            "locked": [*national.LOCKED],
        },
    )


def _iso(text: str) -> str:
    """A day as the model holds it; any other text as it is."""
    return "-".join(reversed(text.split("/"))) if text.count("/") == 2 else text
