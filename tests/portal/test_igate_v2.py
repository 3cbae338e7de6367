"""The igate_v2 mock: one dossier by hand in the browser, the rest as its scripts send it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from mock_portal.libraries import PACKAGES
from mock_portal.procedures import procedures

from .conftest import BIRTH as FILLED
from .conftest import Mock, start_mock
from .v2 import BIRTH, PAPER, SECOND, Form, Scripts, sign_in, why_not


@pytest.fixture(scope="module")
def _v2() -> Iterator[Mock]:
    if reason := why_not():
        pytest.skip(reason)
    mock = start_mock("--pace", "instant", "--platform", "igate_v2")
    yield mock
    mock.stop()


@pytest.fixture
def v2(_v2: Mock) -> Mock:
    """The mock with a new world."""
    _v2.api("/reset", {})
    return _v2


@pytest.fixture
def scripts(v2: Mock) -> Iterator[Scripts]:
    one = Scripts(v2)
    yield one
    one.http.close()


VALUES = {
    "ownerFullname": "Nguyễn Văn Thử",
    "ownerBirthday": "13/02/1990",
    "ownerGender": "1",
    "ownerIdentityNumber": "054090000101",
    "ownerPhoneNumber": "0905000101",
    **{
        f"{key}_{level}": text
        for key in ("ownerAddress", "requester_residence", "child_native_place")
        for level, text in (("province", "66"), ("district", "22240"), ("detail", "Thôn Ví Dụ 1"))
    },
    **{
        key: text
        for key, text in FILLED.items()
        if not key.startswith(("CongDan", "ChuHoSo", "HoSoOnline"))
        and not key.endswith(("_province", "_district", "_commune", "_detail"))
    },
}


def begin(page: Page, mock: Mock, code: str = BIRTH) -> Form:
    """From the procedure's page into the open form."""
    page.goto(f"{mock.url}/vi/thu-tuc/{code}")
    page.get_by_label("Phường/Xã").select_option(label="Phường Phú Yên")
    page.get_by_role("button", name="Nộp trực tuyến").click()
    page.get_by_role("button", name="Đồng ý và tiếp tục").click()
    expect(page.get_by_role("heading", name="Thông tin hồ sơ")).to_be_visible()
    return Form(page, mock)


@pytest.mark.browser
def test_files_a_dossier_by_hand(page: Page, v2: Mock) -> None:
    page.set_default_timeout(15_000)
    sign_in(page, v2)
    form = begin(page, v2)
    assert page.evaluate("Formio.version") == PACKAGES["formiojs"]
    page.get_by_role("button", name="Người nộp là chủ hồ sơ").click()
    form.date("ownerBirthday", "13/02/1990")
    form.pick("ownerGender", "Nam")
    form.live_at("ownerAddress")
    form.type("requester_full_name", "Nguyễn Văn Thử")
    form.live_at("requester_residence")
    form.type("requester_id_number", "054090000101")
    form.date("requester_id_issue_date", "05/01/2020")
    form.pick("requester_relation_to_child", "Cha")
    form.type("child_full_name", "Nguyễn Thử Bé")
    form.date("child_birth_date", "10/01/2020")
    form.type("child_birth_date_in_words", "Ngày mười tháng một năm hai nghìn không trăm hai mươi")
    form.press("child_gender", "Nữ")
    form.pick("child_ethnicity", "Ba na")
    form.press("child_birth_place_kind", "Tại cơ sở y tế")
    form.type("child_birth_place", "Bệnh viện Ví Dụ")
    form.live_at("child_native_place", detail=False)
    form.press("parents_declared", "Chỉ mẹ (chưa xác định được cha)")
    form.type("mother_full_name", "Trần Thị Mẫu")
    form.type("mother_birth_year", "1992")
    form.live_at("mother_residence")
    form.at("declaration_confirmed").locator("input").check()
    page.get_by_role("button", name="Tiếp tục").click()

    expect(page.get_by_role("heading", name="Thành phần hồ sơ")).to_be_visible()
    row = page.locator("tr").filter(has_text="Giấy chứng sinh; không có thì")
    row.locator("input[type=file]").set_input_files([PAPER, SECOND])
    expect(row.locator(".file-name")).to_have_text(["giấy.pdf", "hai.pdf"])
    page.get_by_role("button", name="Tiếp tục").click()

    expect(page.get_by_role("heading", name="Phí, lệ phí và")).to_be_visible()
    expect(page.locator("#tongLePhi")).to_have_text("8.000 đồng")
    captcha = page.locator("#captchaImage").get_attribute("src") or ""
    text = v2.api(f"/captcha/{captcha.rpartition('/')[2]}")["text"]
    page.get_by_label("Mã xác nhận", exact=False).first.fill(text)
    page.get_by_label("Tôi xin chịu trách nhiệm").check()
    page.get_by_role("button", name="Nộp hồ sơ", exact=True).click()
    expect(page.get_by_role("heading", name="Nộp hồ sơ thành công")).to_be_visible()

    [stored] = v2.api("/submissions")
    assert stored["number"] == page.locator("#soHoSo").inner_text()
    assert stored["agency"] == "Ủy ban nhân dân Phường Phú Yên, Tỉnh Đắk Lắk"
    fields = stored["fields"]
    assert fields["Người được khai sinh / Dân tộc"] == "Ba na"
    assert fields["Người được khai sinh / Ngày, tháng, năm sinh"] == "10/01/2020"
    assert fields["Người mẹ / Nơi cư trú / Phường/Xã"] == "Phường Phú Yên"
    assert fields["Người mẹ / Nơi cư trú / Địa chỉ chi tiết"] == "Thôn Ví Dụ 1"
    assert fields["Người mẹ / Dân tộc"] == "Kinh"
    assert fields["Phần II. Thông tin chủ hồ sơ / Số định danh/CCCD"] == "054090000101"
    assert [p["file_name"] for p in stored["papers"]] == ["giấy.pdf", "hai.pdf"]
    page.get_by_role("link", name="Hồ sơ của tôi").click()
    page.get_by_role("link", name=stored["number"]).click()
    expect(page.locator("main")).to_contain_text("Trần Thị Mẫu")
