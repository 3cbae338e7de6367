"""The journey on the national portal, as somebody writes it by hand with Playwright.

SurveyJS's boxes are filled one at a time, its lists opened and pressed, as codegen records it.
"""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from bench import journey
from bench import journey_national as national


def file_birth(browser: Browser, address: str, child: str) -> str:
    """Files one birth and returns its number."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    page = context.new_page()
    try:
        sign_in(page, address)
        open_form(page, address)
        fill_form(page, child)
        attach(page)
        number = submit(page)
        fetch_receipt(page, address, number)
        return number
    finally:
        context.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Đăng nhập").click()
    modal = page.locator(".vneid-modal")
    national.answer_vneid(address, modal.get_attribute("data-sign-in") or "")
    expect(modal).to_have_count(0)
    expect(page.locator("#account_name")).to_be_visible()


def open_form(page: Page, address: str) -> None:
    page.goto(f"{address}{national.SEARCH}")
    for name in (national.PROVINCE, national.WARD):
        page.locator(".combo button[aria-haspopup=listbox]").first.click()
        page.locator(".list-panel input").fill(name)
        page.locator(".list-panel li").get_by_text(name, exact=True).click()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    card = page.locator(".agency-card").filter(has_text=national.AGENCY)
    card.get_by_role("button", name="Nộp trực tuyến").click()
    expect(question(page, national.DRIVER[0])).to_be_visible()


def question(page: Page, name: str) -> Locator:
    return page.locator(f'#bieuMau [data-name^="{name}__"]')


def fill_form(page: Page, child: str) -> None:
    pick(page, *national.DRIVER)
    for person, locked in zip(national.PEOPLE, national.LOCKED, strict=True):
        *typed, issued = person.items()
        for name, text in typed:
            question(page, name).locator("input").fill(text)
        fill_date(page, *issued)
        expect(question(page, locked).locator("input")).to_have_value(journey.ID_ISSUER)
    for name, choice in national.RADIOS.items():
        question(page, name).get_by_text(choice, exact=True).click()
    for name, choice in national.SELECTS.items():
        pick(page, name, choice)
    for cluster in national.ADDRESSES:
        pick(page, f"{cluster}_TinhThanh", national.PROVINCE)
        pick(page, f"{cluster}_PhuongXa", national.WARD)
    for name, day in national.DATES.items():
        fill_date(page, name, day)
    for name, text in national.texts(child).items():
        question(page, name).locator("input").fill(text)
    page.keyboard.press("Tab")


def fill_date(page: Page, name: str, day: str) -> None:
    box = question(page, name).locator("input:visible")
    box.fill(day)
    box.press("Enter")


def pick(page: Page, name: str, choice: str) -> None:
    question(page, name).locator(".sd-dropdown").click()
    page.keyboard.insert_text(choice)
    page.locator(".sv-list__item:visible").get_by_text(choice, exact=True).click()


def attach(page: Page) -> None:
    row = page.get_by_role("row").filter(has=page.get_by_text(national.PAPER_ROW, exact=True))
    with page.expect_file_chooser() as chooser:
        row.get_by_title("Tải lên file").click()
    chooser.value.set_files(journey.PAPER)
    expect(row.get_by_text(journey.PAPER.name)).to_be_visible()


def submit(page: Page) -> str:
    page.get_by_role("button", name=national.FINAL, exact=True).click()
    page.wait_for_url(re.compile("ket-qua"))
    expect(page.get_by_role("heading", name=national.FILED)).to_be_visible()
    return page.locator("#maHoSo").inner_text()


def fetch_receipt(page: Page, address: str, number: str) -> None:
    page.goto(f"{address}{national.OWN}/{number}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải giấy tiếp nhận").click()
    download.value.path()
