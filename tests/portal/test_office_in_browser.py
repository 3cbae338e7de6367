"""The office's pages, and the citizen's after the filing, in a browser and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from .conftest import PDF, PREFIX, Citizen, Mock, sign_in
from .desks import DESK

pytestmark = pytest.mark.browser

NOON = "2026-12-04T10:00:00+07:00"
PAPER: FilePayload = {"name": "giấy.pdf", "mimeType": "application/pdf", "buffer": PDF}
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def number(mock: Mock, citizens: Callable[..., Citizen]) -> str:
    """A dossier that was filed on a Friday that stands still."""
    mock.api("/clock", {"now": NOON, "ticking": False})
    return citizens(mock).file("1.004873")


def as_officer(page: Page, mock: Mock, username: str) -> None:
    page.goto(f"{mock.url}{DESK}")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill("Mat-khau-123")
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator("#officer_name").wait_for()


def test_an_officer_asks_and_the_citizen_answers(mock: Mock, page: Page, number: str) -> None:
    as_officer(page, mock, "motcua")
    page.get_by_role("link", name=number).click()
    form = page.get_by_role("form", name="Yêu cầu bổ sung")
    form.get_by_label("Lý do phải bổ sung").fill("Bản quét mờ")
    form.get_by_label("Giấy tờ cần bổ sung").fill("Giấy chứng sinh\nSổ hộ khẩu")
    expect(form.get_by_label("Hạn của công dân")).to_have_value("18/12/2026")
    form.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_text("Yêu cầu bổ sung: đã ghi nhận")
    sign_in(page, mock)
    page.goto(f"{mock.url}{PREFIX}/ca-nhan/ho-so/{number}")
    page.get_by_role("link", name="Bổ sung hồ sơ").click()
    page.get_by_label("Sổ hộ khẩu").set_input_files([PAPER])
    page.get_by_role("button", name="Gửi bổ sung").click()
    expect(page.get_by_role("alert")).to_have_text("Đã gửi bổ sung hồ sơ")
    expect(page.locator(".supplement .file-name")).to_have_text("giấy.pdf")
    (stored,) = mock.api("/submissions")
    assert [paper["row"] for paper in stored["supplements"][0]["papers"]] == ["Sổ hộ khẩu"]


def test_a_unit_is_chosen_and_a_result_is_downloaded(mock: Mock, page: Page, number: str) -> None:
    mock.api(f"/officer/{number}", {"action": "receive"})
    as_officer(page, mock, "motcua")
    page.goto(f"{mock.url}{DESK}/ho-so/{number}")
    unit = page.get_by_label("Bộ phận xử lý")
    expect(unit.locator("option:checked")).to_have_text("Tư pháp - Hộ tịch")
    unit.select_option(label="Văn hóa - Xã hội")
    page.get_by_role("button", name="Chuyển xử lý").click()
    expect(page.get_by_text("Chuyển tới bộ phận Văn hóa - Xã hội")).to_be_visible()
    mock.api(f"/officer/{number}", {"action": "resolve", "note": "Đủ điều kiện"})
    sign_in(page, mock)
    page.goto(f"{mock.url}{PREFIX}/ca-nhan/ho-so/{number}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải kết quả").click()
    assert download.value.suggested_filename == f"ket-qua-{number}.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")


def test_on_a_phone_nothing_stands_beside_the_page(mock: Mock, page: Page, number: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    mock.api(f"/officer/{number}", {"action": "request_supplement", "note": "Mờ"})
    as_officer(page, mock, "motcua")
    for path in (f"{DESK}?muc=tat-ca", f"{DESK}/ho-so/{number}"):
        page.goto(f"{mock.url}{path}")
        assert page.evaluate(WIDE) <= 0, path
    sign_in(page, mock)
    own = f"{PREFIX}/ca-nhan/ho-so/{number}"
    for path in (own, f"{own}/bo-sung", f"{own}/rut"):
        page.goto(f"{mock.url}{path}")
        assert page.evaluate(WIDE) <= 0, path
