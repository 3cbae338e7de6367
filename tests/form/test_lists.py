"""Lists that exist only while they are open."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from tests.form.conftest import Opener

PLACE = [
    Entry("Nơi nộp", None, "Tỉnh/Thành phố", "Tỉnh Phú Yên", "agency.province", level=0),
    Entry("Nơi nộp", None, "Phường/Xã", "Xã Hoà Thành", "agency.commune", level=1),
]
REST = [
    Entry("Hồ sơ", None, label, value, f"declaration.{place}")
    for place, (label, value) in enumerate(
        {
            "Dân tộc": "Hán",
            "Hình thức nhận kết quả": "Trả kết quả qua đường bưu điện",
            "Nơi cấp": "Công an tỉnh Phú Yên",
            "Quốc tịch": "Việt Nam",
            "Loại giấy tờ": "Hộ chiếu",
            "Loại cư trú": "Tạm trú",
            "Ghi chú": "không",
        }.items()
    )
]
POSTED = {
    "combo": "Tỉnh Phú Yên",
    "combo2": "Xã Hòa Thành",
    "ethnic": "Hán",
    "result": "Trả kết quả qua đường bưu điện",
    "issuer": "Công an tỉnh Phú Yên",
    "nation": "vn",
    "paper": "Hộ chiếu",
    "stay": "Tạm trú",
    "after": "không",
}


async def posted(page: Page) -> dict[str, str]:
    told: dict[str, str] = await page.evaluate(
        "Object.fromEntries(new URLSearchParams(new FormData(document.forms[0])))"
    )
    return told


async def test_knows_the_kinds_of_lists(form_on: Opener) -> None:
    form = await form_on("lists")
    assert [(one.label, one.kind, one.value) for one in await form.snapshot()] == [
        ("Tỉnh/Thành phố *", "listbox", ""),
        ("Phường/Xã", "listbox", ""),
        ("Dân tộc", "choices", ""),
        ("Hình thức nhận kết quả", "drop_down", ""),
        ("Nơi cấp", "react_select", ""),
        ("Quốc tịch", "select", ""),
        ("Loại giấy tờ", "listbox", ""),
        ("Loại cư trú", "drop_down", ""),
        ("Ghi chú", "text", ""),
    ]


@pytest.mark.parametrize(
    "query",
    [{}, {"late": 100}, {"trusted": 1}, {"chosen": 1}],
    ids=["quick", "late", "real clicks only", "chosen before"],
)
async def test_chooses_from_every_kind_of_list(
    form_on: Opener, page: Page, query: dict[str, object]
) -> None:
    form = await form_on("lists", **query)
    await form.fill([*PLACE, *REST])
    assert await posted(page) == POSTED
    assert not (await form.verify([*PLACE, *REST])).differences


async def test_takes_back_a_choice_where_there_is_a_cross_for_it(
    form_on: Opener, page: Page
) -> None:
    form = await form_on("lists", chosen=1)
    await form.enter("Tỉnh/Thành phố", None)
    assert (await posted(page))["combo"] == ""


async def test_a_list_without_the_wanted_option_is_refused(form_on: Opener) -> None:
    form = await form_on("lists")
    with pytest.raises(PortalChanged, match=r"Dân tộc.*không có lựa chọn") as caught:
        await form.enter("Dân tộc", "Ê Đê")
    assert "Ê Đê" not in str(caught.value)
