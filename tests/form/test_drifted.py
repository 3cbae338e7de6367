"""A real page that changes under us: what keeps its meaning is filled, all else refused by name."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from portal_bot.form.contract import drifted, worst
from portal_bot.form.snapshot import snapshot_of
from portal_bot.form.used_boxes import boxes_for
from tests.form.conftest import Opener
from tests.form.test_declaration import CHILD, SENT, declared, sent

COSMETIC = {
    "ids and classes": """
        for (const el of document.querySelectorAll("[id]")) {
          for (const label of document.querySelectorAll(`label[for="${el.id}"]`)) {
            label.htmlFor = `x-${el.id}`;
          }
          el.id = `x-${el.id}`;
        }
        document.querySelector(".card").className = "panel panel-default";""",
    "order": """
        const form = document.forms[0];
        form.append(form.querySelector("fieldset"));""",
    "wrappers": """
        for (const el of document.querySelectorAll(".form-group")) {
          const around = document.createElement("div");
          el.replaceWith(around);
          around.append(el);
        }""",
    "marks and spelling": """
        for (const el of document.querySelectorAll("legend, td:first-child, label[for]")) {
          if (!el.querySelector("input")) {
            el.textContent = `${el.textContent.replace("tùy", "tuỳ")} (*):\u00a0`.normalize("NFD");
          }
        }""",
    "help and a hidden twin": """
        const row = document.querySelector(".form-group");
        row.insertAdjacentHTML("beforeend", "<small>Ghi đúng như trên giấy tờ</small>");
        const twin = row.cloneNode(true);
        twin.style.display = "none";
        twin.querySelector("input").name = "requester_mobile";
        row.after(twin);""",
}
BREAKING = {
    # What changes; the words; the dossier's field.
    "empty": (
        "document.querySelector('[name=note]').required = true",
        "bắt buộc mà hồ sơ không nói tới: “Người được khai sinh / Ghi chú”",
        "note",
    ),
    "elsewhere": (
        """document.forms[0].insertAdjacentHTML("beforeend", "<fieldset><legend>Khác</legend>"
           + "<label>Mã số thuế <input required></label></fieldset>")""",
        "bắt buộc mà hồ sơ không nói tới: “Khác / Mã số thuế”",
        None,
    ),
    "tick": (
        "document.querySelector('[name=copy]').type = 'text'",
        "“Đề nghị cấp bản sao”.*là ô chữ, không còn là ô đánh dấu",
        "copy",
    ),
    "list": (
        """document.querySelector('[name=kind]').outerHTML = "<input name=kind>" """,
        "“Giấy tờ tuỳ thân: loại”.*là ô chữ, không còn là ô chọn",
        "kind",
    ),
}


def wanted() -> list[Entry]:
    """One left empty, and one of a list of the official form."""
    entries = declared(note=None)
    place = next(n for n, one in enumerate(entries) if one.path == "kind")
    one = entries[place]
    entries[place] = Entry(one.section, None, one.label, one.value, one.path, listed=True)
    return entries


@pytest.mark.parametrize("how", COSMETIC)
async def test_what_keeps_its_meaning_is_cosmetic_and_filled(
    form_on: Opener, page: Page, how: str
) -> None:
    form = await form_on("declaration")
    kept = snapshot_of((await form.snapshot(rest=True)).contract())
    await page.evaluate(f"() => {{ {COSMETIC[how]} }}")
    found = drifted(boxes_for(declared()), await form.snapshot(rest=True), kept=kept, whole=True)
    assert worst(found) in {None, "cosmetic"}, found
    await form.fill(declared())
    assert await sent(page) == SENT


async def test_what_the_page_fills_in_by_itself_a_little_later_is_not_refused(
    form_on: Opener, page: Page
) -> None:
    form = await form_on("declaration")
    await page.evaluate(f"() => {{ {BREAKING['elsewhere'][0]} }}")
    await page.evaluate("""() => setTimeout(() => {
        [...document.querySelectorAll("label input[required]")].at(-1).value = "0100109106";
    }, 400)""")
    await form.fill(wanted())
    assert await sent(page) == SENT | {"note": ""}


@pytest.mark.parametrize("how", BREAKING)
async def test_what_nobody_would_fill_is_refused_by_name(
    form_on: Opener, page: Page, how: str
) -> None:
    change, words, field = BREAKING[how]
    form = await form_on("declaration")
    kept = snapshot_of((await form.snapshot(rest=True)).contract())
    await page.evaluate(f"() => {{ {change} }}")
    found = drifted(boxes_for(wanted()), await form.snapshot(rest=True), kept=kept, whole=True)
    assert worst(found) == "breaking", found
    with pytest.raises(PortalChanged, match=words) as caught:
        await form.fill(wanted())
    assert caught.value.field == field


async def test_a_group_that_is_gone_breaks(form_on: Opener, page: Page) -> None:
    form = await form_on("declaration")
    await page.evaluate("() => document.querySelector('.address-block').remove()")
    found = drifted(boxes_for(declared()), await form.snapshot(rest=True))
    assert [(one.what, one.path) for one in found] == [
        ("removed", f"Quê quán.{level}") for level in range(3)
    ]
    assert all(CHILD in one.where for one in found)
