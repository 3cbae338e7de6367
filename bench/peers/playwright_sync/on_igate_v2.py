"""The journey on the successor's portal, as somebody writes it by hand with Playwright.

Form.io's boxes are filled one at a time, its lists opened and pressed, as codegen records it.
"""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from bench import journey
from bench import journey_v2 as v2


def file_birth(browser: Browser, address: str, child: str) -> str:
    """Files one birth and returns its number."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    page = context.new_page()
    try:
        sign_in(page, address)
        open_form(page, address)
        fill_form(page, child)
        attach(page)
        number = submit(page, address)
        fetch_receipt(page, address, number)
        return number
    finally:
        context.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}{v2.PREFIX}/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(journey.USERNAME)
    page.get_by_label("Mật khẩu").fill(journey.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()


def open_form(page: Page, address: str) -> None:
    page.goto(f"{address}{v2.PREFIX}/thu-tuc/{journey.PROCEDURE}")
    page.get_by_label("Phường/Xã").select_option(label=v2.WARD)
    page.get_by_role("button", name="Nộp trực tuyến").click()
    page.get_by_role("button", name="Đồng ý và tiếp tục").click()
    expect(page.get_by_role("heading", name=v2.FORM, exact=True)).to_be_visible()


def fill_form(page: Page, child: str) -> None:
    press(Boxes(page), v2.DRIVER)
    for heading in journey.PARENTS:
        page.get_by_text(heading, exact=True).wait_for()
    boxes = Boxes(page)
    for label, text in {**v2.texts(child), **v2.details()}.items():
        boxes[label].locator("input:visible, textarea:visible").first.fill(text)
    for label, choice in v2.SELECTS.items():
        pick(boxes[label], choice)
    press(boxes, v2.RADIOS)
    for label, name in v2.addresses():
        pick(boxes[label], name)
    for label, day in v2.DATES.items():
        box = boxes[label].locator("input:visible")
        box.fill(day)
        box.press("Tab")
    boxes[journey.PLEDGE].locator("input").check()
    page.get_by_role("button", name="Tiếp tục").click()


class Boxes:
    """The form's components by what is asked."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._selectors: dict[str, str] = page.evaluate(v2.LABELS)

    def __getitem__(self, label: str) -> Locator:
        return self._page.locator(self._selectors[label.lower()])


def press(boxes: Boxes, choices: dict[str, str]) -> None:
    for label, choice in choices.items():
        boxes[label].get_by_label(choice, exact=True).check()


def pick(box: Locator, choice: str) -> None:
    box.locator(".choices").click()
    listed = box.locator(".choices__list--dropdown .choices__item--choice")
    listed.filter(has_text=re.compile(f"^{re.escape(choice)}$")).click()


def attach(page: Page) -> None:
    expect(page.get_by_role("heading", name=v2.PAPERS, exact=True)).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_text(journey.PAPER_ROW))
    row.locator("input[type=file]").set_input_files(journey.PAPER)
    expect(row.get_by_text(journey.PAPER.name)).to_be_visible()
    page.get_by_role("button", name="Tiếp tục").click()


def submit(page: Page, address: str) -> str:
    expect(page.get_by_role("heading", name=v2.LAST, exact=True)).to_be_visible()
    picture = page.locator("#captchaImage").get_attribute("src") or ""
    page.locator("[name=maXacNhan]").fill(journey.captcha(address, picture))
    page.get_by_label(journey.RESPONSIBILITY).check()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_role("heading", name=v2.FILED)).to_be_visible()
    return page.locator("#soHoSo").inner_text()


def fetch_receipt(page: Page, address: str, number: str) -> None:
    page.goto(f"{address}{v2.PREFIX}/ca-nhan/ho-so/{number}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải giấy tiếp nhận").click()
    download.value.path()
