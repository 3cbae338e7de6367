"""A choice that rebuilds other controls comes first, once, and is waited for."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from tests.form.conftest import Opener

WHO = "Người yêu cầu"
CHILD = "Người được khai sinh"
FATHER = [
    Entry(CHILD, None, "Họ và tên", "Nguyễn Thị Ví Dụ", "child.full_name"),
    Entry(CHILD, None, "Nơi sinh", "Phú Yên", "child.birth_place"),
    Entry(WHO, None, "Số điện thoại", "0905000101", "requester.phone"),
    Entry(WHO, None, "Quan hệ với người được khai sinh", "Cha", "relation", driver=True),
]
OTHER = [
    Entry(CHILD, None, "Ghi rõ quan hệ", "Cô ruột", "relation_other"),
    *FATHER[:3],
    Entry(WHO, None, "Quan hệ với người được khai sinh", "Khác", "relation", driver=True),
]


async def values(page: Page) -> dict[str, str]:
    posted: dict[str, str] = await page.evaluate(
        "Object.fromEntries(new URLSearchParams(new FormData(document.forms[0])))"
    )
    return posted


@pytest.mark.parametrize(
    "query",
    [{}, {"wipe": 0}, {"wipe": 900}, {"answer": 1}],
    ids=["late", "at once", "slow", "asks"],
)
async def test_waits_for_the_block_that_a_driver_rebuilds(
    form_on: Opener, page: Page, query: dict[str, object]
) -> None:
    form = await form_on("drivers", **query)
    await form.fill(OTHER)
    expected = {
        "relation": "other",
        "phone": "0905000101",
        "name": "Nguyễn Thị Ví Dụ",
        "place": "Phú Yên",
        "why": "Cô ruột",
    }
    assert await values(page) == expected
    await page.wait_for_timeout(100)
    assert await values(page) == expected
    assert await page.evaluate("document.body.dataset.fired") == "1"


async def test_a_wipe_is_waited_for_though_every_label_is_there(
    form_on: Opener, page: Page
) -> None:
    form = await form_on("drivers")
    await form.fill(FATHER)
    await page.wait_for_timeout(400)
    told = await values(page)
    assert (told["name"], told["place"]) == ("Nguyễn Thị Ví Dụ", "Phú Yên")


async def test_does_not_fire_a_driver_that_is_already_right(form_on: Opener, page: Page) -> None:
    form = await form_on("drivers", chosen=1)
    await form.fill(OTHER)
    assert await page.evaluate("document.body.dataset.fired") == "1"


async def test_a_label_that_never_comes_after_the_driver_is_reported(form_on: Opener) -> None:
    form = await form_on("drivers")
    with pytest.raises(PortalChanged, match="Ghi rõ quan hệ"):
        await form.fill([*OTHER[:1], *FATHER])


async def test_a_new_required_field_is_refused_by_name(form_on: Opener) -> None:
    form = await form_on("drivers")
    with pytest.raises(PortalChanged, match=r"bắt buộc mà hồ sơ không nói tới.*Ghi rõ quan hệ"):
        await form.fill(OTHER[1:])


async def test_enter_sets_one_control_and_waits_for_what_it_opens(
    form_on: Opener, page: Page
) -> None:
    form = await form_on("drivers")
    await form.enter("Quan hệ với người được khai sinh", "Khác")
    await form.enter("Ghi rõ quan hệ", "Cô ruột", section=CHILD)
    assert (await values(page))["why"] == "Cô ruột"
    assert [one.label for one in form.filled] == [
        "Quan hệ với người được khai sinh",
        "Ghi rõ quan hệ",
    ]


async def test_follows_a_page_that_loads_itself_anew(form_on: Opener, page: Page) -> None:
    form = await form_on("drivers", postback=1, wipe=5)
    await form.fill(FATHER)
    assert (await values(page))["name"] == "Nguyễn Thị Ví Dụ"


async def test_a_block_that_is_gone_for_a_moment_is_waited_for(form_on: Opener, page: Page) -> None:
    form = await form_on("drivers", vanish=1, wipe=0)
    await form.fill(FATHER)
    assert (await values(page))["place"] == "Phú Yên"


async def test_a_wipe_that_nothing_announces_is_filled_again_when_seen(
    form_on: Opener, page: Page
) -> None:
    form = await form_on("drivers", silent=1, wipe=200)
    await form.fill(FATHER)
    assert (await values(page))["name"] == "Nguyễn Thị Ví Dụ"
