"""The page to print is one page of A4, filled but not overfull."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from portal_bot.browser.find import find_browser
from portal_bot.browser.session import open_browser
from portal_bot.cli.app import VERBS
from portal_bot.filing.field_words import STATES

PAGE = Path(__file__).parents[2] / "docs" / "mot-trang.html"
A4 = (595, 842)


@pytest.mark.browser
async def test_it_prints_on_exactly_one_page_of_a4() -> None:
    async with open_browser(find_browser()) as running:
        page = await running.browser.new_page()
        await page.goto(PAGE.as_uri())
        printed = await page.pdf(prefer_css_page_size=True)
    [only] = PdfReader(io.BytesIO(printed)).pages
    assert (round(only.mediabox.width), round(only.mediabox.height)) == A4


def test_it_names_what_there_is() -> None:
    text = unescape(PAGE.read_text("utf-8"))
    assert set(re.findall(r"portal-bot ([a-z]+)", text)) <= set(VERBS)
    told = set(re.findall(r"<tr><td>([^<]+)</td>", text.partition("<h2>Lỗi")[0]))
    assert told == set(STATES.values()) - {"đang nộp"}
