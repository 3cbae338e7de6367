"""Takes the pictures of the portal's screens that leaflets show: `portal-bot guide --pictures`.

    python -m tools.take_guide_pictures build/guide-pictures

They are the mock's, with its invented citizen; the journey is the hand-written script's, so that
the screens are those that a person walks through. Each procedure has its own page and form.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect, sync_playwright

from bench import journey
from bench.peers.playwright_sync import file_birth as steps
from portal_bot import registry
from portal_bot.browser.find import find_browser
from tests.support.mock import running_mock

# Narrow, so that the words can still be read at the width of half a page; a leaflet shows a strip.
SIZE: ViewportSize = {"width": 800, "height": 900}
STRIP = 300
# The banner of every page says nothing of a step.
_TO_THE_TOP = "element => window.scrollTo(0, element.getBoundingClientRect().top + scrollY - 12)"
CHILD = "Nguyễn Thị Mẫu"


def main() -> None:
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    with running_mock("--pace", "instant") as mock, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**find_browser().launch_options())
        page = browser.new_context(locale="vi-VN", viewport=SIZE).new_page()
        walk(page, mock.address, into)
        for slug, flow in registry.flows().items():
            (into / slug).mkdir(exist_ok=True)
            open_form(page, mock.address, flow.code, into / slug)
        browser.close()


def walk(page: Page, address: str, into: Path) -> None:
    """One birth, with a picture of each of the screens that a leaflet tells of."""
    page.goto(f"{address}/dich-vu-cong/dang-nhap")
    take(page.get_by_role("heading", name="Đăng nhập"), into / "sign-in.png")
    steps.sign_in(page, address)
    open_form(page, address, journey.PROCEDURE, into)
    steps.fill_form(page, CHILD)
    take(page.get_by_role("heading", name="Giấy tờ kèm theo"), into / "papers.png")
    steps.attach(page)
    take(page.get_by_role("heading", name="hình thức nhận kết quả").last, into / "delivery.png")
    steps.choose_delivery(page)
    steps.submit(page, address)
    take(page.get_by_role("heading", name="Nộp hồ sơ thành công"), into / "receipt.png")


def open_form(page: Page, address: str, code: str, into: Path) -> None:
    """The procedure's own page, and its form."""
    page.goto(f"{address}/dich-vu-cong/thu-tuc/{code}")
    take(page.locator("h1"), into / "procedure.png")
    page.get_by_role("link", name="Nộp trực tuyến").click()
    for label, name in journey.address("").items():
        page.get_by_label(label).select_option(label=name)
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.get_by_role("heading", name="Nhập thông tin hồ sơ")).to_be_visible()
    take(page.locator("h2").nth(2), into / "declaration.png")


def take(heading: Locator, to: Path) -> None:
    """The strip that begins with a heading."""
    heading.wait_for()
    heading.evaluate(_TO_THE_TOP)
    top = heading.bounding_box()
    y = max(0.0, top["y"] - 12) if top else 0.0
    heading.page.screenshot(path=to, clip={"x": 0, "y": y, "width": SIZE["width"], "height": STRIP})


if __name__ == "__main__":
    main()
