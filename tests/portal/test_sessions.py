"""Signing in, sessions, tokens, accounts: without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlparse

import httpx
import pytest

from .conftest import ONLINE, PREFIX, Citizen, Mock

EXPIRED = "Phiên làm việc đã hết hạn, vui lòng đăng nhập lại"


def later(mock: Mock, **passed: int) -> None:
    now = datetime.fromisoformat(mock.api("/health")["now"])
    mock.api("/clock", {"now": (now + timedelta(**passed)).isoformat()})


def test_wrong_password_is_refused_and_a_captcha_comes_after_three(mock: Mock) -> None:
    citizen = Citizen(mock, "nobody")
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in citizen.sign_in().text
    assert "captchaImage" in citizen.sign_in().text
    citizen.username = "nguyenvanthu"
    assert "Mã xác nhận không đúng" in citizen.sign_in().text
    citizen.http.close()


def test_the_cookie_known_before_signing_in_is_worth_nothing(mock: Mock) -> None:
    with httpx.Client(base_url=mock.url) as http:
        http.get("/")
        before = http.cookies["PHPSESSID"]
    citizen = Citizen(mock)
    assert citizen.http.cookies["PHPSESSID"] != before
    citizen.http.close()


def test_an_idle_session_ends_and_leads_back_to_the_procedure(mock: Mock, citizen: Citizen) -> None:
    citizen.begin()
    later(mock, minutes=31)
    answer = citizen.http.get(f"{ONLINE}/nhap-thong-tin-ho-so", params={"sid": citizen.sid})
    assert answer.status_code == 303
    assert parse_qs(urlparse(answer.headers["location"]).query)["tiep"] == [
        f"{PREFIX}/thu-tuc/2.000815"
    ]
    assert EXPIRED in citizen.http.get(answer.headers["location"]).text


def test_a_used_session_stays_alive(mock: Mock, citizen: Citizen) -> None:
    citizen.begin()
    for _ in range(3):
        later(mock, minutes=20)
        assert "Nhập thông tin hồ sơ" in citizen.page("nhap-thong-tin-ho-so")


def test_a_draft_survives_the_session(mock: Mock, citizen: Citizen) -> None:
    sid = citizen.begin()
    later(mock, minutes=31)
    citizen.sign_in()
    listed = citizen.http.get(f"{PREFIX}/ca-nhan/quan-ly-ho-so").text
    assert "Hồ sơ đang soạn" in listed
    assert sid in listed


def test_a_post_without_its_token_is_refused(citizen: Citizen) -> None:
    citizen.begin()
    answer = citizen.post("/tiep-nhan-online/luuHoSo", token="0" * 32)
    assert answer.status_code == 403
    assert "Yêu cầu không hợp lệ" in answer.text


def test_nobody_sees_the_draft_or_the_record_of_another(mock: Mock, citizen: Citizen) -> None:
    sid, number = citizen.begin(), citizen.file()
    other = Citizen(mock, "tranthimau")
    for path in (
        f"{ONLINE}/nhap-thong-tin-ho-so?sid={sid}",
        f"{PREFIX}/ca-nhan/ho-so/{number}",
        f"{PREFIX}/ca-nhan/ho-so/{number}/giay-tiep-nhan",
    ):
        assert other.http.get(path).status_code == 404
    other.http.close()


def test_signing_in_leads_only_to_this_portal(mock: Mock) -> None:
    citizen = Citizen(mock)
    for target in ("//elsewhere.example/", "https://elsewhere.example/"):
        assert (
            citizen.http.get(f"{PREFIX}/dang-nhap", params={"tiep": target}).headers["location"]
            == "/"
        )
    citizen.http.close()


@pytest.mark.parametrize("step", ["form", "papers", "fee", "commit"])
def test_the_session_can_be_made_to_end_at_a_step(mock: Mock, citizen: Citizen, step: str) -> None:
    citizen.to_review()
    citizen.answer_captcha()
    mock.api("/faults", {"name": "session_expires", "arg": step})
    send: dict[str, Callable[[], httpx.Response]] = {
        "form": lambda: citizen.fill({}),
        "papers": citizen.papers,
        "fee": citizen.fee,
        "commit": citizen.commit,
    }
    answer = send[step]()
    assert answer.headers["location"].startswith(f"{PREFIX}/dang-nhap")
    assert EXPIRED in citizen.http.get(answer.headers["location"]).text
    assert mock.api("/submissions") == []
    citizen.sign_in()
    assert citizen.page("kiem-tra-ho-so").count("<h1>") == 1


REGISTRATION = {
    "hinhThucDangKy": "phone",
    "hoTen": "Người Mới Thử",
    "ngaySinh": "02/03/1991",
    "gioiTinh": "Nam",
    "soCmnd": "054091000999",
    "soDienThoai": "0905000999",
    "diaChi_province": "54",
    "diaChi_district": "564",
    "diaChi_commune": "22243",
    "diaChi_detail": "Thôn Ví Dụ 9",
}


class Newcomer(Citizen):
    """Somebody without an account."""

    def sign_in(self, password: str = "") -> httpx.Response:
        return self.http.get("/")

    def register(self, **changes: str) -> httpx.Response:
        page = self.http.get(f"{PREFIX}/dang-ky").text
        captcha = page.split('id="captchaId" value="')[1].split('"')[0]
        text = self.mock.api(f"/captcha/{captcha}")["text"]
        data = REGISTRATION | {"captchaId": captcha, "maXacNhan": text} | changes
        return self.post("/dang-ky", **data)

    def otp(self) -> str:
        return str(self.mock.api("/outbox")[-1]["text"].split(": ")[1][:6])


@pytest.fixture
def newcomer(mock: Mock) -> Iterator[Newcomer]:
    one = Newcomer(mock)
    yield one
    one.http.close()


def test_registering_with_an_otp_makes_an_account(mock: Mock, newcomer: Newcomer) -> None:
    assert newcomer.register().headers["location"].endswith("/dang-ky/xac-thuc")
    message = mock.api("/outbox")[-1]
    assert (message["to"], message["channel"]) == ("0905000999", "sms")
    newcomer.post("/dang-ky/xac-thuc", maOtp=newcomer.otp())
    weak = newcomer.post("/dang-ky/mat-khau", matKhau="weak", nhapLaiMatKhau="weak")
    assert weak.headers["location"].endswith("/dang-ky/mat-khau")
    done = newcomer.post("/dang-ky/mat-khau", matKhau="Mat-khau-9", nhapLaiMatKhau="Mat-khau-9")
    assert done.headers["location"].endswith("/dang-nhap")
    answer = newcomer.post("/dang-nhap", tenDangNhap="0905000999", matKhau="Mat-khau-9", tiep="/")
    assert answer.headers["location"] == "/"
    assert "Người Mới Thử" in newcomer.http.get("/").text


def test_an_otp_is_refused_when_wrong_three_times_or_late(mock: Mock, newcomer: Newcomer) -> None:
    newcomer.register()
    right = newcomer.otp()
    for _ in range(3):
        newcomer.post("/dang-ky/xac-thuc", maOtp="x")
        assert "Mã OTP không đúng" in newcomer.http.get(f"{PREFIX}/dang-ky/xac-thuc").text
    refused = newcomer.post("/dang-ky/xac-thuc", maOtp=right)
    assert refused.headers["location"].endswith("/xac-thuc")
    newcomer.post("/dang-ky/gui-lai-ma")
    later(mock, minutes=3)
    late = newcomer.post("/dang-ky/xac-thuc", maOtp=newcomer.otp())
    assert late.headers["location"].endswith("/xac-thuc")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"soCmnd": "12"}, "Số CCCD/CMND không đúng định dạng"),
        ({"hoTen": ""}, "Vui lòng nhập Họ và tên"),
        ({"maXacNhan": "?"}, "Mã xác nhận không đúng"),
        ({"hinhThucDangKy": "email"}, "Vui lòng nhập Email"),
        ({"diaChi_commune": "22015"}, "Phường/Xã (Địa chỉ): lựa chọn không hợp lệ"),
        ({"soDienThoai": "0905000101"}, "Tài khoản này đã tồn tại trên Cổng"),
        ({"soCmnd": "054090000101"}, "Tài khoản này đã tồn tại trên Cổng"),
    ],
)
def test_registration_says_what_is_wrong(
    newcomer: Newcomer, changes: dict[str, str], words: str
) -> None:
    location = newcomer.register(**changes).headers["location"]
    assert location.endswith("/dang-ky")
    assert words in newcomer.http.get(location).text
