"""Labels, sections and groups, found the way people see them."""

from __future__ import annotations

import unicodedata

import pytest
from playwright.async_api import Page

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from tests.form.conftest import Opener

SIGNER = "Người ký"
WITNESS = "Người làm chứng"
TEXTS = {
    "by_for": "Họ và tên",
    "by_wrapping": "Tuổi",
    "by_ids": "Số giấy tờ",
    "by_aria": "Số điện thoại",
    "by_floating": "Nơi cấp",
    "by_cell": "Thường trú",
    "by_cell2": "Tạm trú",
    "by_text": "Ghi chú của người ký",
    "by_text2": "Nghề nghiệp",
    "by_title": "Dân tộc",
    "by_placeholder": "Nhập ghi chú",
}


@pytest.mark.parametrize("query", [{}, {"nfd": 1}], ids=["composed", "decomposed"])
async def test_finds_every_way_of_labelling(
    form_on: Opener, page: Page, query: dict[str, object]
) -> None:
    form = await form_on("labels", **query)
    await form.fill(
        [
            *(Entry(SIGNER, None, label, name, name) for name, label in TEXTS.items()),
            Entry(SIGNER, None, "Giới tính", "Nữ", "sex"),
            Entry(SIGNER, None, "Hình thức", "Bưu điện", "how"),
            Entry(SIGNER, None, "Đồng ý", True, "agreed"),
            Entry(SIGNER, None, "Đã đọc", True, "read"),
            Entry(SIGNER, None, "Loại", "Quá hạn", "kind"),
            Entry(SIGNER, "Nơi cư trú", "Phường/Xã", "một", "live"),
            Entry(WITNESS, None, "Họ và tên", "hai", "witness"),
            Entry(WITNESS, "Quê quán", "Phường/Xã", "ba", "home"),
            Entry(WITNESS, "Nơi sinh", "Phường/Xã", "bốn", "born"),
            Entry("Bên nữ", "Nơi ở", "Tỉnh", "Phú Yên", "g1"),
            Entry("Bên nữ", "Nơi ở", "Huyện", "Đông Hòa", "g2"),
        ]
    )
    told = await page.evaluate(
        "Object.fromEntries(new URLSearchParams(new FormData(document.forms[0])))"
    )
    assert {name: unicodedata.normalize("NFC", value) for name, value in told.items()} == {
        **{name: name for name in TEXTS},
        "mobile_email": "ẩn",
        "sex": "0",
        "how": "2",
        "switched": "on",
        "beside": "on",
        "k2": "on",
        "live": "một",
        "witness": "hai",
        "home": "ba",
        "born": "bốn",
        "g1": "Phú Yên",
        "g2": "Đông Hòa",
    }


async def test_a_label_in_two_groups_is_ambiguous_without_its_group(form_on: Opener) -> None:
    form = await form_on("labels")
    with pytest.raises(PortalChanged, match="có 3 ô cùng tên"):
        await form.enter("Phường/Xã", "x")
    with pytest.raises(PortalChanged, match=r"không có ô này \(đang có: .*Quê quán / Phường/Xã"):
        await form.enter("Phường/Xã", "x", section=WITNESS)


async def test_a_section_that_is_not_there_is_named_with_those_that_are(form_on: Opener) -> None:
    form = await form_on("labels")
    with pytest.raises(PortalChanged, match=r"không có mục này.*Người làm chứng"):
        await form.enter("Họ và tên", "x", section="Người làm chứng thứ hai")


async def test_hidden_duplicates_are_no_controls(form_on: Opener) -> None:
    form = await form_on("labels")
    assert not (await form.snapshot()).find("Email")


async def test_the_root_limits_what_is_seen(form_on: Opener) -> None:
    form = await form_on("labels", root=".card")
    assert [one.label for one in await form.snapshot()] == ["Tỉnh", "Huyện"]


async def test_the_contract_is_the_same_after_filling(form_on: Opener) -> None:
    form = await form_on("labels")
    before = (await form.snapshot()).contract()
    await form.enter("Tuổi", "36")
    after = await form.snapshot()
    assert after.contract() == before
    assert "36" not in repr(after)
