"""The mock as a process of its own, and a citizen who talks to it without a browser."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Locator, Page

from .words import Words

PREFIX = "/dich-vu-cong"
ONLINE = f"{PREFIX}/tiep-nhan-online"
PDF = b"%PDF-1.4\n% invented\n" * 40
HOME = {"province": "54", "district": "564", "commune": "22243", "detail": "Thôn Ví Dụ 1"}


def address(key: str, *, levels: int = 4) -> dict[str, str]:
    return {f"{key}_{level}": code for level, code in list(HOME.items())[:levels]}


OWNER = {
    "CongDan_ngaySinhCongDan": "13/02/1990",
    "CongDan_gioiTinhCongDan": "1",
    "CongDan_diDong": "0905000101",
    **address("CongDan_diaChi"),
    "ChuHoSo_tenChuHoSo": "Nguyễn Văn Thử",
    "ChuHoSo_ngaySinh_day": "13",
    "ChuHoSo_ngaySinh_month": "02",
    "ChuHoSo_ngaySinh_year": "1990",
    "ChuHoSo_gioiTinh": "1",
    "ChuHoSo_soCmnd": "054090000101",
    "ChuHoSo_diDong": "0905000101",
    **address("ChuHoSo_diaChi"),
    "HoSoOnline_veViec": "Chứng thực",
}
COPY = {
    **OWNER,
    "requester_full_name": "Nguyễn Văn Thử",
    "requester_id_number": "054090000101",
    "requester_phone": "0905000101",
    "originals-0-title": "Bằng tốt nghiệp",
    "originals-0-issuer": "Trường Ví Dụ",
    "originals-0-issue_date": "01/06/2010",
    "originals-0-pages": "3",
    "originals-0-copies": "2",
    "document_origin": "vietnam",
    "appointment_date": "2099-01-05",
    "appointment_slot": "morning",
}
MARITAL = {
    **OWNER,
    "submitter_role": "self",
    "requester_full_name": "Nguyễn Văn Thử",
    **address("requester_residence"),
    "requester_id_type": "cccd",
    "requester_id_number": "054090000101",
    "requester_id_issue_date": "2020-01-05",
    "requester_id_issuer": "Cục Ví Dụ",
    "requester_relation": "self",
    "subject_full_name": "Nguyễn Văn Thử",
    "subject_birth_date": "13/02/1990",
    "subject_gender": "nam",
    "subject_ethnicity": "01",
    "subject_nationality": "Việt Nam",
    "subject_id_type": "cccd",
    "subject_id_number": "054090000101",
    "subject_id_issue_date": "2020-01-05",
    "subject_id_issuer": "Cục Ví Dụ",
    **address("subject_residence"),
    **address("period_residence"),
    "period_from": "01/01/2015",
    "period_to": "01/11/2020",
    "marital_status": "never_married",
    "purpose": "loan",
    "declaration_confirmed": "1",
}
BIRTH = {
    **OWNER,
    "submitter_role": "self",
    "requester_full_name": "Nguyễn Văn Thử",
    **address("requester_residence"),
    "requester_id_type": "cccd",
    "requester_id_number": "054090000101",
    "requester_id_issue_date": "2020-01-05",
    "requester_id_issuer": "Cục Ví Dụ",
    "requester_relation_to_child": "mother",
    "child_full_name": "Nguyễn Thử Bé",
    "child_birth_date": "10/01/2020",
    "child_birth_date_in_words": "Ngày mười tháng một năm hai nghìn không trăm hai mươi",
    "child_gender": "nu",
    "child_ethnicity": "01",
    "child_nationality": "Việt Nam",
    "child_birth_place_kind": "health_facility",
    "child_birth_place": "Bệnh viện Ví Dụ",
    **address("child_native_place", levels=3),
    "parents_declared": "none",
    "copy_request": "no",
    "declaration_confirmed": "1",
}
FORMS = {"2.000815": COPY, "1.004873": MARITAL, "1.001193": BIRTH}


@dataclass
class Mock:
    """A running mock portal."""

    process: subprocess.Popen[str]
    url: str
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30, verify=False))

    def api(self, path: str, body: Mapping[str, Any] | None = None, method: str = "") -> Any:
        method = method or ("GET" if body is None else "POST")
        answer = self.client.request(method, f"{self.url}/__mock__{path}", json=body)
        answer.raise_for_status()
        return answer.json()

    def fault(self, name: str, arg: str | None = None, **how: Any) -> None:
        """Switches one on; `how` may say times, probability, step."""
        self.api("/faults", {"name": name, "arg": arg, **how})

    @property
    def words(self) -> Words:
        """Those of its world as it is now."""
        return Words(self.api("/health")["world"])

    def stop(self) -> int:
        self.client.close()
        self.process.terminate()
        code = self.process.wait(timeout=10)
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        return code


def start_mock(*options: str) -> Mock:
    process = subprocess.Popen(
        [sys.executable, "-m", "portal_bot_mock", "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("ready http://"), line
    return Mock(process, line.split()[1])


@pytest.fixture
def started() -> Iterator[Callable[..., Mock]]:
    """Starts mocks with options of the test's own."""
    running: list[Mock] = []

    def start(*options: str) -> Mock:
        running.append(start_mock(*options))
        return running[-1]

    yield start
    for mock in running:
        if mock.process.poll() is None:
            mock.stop()
        elif mock.process.stdout is not None:
            mock.process.stdout.close()
            mock.client.close()


@pytest.fixture(scope="session")
def _instant() -> Iterator[Mock]:
    mock = start_mock("--pace", "instant")
    yield mock
    mock.stop()


@pytest.fixture(scope="session")
def _real() -> Iterator[Mock]:
    mock = start_mock("--pace", "real", "--seed", "7")
    yield mock
    mock.stop()


@pytest.fixture
def mock(_instant: Mock, request: pytest.FixtureRequest) -> Mock:
    """The instant mock, with a new world and the faults of the test's marks."""
    _instant.api("/reset", {})
    for mark in request.node.iter_markers("fault"):
        _instant.fault(*mark.args, **mark.kwargs)
    return _instant


@pytest.fixture
def real_mock(_real: Mock) -> Mock:
    """The mock with its delays, with a new world."""
    _real.api("/reset", {})
    return _real


class Citizen:
    """A signed-in citizen who posts what the pages would post."""

    def __init__(self, mock: Mock, username: str = "nguyenvanthu") -> None:
        self.mock = mock
        self.username = username
        self.words = self.world_words()
        self.http = httpx.Client(base_url=mock.url, timeout=30, verify=False)
        self.sid = self._token = ""
        self.code = "2.000815"
        self.sign_in()

    def world_words(self) -> Words:
        return Words(self.mock.api("/health")["world"])

    def token(self) -> str:
        """The session's token, read from a page once."""
        if not self._token:
            found = re.search(r'data-token="(\w+)"', self.http.get(f"{PREFIX}/thu-tuc").text)
            assert found
            self._token = found[1]
        return self._token

    def post(self, path: str, **data: str) -> httpx.Response:
        """Sends what a page would send for these values."""
        token = data.pop("token", None) or self.token()
        sent = self.words.sent({"token": token, "sid": self.sid, **data}, self.code)
        return self.http.post(PREFIX + path, data=sent)

    def sign_in(self, password: str = "Mat-khau-123") -> httpx.Response:
        self._token, self.words = "", self.world_words()
        answer = self.post("/dang-nhap", tenDangNhap=self.username, matKhau=password, tiep="/")
        self._token = ""
        return answer

    def begin(self, code: str = "2.000815") -> str:
        self.code = code
        path = f"/tiep-nhan-online/chon-co-quan?maThuTuc={code}"
        answer = self.post(path, maQuanHuyen="564", maPhuongXa="22243")
        self.sid = answer.headers["location"].split("sid=")[1]
        return self.sid

    def page(self, name: str) -> str:
        return self.http.get(f"{ONLINE}/{name}", params={"sid": self.sid}).text

    def fill(self, values: Mapping[str, str]) -> httpx.Response:
        return self.post("/tiep-nhan-online/luuHoSo", **values)

    def errors(self, page: str = "nhap-thong-tin-ho-so") -> dict[str, str]:
        """What stands beside the controls, by their keys."""
        found = re.findall(r'data-error-for="([^"]+)">([^<]+)<', self.page(page))
        return {self.words.heard(word): text for word, text in found}

    def upload(self, row: str, name: str, content: bytes = PDF) -> httpx.Response:
        data = {"token": self.token(), "sid": self.sid, "row": self.words.drawn.name(row)}
        return self.http.post(f"{ONLINE}/taiTep", data=data, files={"file": (name, content)})

    def papers(self, **rows: str) -> httpx.Response:
        return self.post("/tiep-nhan-online/luuThanhPhanHoSo", **rows)

    def fee(self, **values: str) -> httpx.Response:
        values = {"maHinhThucNhanKetQua": "in_person"} | values
        return self.post("/tiep-nhan-online/luuLePhiHoSo", **values)

    def answer_captcha(self) -> str:
        found = re.search(r'id="captchaId" value="(\w+)"', self.page("kiem-tra-ho-so"))
        assert found
        text = self.mock.api(f"/captcha/{found[1]}")["text"]
        answer = self.post("/captcha/kiem-tra", captchaId=found[1], maXacNhan=text)
        assert answer.json() == {"ok": True}
        return found[1]

    def to_review(self, code: str = "2.000815", **changes: str) -> None:
        """Everything before the commit."""
        self.begin(code)
        assert "thanh-phan" in self.fill(FORMS[code] | changes).headers["location"], self.errors()
        if code == "1.001193":
            for row in ("birth_notification", "abandoned_child_record"):
                assert self.upload(row, f"{row}.pdf").is_success
        assert "le-phi" in self.papers().headers["location"]
        assert "kiem-tra" in self.fee().headers["location"]

    def to_commit(self, code: str = "2.000815", **changes: str) -> None:
        """Everything before the commit, the captcha answered."""
        self.to_review(code, **changes)
        self.answer_captcha()

    def listed(self, page: int = 1) -> str:
        """A page of "Quản lý hồ sơ"."""
        return self.http.get(f"{PREFIX}/ca-nhan/quan-ly-ho-so", params={"trang": page}).text

    def record(self, number: str) -> str:
        return self.http.get(f"{PREFIX}/ca-nhan/ho-so/{number}").text

    def commit(self, **changes: str) -> httpx.Response:
        data = {"chiuTrachNhiem": "1", **changes}
        return self.post("/tiep-nhan-online/nopHoSo", **data)

    def file(self, code: str = "2.000815", **changes: str) -> str:
        """One dossier from end to end; its number."""
        self.to_review(code, **changes)
        self.answer_captcha()
        return self.commit().headers["location"].split("soHoSo=")[1]


@pytest.fixture
def citizen(mock: Mock) -> Iterator[Citizen]:
    one = Citizen(mock)
    yield one
    one.http.close()


@pytest.fixture
def citizens() -> Iterator[Callable[..., Citizen]]:
    """Signs in citizens at mocks of the test's own."""
    made: list[Citizen] = []

    def sign_in(mock: Mock, username: str = "nguyenvanthu") -> Citizen:
        made.append(Citizen(mock, username))
        return made[-1]

    yield sign_in
    for one in made:
        one.http.close()


def words_of(page: Page) -> Words:
    """The words of the portal that a page is of."""
    address = urlsplit(page.url)
    health = httpx.get(f"http://{address.netloc}/__mock__/health", verify=False).json()
    return Words(health["world"])


def control(page: Page, key: str, choice: str | None = None) -> Locator:
    """The control that is sent under this key, or this choice of a question."""
    return page.locator(words_of(page).css(key, choice))


def shown(page: Page, key: str) -> Locator:
    """What people type into, where that is not what is sent."""
    return page.locator(f"#{words_of(page).drawn.name(key)}")


def error_beside(page: Page, key: str) -> Locator:
    return page.locator(f'[data-error-for="{words_of(page).drawn.name(key)}"]')


def paper_row(page: Page, key: str) -> Locator:
    """The row of the papers table."""
    return page.locator(words_of(page).row(key))


def sign_in(page: Page, mock: Mock, username: str = "nguyenvanthu") -> None:
    """Signs in as a person does."""
    page.goto(f"{mock.url}{PREFIX}/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill("Mat-khau-123")
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator("#account_name").wait_for()


@pytest.fixture(scope="session")
def base_url() -> str:
    """Every mock has its own; and the plugin's fixture warns under pytest 9."""
    return ""
