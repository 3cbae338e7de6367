"""The floor on the successor's portal: the same steps, its form filled past all of its controls.

What is filed is written into Form.io's own model at once; the lists' choices are asked for beside
the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Browser, Page

from bench import journey
from bench import journey_v2 as v2

_FILL = (Path(__file__).parent / "fill_v2.js").read_text("utf-8")
_SHOWN = """(name) => [...document.querySelectorAll('.mat-step:not([hidden]) h1')]
  .some((one) => one.textContent.trim() === name)"""
_NEXT = "document.querySelector('.mat-step:not([hidden]) .btn_next').click()"
_SIGN_IN = """([u, p]) => {
  const [user, password] = document.querySelectorAll('main form input:not([type=hidden])');
  user.value = u;
  password.value = p;
  setTimeout(() => document.querySelector('main form').submit(), 0);
}"""
_OFFICE = """(ward) => {
  const list = document.querySelector('main form select');
  list.value = [...list.options].find((one) => one.text.trim() === ward).value;
  setTimeout(() => document.querySelector('main form').submit(), 0);
}"""
_SEND = """(text) => {
  document.getElementById('maXacNhan').value = text;
  document.querySelector('.responsible').click();
}"""


async def file_birth(browser: Browser, address: str, child: str) -> str:
    """Files one birth and returns its number."""
    context = await browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    page = await context.new_page()
    at = f"{address}{v2.PREFIX}"
    try:
        await page.goto(f"{at}/dang-nhap", wait_until="domcontentloaded")
        await _leave(page, _SIGN_IN, [journey.USERNAME, journey.PASSWORD])
        await page.goto(f"{at}/thu-tuc/{journey.PROCEDURE}", wait_until="domcontentloaded")
        await _leave(page, _OFFICE, v2.WARD)
        await page.evaluate("document.querySelector('.mat-dialog button[type=submit]').click()")
        await page.wait_for_function(_SHOWN, arg=v2.FORM)
        await _declare(page, child)
        await page.wait_for_function(_SHOWN, arg=v2.PAPERS)
        row = page.locator("#giayTo tr").filter(has_text=journey.PAPER_ROW)
        await row.locator("input[type=file]").set_input_files(journey.PAPER)
        await row.locator(".file-name").wait_for()
        await page.evaluate(_NEXT)
        await page.wait_for_function(_SHOWN, arg=v2.LAST)
        number = await _submit(page, address)
        await page.goto(f"{at}/ca-nhan/ho-so/{number}", wait_until="domcontentloaded")
        await context.request.get(f"{at}/ca-nhan/ho-so/{number}/giay-tiep-nhan")
        return number
    finally:
        await context.close()


async def _declare(page: Page, child: str) -> None:
    days = {label: "-".join(reversed(day.split("/"))) for label, day in v2.DATES.items()}
    await page.evaluate(
        _FILL,
        {
            "typed": {
                **v2.texts(child),
                **v2.details(),
                **{label: f"{day}T00:00:00+07:00" for label, day in days.items()},
            },
            "chosen": {**v2.DRIVER, **v2.RADIOS, **v2.SELECTS},
            "addresses": dict(v2.addresses()),
            "ticked": journey.PLEDGE,
            "province": v2.PROVINCE,
            "ward": v2.WARD,
            "lists": f"{v2.PREFIX}/padsvc/api/danh-muc",
        },
    )
    await page.evaluate(_NEXT)


async def _submit(page: Page, address: str) -> str:
    picture = await page.evaluate("document.getElementById('captchaImage').getAttribute('src')")
    number = picture.rsplit("/", 1)[1].removesuffix(".png")
    async with httpx.AsyncClient(trust_env=False) as client:
        text = (await client.get(f"{address}/__mock__/captcha/{number}")).json()["text"]
    await page.evaluate(_SEND, text)
    # It opens once the fees are worked out.
    await page.wait_for_function("!document.querySelector('button[form=captchaForm]').disabled")
    await page.evaluate(_NEXT)
    await page.wait_for_function(_SHOWN, arg=v2.FILED)
    return str(await page.locator("#soHoSo").inner_text())


async def _leave(page: Page, script: str, arg: Any = None) -> None:
    """Runs a page's script and waits for the page that follows."""
    async with page.expect_event("domcontentloaded"):
        await page.evaluate(script, arg)
