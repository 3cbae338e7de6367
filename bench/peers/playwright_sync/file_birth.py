"""The journey as somebody writes it by hand with Playwright, after a round of codegen.

Synchronous, one field at a time, waiting as Playwright waits by itself. It checks what such
scripts check: that the page with the number came.
"""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from bench import journey


def file_birth(browser: Browser, address: str, child: str) -> str:
    """Files one birth and returns its number."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    try:
        sign_in(page, address)
        open_form(page, address)
        fill_form(page, child)
        attach(page)
        choose_delivery(page)
        number = submit(page, address)
        fetch_receipt(page, address, number)
        return number
    finally:
        context.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/dich-vu-cong/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(journey.USERNAME)
    page.get_by_label("Mật khẩu").fill(journey.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()


def open_form(page: Page, address: str) -> None:
    page.goto(f"{address}/dich-vu-cong/thu-tuc/{journey.PROCEDURE}")
    page.get_by_role("link", name="Nộp trực tuyến").click()
    for label, name in journey.address("").items():
        page.get_by_label(label).select_option(label=name)
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.get_by_role("heading", name="Nhập thông tin hồ sơ")).to_be_visible()


def fill_form(page: Page, child: str) -> None:
    page.evaluate(journey.LABELS)
    control(page, journey.DRIVER).check()
    for heading in journey.PARENTS:
        page.get_by_role("heading", name=heading, exact=True).wait_for()
    page.evaluate(journey.LABELS)
    for label, text in journey.texts(child).items():
        control(page, label).fill(text)
    for label, choice in journey.SELECTS.items():
        control(page, label).select_option(label=choice)
    for label in journey.CHOICES:
        control(page, label).check()
    for group, detail in journey.ADDRESSES.items():
        choose_address(page, group, detail)
    control(page, journey.BIRTH_DATE_BOX).press_sequentially(journey.BIRTH_DATE)
    control(page, journey.ID_ISSUE_DATE_BOX).press_sequentially(journey.ID_ISSUE_DATE)
    page.keyboard.press("Enter")
    control(page, journey.PLEDGE).check()
    page.get_by_role("button", name="Tiếp tục").click()


def control(page: Page, label: str) -> Locator:
    return page.locator(journey.asked(label))


def choose_address(page: Page, group: str, detail: str | None) -> None:
    for label, name in journey.address(group).items():
        control(page, label).select_option(label=name)
    if detail is not None:
        control(page, f"{group} / {journey.DETAIL}").fill(detail)


def attach(page: Page) -> None:
    expect(page.get_by_role("heading", name="Thành phần hồ sơ")).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_text(journey.PAPER_ROW))
    row.locator("input[type=file]").set_input_files(journey.PAPER)
    expect(row.get_by_text(journey.PAPER.name)).to_be_visible()
    page.get_by_role("button", name="Tiếp tục").click()


def choose_delivery(page: Page) -> None:
    page.locator(".cc-select-selector").click()
    page.locator(".cc-select-option").first.click()
    page.get_by_role("button", name="Đồng ý và tiếp tục").click()


def submit(page: Page, address: str) -> str:
    picture = page.locator("#captchaImage").get_attribute("src") or ""
    page.locator("[name=maXacNhan]").fill(journey.captcha(address, picture))
    page.get_by_label(journey.RESPONSIBILITY).check()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    page.wait_for_url(re.compile("ket-qua"))
    expect(page.get_by_role("heading", name="Nộp hồ sơ thành công")).to_be_visible()
    return str(re.findall(r"soHoSo=([\w.-]+)", page.url)[0])


def fetch_receipt(page: Page, address: str, number: str) -> None:
    page.goto(f"{address}/dich-vu-cong/ca-nhan/ho-so/{number}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải giấy tiếp nhận").click()
    download.value.path()
