"""The pages after the form in a browser: from the papers to the record, on a phone too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, Page, expect

from .conftest import COPY, FORMS, ONLINE, PDF, PREFIX, Citizen, Mock, control, paper_row, sign_in

pytestmark = pytest.mark.browser

PAPER: FilePayload = {"name": "giấy.pdf", "mimeType": "application/pdf", "buffer": PDF}
SECOND: FilePayload = {"name": "hai.pdf", "mimeType": "application/pdf", "buffer": PDF}
At = Callable[..., Page]


@pytest.fixture
def at(page: Page, citizens: Callable[..., Citizen]) -> At:
    """A signed-in page at one step of a dossier that is filled up to there."""

    def open_step(mock: Mock, step: str, code: str = "2.000815") -> Page:
        citizen = citizens(mock)
        citizen.to_review(code)
        sign_in(page, mock)
        page.goto(f"{mock.url}{ONLINE}/{step}?sid={citizen.sid}")
        return page

    return open_step


def answer_dialogs(page: Page, yes: Iterable[bool] = ()) -> list[str]:
    """Answers each dialog, with yes when told nothing; what they said or are."""
    answers, said = iter(yes), list[str]()

    def answer(dialog: Dialog) -> None:
        said.append(dialog.message or dialog.type)
        if next(answers, True):
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    return said


def captcha_text(mock: Mock, page: Page) -> str:
    source = page.locator("#captchaImage").get_attribute("src") or ""
    return str(mock.api(f"/captcha/{source.rsplit('/', 1)[1].removesuffix('.png')}")["text"])


def test_a_file_is_on_the_row_only_when_the_server_has_it(mock: Mock, at: At) -> None:
    page = at(mock, "thanh-phan-ho-so")
    row = paper_row(page, "original_document")
    row.locator("input[type=file]").set_input_files([PAPER, SECOND])
    expect(row.locator(".file-name")).to_have_text(["giấy.pdf", "hai.pdf"])
    expect(row.locator("li").first).to_have_attribute("data-size", str(len(PDF)))
    row.locator("li").first.get_by_role("button", name="Xóa").click()
    expect(row.locator(".file-name")).to_have_text(["hai.pdf"])
    page.reload()
    expect(row.locator(".file-name")).to_have_text(["hai.pdf"])


def test_a_refused_file_shows_only_in_the_toast(mock: Mock, at: At) -> None:
    page = at(mock, "thanh-phan-ho-so")
    row = paper_row(page, "original_document")
    row.locator("input[type=file]").set_input_files({**PAPER, "buffer": b"not a pdf"})
    expect(page.locator(".toast")).to_have_text("Vui lòng chọn tệp đúng định dạng!")
    expect(row.locator(".file-name")).to_have_count(0)


@pytest.mark.parametrize(
    ("fault", "words"),
    [("upload_500", "Upload thất bại (File Service): Upload failed: 500"), ("upload_silent", None)],
)
def test_an_upload_may_fail_loudly_or_in_silence(
    mock: Mock, at: At, fault: str, words: str | None
) -> None:
    page = at(mock, "thanh-phan-ho-so")
    mock.api("/faults", {"name": fault})
    with page.expect_response("**/taiTep"):
        page.locator("input[type=file]").first.set_input_files(PAPER)
    toast = page.locator(".toast")
    expect(toast).to_have_text(words) if words else expect(toast).to_have_count(0)
    expect(page.locator(".file-name")).to_have_count(0)


def test_group_headers_take_no_file(mock: Mock, at: At) -> None:
    page = at(mock, "thanh-phan-ho-so", "1.001193")
    headers = page.locator("tr.group-row")
    expect(headers).to_have_count(2)
    expect(headers.locator("input")).to_have_count(0)
    expect(page.locator(".badge.required")).to_have_count(2)


def test_other_papers_are_added_with_plus(mock: Mock, at: At) -> None:
    page = at(mock, "thanh-phan-ho-so")
    page.get_by_role("button", name="Thêm giấy tờ khác").click()
    row = page.locator(".other-row")
    row.get_by_label("Tên giấy tờ").fill("Sơ yếu lý lịch")
    row.locator("input[type=file]").set_input_files(PAPER)
    expect(row.locator(".file-name")).to_have_text("giấy.pdf")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.locator("h1")).to_have_text("Lệ phí và hình thức nhận kết quả")


def test_the_way_of_return_opens_a_postal_block(mock: Mock, at: At) -> None:
    page = at(mock, "nhap-le-phi-ho-so", "1.004873")
    expect(page.locator(".cc-select-option")).to_have_count(0)
    expect(page.get_by_label("Họ và tên người nhận")).to_have_count(0)
    page.locator(".cc-select-selector").click()
    expect(page.locator(".cc-select-option")).to_have_count(3)
    page.get_by_text("Trả kết quả qua đường bưu điện").click()
    expect(page.locator(".cc-select-option")).to_have_count(0)
    expect(control(page, "tenNguoiNhan")).to_be_visible()
    control(page, "diaChiNhanKetQua_province").select_option(label="Tỉnh Phú Yên")
    expect(control(page, "diaChiNhanKetQua_district")).to_be_enabled()
    expect(page.locator("#bangLePhi")).to_contain_text("Cước phí bưu chính")


def test_the_button_waits_for_the_fee(real_mock: Mock, at: At) -> None:
    page = at(real_mock, "nhap-le-phi-ho-so", "1.004873")
    button = page.get_by_role("button", name="Đồng ý và tiếp tục")
    expect(button).to_be_enabled()
    page.locator(".cc-select-selector").click()
    page.get_by_text("Trả kết quả qua đường bưu điện").click()
    assert button.is_disabled()
    expect(page.locator("#bangLePhi")).to_contain_text("Cước phí bưu chính")
    expect(button).to_be_enabled()


def test_the_review_page_shows_the_forms_shut(mock: Mock, at: At) -> None:
    page = at(mock, "kiem-tra-ho-so")
    name = page.locator(".reviewed").locator(control(page, "requester_full_name"))
    expect(name).to_have_value(COPY["requester_full_name"])
    expect(name).to_be_disabled()
    expect(page.locator(".reviewed .grid td input").first).to_have_value("Bằng tốt nghiệp")
    assert page.locator(".reviewed").locator("input:enabled, select:enabled").count() == 0


def test_submit_is_closed_until_the_box_is_ticked(mock: Mock, at: At) -> None:
    page = at(mock, "kiem-tra-ho-so")
    button = page.get_by_role("button", name="Nộp hồ sơ")
    expect(button).to_be_disabled()
    page.get_by_label("Tôi xin chịu trách nhiệm trước pháp luật về lời khai trên").check()
    expect(button).to_be_enabled()


def test_submit_stays_closed_without_scripts(mock: Mock, browser: Browser, at: At) -> None:
    page = at(mock, "kiem-tra-ho-so")
    address, cookies = page.url, page.context.storage_state()
    with browser.new_context(java_script_enabled=False, storage_state=cookies) as context:
        bare = context.new_page()
        bare.goto(address)
        control(bare, "chiuTrachNhiem").check()
        expect(bare.locator("#btn-apply")).to_be_disabled()


def test_a_wrong_captcha_brings_a_new_one_and_keeps_the_page(mock: Mock, at: At) -> None:
    page = at(mock, "kiem-tra-ho-so")
    before = page.locator("#captchaImage").get_attribute("src")
    control(page, "chiuTrachNhiem").check()
    page.get_by_label("Mã xác nhận", exact=False).first.fill("SAI")
    page.locator("#btn-apply").click()
    expect(page.locator(".toast")).to_have_text("Mã xác nhận không đúng")
    expect(page.locator("#captchaImage")).not_to_have_attribute("src", before or "")
    expect(page.locator("#maXacNhan")).to_have_value("")
    expect(control(page, "chiuTrachNhiem")).to_be_checked()
    second = page.locator("#captchaImage").get_attribute("src")
    page.get_by_role("button", name="Đổi mã xác nhận khác").click()
    expect(page.locator("#captchaImage")).not_to_have_attribute("src", second or "")
    assert mock.api("/requests?commit=1") == []


def test_a_dossier_goes_from_review_to_its_record(real_mock: Mock, at: At) -> None:
    page = at(real_mock, "kiem-tra-ho-so", "1.004873")
    dialogs = answer_dialogs(page)
    page.locator("#maXacNhan").fill(captcha_text(real_mock, page))
    control(page, "chiuTrachNhiem").check()
    page.locator("#btn-apply").click()
    expect(page.locator("h1")).to_have_text("Nộp hồ sơ thành công")
    assert dialogs == []
    number = page.locator("#soHoSo").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải giấy tiếp nhận").click()
    assert number in Path(download.value.path()).read_text("utf-8")
    page.get_by_role("link", name="Chi tiết hồ sơ").click()
    expect(page.locator(".record-head dd").first).to_have_text(number)
    page.get_by_role("link", name="Thanh toán trực tuyến").click()
    page.get_by_role("button", name="Thanh toán").click()
    expect(page.locator("#tinhTrang")).to_have_text("Đã thanh toán")
    expect(page.get_by_role("link", name="Tải biên lai")).to_be_visible()


def press_submit(mock: Mock, page: Page) -> None:
    page.locator("#maXacNhan").fill(captcha_text(mock, page))
    control(page, "chiuTrachNhiem").check()


def test_pressing_twice_files_twice(mock: Mock, at: At) -> None:
    """The second press comes while the first one's answer is still on its way."""
    page = at(mock, "kiem-tra-ho-so")
    mock.api("/faults", {"name": "commit_delay", "arg": "1"})
    press_submit(mock, page)
    page.locator("#btn-apply").scroll_into_view_if_needed()
    box = page.locator("#btn-apply").bounding_box()
    assert box is not None
    for _ in range(2):
        # The mouse itself: a locator would wait for the page that is on its way.
        with page.expect_request("**/nopHoSo"):
            page.mouse.click(box["x"] + 5, box["y"] + 5)
    expect(page.locator("h1")).to_have_text("Nộp hồ sơ thành công")
    assert len(mock.api("/submissions")) == 2


def test_a_browser_repeats_a_post_by_itself_when_a_kept_alive_connection_is_cut(
    mock: Mock, at: At
) -> None:
    """Chromium takes the cut for a stale connection and sends again: filed twice, in one click."""
    page = at(mock, "kiem-tra-ho-so")
    mock.api("/faults", {"name": "commit_then_drop", "times": 1})
    press_submit(mock, page)
    page.locator("#btn-apply").click()
    expect(page.locator("h1")).to_have_text("Nộp hồ sơ thành công")
    assert len(mock.api("/submissions")) == 2
    assert len(mock.api("/requests?commit=1")) == 2


def test_leaving_the_review_page_is_asked_about_but_not_by_its_own_buttons(
    mock: Mock, at: At
) -> None:
    page = at(mock, "kiem-tra-ho-so")
    asked = answer_dialogs(page)
    page.locator("#maXacNhan").fill("A")
    page.reload()
    assert asked == ["beforeunload"]
    page.locator("#maXacNhan").fill("A")
    page.get_by_role("button", name="Lưu hồ sơ").click()
    expect(page.locator("h1")).to_have_text("Quản lý hồ sơ")
    assert asked == ["beforeunload"]


def test_cancelling_asks_first(mock: Mock, at: At) -> None:
    page = at(mock, "kiem-tra-ho-so")
    said = answer_dialogs(page, yes=[False, True])
    page.get_by_role("button", name="Hủy hồ sơ").click()
    expect(page.locator("h1")).to_have_text("Kiểm tra hồ sơ")
    page.get_by_role("button", name="Hủy hồ sơ").click()
    expect(page.locator("h1")).to_have_text("Quản lý hồ sơ")
    assert said == ["Có chắc bạn muốn hủy hồ sơ này?"] * 2
    expect(page.locator(".drafts")).to_have_count(0)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context.new_page()


def test_no_page_scrolls_sideways_on_a_phone(mock: Mock, citizen: Citizen, phone: Page) -> None:
    sign_in(phone, mock)
    number = citizen.file("1.004873")
    paths = ["/", f"{PREFIX}/thu-tuc", f"{PREFIX}/dang-ky", f"{PREFIX}/ca-nhan/quan-ly-ho-so"]
    paths += [f"{PREFIX}/ca-nhan/quan-ly-ho-so?tab=thanh-toan", f"{PREFIX}/ca-nhan/ho-so/{number}"]
    paths += [f"{PREFIX}/ca-nhan/thanh-toan/{number}", f"{ONLINE}/ket-qua?soHoSo={number}"]
    for code in FORMS:
        citizen.to_review(code)
        paths += [f"{PREFIX}/thu-tuc/{code}", f"{ONLINE}/chon-co-quan?maThuTuc={code}"]
        steps = ("nhap-thong-tin-ho-so", "thanh-phan-ho-so", "nhap-le-phi-ho-so", "kiem-tra-ho-so")
        paths += [f"{ONLINE}/{step}?sid={citizen.sid}" for step in steps]
    for path in paths:
        phone.goto(mock.url + path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, path
        copies = phone.locator(".wide-copy [name]").count()
        assert (copies > 0) is ("nhap-thong-tin-ho-so" in path)
        expect(phone.locator("h1:visible")).to_have_count(1)
        assert "THỬ NGHIỆM" in phone.locator(".ribbon").inner_text()
