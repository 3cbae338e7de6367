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
    page.get_by_label("Tên đăng nhập").fill(journey.USERNAME)
    page.get_by_label("Mật khẩu").fill(journey.PASSWORD)
    page.click("main button:text-is('Đăng nhập')")
    page.wait_for_selector("button:text-is('Đăng xuất')")


def open_form(page: Page) -> None:
    page.goto(f"{turns.portal()}/dich-vu-cong/thu-tuc/{journey.PROCEDURE}")
    page.click("a:text-is('Nộp trực tuyến')")
    for label, name in journey.address("").items():
        page.get_by_label(label).select_option(label=name)
    page.click("button:text-is('Đồng ý')")
    page.wait_for_selector("h1:text-is('Nhập thông tin hồ sơ')")


def fill_form(page: Page, child: str) -> None:
    page.evaluate(journey.LABELS)
    page.check(journey.asked(journey.DRIVER))
    for heading in journey.PARENTS:
        page.wait_for_selector(f"h2:text-is('{heading}')")
    page.evaluate(journey.LABELS)
    for label, text in journey.texts(child).items():
        page.fill(journey.asked(label), text)
    for label, choice in journey.SELECTS.items():
        page.select_option(journey.asked(label), label=choice)
    for label in journey.CHOICES:
        page.check(journey.asked(label))
    for group, detail in journey.ADDRESSES.items():
        choose_address(page, group, detail)
    page.type(journey.asked(journey.BIRTH_DATE_BOX), journey.BIRTH_DATE)
    page.type(journey.asked(journey.ID_ISSUE_DATE_BOX), journey.ID_ISSUE_DATE)
    page.keyboard.press("Enter")
    page.check(journey.asked(journey.PLEDGE))
    page.click("button:text-is('Tiếp tục')")


def choose_address(page: Page, group: str, detail: str | None) -> None:
    for label, name in journey.address(group).items():
        page.select_option(journey.asked(label), label=name)
    if detail is not None:
        page.fill(journey.asked(f"{group} / {journey.DETAIL}"), detail)


def attach(page: Page) -> None:
    page.wait_for_selector("h1:text-is('Thành phần hồ sơ')")
    page.evaluate(journey.LABELS)
    row = f"tr{journey.asked(journey.PAPER_ROW)}"
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
    page.get_by_label(journey.RESPONSIBILITY).check()
    page.click("button:text-is('Nộp hồ sơ')")
    page.wait_for_selector("h1:text-is('Nộp hồ sơ thành công')")
    return str(re.findall(r"soHoSo=([\w.-]+)", page.url)[0])


def fetch_receipt(page: Page, number: str) -> None:
    page.goto(f"{turns.portal()}/dich-vu-cong/ca-nhan/ho-so/{number}")
    with page.expect_download() as download:
        page.click("a:text-is('Tải giấy tiếp nhận')")
    download.value.path()
