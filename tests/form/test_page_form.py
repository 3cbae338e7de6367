"""The engine for any page: nobody tells it what rules what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from playwright.async_api import Page

from portal_bot import FormMismatch, PageForm
from portal_bot.errors import PortalBotError, PortalChanged, UsageError
from portal_bot.page_form import FormValues
from tests.form.conftest import QUICK, Opener

ASKER = "Người yêu cầu"
CHILD = "Người được khai sinh"
HOME = {
    "Tỉnh/Thành phố": "Tỉnh Phú Yên",
    "Quận/Huyện": "Thị xã Đông Hòa",
    "Phường/Xã": "Xã Hòa Thành",
    "Địa chỉ chi tiết": "Thôn Ví Dụ 1",
}


def page_form(page: Page) -> PageForm:
    return PageForm(page, timing=QUICK)


async def posted(page: Page) -> dict[str, str]:
    told: dict[str, str] = await page.evaluate(
        "Object.fromEntries(new URLSearchParams(new FormData(document.forms[0])))"
    )
    return told


async def test_an_address_is_filled_from_its_top_though_nobody_says_that_it_is_one(
    form_on: Opener, page: Page
) -> None:
    await form_on("declaration")
    form = page_form(page)
    values: FormValues = {
        ASKER: {"Họ, chữ đệm, tên người yêu cầu": "Nguyễn Văn Thử", "Nơi cư trú": HOME},
        CHILD: {"Giới tính": "Nữ", "Số bản sao": 3, "Dân tộc": "Hán", "Đề nghị cấp bản sao": True},
    }
    await form.fill(values)
    await form.verify(values)
    told = await posted(page)
    assert (told["requester"], told["sex"], told["copies"]) == ("Nguyễn Văn Thử", "0", "3")
    assert (told["ethnic"], told["copy"], told["a1"]) == ("Hán", "on", "Thôn Ví Dụ 1")


async def test_what_a_choice_builds_is_filled_though_nobody_says_that_it_rules(
    form_on: Opener, page: Page
) -> None:
    await form_on("drivers")
    values = {
        ASKER: {"Số điện thoại": "0905000102"},
        CHILD: {"Họ và tên": "Nguyễn Thị Mẫu An", "Ghi rõ quan hệ": "Ông ngoại"},
    }
    values[ASKER]["Quan hệ với người được khai sinh"] = "Khác"
    await page_form(page).fill(values)
    told = await posted(page)
    assert (told["relation"], told["why"]) == ("other", "Ông ngoại")
    assert (told["phone"], told["name"]) == ("0905000102", "Nguyễn Thị Mẫu An")


async def test_rows_are_a_list_of_mappings(form_on: Opener, page: Page) -> None:
    await form_on("tables")
    rows: list[dict[str, str | bool | date | None]] = [
        {"Họ và tên": "Trần Thị Mẫu", "Ngày sinh": date(1992, 7, 8), "Quan hệ": "Vợ"},
        {"Họ và tên": "Nguyễn Thị Ví Dụ", "Ngày sinh": None, "Quan hệ": "Con", "Vắng mặt": True},
    ]
    form = page_form(page)
    await form.fill({"Thành viên": {"Danh sách thành viên": rows}})
    told = await posted(page)
    assert (told["name0"], told["born0"], told["rel1"]) == ("Trần Thị Mẫu", "08/07/1992", "Con")
    seen = next(one for one in await form.read() if one.label == "Danh sách thành viên")
    assert isinstance(seen.value, tuple)
    assert [row["Họ và tên"] for row in seen.value if isinstance(row, dict)] == [
        "Trần Thị Mẫu",
        "Nguyễn Thị Ví Dụ",
    ]


async def test_whole_refuses_a_required_control_that_is_not_spoken_of(
    form_on: Opener, page: Page
) -> None:
    await form_on("declaration")
    form = page_form(page)
    with pytest.raises(PortalChanged, match=r"bắt buộc.*Họ, chữ đệm, tên người yêu cầu"):
        await form.fill({CHILD: {"Dân tộc": "Hán"}}, whole=True)
    assert (await posted(page))["ethnic"] == ""
    await form.fill({CHILD: {"Dân tộc": "Hán"}})


async def test_a_missing_or_ambiguous_label_names_what_is_there(
    form_on: Opener, page: Page
) -> None:
    await form_on("labels")
    form = page_form(page)
    with pytest.raises(PortalChanged, match=r"Người làm chứng thứ hai.*không có mục này"):
        await form.fill({"Người làm chứng thứ hai": {"Họ và tên": "x"}})
    with pytest.raises(PortalChanged, match="có 3 ô cùng tên"):
        await form.fill({"": {"Phường/Xã": "x"}})


async def test_verify_names_each_field_that_differs_and_no_value(
    form_on: Opener, page: Page
) -> None:
    await form_on("prefilled")
    with pytest.raises(FormMismatch, match="Số điện thoại") as caught:
        await page_form(page).verify({"Người nộp": {"Số điện thoại": "0905000999"}})
    [row] = caught.value.differences
    assert (row.name, row.note) == ("Người nộp / Số điện thoại", "khác hồ sơ")
    assert "0905" not in str(caught.value)


async def test_reads_what_a_person_sees(form_on: Opener, page: Page) -> None:
    await form_on("stubborn")
    read = {one.label: one for one in await page_form(page).read()}
    assert read["Chữ ký"].seen_into is False
    assert (read["Bản chụp"].kind, read["Bản chụp"].value) == ("file", "")
    assert read["Tỉnh"].options == ("Tỉnh cũ", "Tỉnh mới")
    assert read["Ngôn ngữ"].value == ()
    assert (read["Xã"].section, read["Xã"].read_only) == ("Ô khó tính", False)


async def test_a_question_with_a_title_of_its_own_is_known_by_its_label(
    form_on: Opener, page: Page
) -> None:
    """As SurveyJS draws each, also where one title begins another; a real group stays a group."""
    await form_on("declaration")
    question = "<div><h5>{0}</h5><div><input name={1} aria-label='{0} *'></div></div>"
    group = "<div><h5>Địa chỉ</h5><div>{}{}</div></div>".format(
        "<label>Tỉnh <input name=p></label>", "<label>Địa chỉ <input name=a></label>"
    )
    asked = question.format("Quốc tịch", "n") + question.format("Quốc tịch khác", "o")
    await page.set_content(f"<form><h3>Người mẹ</h3><section>{asked}{group}</section></form>")
    values: FormValues = {
        "Người mẹ": {
            "Quốc tịch": "Việt Nam",
            "Quốc tịch khác": "Lào",
            "Địa chỉ": {"Tỉnh": "Phú Yên", "Địa chỉ": "Thôn 1"},
        },
    }
    await page_form(page).fill(values)
    told = await posted(page)
    assert told == {"n": "Việt Nam", "o": "Lào", "p": "Phú Yên", "a": "Thôn 1"}


async def test_a_table_may_have_an_empty_cell_over_its_buttons(form_on: Opener, page: Page) -> None:
    await form_on("declaration")
    row = "<tr><td><input name=where><td><input name=many><td><button type=button>Xóa</button></tr>"
    head = "<tr><th>Nơi nhận<th>Số lượng<td></tr>"
    await page.set_content(f"<form><h4>Bản sao</h4><table>{head}{row}</table></form>")
    await page_form(page).fill({"": {"Bản sao": [{"Nơi nhận": "Xã Hòa An", "Số lượng": "2"}]}})
    assert await posted(page) == {"where": "Xã Hòa An", "many": "2"}


@pytest.mark.parametrize("value", [1.5, Decimal("1.50")])
async def test_a_number_is_written_as_a_person_would(
    form_on: Opener, page: Page, value: object
) -> None:
    await form_on("declaration")
    boxes = "<label>Cân nặng <input name=w></label><label>Dài <input name=l type=number step=any>"
    await page.set_content(f"<form>{boxes}</label></form>")
    values = {"": {"Cân nặng": value, "Dài": value}}
    await page_form(page).fill(values)  # type: ignore[arg-type]  # both are numbers
    told = await posted(page)
    # As a Vietnamese form has it, but for a box that takes numbers alone.
    assert told["w"] in {"1,5", "1,50"}
    assert told["l"] in {"1.5", "1.50"}


async def test_a_value_of_no_form_and_a_closed_page_are_our_errors(
    form_on: Opener, page: Page
) -> None:
    await form_on("labels")
    form = page_form(page)
    with pytest.raises(UsageError, match="kiểu object"):
        await form.fill({"Người ký": {"Tuổi": object()}})  # type: ignore[dict-item]  # on purpose
    other = await page.context.new_page()
    closed = page_form(other)
    await other.close()
    with pytest.raises(PortalBotError):
        await closed.read()


async def test_a_list_of_texts_ticks_the_boxes_of_a_group(page: Page) -> None:
    await page.set_content(
        "<form><h3>Người mẹ</h3><div><h4>Giấy tờ kèm theo</h4>"
        + "".join(
            f"<label><input type=checkbox name=b{n}> {t}</label>" for n, t in enumerate("ABC")
        )
        + "</div></form>"
    )
    await page.check("[name=b2]")
    form = page_form(page)
    await form.fill({"Người mẹ": {"Giấy tờ kèm theo": ["A", "B"]}})
    assert await posted(page) == {"b0": "on", "b1": "on"}
    with pytest.raises(PortalChanged, match="“D”"):
        await form.fill({"Người mẹ": {"Giấy tờ kèm theo": ["A", "D"]}})
