"""Controls that take back what a script sets, and pages that are never quite still."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from playwright.async_api import Page

from portal_bot.dossier.entries import Entry, Value
from portal_bot.errors import PortalChanged
from portal_bot.form import Form, FormMismatch
from tests.form.conftest import QUICK, Opener

SECTION = "Ô khó tính"
VALUES: dict[str, Value] = {
    "Số định danh": "054090000101",
    "Ngày cấp": date(2021, 5, 6),
    "Số tiền": "1200000",
    "Họ và tên": "Nguyễn Văn Thử",
    "Nghề nghiệp": "Ngư dân",
    "Đồng ý": True,
}
ENTRIES = [
    *(Entry(SECTION, None, label, value, label) for label, value in VALUES.items()),
    Entry(SECTION, None, "Tỉnh", "Tỉnh mới", "p", level=0),
    Entry(SECTION, None, "Xã", "Xã Hòa Thành", "c", level=1),
]
POSTED = {
    "typed": "054090000101",
    "slow": "06/05/2021",
    "money": "1.200.000",
    "frame": "Nguyễn Văn Thử",
    "found": "Ngư dân",
    "p": "2",
    "c": "2",
    "ok": "1",
}


@pytest.mark.parametrize("query", [{}, {"busy": 1}], ids=["still", "busy"])
async def test_fills_what_believes_only_real_keys_and_clicks(
    form_on: Opener, page: Page, query: dict[str, object]
) -> None:
    form = await form_on("stubborn", **query)
    await form.fill(ENTRIES)
    told = await page.evaluate(
        "Object.fromEntries(new URLSearchParams(new FormData(document.forms[0])))"
    )
    assert told == POSTED


async def test_a_clock_on_the_page_is_not_work_under_way(form_on: Opener) -> None:
    form = await form_on("stubborn", busy=1)
    await form.enter("Số tiền", "1")
    clock = asyncio.get_running_loop().time
    start = clock()
    await form.enter("Số tiền", "2")
    assert clock() - start < QUICK.settle_s / 2


async def test_the_list_of_the_parent_before_is_not_chosen_from(
    form_on: Opener, page: Page
) -> None:
    form = await form_on("stubborn", late=300)
    await page.evaluate(
        "document.getElementById('c').addEventListener('change',"
        " ({ target }) => { document.title += target.value; })"
    )
    await form.fill(ENTRIES)
    assert "old" not in await page.title()


async def test_what_cannot_be_looked_into_is_refused_by_name(form_on: Opener, page: Page) -> None:
    form = await form_on("stubborn")
    with pytest.raises(PortalChanged, match=r"“Chữ ký”.*chưa điền được"):
        await form.fill([Entry("Ô lạ", None, "Chữ ký", "X", "signature")])
    with pytest.raises(PortalChanged, match=r"“Bản chụp”.*ô chọn tệp"):
        await form.fill([Entry("Ô lạ", None, "Bản chụp", "a.pdf", "scan")])
    await form.fill([Entry("Ô lạ", None, "Chữ ký", None, "signature")])


async def test_a_list_of_several_values_takes_them_all(form_on: Opener, page: Page) -> None:
    form = await form_on("stubborn")
    await form.enter("Ngôn ngữ", ("Ê Đê", "Ba Na"))
    await form.enter("Ngôn ngữ", "Ê Đê")
    chosen = "[...document.getElementById('many').selectedOptions].map((one) => one.text)"
    assert await page.evaluate(chosen) == ["Ê Đê"]


async def test_what_is_emptied_after_work_that_was_put_off_again_and_again_is_a_difference(
    page: Page,
) -> None:
    """As a debounce does on a slow machine: each timer sets the next, and the last one works."""
    await page.set_content(
        "<label for=a>Họ tên</label><input id=a><script>"
        "a.oninput = () => { let left = 8;"
        " const later = () => { if (left--) setTimeout(later, 40); else a.value = ''; };"
        " later(); };</script>"
    )
    with pytest.raises(FormMismatch):
        await Form(page).fill([Entry("", None, "Họ tên", "Nguyễn Văn Thử", "name")])
