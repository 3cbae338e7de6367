"""The igate_v2 mock: one dossier by hand in the browser, the rest as its scripts send it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mock_portal.drawn_names import DrawnNames
from mock_portal.libraries import IGATE_V2
from mock_portal.platforms.igate_v2.model import read_model
from mock_portal.procedures import by_slug, procedures

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
    assert page.evaluate("Formio.version") == IGATE_V2.packages["formiojs"]
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


@pytest.mark.browser
def test_every_form_is_rendered_by_the_library(page: Page, v2: Mock, scripts: Scripts) -> None:
    """All components of a form are there, and hold what the portal filled in."""
    sign_in(page, v2)
    begin(page, v2)
    for code, procedure in procedures().items():
        told = scripts.begin(code)
        shown = page.evaluate(
            """async ({ components, data }) => {
              const made = await Formio.createForm(document.createElement('div'), { components });
              await made.setSubmission({ data });
              const kinds = {};
              made.everyComponent((one) => { kinds[one.key] = one.type; });
              return { kinds, data: made.submission.data };
            }""",
            told,
        )
        names = {scripts.drawn.name(key) for key in procedure.form.fields}
        addresses = {key for key, one in procedure.form.fields.items() if one.kind == "address"}
        names -= {scripts.drawn.name(key) for key in addresses}
        names |= {scripts.drawn.name(f"{key}_province") for key in addresses}
        unknown = {kind for kind in shown["kinds"].values() if kind == "unknown"}
        assert (names - set(shown["kinds"]), unknown) == (set(), set()), code
        single = {k: v for k, v in told["data"].items() if not isinstance(v, list)}
        for key, value in single.items():
            assert shown["data"].get(key) == value, (code, key)


def test_a_dossier_goes_its_way_without_a_browser(v2: Mock, scripts: Scripts) -> None:
    scripts.to_commit(VALUES)
    listed = scripts.http.get("/vi/ca-nhan/quan-ly-ho-so").text
    assert f"Mã hồ sơ nháp: {scripts.sid}" in listed
    told = scripts.commit().json()
    [stored] = v2.api("/submissions")
    assert told["soHoSo"] == stored["number"]
    assert stored["number"].startswith("H15.22240-")
    assert stored["fields"]["Người yêu cầu / Nơi cư trú / Tỉnh/Thành phố"] == "Tỉnh Đắk Lắk"
    assert [entry["outcome"] for entry in v2.api("/requests?commit=1")] == ["committed"]
    listed = scripts.http.get("/vi/ca-nhan/quan-ly-ho-so").text
    assert stored["number"] in listed
    assert scripts.sid not in listed
    record = scripts.http.get(f"/vi/ca-nhan/ho-so/{stored['number']}").text
    assert "Bệnh viện Ví Dụ" in record
    assert "Quận/Huyện" not in record


def test_a_draft_keeps_what_was_said_and_can_be_cancelled(scripts: Scripts) -> None:
    scripts.begin()
    assert scripts.fill(VALUES).json()["ok"]
    again = scripts.ask("/thong-tin")
    assert again["data"][scripts.drawn.name("child_birth_date")] == "2020-01-10T00:00:00+07:00"
    scripts.send("/huy")
    assert scripts.ask("/thong-tin")["message"] == "Địa chỉ này không có trên Cổng."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"child_full_name": ""}, "Vui lòng nhập Họ, chữ đệm, tên"),
        ({"child_birth_date": "10/01/2999"}, "không được ở tương lai"),
        ({"requester_residence_district": "22015x"}, "lựa chọn không hợp lệ"),
    ],
)
def test_the_server_checks_what_the_library_let_through(
    scripts: Scripts, change: dict[str, str], words: str
) -> None:
    scripts.begin()
    answer = scripts.fill(VALUES | change)
    assert answer.status_code == 422
    assert words in " ".join(answer.json()["errors"].values())


def test_a_day_before_1975_is_the_day_that_was_chosen() -> None:
    """A browser in Vietnam tells 1960 at +08:00, which it was in the South then."""
    born = by_slug("birth_registration").form.fields["child_birth_date"]
    drawn = DrawnNames("a world")
    model = {drawn.name(born.key): "1960-10-09T00:00:00+08:00"}
    assert read_model([born], model, drawn) == {born.key: "09/10/1960"}


def test_a_step_is_not_reached_before_the_one_ahead_of_it(scripts: Scripts) -> None:
    scripts.begin()
    for path in ("/thanh-phan", "/phi", "/nop"):
        assert "hoàn thành các bước trước" in scripts.ask(path)["message"]


@pytest.mark.parametrize(
    ("fault", "arg", "outcome", "stored"),
    [
        ("refuse_502", None, "answered 502 before the commit", 0),
        ("commit_then_502", None, "committed, answer lost", 1),
        ("commit_then_expired", None, "committed, answer lost", 1),
        ("no_number", None, "committed, answer lost", 1),
        ("two_records", None, "committed", 2),
        ("captcha_expires", "", "refused: Mã xác nhận đã hết hiệu lực", 0),
    ],
)
def test_faults_of_the_commit_strike_here_too(
    v2: Mock, scripts: Scripts, fault: str, arg: str | None, outcome: str, stored: int
) -> None:
    scripts.to_commit(VALUES)
    last = scripts.answer_captcha()
    v2.fault(fault, arg)
    answer = scripts.send("/nop-ho-so", **{last["box"]: last["ticked"]})
    assert ("soHoSo" in answer.text) == (fault == "two_records")
    [entry] = v2.api("/requests?commit=1")
    assert entry["outcome"].startswith(outcome)
    assert len(v2.api("/submissions")) == stored


def test_lists_come_whole_or_in_pages_or_not_at_all(v2: Mock, scripts: Scripts) -> None:
    def asked(**query: str) -> list[dict[str, str]]:
        told = scripts.http.get("/vi/padsvc/api/danh-muc/tinh", params=query).json()
        return list(told)

    assert len(asked(limit="20")) == 34
    assert [one["name"] for one in asked(name__regex="đắk")] == ["Tỉnh Đắk Lắk"]
    v2.fault("ids_for_labels")
    assert all(one["name"] == one["id"] for one in asked())
    v2.fault("typing_resets")
    assert [len(asked(limit="20")), len(asked())] == [5, 34]
    assert asked(name__regex="đắk") == []
    assert [one["name"] for one in asked(name__regex="đắk", limit="20")] == ["Tỉnh Đắk Lắk"]
    v2.api("/faults?name=typing_resets", method="DELETE")
    v2.fault("list_paged")
    assert [len(asked(limit="20", skip=skip)) for skip in ("0", "20")] == [20, 14]


@pytest.mark.browser
def test_a_narrow_screen_keeps_the_wide_ones_copy_out_of_sight(
    page: Page, v2: Mock, scripts: Scripts
) -> None:
    scripts.begin()
    sign_in(page, v2)
    page.set_viewport_size({"width": 768, "height": 1024})
    page.goto(f"{v2.url}{scripts.address()}")
    expect(page.get_by_role("heading", name="Thông tin hồ sơ")).to_be_visible()
    names = "(all) => all.map((one) => one.getAttribute('name'))"
    shown, copy = (
        page.locator(f"#{at} [name^=data]:not([type=radio])").evaluate_all(names)
        for at in ("bieuMau", "bieuMauRong")
    )
    assert len(copy) > 20
    assert set(copy) <= set(shown)
    expect(page.locator("#bieuMauRong")).not_to_be_in_viewport()


@pytest.mark.browser
def test_a_wizard_may_lose_a_step(page: Page, v2: Mock, scripts: Scripts) -> None:
    scripts.begin()
    assert scripts.fill(VALUES).json()["ok"]
    sign_in(page, v2)
    v2.fault("step_lost")
    page.goto(f"{v2.url}{scripts.address()}")
    next_step = page.get_by_role("button", name="Tiếp tục")
    next_step.click()
    expect(page.get_by_role("heading", name="Thông tin hồ sơ")).to_be_visible()
    next_step.click()
    expect(page.get_by_role("heading", name="Thành phần hồ sơ")).to_be_visible()


def test_the_office_works_here_too(v2: Mock, scripts: Scripts) -> None:
    scripts.to_commit(VALUES)
    number = scripts.commit().json()["soHoSo"]
    v2.api(f"/officer/{number}", {"action": "receive"})
    assert "Được tiếp nhận" in scripts.http.get(f"/vi/ca-nhan/ho-so/{number}").text
    assert "Một cửa điện tử tỉnh Đắk Lắk" in scripts.http.get("/vi/mot-cua/dang-nhap").text


def test_without_its_libraries_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "portal_bot_mock", "--port", "0", "--platform", "igate_v2"],
        env={**os.environ, "MOCK_PORTAL_LIBRARIES": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 12
    assert "formiojs 4.21.7" in done.stderr
    assert "MOCK_PORTAL_LIBRARIES" in done.stderr
