"""A person's way through the national portal, in a browser, on the real SurveyJS."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from mock_portal.libraries import NATIONAL
from tests.portal.conftest import PDF, Mock
from tests.portal.national.conftest import BIRTH, PHU_YEN, Caller

PAPER: FilePayload = {"name": "x" * 60 + ".pdf", "mimeType": "application/pdf", "buffer": PDF}
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

    def pick(self, name: str, text: str) -> None:
        box = self.at(name).locator(".sd-dropdown")
        box.scroll_into_view_if_needed()
        # SurveyJS closes its list when the page is scrolled, of which it is told a frame later.
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        box.click()
        self.page.locator(".sv-list__item:visible").get_by_text(text, exact=True).click()
        expect(self.at(name).locator(".sd-dropdown")).to_contain_text(text)

    def value(self, name: str) -> object:
        return self.page.evaluate(f"bieuMau.getValue('{self.names.of[name]}')")


def toast(page: Page, text: str) -> Locator:
    return page.locator(".Toastify__toast[role=alert]").filter(has_text=text)


def test_a_birth_by_hand_from_the_picker_to_the_code(
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
    form.type("citizenNgaythangnamsinh_NgdcKS", "21/11/2026")
    form.pick("citizenGioitinh_NgdcKS", "Nữ")
    form.pick("citizenQuoctich_NgdcKS", "Việt Nam")
    form.pick("citizenDanToc_NgdcKS", "Ba na")
    form.pick("citizenLoaiDangKy", "Đăng ký đúng hạn")
    form.pick("citizenLoaikhaisinh_NgdcKS", "Chưa xác định được cha")
    for place in ("citizenNoisinhnks", "citizenQuequannks"):
        form.press(place, "Trong nước")
        form.pick(f"{place}_TinhThanh", "Tỉnh Đắk Lắk")
        form.pick(f"{place}_PhuongXa", "Phường Phú Yên")
    form.pick("citizenDanToc_me", "Tày")
    form.type("citizenNDK_HoVaTen", "Trần Thị Mẫu")
    form.type("citizenNDK_SoDinhDanh", "054192000102")
    form.type("citizenNDK_NgaySinh", "08/07/1992")
    # What the population base says overwrites what was chosen, and closes it.
    expect(form.at("citizenDanToc_me").locator(".sd-dropdown")).to_contain_text("Kinh")
    assert page.evaluate(f"bieuMau.getQuestionByName('{form.names.of['citizenDanToc_me']}')"
                         ".isReadOnly")  # fmt: skip
    expect(form.at("citizenMeNoicutru_PhuongXa")).to_contain_text("Phường Phú Yên")
    form.type("citizenSoluongbansao", "0")
    # Another province empties the ward.
    form.pick("citizenQuequannks_TinhThanh", "Thành phố Huế")
    assert form.value("citizenQuequannks_PhuongXa") is None
    form.pick("citizenQuequannks_PhuongXa", "Xã Thử Nghiệm")

    with page.expect_file_chooser() as chosen:
        page.get_by_title("Tải lên file").first.click()
    chosen.value.set_files([PAPER])
    expect(page.locator(".file-name")).to_have_text("x" * 50 + "…")
    page.get_by_role("button", name="Lưu và nộp hồ sơ").click()
    expect(toast(page, "thành công").last).to_be_visible()
    expect(page.get_by_role("heading", name="Nộp hồ sơ thành công")).to_be_visible()
    [stored] = national.api("/submissions")
    assert stored["number"] == page.locator("#maHoSo").inner_text()
    assert stored["agency"] == PHU_YEN.name
    fields = stored["fields"]
    assert fields["Người được khai sinh / Ngày, tháng, năm sinh"] == "21/11/2026"
    assert fields["Người được khai sinh / Quê quán / Tỉnh/Thành phố"] == "Thành phố Huế"
    assert fields["Thông tin về người mẹ / Dân tộc"] == "Kinh"
    assert fields["Thông tin về người mẹ / Nơi cư trú / Quốc gia"] == "Việt Nam"
    assert not any("người cha" in key for key in fields)
    assert [one["file_name"] for one in stored["papers"]] == [PAPER["name"]]
    assert national.api(f"/vneid/{id_}")["person"] == ["scan", "otp", "consent", "passcode"]
