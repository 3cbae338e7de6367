"""Tables that grow by a row."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.async_api import Page

from portal_bot.dossier.entries import Entry, Value
from portal_bot.errors import PortalChanged
from portal_bot.form import FormMismatch
from tests.form.conftest import Opener

MEMBERS: tuple[dict[str, Value], ...] = (
    {
        "Họ và tên": "Trần Thị Mẫu",
        "Ngày sinh": date(1992, 7, 8),
        "Quan hệ": "Vợ",
        "Vắng mặt": False,
    },
    {
        "Họ và tên": "Nguyễn Thị Ví Dụ",
        "Ngày sinh": date(2020, 1, 2),
        "Quan hệ": "Con",
        "Vắng mặt": True,
    },
    {"Họ và tên": "Nguyễn Văn Hai", "Ngày sinh": None, "Quan hệ": "Con", "Vắng mặt": False},
)
PAPERS = tuple({"Tên giấy tờ": f"Bằng số {n}", "Số bản": str(n)} for n in range(1, 4))


def entries(*members: dict[str, Value]) -> list[Entry]:
    return [
        Entry("Thành viên", None, "Danh sách thành viên", members, "members"),
        Entry("Thành viên", None, "Ghi chú", None, "note"),
    ]


async def posted(page: Page) -> dict[str, str]:
    told: dict[str, str] = await page.evaluate(
        "Object.fromEntries(new URLSearchParams(new FormData(document.forms[0])))"
    )
    return told


@pytest.mark.parametrize("late", [0, 100])
async def test_adds_rows_until_they_are_enough_and_fills_them(
    form_on: Opener, page: Page, late: int
) -> None:
    form = await form_on("tables", late=late)
    await form.fill(entries(*MEMBERS))
    told = await posted(page)
    assert [told[f"name{n}"] for n in range(3)] == [
        "Trần Thị Mẫu",
        "Nguyễn Thị Ví Dụ",
        "Nguyễn Văn Hai",
    ]
    assert [told[f"born{n}"] for n in range(3)] == ["08/07/1992", "02/01/2020", ""]
    assert [told[f"rel{n}"] for n in range(3)] == ["Vợ", "Con", "Con"]
    assert [f"away{n}" in told for n in range(3)] == [False, True, False]


async def test_removes_rows_that_are_too_many(form_on: Opener, page: Page) -> None:
    form = await form_on("tables", rows=4, left=1)
    await form.fill(entries(MEMBERS[0]))
    assert await page.locator("#members tbody tr").count() == 1
    assert (await posted(page))["name0"] == "Trần Thị Mẫu"


async def test_a_table_starts_empty_and_may_stay_so(form_on: Opener, page: Page) -> None:
    form = await form_on("tables", rows=0)
    await form.fill(entries())
    await form.fill(entries(MEMBERS[0]))
    assert (await posted(page))["rel0"] == "Vợ"


async def test_one_column_under_a_heading_is_a_table_too(form_on: Opener, page: Page) -> None:
    form = await form_on("tables")
    await form.fill([Entry("Đề nghị", None, "Các lý do", ({"Lý do": "Thiên tai"},), "reasons")])
    assert (await posted(page))["why0"] == "Thiên tai"


async def test_fills_rows_that_the_page_clones(form_on: Opener, page: Page) -> None:
    form = await form_on("tables")
    await form.fill([Entry("Bản chính", None, "Giấy tờ cần chứng thực", PAPERS, "papers")])
    told = await posted(page)
    assert [(told[f"paper{n}"], told[f"copies{n}"]) for n in range(3)] == [
        ("Bằng số 1", "1"),
        ("Bằng số 2", "2"),
        ("Bằng số 3", "3"),
    ]


async def test_a_heading_that_is_not_there_is_refused(form_on: Opener) -> None:
    form = await form_on("tables")
    with pytest.raises(PortalChanged, match="cột “Nghề nghiệp”"):
        await form.fill(entries({**MEMBERS[0], "Nghề nghiệp": "Nông dân"}))


@pytest.mark.parametrize(
    ("query", "why"), [("noadd", "không có nút thêm dòng"), ("dead", "không có dòng mới")]
)
async def test_a_table_that_does_not_grow_is_told_of(form_on: Opener, query: str, why: str) -> None:
    form = await form_on("tables", **{query: 1})
    with pytest.raises(PortalChanged, match=why):
        await form.fill(entries(*MEMBERS))


async def test_a_new_required_column_is_refused(form_on: Opener) -> None:
    form = await form_on("tables", newcolumn=1)
    member = {heading: cell for heading, cell in MEMBERS[0].items() if heading != "Ngày sinh"}
    with pytest.raises(PortalChanged, match="cột bắt buộc mà hồ sơ không nói tới: “Ngày mất"):
        await form.fill(entries(member))


async def test_a_cell_out_of_bounds_is_refused(form_on: Opener) -> None:
    form = await form_on("tables")
    rows = ({"Tên giấy tờ": "Bằng", "Số bản": "21"},)
    with pytest.raises(PortalChanged, match="lớn hơn"):
        await form.fill([Entry("Bản chính", None, "Giấy tờ cần chứng thực", rows, "papers")])


async def test_a_table_nobody_spoke_of_that_holds_something_is_a_difference(
    form_on: Opener,
) -> None:
    form = await form_on("tables", left=1)
    with pytest.raises(FormMismatch, match="Danh sách thành viên"):
        await form.fill([Entry("Thành viên", None, "Ghi chú", "x", "note")])


async def test_a_table_may_have_one_column(form_on: Opener, page: Page) -> None:
    form = await form_on("tables")
    await form.fill([Entry("Câu lạc bộ", None, "Môn thể thao", ({"Môn": "Cờ"},), "disciplines")])
    assert (await posted(page))["kind0"] == "Cờ"
