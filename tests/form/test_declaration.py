"""The whole way on a form like those of the provinces: labels, plain controls, addresses."""

from __future__ import annotations

import pytest
from playwright.async_api import Frame, Page

from portal_bot.dossier.entries import Entry, Value
from portal_bot.errors import PortalChanged, PortalUnavailable
from portal_bot.form import FormMismatch
from tests.form.conftest import Opener

REQUESTER = "Người yêu cầu"
CHILD = "Người được khai sinh"


def address(section: str, group: str, *levels: str) -> list[Entry]:
    labels = ("Tỉnh/Thành phố", "Quận/Huyện", "Phường/Xã", "Địa chỉ chi tiết")
    return [
        Entry(section, group, label, value, f"{group}.{level}", level=level)
        for level, (label, value) in enumerate(zip(labels, levels, strict=False))
    ]


def declared(**changed: Value) -> list[Entry]:
    plain: dict[str, tuple[str, str, Value]] = {
        "name": (REQUESTER, "Họ, chữ đệm, tên người yêu cầu", "Nguyễn Văn Thử"),
        "kind": (REQUESTER, "Giấy tờ tuỳ thân: loại", "Căn cước công dân"),
        "number": (REQUESTER, "Giấy tờ tùy thân: số", "054090000101"),
        "child": (CHILD, "Họ, chữ đệm, tên", "Nguyễn Thị Ví Dụ"),
        "copies": (CHILD, "Số bản sao", "2"),
        "sex": (CHILD, "Giới tính", "Nữ"),
        "ethnic": (CHILD, "Dân tộc", "Hán"),
        "note": (CHILD, "Ghi chú", "dòng một\ndòng hai"),
        "copy": (CHILD, "Đề nghị cấp bản sao", True),
    }
    entries = [
        Entry(section, None, label, changed.get(path, value), path)
        for path, (section, label, value) in plain.items()
    ]
    residence = ("Tỉnh Phú Yên", "Thị xã Đông Hoà", "Xã Hoà Thành", "Thôn Ví Dụ 1")
    home = ("Tỉnh Phú Yên", "Thành phố Tuy Hòa", "Phường 1")
    return [
        *entries,
        *address(REQUESTER, "Nơi cư trú", *residence),
        *address(CHILD, "Quê quán", *home),
    ]


SENT = {
    "requester": "Nguyễn Văn Thử",
    "requester_mobile": "",
    "kind": "5",
    "number": "054090000101",
    "p1": "1",
    "d1": "1",
    "c1": "2",
    "a1": "Thôn Ví Dụ 1",
    "child": "Nguyễn Thị Ví Dụ",
    "copies": "2",
    "sex": "0",
    "ethnic": "Hán",
    "note": "dòng một\r\ndòng hai",
    "copy": "on",
    "p2": "1",
    "d2": "2",
    "c2": "1",
}


async def sent(page: Page | Frame) -> dict[str, str]:
    """What the browser would post."""
    posted: dict[str, str] = await page.evaluate(
        "Object.fromEntries(new URLSearchParams(new FormData(document.forms[0])))"
    )
    return {
        name: value.replace("\r\n", "\n").replace("\n", "\r\n") for name, value in posted.items()
    }


@pytest.mark.parametrize("late", [0, 300])
async def test_fills_a_whole_form_and_reads_it_back(form_on: Opener, page: Page, late: int) -> None:
    form = await form_on("declaration", late=late)
    await form.fill(declared())
    assert await sent(page) == SENT
    assert len(form.filled) == len(declared())
    comparison = await form.verify(form.filled)
    assert not comparison.differences


async def test_only_what_was_read_back_whole_and_lately_is_proved(
    form_on: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await form_on("declaration")
    assert not form.is_proved()
    await form.fill(declared())
    assert form.is_proved()
    # Of a part alone the rest was not read again.
    await form.enter("Số bản sao", "3", section=CHILD)
    assert not form.is_proved()
    await form.fill(form.filled)
    assert form.is_proved()
    monkeypatch.setattr("portal_bot.form.form.MOMENT_S", 0.0)
    assert not form.is_proved()


async def test_asks_once_more_for_a_list_that_came_empty(form_on: Opener, page: Page) -> None:
    form = await form_on("declaration", late=50, empty_once=1)
    await form.fill(declared())
    assert await sent(page) == SENT


async def test_fills_again_what_a_reloaded_list_has_cleared(form_on: Opener, page: Page) -> None:
    form = await form_on("declaration", late=20, reload=1)
    await form.fill(declared())
    assert await sent(page) == SENT


async def test_a_list_that_never_comes_is_the_portal_being_unavailable(form_on: Opener) -> None:
    form = await form_on("declaration", never=1)
    with pytest.raises(PortalUnavailable, match="Quận/Huyện"):
        await form.fill(declared())


async def test_refuses_a_text_longer_than_its_box_before_typing_anything(
    form_on: Opener, page: Page
) -> None:
    form = await form_on("declaration")
    with pytest.raises(PortalChanged, match="dài hơn 20 ký tự") as caught:
        await form.fill(declared(name="Tôn Nữ Huyền Trang Đài Mẫu"))
    assert caught.value.field == "name"
    assert "Huyền" not in str(caught.value)
    assert (await sent(page))["number"] == ""


@pytest.mark.parametrize(("copies", "why"), [("51", "lớn hơn"), ("0", "nhỏ hơn"), ("hai", "số")])
async def test_refuses_a_number_out_of_bounds(form_on: Opener, copies: str, why: str) -> None:
    form = await form_on("declaration")
    with pytest.raises(PortalChanged, match=why):
        await form.fill(declared(copies=copies))


async def test_a_missing_label_is_named_with_what_is_there(form_on: Opener) -> None:
    form = await form_on("declaration")
    entries = [*declared(), Entry(CHILD, None, "Ngày sinh", "13/02/1990", "child.birth_date")]
    with pytest.raises(PortalChanged, match="“Ngày sinh” trong “Người được khai sinh”") as caught:
        await form.fill(entries)
    assert "Giới tính" in str(caught.value)
    assert "1990" not in str(caught.value)


async def test_snapshot_has_labels_sections_and_groups_as_printed(form_on: Opener) -> None:
    form = await form_on("declaration")
    seen = [(one.section, one.group, one.label, one.kind) for one in await form.snapshot()]
    assert seen[:5] == [
        (REQUESTER, None, "Họ, chữ đệm, tên người yêu cầu (*)", "text"),
        (REQUESTER, None, "Giấy tờ tùy thân: loại *:", "select"),
        (REQUESTER, None, "Giấy tờ tùy thân: số", "text"),
        (REQUESTER, "Nơi cư trú", "Tỉnh/Thành phố", "select"),
        (REQUESTER, "Nơi cư trú", "Quận/Huyện", "select"),
    ]
    assert seen[7:13] == [
        (CHILD, None, "Họ, chữ đệm, tên:", "text"),
        (CHILD, None, "Số bản sao", "number"),
        (CHILD, None, "Giới tính *", "radio"),
        (CHILD, None, "Dân tộc:", "select"),
        (CHILD, None, "Ghi chú", "textarea"),
        (CHILD, None, "Đề nghị cấp bản sao", "checkbox"),
    ]


async def test_a_value_that_nobody_declared_stops_the_filing(form_on: Opener, page: Page) -> None:
    form = await form_on("declaration")
    await page.fill("[name=note]", "còn lại từ tài khoản")
    with pytest.raises(FormMismatch, match="Ghi chú") as caught:
        await form.fill([one for one in declared() if one.path != "note"])
    assert "còn lại" not in str(caught.value)
    assert caught.value.comparison.differences[0].found == "còn lại từ tài khoản"
