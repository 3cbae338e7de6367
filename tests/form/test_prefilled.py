"""What stands in the form already: overwritten, emptied, compared, never left unsaid."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from portal_bot.dossier.entries import Entry, Value
from portal_bot.errors import PortalChanged
from portal_bot.form import FormMismatch
from tests.form.conftest import Opener

WHO = "Người nộp"
LEVELS = ("Tỉnh/Thành phố", "Quận/Huyện", "Phường/Xã", "Địa chỉ chi tiết")
HOME = ("Tỉnh Phú Yên", "Thị xã Đông Hòa", "Xã Hòa Thành", "Thôn Ví Dụ 1")


def whole(**changed: Value) -> list[Entry]:
    plain: dict[str, tuple[str, Value]] = {
        "name": ("Họ và tên", "Nguyễn Văn Thử"),
        "id": ("Số CCCD", "054090000101"),
        "phone": ("Số điện thoại", "0905000999"),
        "sex": ("Giới tính", "Nam"),
        "kind": ("Loại giấy tờ", None),
        "news": ("Đồng ý nhận tin", False),
        "copy": ("Người nộp là chủ hồ sơ", False),
    }
    return [
        *(
            Entry(WHO, None, label, changed.get(path, value), path)
            for path, (label, value) in plain.items()
        ),
        *(
            Entry(WHO, "Địa chỉ", label, value, f"home.{level}", level=level)
            for level, (label, value) in enumerate(zip(LEVELS, HOME, strict=True))
        ),
    ]


async def test_overwrites_and_empties_what_the_account_left(form_on: Opener, page: Page) -> None:
    form = await form_on("prefilled")
    await form.fill(whole())
    told = await page.evaluate(
        "Object.fromEntries(new URLSearchParams(new FormData(document.forms[0])))"
    )
    assert told == {
        "name": "Nguyễn Văn Thử",
        "phone": "0905000999",
        "sex": "1",
        "kind": "",
        "p1": "1",
        "d1": "1",
        "c1": "2",
        "a1": "Thôn Ví Dụ 1",
        "owner": "",
        "owner_phone": "",
    }


async def test_a_read_only_field_that_differs_is_reported_not_forced(
    form_on: Opener, page: Page
) -> None:
    form = await form_on("prefilled")
    with pytest.raises(FormMismatch, match=r"Người nộp / Họ và tên +chỉ đọc +\(name\)") as caught:
        await form.fill(whole(name="Trần Thị Mẫu"))
    [row] = caught.value.comparison.differences
    assert (row.wanted, row.found) == ("Trần Thị Mẫu", "Nguyễn Văn Thử")
    assert "Mẫu" not in str(caught.value)
    assert "Mẫu" not in repr(row)
    assert await page.input_value("#n") == "Nguyễn Văn Thử"


async def test_half_an_address_left_by_the_account_is_a_difference(form_on: Opener) -> None:
    form = await form_on("prefilled")
    with pytest.raises(FormMismatch, match=r"Địa chỉ chi tiết +có sẵn giá trị") as caught:
        await form.fill(whole()[:-1])
    assert len(caught.value.comparison.differences) == 1


async def test_a_default_without_a_blank_cannot_be_left_open(form_on: Opener) -> None:
    form = await form_on("prefilled")
    with pytest.raises(FormMismatch, match=r"Giới tính +không có lựa chọn trống"):
        await form.fill(whole(sex=None))


async def test_entries_that_want_nothing_may_lack_their_control(form_on: Opener) -> None:
    form = await form_on("prefilled")
    await form.fill([*whole(), Entry("Người ủy quyền", None, "Họ và tên", None, "deputy.name")])
    with pytest.raises(PortalChanged, match="Người ủy quyền"):
        await form.fill([*whole(), Entry("Người ủy quyền", None, "Họ và tên", "X", "deputy.name")])


async def test_a_box_that_copies_only_part_is_seen_through(form_on: Opener) -> None:
    form = await form_on("prefilled")
    owner = [
        Entry("Chủ hồ sơ", None, "Họ và tên", "Trần Thị Mẫu", "owner.name"),
        Entry("Chủ hồ sơ", None, "Số điện thoại", "0905000102", "owner.phone"),
    ]
    await form.enter("Người nộp là chủ hồ sơ", True)
    await form.fill(owner)
    assert not (await form.verify(owner)).differences


async def test_compares_a_disabled_copy_with_the_dossier(form_on: Opener) -> None:
    form = await form_on("prefilled", review=1)
    comparison = await form.verify(whole(), read_only=True)
    assert [(row.name, row.note) for row in comparison.differences] == [
        ("Người nộp / Số điện thoại", "chỉ đọc"),
        ("Người nộp / Giới tính", "chỉ đọc"),
        ("Người nộp / Loại giấy tờ", "chỉ đọc"),
        ("Người nộp / Đồng ý nhận tin", "chỉ đọc"),
        ("Người nộp / Địa chỉ / Tỉnh/Thành phố", "chỉ đọc"),
        ("Người nộp / Địa chỉ / Quận/Huyện", "chỉ đọc"),
        ("Người nộp / Địa chỉ / Phường/Xã", "chỉ đọc"),
        ("Người nộp / Địa chỉ / Địa chỉ chi tiết", "chỉ đọc"),
    ]


async def test_an_address_that_is_not_told_is_emptied_from_its_top(
    form_on: Opener, page: Page
) -> None:
    form = await form_on("prefilled", bare="1")
    told = [entry for entry in whole() if entry.group is None]
    none = [
        Entry(WHO, "Địa chỉ", label, None, f"home.{level}", level=level)
        for level, label in enumerate(LEVELS)
    ]
    await form.fill([*told, *none])
    left = await page.evaluate("['p1', 'd1', 'c1', 'a1'].map((id) => $(id).value)")
    assert left == ["", "", "", ""]
