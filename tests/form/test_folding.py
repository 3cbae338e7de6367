"""Python and the page's script fold words the same way."""

from __future__ import annotations

import random
import unicodedata
from importlib.resources import files

import pytest
from playwright.async_api import Page

from portal_bot.form.text import fold, label_key, loose, places_of, table_script

LETTERS = "'()/019\u2019\u2011"
LETTERS += "aàáảãạăâbcdđeèéẻẽẹêghiklmnoòóỏõọôơpqrstuùúủũụưvxyỳýỷỹỵ ĐÀÒÝ.-*:()\u00a0\u200b019/"
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
    "\u0189ắk Lắk",
    "Tỉnh",
    "X. Ea Bia",
    "Phường 09",
    "P9",
    "T.P. Hồ Chí Minh",
    "TPHCM",
    "TP. HCM",
    "Ê-đê",
    "Ê Đê",
    "Êđê",
    "H\u2019Mông",
    "Mông (Mèo)",
    "Mông",
    "Hmông",
    "Thái (Lào)",
    "Tà Ôi",
    "Ta\u2011ôi",
    "Hòa Mĩ",
    "Hoà Mỹ",
    "quý",
    "Quí",
    "Kinh (Việt)",
    "Kinh",
    "(bắt buộc) Email (Bắt Buộc)",
    "",
]
EXPRESSION = (
    "words => [words.map(fold), words.map(labelKey), words.map(loose), "
    "words.map((one) => placesOf(one, words))]"
)


def in_python(words: list[str]) -> list[object]:
    return [
        [fold(one) for one in words],
        [label_key(one) for one in words],
        [loose(one) for one in words],
        [places_of(one, words) for one in words],
    ]


async def in_page(page: Page, words: list[str]) -> object:
    script = files("portal_bot.form").joinpath("js/text.js").read_text(encoding="utf-8")
    return await page.evaluate(
        f"words => {{ {table_script()} {script}; return ({EXPRESSION})(words); }}", words
    )


async def test_both_fold_the_words_of_the_portals_alike(page: Page) -> None:
    words = [*WORDS, *(unicodedata.normalize("NFD", one) for one in WORDS)]
    assert await in_page(page, words) == in_python(words)


def _phrase(dice: random.Random) -> str:
    prefix = dice.choice(["", "Phường ", "P.", "xã ", "TX. ", "Thành phố ", "12 "])
    text = prefix + "".join(dice.choices(LETTERS, k=dice.randrange(12)))
    return unicodedata.normalize(dice.choice(["NFC", "NFD"]), text)


@pytest.mark.parametrize("seed", range(5))
async def test_both_fold_anything_alike(page: Page, seed: int) -> None:
    dice = random.Random(seed)
    words = [_phrase(dice) for _ in range(150)]
    assert await in_page(page, words) == in_python(words)
