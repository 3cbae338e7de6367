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

_FILL = """async ({ texts, selects, radios, driver, addresses, commune }) => {
  const by = (name) => document.querySelector(`[name="${name}"]`);
  const changed = (el) => el.dispatchEvent(new Event('change', { bubbles: true }));
  const until = async (ready) => { while (!ready()) await new Promise((go) => setTimeout(go, 1)); };
  const choose = (el, label) => {
    const option = [...el.options].find((o) => o.text.trim() === label);
    if (!option) return false;
    el.value = option.value;
    changed(el);
    return true;
  };
  const radio = (name, value) => {
    const el = document.querySelector(`[name="${name}"][value="${value}"]`);
    el.checked = true;
    changed(el);
  };
  radio(...driver);
  await until(() => by('mother_full_name') && by('father_full_name'));
  await Promise.all(Object.entries(addresses).map(async ([name, detail]) => {
    for (const [i, level] of ['province', 'district', 'commune'].entries()) {
      await until(() => choose(by(`${name}_${level}`), commune[i]));
    }
    if (detail) by(`${name}_detail`).value = detail;
  }));
  for (const [name, text] of Object.entries(texts)) by(name).value = text;
  for (const [name, label] of Object.entries(selects)) choose(by(name), label);
  for (const [name, value] of Object.entries(radios)) radio(name, value);
  by('declaration_confirmed').checked = true;
}"""
_AGENCY = """async (commune) => {
  const names = ['maTinhThanh', 'maQuanHuyen', 'maPhuongXa'];
  for (const [i, name] of names.entries()) {
    for (;;) {
      const el = document.querySelector(`[name=${name}]`);
      const option = [...el.options].find((o) => o.text.trim() === commune[i]);
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


async def file_birth(browser: Browser, address: str, child: str) -> str:
    """Files one birth and returns its number."""
    context = await browser.new_context(locale="vi-VN")
    page = await context.new_page()
    try:
        await page.goto(f"{address}/dich-vu-cong/dang-nhap", wait_until="domcontentloaded")
        await _leave(
            page,
            "([u, p]) => { document.querySelector('[name=tenDangNhap]').value = u;"
            " document.querySelector('[name=matKhau]').value = p;"
            " setTimeout(() => document.querySelector('main form').submit(), 0); }",
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
        await _leave(page, _AGENCY, list(journey.COMMUNE))
        await _declare(page, child)
        await page.set_input_files(
            "tr[data-row=birth_notification] input[type=file]", journey.PAPER
        )
        await page.wait_for_selector("tr[data-row=birth_notification] .file-name")
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
            "texts": journey.texts(child),
            "selects": journey.SELECTS,
            "radios": journey.RADIOS,
            "driver": journey.DRIVER,
            "addresses": journey.ADDRESSES,
            "commune": journey.COMMUNE,
        },
    )
    await page.focus("[name=child_birth_date]")
    await page.keyboard.type(journey.BIRTH_DATE)
    await page.focus("#requester_id_issue_date")
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
        " document.getElementById('chiuTrachNhiem').click();"
        " setTimeout(() => document.getElementById('btn-apply').click(), 0); }",
        text,
    )
    return str(re.findall(r"soHoSo=([\w.-]+)", page.url)[0])


async def _leave(page: Page, script: str, arg: Any = None) -> None:
    """Runs a page's script and waits for the page that follows."""
    async with page.expect_event("domcontentloaded"):
        await page.evaluate(script, arg)
