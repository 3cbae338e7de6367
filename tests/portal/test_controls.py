"""The controls in a browser: each behaves as badly as its model does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import ONLINE, Mock, control, error_beside, shown, sign_in, words_of

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture
def form(mock: Mock, page: Page) -> Open:
    """Opens the form page of a procedure, at the instant mock or another."""

    def open_form(code: str = "1.001193", at: Mock | None = None) -> Page:
        chosen = at or mock
        sign_in(page, chosen)
        page.goto(f"{chosen.url}{ONLINE}/chon-co-quan?maThuTuc={code}")
        page.get_by_label("Quận/Huyện").select_option(label="Thị xã Đông Hòa")
        page.get_by_label("Phường/Xã").select_option(label="Xã Hòa Thành")
        page.get_by_role("button", name="Đồng ý").click()
        expect(page.locator("h1")).to_have_text("Nhập thông tin hồ sơ")
        return page

    return open_form


def test_a_masked_date_believes_only_keys(form: Open) -> None:
    page = form()
    date = shown(page, "child_birth_date")
    date.fill("13/02/2020")
    date.blur()
    expect(date).to_have_value("")
    date.evaluate("e => { e.value = '13/02/2020'; e.dispatchEvent(new Event('change')); }")
    date.focus()
    date.blur()
    expect(date).to_have_value("")
    date.press_sequentially("13022020")
    expect(date).to_have_value("13/02/2020")
    date.press("End")
    for _ in range(10):
        date.press("Backspace")
    date.press_sequentially("05/11/2021")
    date.blur()
    expect(date).to_have_value("05/11/2021")


def test_a_masked_date_can_be_mended_in_the_middle_and_forgets_half_a_date(form: Open) -> None:
    page = form()
    date = shown(page, "child_birth_date")
    date.press_sequentially("13022020")
    date.press("Home")
    date.press("Delete")
    date.press_sequentially("2")
    expect(date).to_have_value("23/02/2020")
    date.press("Control+a")
    date.press_sequentially("0101")
    expect(date).to_have_value("01/01")
    date.blur()
    expect(date).to_have_value("")


def test_what_a_script_wrote_into_a_masked_date_is_not_sent(form: Open) -> None:
    page = form()
    shown(page, "child_birth_date").evaluate("e => { e.value = '13/02/2020'; }")
    page.get_by_role("button", name="Tiếp tục").click()
    error = error_beside(page, "child_birth_date")
    expect(error).to_contain_text("Vui lòng nhập Ngày, tháng, năm sinh")


def test_the_visible_box_of_a_date_is_not_its_model(form: Open) -> None:
    page = form()
    box = shown(page, "requester_id_issue_date")
    model = control(page, "requester_id_issue_date")
    box.fill("05/01/2020")
    box.blur()
    expect(model).to_have_value("")
    expect(box).to_have_value("")
    model.evaluate("e => { e.value = '2020-01-05'; }")
    box.focus()
    box.blur()
    expect(model).to_have_value("")
    box.press_sequentially("05/01/2020")
    expect(model).to_have_value("")
    box.press("Enter")
    expect(model).to_have_value("2020-01-05")
    box.fill("")
    box.press_sequentially("06/01/2020")
    box.blur()
    expect(model).to_have_value("2020-01-06")


def test_the_calendar_sets_the_model(form: Open) -> None:
    page = form()
    box = shown(page, "requester_id_issue_date")
    box.press_sequentially("05/01/2020")
    box.press("Enter")
    page.get_by_label("Email").first.focus()
    box.focus()
    page.locator('.flatpickr-calendar [data-iso="2020-01-17"]').click()
    expect(control(page, "requester_id_issue_date")).to_have_value("2020-01-17")
    expect(box).to_have_value("17/01/2020")
    expect(page.locator(".flatpickr-calendar")).to_have_count(0)


def test_a_new_province_empties_what_is_below_it(real_mock: Mock, form: Open) -> None:
    page = form(at=real_mock)
    province, district, commune = (
        control(page, f"requester_residence_{level}")
        for level in ("province", "district", "commune")
    )
    expect(district).to_be_disabled()
    expect(district.locator("option")).to_have_count(1)
    province.select_option(label="Tỉnh Phú Yên")
    expect(district).to_be_disabled()
    expect(district).to_be_enabled()
    district.select_option(label="Thị xã Đông Hòa")
    expect(commune).to_be_enabled()
    commune.select_option(label="Xã Hòa Thành")
    province.select_option(label="Tỉnh Đắk Lắk")
    expect(commune).to_be_disabled()
    expect(commune.locator("option")).to_have_count(1)
    expect(district).to_be_enabled()
    expect(district).to_have_value("")


def test_a_driver_rebuilds_and_wipes_a_moment_later(real_mock: Mock, form: Open) -> None:
    page = form(at=real_mock)
    mother = control(page, "mother_full_name")
    expect(mother).to_have_count(0)
    control(page, "parents_declared", "mother_only").check()
    expect(mother).to_have_count(0)
    expect(mother).to_be_visible()
    mother.fill("Trần Thị Mẫu")
    control(page, "parents_declared", "both").check()
    expect(mother).to_have_value("Trần Thị Mẫu")
    expect(control(page, "father_full_name")).to_be_visible()
    expect(mother).to_have_value("")
    control(page, "parents_declared", "none").check()
    expect(mother).to_have_count(0)


def test_a_driver_select_works_the_same(form: Open) -> None:
    page = form("1.004873")
    control(page, "purpose").select_option(label="Để đăng ký kết hôn với (trong nước)")
    control(page, "purpose_partner").fill("Ai Đó")
    control(page, "purpose").select_option(label="Mục đích khác")
    expect(control(page, "purpose_partner")).to_have_count(0)
    expect(control(page, "purpose_other")).to_be_visible()


def test_the_owner_box_copies_only_part(form: Open) -> None:
    page = form()
    page.get_by_label("Người nộp là chủ hồ sơ").check()
    expect(control(page, "ChuHoSo_tenChuHoSo")).to_have_value("Nguyễn Văn Thử")
    expect(control(page, "ChuHoSo_soCmnd")).to_have_value("054090000101")
    expect(control(page, "ChuHoSo_diaChi_province")).to_have_value("")
    expect(control(page, "ChuHoSo_ngaySinh_year")).to_have_value("")
    # He is a man; the box does not say so.
    expect(control(page, "ChuHoSo_gioiTinh").locator("option:checked")).to_have_text("Nữ")


def test_sex_has_a_default_and_no_blank(form: Open) -> None:
    page = form()
    options = control(page, "ChuHoSo_gioiTinh").locator("option")
    expect(options).to_have_text(["Nữ", "Nam"])


def test_account_fields_are_read_only(form: Open) -> None:
    page = form()
    name = control(page, "CongDan_tenCongDan")
    expect(name).to_have_value("Nguyễn Văn Thử")
    expect(name).not_to_be_editable()
    expect(control(page, "CongDan_soCmnd")).not_to_be_editable()
    expect(control(page, "CongDan_diDong")).to_be_editable()


def test_a_table_grows_and_shrinks_by_a_row(form: Open) -> None:
    page = form("2.000815")
    rows = page.locator(f'[data-key="{words_of(page).drawn.name("originals")}"] tbody tr')
    expect(rows).to_have_count(1)
    expect(rows.first.get_by_role("button", name="Xóa")).to_be_disabled()
    page.get_by_role("button", name="Thêm dòng").click()
    page.get_by_role("button", name="Thêm dòng").click()
    expect(rows).to_have_count(3)
    date = rows.nth(2).locator(".masked-date")
    date.press_sequentially("01062010")
    expect(date).to_have_value("01/06/2010")
    rows.nth(1).get_by_role("button", name="Xóa").click()
    expect(rows).to_have_count(2)
    expect(rows.nth(1).locator(".masked-date")).to_have_value("01/06/2010")


def test_labels_are_tied_in_many_ways_and_spellings(form: Open) -> None:
    page = form("1.004873")
    html = page.content()
    for pattern in (
        r'<label class="control-label" for="\w+">',
        r'<label class="control-label wraps">',
        r'<td class="lbl">',
        r'<label class="control-label">[^<]+\s',
        r'<div class="floating">',
    ):
        assert re.search(pattern, html), pattern
    assert "\u0301" in html or "\u0300" in html or "\u0323" in html
    assert "tuỳ thân" in html


def test_errors_stand_on_top_beside_the_field_and_in_a_toast(form: Open) -> None:
    page = form()
    control(page, "requester_full_name").fill("Nguyễn Văn Thử")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator("#toasts .toast")).to_contain_text("Thông tin chưa hợp lệ")
    expect(page.locator(".alert")).to_contain_text("Vui lòng chọn Giới tính")
    expect(error_beside(page, "child_gender")).to_be_visible()
    expect(control(page, "requester_full_name")).to_have_value("Nguyễn Văn Thử")
    expect(page.locator("#toasts .toast")).to_have_count(0, timeout=6000)
