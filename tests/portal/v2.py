"""What a person does at the igate_v2 mock, and what its scripts send without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import httpx
from playwright.sync_api import FilePayload, Locator, Page

from mock_portal.drawn_names import DrawnNames
from mock_portal.libraries import NoLibraries, provide
from mock_portal.platforms.igate_v2.model import model_of
from mock_portal.platforms.igate_v2.places import SITE, address_of
from mock_portal.procedures import procedures

from .conftest import PDF, Mock

API = "/vi/padsvc/api"
PHU_YEN = "22240"
BIRTH = "1.001193"
HOME = ("Tỉnh Đắk Lắk", "Phường Phú Yên")
PAPER: FilePayload = {"name": "giấy.pdf", "mimeType": "application/pdf", "buffer": PDF}
SECOND: FilePayload = {"name": "hai.pdf", "mimeType": "application/pdf", "buffer": PDF}


def why_not() -> str:
    """Why the real libraries are not here; nothing when they are."""
    try:
        provide()
    except NoLibraries as error:
        return str(error)
    return ""


class Scripts:
    """A signed-in citizen who sends what the page's scripts would send."""

    def __init__(self, mock: Mock) -> None:
        self.mock = mock
        self.drawn = DrawnNames(mock.api("/health")["world"])
        self.http = httpx.Client(
            base_url=mock.url, timeout=30, headers={"X-Requested-With": "XMLHttpRequest"}
        )
        self.token = self.sid = ""
        self._see("/vi/dang-nhap")
        said = {"tenDangNhap": "nguyenvanthu", "matKhau": "Mat-khau-123"}
        sent = {self.drawn.name(name): text for name, text in said.items()}
        self.http.post("/vi/dang-nhap", data={**sent, "token": self.token, "tiep": "/"})
        self._see("/vi/trangchu")

    def _see(self, path: str) -> None:
        found = re.search(r'data-token="(\w+)"', self.http.get(path).text)
        assert found
        self.token = found[1]

    def send(self, path: str, **data: str) -> httpx.Response:
        return self.http.post(API + path, data={"token": self.token, "sid": self.sid, **data})

    def ask(self, path: str) -> Any:
        return self.http.get(API + path, params={"sid": self.sid}).json()

    def begin(self, code: str = BIRTH) -> Any:
        """A new draft; the form that it begins with."""
        oid = address_of(self.drawn, code, PHU_YEN).rpartition("/")[2]
        self.sid = self.send("/ho-so", oid=oid, truongHop="Trường hợp thông thường").json()["sid"]
        return self.ask("/thong-tin")

    def address(self) -> str:
        """Where the draft goes on in a browser."""
        return f"/vi{address_of(self.drawn, BIRTH, PHU_YEN)}?sid={self.sid}"

    def fill(self, values: Mapping[str, str], code: str = BIRTH) -> httpx.Response:
        """Sends the model of a form that holds these values besides what it began with."""
        began = self.ask("/thong-tin")["data"]
        model = model_of(SITE.blocks.fields(procedures()[code]), values, self.drawn)
        return self.send("/thong-tin", data=json.dumps(began | model))

    def upload(self, row: str) -> httpx.Response:
        data = {"token": self.token, "sid": self.sid, "row": self.drawn.name(row)}
        return self.http.post(f"{API}/tai-tep", data=data, files={"file": ("giấy.pdf", PDF)})

    def deliver(self) -> httpx.Response:
        began = self.ask("/phi")["data"]
        return self.send("/phi", data=json.dumps(began))

    def answer_captcha(self) -> Any:
        """What the last button needs, with the captcha answered."""
        last = self.ask("/nop")
        text = self.mock.api(f"/captcha/{last['captcha']}")["text"]
        said = {"token": self.token, "sid": self.sid}
        said |= {"captchaId": last["captcha"], "maXacNhan": text}
        assert self.http.post("/vi/captcha/kiem-tra", data=said).json() == {"ok": True}
        return last

    def commit(self) -> httpx.Response:
        last = self.answer_captcha()
        return self.send("/nop-ho-so", **{last["box"]: last["ticked"]})

    def to_commit(self, values: Mapping[str, str]) -> None:
        """Everything before the captcha."""
        self.begin()
        assert self.fill(values).json()["ok"]
        for row in ("birth_notification", "abandoned_child_record"):
            assert self.upload(row).is_success
        assert self.send("/thanh-phan").json()["ok"]
        assert self.deliver().json()["ok"]


class Form:
    """The form of step 1 as a person sees it; fields by the mock's keys."""

    def __init__(self, page: Page, mock: Mock) -> None:
        self.page = page
        self.drawn = DrawnNames(mock.api("/health")["world"])

    def at(self, key: str) -> Locator:
        return self.page.locator(f".formio-component-{self.drawn.name(key)}")

    def type(self, key: str, text: str) -> None:
        self.at(key).locator("input:visible, textarea:visible").first.fill(text)

    def date(self, key: str, text: str) -> None:
        box = self.at(key).locator("input:visible")
        box.fill(text)
        box.press("Tab")

    def pick(self, key: str, label: str) -> None:
        """Opens a list, and takes a choice from it."""
        self.at(key).locator(".choices").click()
        option = self.at(key).locator(".choices__list--dropdown .choices__item--choice")
        option.filter(has_text=re.compile(f"^{re.escape(label)}$")).click()

    def press(self, key: str, label: str) -> None:
        self.at(key).get_by_label(label, exact=True).check()

    def live_at(self, key: str, *, detail: bool = True) -> None:
        province, ward = HOME
        self.pick(f"{key}_province", province)
        self.pick(f"{key}_district", ward)
        if detail:
            self.type(f"{key}_detail", "Thôn Ví Dụ 1")


def sign_in(page: Page, mock: Mock) -> None:
    page.goto(f"{mock.url}/vi/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill("nguyenvanthu")
    page.get_by_label("Mật khẩu").fill("Mat-khau-123")
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator("#account_name").wait_for()
