"""The journey as somebody writes it with robocorp-browser: its task, its page, Playwright's words.

It checks what such scripts check: that the page with the number came.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page
from robocorp import browser
from robocorp.tasks import task

from bench import journey
from bench.peers import turns


@task
def file_births() -> None:
    browser.configure(browser_engine="chromium", headless=True, install=False)
    turns.take_turns(file_birth)


def file_birth(child: str) -> str:
    """Files one birth and returns its number."""
    context = browser.browser().new_context(locale="vi-VN")
    page = context.new_page()
    try:
        sign_in(page)
        open_form(page)
        fill_form(page, child)
        attach(page)
        choose_delivery(page)
        number = submit(page)
        fetch_receipt(page, number)
        return number
    finally:
        context.close()


def sign_in(page: Page) -> None:
    page.goto(f"{turns.portal()}/dich-vu-cong/dang-nhap")
    page.fill("#tenDangNhap", journey.USERNAME)
    page.fill("#matKhau", journey.PASSWORD)
    page.click("main button:text-is('Đăng nhập')")
    page.wait_for_selector("button:text-is('Đăng xuất')")


def open_form(page: Page) -> None:
    page.goto(f"{turns.portal()}/dich-vu-cong/thu-tuc/{journey.PROCEDURE}")
    page.click("a:text-is('Nộp trực tuyến')")
    province, district, commune = journey.COMMUNE
    page.select_option("#maTinhThanh", label=province)
    page.select_option("#maQuanHuyen", label=district)
    page.select_option("#maPhuongXa", label=commune)
    page.click("button:text-is('Đồng ý')")
    page.wait_for_selector("h1:text-is('Nhập thông tin hồ sơ')")


def fill_form(page: Page, child: str) -> None:
    name, value = journey.DRIVER
    page.check(f"[name={name}][value={value}]")
    for name, text in journey.texts(child).items():
        page.fill(f"[name={name}]", text)
    for name, label in journey.SELECTS.items():
        page.select_option(f"[name={name}]", label=label)
    for name, value in journey.RADIOS.items():
        page.check(f"[name={name}][value={value}]")
    for name, detail in journey.ADDRESSES.items():
        choose_address(page, name, detail)
    page.type("[name=child_birth_date]", journey.BIRTH_DATE)
    page.type("#requester_id_issue_date", journey.ID_ISSUE_DATE)
    page.keyboard.press("Enter")
    page.check("[name=declaration_confirmed]")
    page.click("button:text-is('Tiếp tục')")


def choose_address(page: Page, name: str, detail: str | None) -> None:
    province, district, commune = journey.COMMUNE
    page.select_option(f"[name={name}_province]", label=province)
    page.select_option(f"[name={name}_district]", label=district)
    page.select_option(f"[name={name}_commune]", label=commune)
    if detail is not None:
        page.fill(f"[name={name}_detail]", detail)


def attach(page: Page) -> None:
    row = "tr[data-row=birth_notification]"
    page.set_input_files(f"{row} input[type=file]", journey.PAPER)
    page.wait_for_selector(f"{row} >> text={journey.PAPER.name}")
    page.click("button:text-is('Tiếp tục')")


def choose_delivery(page: Page) -> None:
    page.click(".cc-select-selector")
    page.click(".cc-select-option >> nth=0")
    page.click("button:text-is('Đồng ý và tiếp tục')")


def submit(page: Page) -> str:
    picture = page.get_attribute("#captchaImage", "src") or ""
    page.fill("[name=maXacNhan]", journey.captcha(turns.portal(), picture))
    page.check("[name=chiuTrachNhiem]")
    page.click("button:text-is('Nộp hồ sơ')")
    page.wait_for_selector("h1:text-is('Nộp hồ sơ thành công')")
    return str(re.findall(r"soHoSo=([\w.-]+)", page.url)[0])


def fetch_receipt(page: Page, number: str) -> None:
    page.goto(f"{turns.portal()}/dich-vu-cong/ca-nhan/ho-so/{number}")
    with page.expect_download() as download:
        page.click("a:text-is('Tải giấy tiếp nhận')")
    download.value.path()
