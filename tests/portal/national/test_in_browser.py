"""A person's way through the national portal, in a browser, on the real SurveyJS."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from mock_portal.libraries import NATIONAL
from tests.portal.conftest import Mock
from tests.portal.national.conftest import BIRTH, Caller

pytestmark = pytest.mark.browser


class Survey:
    """The visible one of the two forms."""

    def __init__(self, page: Page, caller: Caller, code: str = BIRTH) -> None:
        self.page, self.names = page, caller.names(code)

    def at(self, name: str) -> Locator:
        return self.page.locator(f'#bieuMau [data-name="{self.names.of[name]}"]')

    def type(self, name: str, text: str) -> None:
        box = self.at(name).locator("input:visible")
        box.fill(text)
        box.blur()

    def press(self, name: str, text: str) -> None:
        self.at(name).get_by_text(text, exact=True).click()


def toast(page: Page, text: str) -> Locator:
    return page.locator(".Toastify__toast[role=alert]").filter(has_text=text)


def test_a_person_comes_from_the_picker_through_the_modals_into_the_form(
    page: Page, national: Mock, caller: Caller
) -> None:
    page.set_default_timeout(10_000)
    national.fault("return_to", "dossier")
    page.goto(f"{national.url}/thu-tuc-hanh-chinh/{caller.form().formality_id}")
    first, second = (page.locator(f".combo[data-level={one}]") for one in ("province", "ward"))
    for combo, typed, text in (
        (first, "đắk", "Tỉnh Đắk Lắk"), (second, "phú yên", "Phường Phú Yên"),
    ):  # fmt: skip
        combo.get_by_role("button").click()
        page.get_by_placeholder("Tìm kiếm").fill(typed)
        page.get_by_text(text, exact=True).dispatch_event("mousedown")
        expect(combo.locator("input")).to_have_value(text)
    page.get_by_role("button", name="Đồng ý").click()
    cards = page.locator(".agency-card")
    expect(cards).to_have_count(3)
    expect(cards.first).to_contain_text("Sở Tư pháp")
    cards.last.get_by_role("button", name="Nộp trực tuyến").click()
    modal = page.get_by_role("dialog")
    expect(modal).to_contain_text("quét mã QR")
    id_ = modal.get_attribute("data-sign-in")
    national.api(f"/vneid/{id_}", {"action": "scan", "username": "nguyenvanthu"})
    modal.get_by_label("Mã xác nhận").fill(national.api(f"/vneid/{id_}")["otp"])
    modal.get_by_role("button", name="Xác nhận").click()
    modal.get_by_role("checkbox").check()
    modal.get_by_role("button", name="Xác nhận chia sẻ").click()
    # Signed in by the header, and a modal over it.
    expect(page.locator("#account_name")).to_have_text("Nguyễn Văn Thử")
    modal.get_by_label("Passcode").fill(national.api(f"/vneid/{id_}")["passcode"])
    modal.get_by_role("button", name="Xác nhận").click()

    form = Survey(page, caller)
    expect(form.at("citizenName").locator("input")).to_have_value("Nguyễn Văn Thử")
    assert page.evaluate("Survey.Version") == NATIONAL.packages["survey-core"]
    assert page.locator(f'[data-name="{form.names.of["citizenName"]}"]').count() == 2
    page.get_by_role("button", name="Lưu và nộp hồ sơ").click()
    expect(toast(page, "Vui lòng chọn Quan hệ với người được khai sinh")).to_be_visible()
    form.press("citizenQuanhevoinguoiduockhaisinh", "Cha")
    form.type("citizenHoVaTen_NgdcKS", "Nguyễn Thử Bé")
