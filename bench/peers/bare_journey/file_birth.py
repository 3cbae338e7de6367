"""The floor: the same page loads, one script a page, no checks at all.

Only the two dates that believe nothing but keys are typed. Everything else is written past the
page's controls as fast as the browser goes.
"""

from __future__ import annotations

import re
from typing import Any

import httpx
from playwright.async_api import Browser, Page

from bench import journey

_FILL = """async ({ mark, parents, driver, addresses, details, texts, selects, choices, pledge }) =>
{
  const read = eval(mark);
  const by = (label) => document.querySelector(`[data-asked="${label}"]`);
  const changed = (el) => el.dispatchEvent(new Event('change', { bubbles: true }));
  const until = async (ready) => { while (!ready()) await new Promise((go) => setTimeout(go, 1)); };
  const choose = (el, label) => {
    const option = [...el.options].find((o) => o.text.trim() === label);
    if (!option) return false;
    el.value = option.value;
    changed(el);
    return true;
  };
  const tick = (label) => {
    by(label).checked = true;
    changed(by(label));
  };
  const headed = (text) => [...document.querySelectorAll('h2')].some((h) => h.textContent === text);
  read();
  tick(driver);
  await until(() => parents.every(headed));
  read();
  await Promise.all(addresses.map(async (lists) => {
    for (const [label, name] of Object.entries(lists)) await until(() => choose(by(label), name));
  }));
  for (const [label, text] of Object.entries({ ...texts, ...details })) by(label).value = text;
  for (const [label, choice] of Object.entries(selects)) choose(by(label), choice);
  for (const label of choices) tick(label);
  by(pledge).checked = true;
}"""
_AGENCY = """async ({ mark, lists }) => {
  eval(mark)();
  for (const [label, name] of Object.entries(lists)) {
    for (;;) {
      const el = document.querySelector(`[data-asked="${label}"]`);
      const option = [...el.options].find((o) => o.text.trim() === name);
      if (option) {
        el.value = option.value;
        el.dispatchEvent(new Event('change', { bubbles: true }));
        break;
      }
      await new Promise((go) => setTimeout(go, 1));
    }
  }
  setTimeout(() => document.querySelector('main form').submit(), 0);
}"""
_SIGN_IN = """([u, p]) => {
  const [user, password] = document.querySelectorAll('main form input:not([type=hidden])');
  user.value = u;
  password.value = p;
  setTimeout(() => document.querySelector('main form').submit(), 0);
}"""


async def file_birth(browser: Browser, address: str, child: str) -> str:
    """Files one birth and returns its number."""
    context = await browser.new_context(locale="vi-VN")
    page = await context.new_page()
    try:
        await page.goto(f"{address}/dich-vu-cong/dang-nhap", wait_until="domcontentloaded")
        await _leave(
            page,
            _SIGN_IN,
            [journey.USERNAME, journey.PASSWORD],
        )
        await page.goto(
            f"{address}/dich-vu-cong/thu-tuc/{journey.PROCEDURE}", wait_until="domcontentloaded"
        )
        await _leave(
            page,
            "() => setTimeout(() => [...document.querySelectorAll('a')]"
            ".find((a) => a.textContent.trim() === 'Nộp trực tuyến').click(), 0)",
        )
        await _leave(page, _AGENCY, {"mark": journey.LABELS, "lists": journey.address("")})
        await _declare(page, child)
        await page.evaluate(journey.LABELS)
        row = f"tr{journey.asked(journey.PAPER_ROW)}"
        await page.set_input_files(f"{row} input[type=file]", journey.PAPER)
        await page.wait_for_selector(f"{row} .file-name")
        await _leave(page, "() => setTimeout(() => document.getElementById('btn-next').click(), 0)")
        await _leave(page, "() => setTimeout(() => document.getElementById('btn-next').click(), 0)")
        number = await _submit(page, address)
        await page.goto(
            f"{address}/dich-vu-cong/ca-nhan/ho-so/{number}", wait_until="domcontentloaded"
        )
        await context.request.get(f"{address}/dich-vu-cong/ca-nhan/ho-so/{number}/giay-tiep-nhan")
        return number
    finally:
        await context.close()


async def _declare(page: Page, child: str) -> None:
    await page.evaluate(
        _FILL,
        {
            "mark": journey.LABELS,
            "texts": journey.texts(child),
            "selects": journey.SELECTS,
            "choices": journey.CHOICES,
            "driver": journey.DRIVER,
            "parents": journey.PARENTS,
            "addresses": [journey.address(group) for group in journey.ADDRESSES],
            "details": {f"{g} / {journey.DETAIL}": d for g, d in journey.ADDRESSES.items() if d},
            "pledge": journey.PLEDGE,
        },
    )
    await page.focus(journey.asked(journey.BIRTH_DATE_BOX))
    await page.keyboard.type(journey.BIRTH_DATE)
    await page.focus(journey.asked(journey.ID_ISSUE_DATE_BOX))
    await page.keyboard.type(journey.ID_ISSUE_DATE)
    await page.keyboard.press("Enter")
    await _leave(page, "() => setTimeout(() => document.getElementById('btn-next').click(), 0)")


async def _submit(page: Page, address: str) -> str:
    picture = await page.evaluate("document.getElementById('captchaImage').getAttribute('src')")
    number = picture.rsplit("/", 1)[1].removesuffix(".png")
    async with httpx.AsyncClient(trust_env=False) as client:
        text = (await client.get(f"{address}/__mock__/captcha/{number}")).json()["text"]
    await _leave(
        page,
        "(text) => { document.getElementById('maXacNhan').value = text;"
        " document.querySelector('#formNop input[type=checkbox]').click();"
        " setTimeout(() => document.getElementById('btn-apply').click(), 0); }",
        text,
    )
    return str(re.findall(r"soHoSo=([\w.-]+)", page.url)[0])


async def _leave(page: Page, script: str, arg: Any = None) -> None:
    """Runs a page's script and waits for the page that follows."""
    async with page.expect_event("domcontentloaded"):
        await page.evaluate(script, arg)
