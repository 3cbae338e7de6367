"""How long a look at a form takes: the best of several, for the machine may be busy."""

from __future__ import annotations

import time

import pytest
from playwright.async_api import Page

from portal_bot.errors import PortalChanged
from portal_bot.form import Form

LOOK_S, MISSING_S = 0.025, 1.0
TRIES = 60
BOX = "<div><label for=t{n}>Ô chữ {n} *</label><input id=t{n}></div>"
LIST = "<div><label for=l{n}>Danh sách {n}</label><select id=l{n}>{options}</select></div>"
RADIO = (
    "<fieldset><legend>Chọn {n}</legend><label><input type=radio name=r{n}>Nam</label>"
    "<label><input type=radio name=r{n}>Nữ</label></fieldset>"
)
DATE = "<table><tr><td>Ngày {n}:</td><td><input placeholder='dd/mm/yyyy'></td></tr></table>"
KINDS = (BOX, LIST, RADIO, DATE)


def of_a_hundred_controls() -> str:
    options = "".join(f"<option value={n}>Lựa chọn {n}</option>" for n in range(60))
    sections = [
        f"<section><h3>Mục {at}</h3>"
        + "".join(KINDS[n % 4].format(n=n, options=options) for n in range(at * 20, at * 20 + 20))
        + "</section>"
        for at in range(5)
    ]
    return f"<form>{''.join(sections)}</form>"


async def test_a_form_of_a_hundred_controls_is_seen_in_25_ms(page: Page) -> None:
    await page.set_content(of_a_hundred_controls())
    form = Form(page)
    assert len(list(await form.snapshot())) == 100
    looks = []
    for _ in range(TRIES):
        began = time.perf_counter()
        await form.snapshot()
        looks.append(time.perf_counter() - began)
        if looks[-1] <= LOOK_S:
            break
    assert min(looks) <= LOOK_S


async def test_a_label_that_is_not_there_costs_a_second_at_most(page: Page) -> None:
    await page.set_content(of_a_hundred_controls())
    form = Form(page)
    took = []
    for _ in range(3):
        began = time.perf_counter()
        with pytest.raises(PortalChanged, match="không có ô này"):
            await form.enter("Không có ở đây", "x", section="Mục 1")
        took.append(time.perf_counter() - began)
        if took[-1] <= MISSING_S:
            break
    assert min(took) <= MISSING_S
