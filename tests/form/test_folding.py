"""Python and the page's script fold words the same way."""

from __future__ import annotations

import unicodedata
from importlib.resources import files

from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.async_api import Page

from portal_bot.form.text import fold, label_key, places_of

LETTERS = "aàáảãạăâbcdđeèéẻẽẹêghiklmnoòóỏõọôơpqrstuùúủũụưvxyỳýỷỹỵ"
WORDS = [
    "Họ, chữ đệm, tên (*)",
    "  Ngày\u00a0sinh\u200b * :",
    "Hoà Thành",
    "Hòa  Thành",
    "thuỷ khoẻ quý hoàn",
    "P. Hòa Vinh",
    "TP Tuy Hòa",
    "66 Tỉnh Đắk Lắk",
    "Phường 1",
    "Phường 10",
    "1 - Cha",
    "Ðắk Lắk",
    "Tỉnh",
    "X. Ea Bia",
    "(bắt buộc) Email (Bắt Buộc)",
    "",
]
EXPRESSION = (
    "words => [words.map(fold), words.map(labelKey), words.map((one) => placesOf(one, words))]"
)


def in_python(words: list[str]) -> list[object]:
    return [
        [fold(one) for one in words],
        [label_key(one) for one in words],
        [places_of(one, words) for one in words],
    ]


async def in_page(page: Page, words: list[str]) -> object:
    script = files("portal_bot.form").joinpath("js/text.js").read_text(encoding="utf-8")
    return await page.evaluate(f"words => {{ {script}; return ({EXPRESSION})(words); }}", words)


async def test_both_fold_the_words_of_the_portals_alike(page: Page) -> None:
    words = [*WORDS, *(unicodedata.normalize("NFD", one) for one in WORDS)]
    assert await in_page(page, words) == in_python(words)


@st.composite
def _phrases(draw: st.DrawFn) -> str:
    pieces = st.text(LETTERS + LETTERS.upper() + " .-*:()\u00a0\u200b019/", max_size=12)
    prefix = st.sampled_from(["", "Phường ", "P.", "xã ", "TX. ", "Thành phố ", "12 "])
    text = draw(prefix) + draw(pieces)
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)


@st.composite
def _many(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(_phrases(), min_size=150, max_size=150))


async def test_both_fold_anything_alike(page: Page) -> None:
    batches: list[list[str]] = []

    @settings(max_examples=5, derandomize=True, database=None, deadline=None)
    @given(_many())
    def collect(words: list[str]) -> None:
        batches.append(words)

    collect()
    for words in batches:
        assert await in_page(page, words) == in_python(words)
