"""Dates: masks, three boxes, pickers with a hidden ISO date."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.async_api import Page

from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.entries import Entry
from portal_bot.form import FormMismatch
from tests.form.conftest import Opener

BORN = date(1990, 2, 3)
LABELS = (
    "Ngày sinh",
    "Ngày đăng ký",
    "Ngày cấp",
    "Ngày hẹn",
    "Ngày mất",
    "Ngày kết hôn",
    "Ngày nhập hộ",
    "Ngày xuất hộ",
)
ALL = [Entry("Ngày", None, label, BORN, f"d{place}") for place, label in enumerate(LABELS)]


async def posted(page: Page) -> dict[str, str]:
    told: dict[str, str] = await page.evaluate(
        "Object.fromEntries(new URLSearchParams(new FormData(document.forms[0])))"
    )
    return told


async def test_knows_the_kinds_of_dates(form_on: Opener) -> None:
    form = await form_on("dates")
    assert [(one.label, one.kind) for one in await form.snapshot()] == list(
        zip(
            LABELS,
            (
                "masked_date",
                "masked_date",
                "text",
                "native_date",
                "split_date",
                "split_date",
                "date_picker",
                "iso_date",
            ),
            strict=True,
        )
    )


async def test_a_box_is_what_people_read_whatever_it_is_called(form_on: Opener, page: Page) -> None:
    """A portal's own names may end in dd or mm by chance."""
    form = await form_on("dates")
    names = {"died-day": "bq7zzmm", "died-month": "k3xxdd", "died-year": "w9hhmm"}
    await page.evaluate(
        "names => Object.entries(names).forEach(([from, to]) => "
        "{ document.getElementsByName(from)[0].name = to; })",
        names,
    )
    kinds = {one.label: one.kind for one in await form.snapshot()}
    assert kinds["Ngày mất"] == "split_date"


@pytest.mark.parametrize("query", [{}, {"prefilled": 1}], ids=["empty", "prefilled"])
async def test_fills_every_kind_of_date(
    form_on: Opener, page: Page, query: dict[str, object]
) -> None:
    form = await form_on("dates", **query)
    await form.fill(ALL)
    assert await posted(page) == {
        "masked": "03/02/1990",
        "plain": "03/02/1990",
        "text": "03/02/1990",
        "native": "1990-02-03",
        "died-day": "03",
        "died-month": "02",
        "died-year": "1990",
        "died-name-date-input": "1990-02-03",
        "ngay": "3",
        "thang": "2",
        "nam": "1990",
        "picked": "1990-02-03",
        "keyed_iso": "1990-02-03",
    }
    assert not (await form.verify(ALL)).differences


async def test_empties_a_masked_date_that_was_prefilled(form_on: Opener, page: Page) -> None:
    form = await form_on("dates", prefilled=1)
    await form.enter("Ngày sinh", None)
    assert (await posted(page))["masked"] == ""


async def test_a_year_alone_leaves_day_and_month_open(form_on: Opener, page: Page) -> None:
    form = await form_on("dates")
    await form.enter("Ngày kết hôn", PartialDate(1975))
    await form.enter("Ngày mất", PartialDate(1950))
    told = await posted(page)
    assert (told["ngay"], told["thang"], told["nam"]) == ("", "", "1975")
    assert (told["died-day"], told["died-month"], told["died-year"]) == ("", "", "1950")


async def test_a_hidden_date_that_stays_wrong_is_a_difference(form_on: Opener) -> None:
    form = await form_on("dates", stale=1)
    with pytest.raises(FormMismatch, match="Ngày mất"):
        await form.enter("Ngày mất", BORN)
