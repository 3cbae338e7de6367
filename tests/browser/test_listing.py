"""A list printed in ways that nobody knows: what is there is found, what is not is never proved."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page

from portal_bot.browser.session import Running
from portal_bot.portals.igate_v1.listing import ListPage, joined, page_of
from portal_bot.portals.igate_v1.my_dossiers import _pages, _script
from portal_bot.portals.profile import load
from portal_bot.portals.roles import Listed, Overview

NUMBER = load("mock").number
OURS, OLDER = "H45.22243-261122-0002", "H45.22243-261121-0001"
HEAD = ("Số hồ sơ", "Thủ tục", "Chủ hồ sơ", "Ngày nộp", "Trạng thái")
NEW = (OURS, "Thủ tục đăng ký khai sinh", "Nguyễn Văn Thử", "22/11/2026 08:00:05", "Mới đăng ký")
OLD = (OLDER, "Cấp bản sao trích lục", "Nguyễn Văn Thử", "21/11/2026 09:00:00", "Đang xử lý")
PAGER = '<nav class="pages"><span class="page-of">Trang 1/1</span></nav>'


def row(cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def table(*rows: str, head: tuple[str, ...] = HEAD, total: int | None = None) -> str:
    told = "" if total is None else f' data-total="{total}"'
    heads = "".join(f"<th>{text}</th>" for text in head)
    return f"<table{told}><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def page_with(body: str) -> str:
    return f"<html><body><main><h1>Quản lý hồ sơ</h1>{body}</main></body></html>"


USUAL = page_with(table(row(NEW), row(OLD), total=2) + PAGER)


@pytest_asyncio.fixture(loop_scope="session")
async def page(running: Running) -> AsyncIterator[Page]:
    page = await running.browser.new_page()
    yield page
    await page.close()


async def read(page: Page, html: str) -> Overview:
    await page.set_content(html)
    told: dict[str, Any] = await page.evaluate(_script(), {"address": None})
    return joined([page_of(told, NUMBER)], whole=True)


async def test_the_usual_list_has_no_doubt(page: Page) -> None:
    seen = await read(page, USUAL)
    assert (seen.numbers, seen.doubts) == ((OURS, OLDER), ())


HARMLESS = {
    "another owner's name": USUAL.replace("Nguyễn Văn Thử", "N***** V** T**"),
    "a procedure in code": USUAL.replace("Thủ tục đăng ký khai sinh", "1.001193"),
    "columns moved": page_with(
        table(row(NEW[::-1]), row(OLD[::-1]), head=HEAD[::-1], total=2) + PAGER
    ),
    "a column more, with its heading": page_with(
        table(row((*NEW, "In")), row((*OLD, "In")), head=(*HEAD, "Thao tác"), total=2) + PAGER
    ),
    "a total in words": page_with(
        table(row(NEW), row(OLD)) + "<p>Tổng số: 2 hồ sơ</p><p>Hiển thị 1 đến 2 của 2</p>"
    ),
    "the oldest first, all of them": page_with(table(row(OLD), row(NEW), total=2) + PAGER),
    "blanks that do not break": USUAL.replace("Số hồ sơ", "Số\u00a0hồ  sơ"),
    "letters composed otherwise": USUAL.replace("Số hồ sơ", "Số hồ sơ"),
    "nothing yet": page_with(
        table('<tr class="empty"><td colspan="5">Chưa có hồ sơ nào</td></tr>', total=0) + PAGER
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
async def test_what_is_understood_all_the_same(page: Page, name: str) -> None:
    seen = await read(page, HARMLESS[name])
    assert seen.doubts == ()


EXTRA = "<table><thead><tr><th>Tin</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>"
ODD = {
    "a cell more": USUAL.replace("Mới đăng ký</td>", "Mới đăng ký</td><td>In</td>"),
    "a cell less": USUAL.replace("<td>Mới đăng ký</td>", ""),
    "cells joined": USUAL.replace("<td>Mới đăng ký", '<td colspan="2">Mới đăng ký'),
    "rows joined": USUAL.replace(f"<td>{OURS}", f'<td rowspan="2">{OURS}'),
    "an empty table before it": page_with(table() + table(row(NEW), row(OLD), total=2) + PAGER),
    "last year's table after it": page_with(
        table(row(NEW), total=2) + "<h2>Năm trước</h2>" + table(row(OLD)) + PAGER
    ),
    "another table": page_with(EXTRA + table(row(NEW), row(OLD), total=2) + PAGER),
    "a table within": USUAL.replace("Mới đăng ký", f"Mới đăng ký {EXTRA}"),
    "no table but boxes": page_with(f"<ul><li>{' · '.join(NEW)}</li></ul>" + PAGER),
    "a heading renamed": USUAL.replace("<th>Chủ hồ sơ", "<th>Người nộp"),
    "a heading twice": USUAL.replace("<th>Trạng thái", "<th>Ngày nộp"),
    "a column gone": page_with(table(row(NEW[:4]), row(OLD[:4]), head=HEAD[:4], total=2) + PAGER),
    "two rows of headings": USUAL.replace("<thead>", "<thead><tr><th colspan=5>A</th></tr>"),
    "headings in the body": USUAL.replace("<thead>", "").replace("</thead><tbody>", ""),
    "a foot": USUAL.replace("</tbody>", f"</tbody><tfoot>{row(NEW)}</tfoot>"),
    "two bodies": USUAL.replace(row(OLD), f"</tbody><tbody>{row(OLD)}"),
    "a number in another form": USUAL.replace(OURS, "000.00.22.H45-261122"),
    "a number cut": USUAL.replace(OURS, "H45.22243-2611…"),
    "a date in words": USUAL.replace("22/11/2026 08:00:05", "Hôm qua"),
    "no date": USUAL.replace("22/11/2026 08:00:05", ""),
    "one row twice": page_with(table(row(NEW), row(NEW), total=2) + PAGER),
    "fewer than it says": page_with(table(row(OLD), total=2) + PAGER),
    "more than it says": page_with(table(row(NEW), row(OLD), total=1) + PAGER),
    "two totals": page_with(table(row(NEW), row(OLD), total=2) + "<p>Tổng số: 3 hồ sơ</p>" + PAGER),
    "fewer pages than it says": USUAL.replace("Trang 1/1", "Trang 1/2"),
    "no count at all": page_with(table(row(NEW), row(OLD))),
    "an unknown word for nothing": page_with(
        table('<tr><td colspan="5">Vui lòng chọn năm để xem</td></tr>', total=0) + PAGER
    ),
    "nothing at all": page_with(table(total=0) + PAGER),
    "still loading": page_with(table('<tr><td colspan="5">Đang tải…</td></tr>') + PAGER),
    "a number outside of the table": USUAL.replace(
        "</main>", "<p>H45.22243-261122-0003</p></main>"
    ),
    "a link outside of the table": USUAL.replace(
        "</main>", '<a href="/ho-so/H45.22243-261122-0003?x=1">Xem</a></main>'
    ),
    "a frame": USUAL.replace("</main>", '<iframe srcdoc="<p>x</p>"></iframe></main>'),
    "a draft without its name": USUAL.replace(
        "</main>", "<ul><li>Mã hồ sơ nháp: </li></ul></main>"
    ),
}


@pytest.mark.parametrize("name", ODD)
async def test_what_is_not_understood_is_a_doubt(page: Page, name: str) -> None:
    assert ODD[name] != USUAL
    seen = await read(page, ODD[name])
    assert seen.doubts


SHOWING = [
    name
    for name, html in ODD.items()
    if OURS in html and name not in {"a number in another form", "fewer than it says"}
]


@pytest.mark.parametrize("name", SHOWING)
async def test_a_number_that_stands_anywhere_is_found(page: Page, name: str) -> None:
    assert OURS in (await read(page, ODD[name])).numbers


async def test_a_list_that_is_not_in_order_is_read_to_its_end() -> None:
    def listed(number: int, day: int) -> Listed:
        return Listed(f"H45.22243-261122-{number:04}", "Khai sinh", "", f"{day}/11/2026", "Mới")

    def page(at: int, *lines: Listed) -> ListPage:
        return ListPage(lines, (), (), (), number=at, pages=3, total=3)

    # The second one was given another number since, and stands before a later one.
    told = [page(1, listed(3, 20)), page(2, listed(1, 22)), page(3, listed(2, 21))]
    asked: list[int] = []

    async def load(number: int) -> ListPage:
        asked.append(number)
        return told[number - 1]

    seen = await _pages(load, lambda lines: lines[0].filed == "22/11/2026")
    assert (asked, seen.whole, seen.doubts) == ([1, 2, 3], True, ())
    asked.clear()
    seen = await _pages(load, lambda lines: lines[0].filed == "20/11/2026")
    assert (asked, seen.whole, seen.doubts) == ([1], False, ())


async def test_drafts_are_no_dossiers(page: Page) -> None:
    line = "<ul><li><b>Khai sinh</b> <small>Mã hồ sơ nháp: ab12 · 22/11/2026</small></li></ul>"
    seen = await read(page, USUAL.replace("</main>", f"{line}</main>"))
    assert (seen.has_draft("ab12"), seen.doubts) == (True, ())


async def test_pages_that_repeat_or_leave_out_are_a_doubt(page: Page) -> None:
    async def told(*rows: str, of: str, total: int) -> Any:
        html = page_with(table(*rows, total=total) + PAGER.replace("1/1", of))
        await page.set_content(html)
        return page_of(await page.evaluate(_script(), {"address": None}), NUMBER)

    first, second = await told(row(NEW), of="1/2", total=2), await told(row(OLD), of="2/2", total=2)
    assert joined([first, second], whole=True).doubts == ()
    assert joined([first, first], whole=True).doubts
    assert joined([second, first], whole=True).doubts == ()
    assert joined([second, first], whole=False).doubts
    assert joined([first], whole=True).doubts
    assert joined([first, await told(row(OLD), of="2/3", total=3)], whole=True).doubts
    assert joined([first], whole=False).doubts == ()


def test_the_samples_are_numbers_of_the_portal() -> None:
    assert all(re.fullmatch(NUMBER, number) for number in (OURS, OLDER))
