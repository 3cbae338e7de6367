"""After the commit: list, record, receipt, payment, and the office's side."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from .conftest import PREFIX, Citizen, Mock

LIST = f"{PREFIX}/ca-nhan/quan-ly-ho-so"


def act(mock: Mock, number: str, action: str, **more: object) -> httpx.Response:
    return mock.client.post(
        f"{mock.url}/__mock__/officer/{number}", json={"action": action, **more}
    )


def test_the_office_leads_a_dossier_to_its_result(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file()
    seen = [act(mock, number, a).json()["status"] for a in ("receive", "forward", "resolve")]
    assert seen == ["Được tiếp nhận", "Đang xử lý", "Đã xử lý xong"]
    assert act(mock, number, "return").json()["status"] == "Đã trả kết quả"
    assert "Đã trả kết quả" in citizen.http.get(LIST).text
    assert mock.api("/outbox")[-1]["to"] == "0905000101"


@pytest.mark.parametrize("action", ["forward", "resolve", "return", "require_payment"])
def test_the_office_cannot_skip_a_step(mock: Mock, citizen: Citizen, action: str) -> None:
    number = citizen.file()
    assert act(mock, number, action).status_code == 409
    assert mock.api("/submissions")[0]["status"] == "Mới đăng ký"


def test_a_refused_dossier_stays_refused(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file()
    assert act(mock, number, "refuse", note="Sai thẩm quyền").is_success
    assert act(mock, number, "receive").status_code == 409
    assert "Sai thẩm quyền" in citizen.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}").text


def test_unknown_dossier_and_action_are_said_so(mock: Mock, citizen: Citizen) -> None:
    assert act(mock, "H45.0-0-0", "receive").status_code == 404
    assert act(mock, citizen.file(), "lose").status_code == 400


def test_a_fee_is_paid_online_after_the_submission(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file("1.004873")
    due = citizen.http.get(LIST, params={"tab": "thanh-toan"}).text
    assert number in due
    assert "15.000 đồng" in due
    citizen.post(f"/ca-nhan/thanh-toan/{number}")
    assert mock.api("/submissions")[0]["payment"] == "Đã thanh toán"
    assert number not in citizen.http.get(LIST, params={"tab": "thanh-toan"}).text
    bill = citizen.http.get(f"{PREFIX}/ca-nhan/thanh-toan/{number}/bien-lai")
    assert "BIÊN LAI" in bill.text


def test_level_3_is_paid_at_the_counter(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file()
    assert number not in citizen.http.get(LIST, params={"tab": "thanh-toan"}).text
    assert mock.api("/submissions")[0]["payment"] == "Nộp trực tiếp tại quầy"


def test_the_office_may_ask_for_money(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file()
    act(mock, number, "receive")
    answer = act(mock, number, "require_payment", amount=5000).json()
    assert answer["status"] == "Yêu cầu thực hiện nghĩa vụ tài chính"
    citizen.post(f"/ca-nhan/thanh-toan/{number}")
    assert mock.api("/submissions")[0]["status"] == "Đang xử lý"
    assert act(mock, number, "resolve").is_success


def test_the_list_is_newest_first_ten_a_page(citizen: Citizen) -> None:
    numbers = [citizen.file() for _ in range(11)]
    shown = re.findall(r'data-number="([^"]+)"', citizen.http.get(LIST).text)
    assert shown == numbers[::-1][:10]
    second = citizen.http.get(LIST, params={"trang": "2"}).text
    assert re.findall(r'data-number="([^"]+)"', second) == numbers[:1]


def test_the_record_shows_what_was_stored(mock: Mock, citizen: Citizen) -> None:
    number = citizen.file("1.001193")
    page = html.unescape(citizen.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}").text)
    stored = mock.api("/submissions")[0]
    for key, value in stored["fields"].items():
        label = key.rsplit(" / ", 1)[-1] if key.count(" / ") < 3 else key.split(" / ", 2)[2]
        text = "Có" if value is True else value
        assert f"<td>{text}</td>" in page, key
        assert label.split("/")[-1] in page
    assert f'data-size="{stored["papers"][0]["size"]}"' in page
    assert stored["papers"][0]["sha256"] not in page


def test_the_receipt_is_a_file_that_says_it_is_a_trial(citizen: Citizen) -> None:
    number = citizen.file()
    answer = citizen.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}/giay-tiep-nhan")
    assert answer.headers["content-disposition"].startswith("attachment")
    for words in (number, "THỬ NGHIỆM", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"):
        assert words in answer.text
    assert "http" not in answer.text.replace("https://", "").split("<body>")[0]
