"""The faults that a page's own scripts carry out, in a browser; and uploads as a row shows them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from .conftest import ONLINE, PDF, Citizen, Mock, control, paper_row, shown, sign_in

pytestmark = pytest.mark.browser

NAME = "giay-chung-sinh.pdf"
PAPER: FilePayload = {"name": NAME, "mimeType": "application/pdf", "buffer": PDF}
# Scripts come so late that a busy machine still sees the button closed; then they come.
LONG_MS = 30_000
AtStep = Callable[..., Page]


@pytest.fixture
def at(page: Page, mock: Mock, citizen: Citizen) -> AtStep:
    """A signed-in page at one step of a dossier that is filled up to there, then the fault."""

    def open_step(step: str, fault: str, arg: str | None = None, code: str = "1.001193") -> Page:
        citizen.to_review(code)
        sign_in(page, mock)
        mock.fault(fault, arg)
        page.goto(f"{mock.url}{ONLINE}/{step}?sid={citizen.sid}")
        return page

    return open_step


def now(page: Page) -> float:
    return float(page.evaluate("performance.now()"))


def test_a_name_may_come_up_late(mock: Mock, at: AtStep, citizen: Citizen) -> None:
    page = at("thanh-phan-ho-so", "upload_late", "1.5", "2.000815")
    row = paper_row(page, "original_document")
    row.locator("input[type=file]").set_input_files(PAPER)
    expect(page.locator(".toast")).to_have_text("Tải tệp lên thành công")
    shown = now(page)
    expect(row.locator(".file-name")).to_have_count(0)
    assert NAME in citizen.page("thanh-phan-ho-so")
    expect(row.locator(".file-name")).to_have_text([NAME])
    assert now(page) - shown > 500


def test_a_row_may_print_a_shortened_name(mock: Mock, at: AtStep, citizen: Citizen) -> None:
    page = at("thanh-phan-ho-so", "upload_name_cut", code="2.000815")
    row = paper_row(page, "original_document")
    row.locator("input[type=file]").set_input_files(PAPER)
    expect(row.locator(".file-name")).to_have_text(["giay-chu…"])
    page.reload()
    expect(row.locator(".file-name")).to_have_text(["giay-chu…"])
    citizen.answer_captcha()
    citizen.commit()
    [paper] = mock.api("/submissions")[0]["papers"]
    assert paper["file_name"] == NAME


def test_half_a_file_is_called_a_success(at: AtStep) -> None:
    page = at("thanh-phan-ho-so", "upload_half", code="2.000815")
    row = paper_row(page, "original_document")
    row.locator("input[type=file]").set_input_files(PAPER)
    expect(row.locator(".file-name")).to_have_text([NAME])
    expect(row.locator("li")).to_have_attribute("data-size", str(len(PDF) // 2))


def test_a_list_may_come_again_and_clear_the_commune(at: AtStep) -> None:
    page = at("nhap-thong-tin-ho-so", "cascade_reload")
    commune = control(page, "ChuHoSo_diaChi_commune")
    commune.select_option(label="Phường Hòa Vinh")
    expect(commune).to_have_value("")
    expect(commune).to_be_enabled()
    commune.select_option(label="Phường Hòa Vinh")
    control(page, "ChuHoSo_diDong").fill("0905000102")
    page.evaluate("() => new Promise((done) => setTimeout(done, 600))")
    expect(commune.locator("option:checked")).to_have_text("Phường Hòa Vinh")


def test_a_block_may_be_wiped_late(at: AtStep) -> None:
    page = at("nhap-thong-tin-ho-so", "driver_wipe_late", "0.8")
    control(page, "parents_declared", "both").check()
    chosen = now(page)
    block = control(page, "mother_full_name")
    expect(block).to_have_count(0)
    expect(block).to_have_count(1)
    assert now(page) - chosen > 400
    block.fill("Trần Thị Mẫu")
    control(page, "parents_declared", "mother_only").check()
    expect(block).to_have_value("Trần Thị Mẫu")
    expect(block).to_have_value("")


def test_the_forms_nodes_may_be_swapped_once(at: AtStep) -> None:
    page = at("nhap-thong-tin-ho-so", "rerender")
    phone, name = control(page, "ChuHoSo_diDong"), control(page, "child_full_name")
    held = phone.element_handle()
    handle = name.element_handle()
    assert held is not None
    assert handle is not None
    phone.fill("0905000103")
    name.focus()
    page.wait_for_function("e => !e.isConnected", arg=handle)
    assert not held.evaluate("e => e.isConnected")
    expect(phone).to_have_value("0905000103")
    expect(name).to_have_value("Nguyễn Thử Bé")
    expect(control(page, "child_gender", "nu")).to_be_checked()
    commune = control(page, "ChuHoSo_diaChi_commune")
    expect(commune.locator("option:checked")).to_have_text("Xã Hòa Thành")
    date = shown(page, "child_birth_date")
    date.press("End")
    date.press("Backspace")
    date.press_sequentially("1")
    date.blur()
    expect(date).to_have_value("10/01/2021")
    control(page, "copy_request", "yes").check()
    expect(control(page, "copy_quantity")).to_be_visible()


def test_a_swapped_form_is_sent_whole(at: AtStep) -> None:
    page = at("nhap-thong-tin-ho-so", "rerender")
    held = control(page, "child_full_name").element_handle()
    control(page, "ChuHoSo_diaChi_district").select_option(label="Thành phố Tuy Hòa")
    page.wait_for_function("e => !e.isConnected", arg=held)
    commune = control(page, "ChuHoSo_diaChi_commune")
    expect(commune).to_be_enabled()
    commune.select_option(label="Phường 1")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator("h1")).to_have_text("Thành phần hồ sơ")


@pytest.mark.parametrize("step", ["nhap-thong-tin-ho-so", "thanh-phan-ho-so", "nhap-le-phi-ho-so"])
def test_buttons_may_stay_closed_until_the_scripts_come(at: AtStep, step: str) -> None:
    page = at(step, "late_scripts", "4")
    button = page.locator("#btn-next")
    expect(button).to_be_disabled()
    closed = now(page)
    expect(button).to_be_enabled(timeout=LONG_MS)
    assert now(page) >= closed
    assert now(page) > 4000


def test_the_submit_button_waits_for_scripts_and_box(at: AtStep) -> None:
    page = at("kiem-tra-ho-so", "late_scripts", "4")
    page.get_by_label("Tôi xin chịu trách nhiệm").check()
    expect(page.locator("#btn-apply")).to_be_disabled()
    expect(page.locator("#btn-apply")).to_be_enabled(timeout=LONG_MS)
    assert now(page) > 4000
    page.get_by_label("Tôi xin chịu trách nhiệm").uncheck()
    expect(page.locator("#btn-apply")).to_be_disabled()
    page.on("dialog", lambda dialog: dialog.accept())


def test_a_message_may_vanish_at_once(at: AtStep, mock: Mock) -> None:
    page = at("thanh-phan-ho-so", "toast_short", "0.2", "2.000815")
    stays = """() => new Promise((done) => {
      let came = 0;
      new MutationObserver(() => {
        const there = document.querySelector('.toast');
        if (there && !came) came = performance.now();
        if (!there && came) done(performance.now() - came);
      }).observe(document.getElementById('toasts'), { childList: true });
      const box = document.querySelector('.file-input'), files = new DataTransfer();
      files.items.add(new File(['x'], 'x.exe'));
      box.files = files.files;
      box.dispatchEvent(new Event('change', { bubbles: true }));
    })"""
    short = page.evaluate(stays)
    mock.api("/faults", method="DELETE")
    page.reload()
    assert short < 2000 < page.evaluate(stays)


def test_a_page_may_freeze(at: AtStep, page: Page) -> None:
    page.add_init_script(
        "let last = performance.now(); window.longest = 0; setInterval(() => {"
        " const now = performance.now(); window.longest = Math.max(window.longest, now - last);"
        " last = now; }, 20);"
    )
    at("nhap-thong-tin-ho-so", "page_frozen", "0.9")
    page.wait_for_function("window.longest >= 900")
    control(page, "ChuHoSo_diDong").focus()


def test_a_slow_list_belongs_to_the_page_that_asks(mock: Mock, page: Page) -> None:
    mock.fault("cascade_empty_once", step="form")
    sign_in(page, mock)
    page.goto(f"{mock.url}{ONLINE}/chon-co-quan?maThuTuc=1.001193")
    page.get_by_label("Quận/Huyện").select_option(label="Thị xã Đông Hòa")
    page.get_by_label("Phường/Xã").select_option(label="Xã Hòa Thành")
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.locator("h1")).to_have_text("Nhập thông tin hồ sơ")
    control(page, "ChuHoSo_diaChi_province").select_option(label="Tỉnh Phú Yên")
    district = control(page, "ChuHoSo_diaChi_district")
    expect(district).to_be_enabled()
    expect(district.locator("option")).to_have_count(1)


def test_a_session_lost_in_an_upload_sends_to_sign_in(at: AtStep) -> None:
    page = at("thanh-phan-ho-so", "session_expires", "upload", "2.000815")
    page.locator("input[type=file]").first.set_input_files(PAPER)
    expect(page.locator("h1")).to_have_text("Đăng nhập")
    expect(page.locator(".toast")).to_have_text("Phiên làm việc đã hết hạn, vui lòng đăng nhập lại")


def test_a_stale_token_shows_as_a_message_on_the_row(at: AtStep) -> None:
    page = at("thanh-phan-ho-so", "stale_csrf", "upload", "2.000815")
    page.locator("input[type=file]").first.set_input_files(PAPER)
    expect(page.locator(".toast")).to_have_text(
        "Phiên giao dịch không hợp lệ, vui lòng tải lại trang"
    )
    expect(page.locator(".file-name")).to_have_count(0)
