"""Pictures of a form: the same whatever is written, chosen and ticked in it."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from portal_bot.evidence import screenshots

# Every way in which pages say what is chosen: native, dressed by CSS, and by ARIA alone; a picture
# of a card; a value in the text, spelled otherwise than in the dossier.
FORM = """
<style>
  .toggle { display: inline-block; width: 60px; height: 20px; border: 3px solid #888 }
  .toggle.on, [aria-checked=true] { background: #0a0; border-color: #0a0; box-shadow: 0 0 4px #0a0 }
  .dressed input { display: none } .dressed input:checked + label { background: #08f; color: #fff }
  .dressed label::before { content: "\\25CB " }
  .dressed input:checked + label::before { content: "\\25CF " }
</style>
<h1>Điền tờ khai</h1>
<p>Giới tính <input type=radio name=s id=m><label for=m>Nam</label>
  <input type=radio name=s id=f><label for=f>Nữ</label></p>
<p><label><input type=checkbox id=poor> Hộ nghèo</label></p>
<p class=dressed><input type=radio name=d id=d1><label for=d1>Nhẹ</label>
  <input type=radio name=d id=d2><label for=d2>Nặng</label></p>
<p><span class=toggle id=switch role=switch></span> <span role=radio id=aria>Đã ly hôn</span></p>
<p><select id=list><option>Kinh<option>Chăm</select> <input id=text>
  <textarea id=area></textarea></p>
<p id=said></p><canvas id=drawn width=80 height=40></canvas><img id=card width=80 height=40>
"""
# One page with all of it on the one side, one with all of it on the other.
CHOSEN = """
(one) => {
  const at = (id) => document.getElementById(id);
  at(one ? "m" : "f").checked = true;
  at("poor").checked = one;
  at(one ? "d1" : "d2").checked = true;
  at("switch").className = one ? "toggle on" : "toggle";
  at("aria").setAttribute("aria-checked", one);
  at("list").selectedIndex = one ? 0 : 1;
  at("text").value = one ? "Khuỷnh" : "Thoắng";
  at("area").value = one ? "054 190 473 291" : "054 190 473 292";
  at("said").textContent = one ? "Số 054.190.473.291" : "Số 054.190.473.292";
  const pen = at("drawn").getContext("2d");
  pen.fillStyle = one ? "red" : "blue"; pen.fillRect(0, 0, 80, 40);
  at("card").src = at("drawn").toDataURL();
}
"""
VALUES = ("054190473291", "054190473292")


async def picture(page: Page, *, one: bool) -> bytes:
    await page.set_content(FORM)
    await page.evaluate(CHOSEN, one)
    await page.evaluate("() => document.getElementById('card').decode()")
    taken = await screenshots.take(page, "form", VALUES, "#none", whole=True)
    assert taken is not None
    return taken


@pytest.mark.browser
async def test_a_picture_does_not_tell_what_is_chosen(one_page: Page) -> None:
    one, other = [await picture(one_page, one=one) for one in (True, False)]
    assert one == other
    assert (
        await one_page.evaluate("document.querySelectorAll('[data-portal-bot-masked]').length") == 0
    )


# A box is made anew under the paint, so often.
ANEW = """
(times) => new MutationObserver(() => {
  const painted = document.querySelector("#text[data-portal-bot-masked]");
  if (!painted || times-- <= 0) return;
  const fresh = document.createElement("input");
  [fresh.id, fresh.value] = [painted.id, painted.value];
  painted.replaceWith(fresh);
}).observe(document, { subtree: true, attributes: true })
"""


@pytest.mark.browser
async def test_what_is_drawn_anew_under_the_paint_is_pictured_once_more(one_page: Page) -> None:
    taken = []
    for one in (True, False):
        await one_page.set_content(FORM)
        await one_page.evaluate(CHOSEN, one)
        await one_page.evaluate("() => document.getElementById('card').decode()")
        await one_page.evaluate(ANEW, 1)
        taken.append(await screenshots.take(one_page, "form", VALUES, "#none", whole=True))
    assert taken[0] is not None
    assert taken[0] == taken[1]
    await one_page.evaluate(ANEW, 1000)
    assert await screenshots.take(one_page, "form", VALUES, "#none", whole=True) is None
    await one_page.goto("about:blank")


# Each leaves one kind of thing as it is.
MUTANTS = {
    "boxes": ("input:not([type=submit]", "input.none:not([type=submit]"),
    "pictures": ("img, canvas,", "none,"),
    "labels": ("el.labels ?? []", "[]"),
    "switches": ('"switch"', '"none"'),
    "spellings": ('.replace(/[^a-z0-9]/g, "")', ""),
}


@pytest.mark.browser
@pytest.mark.parametrize("kind", MUTANTS)
async def test_the_comparison_is_red_where_one_kind_is_left_out(
    kind: str, one_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, (there, instead) = screenshots._script(), MUTANTS[kind]
    assert there in script
    monkeypatch.setattr(screenshots, "_script", lambda: script.replace(there, instead))
    one, other = [await picture(one_page, one=one) for one in (True, False)]
    assert one != other
