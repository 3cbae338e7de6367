"""An officer who talks to the mock without a browser, by what the pages say."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import httpx

from .conftest import PREFIX, Mock

DESK = f"{PREFIX}/mot-cua"


class Form(HTMLParser):
    """A form of a page as a browser would send it: its controls by their labels."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.choices: dict[str, dict[str, str]] = {}
        self._label = self._select = self._value = self._area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in {"label", "legend"}:
            self._label = ""
        elif tag == "input":
            self._input(told)
        elif tag == "select":
            self._select = self._named(told["name"])
            self.choices[self._select] = {}
        elif tag == "option":
            self._value = told["value"]
            if "selected" in told or self._select not in self.sent:
                self.sent[self._select] = told["value"]
        elif tag == "textarea":
            self._area = self._named(told["name"])
            self.sent[self._area] = ""

    def _named(self, name: str) -> str:
        self.names[self._label.replace("*", "").strip()] = name
        return name

    def _input(self, told: dict[str, str]) -> None:
        if told.get("type") == "radio":
            self._value, self._select = told["value"], told["name"]
            self.choices.setdefault(told["name"], {})
            if "checked" in told:
                self.sent[told["name"]] = told["value"]
        elif told.get("name"):
            self.sent[told["name"]] = told.get("value", "")
            if told.get("type") != "hidden":
                self._named(told["name"])

    def handle_data(self, data: str) -> None:
        self._label += data
        if self._value:
            self.choices[self._select][data.strip()] = self._value
            self._value = ""

    def filled(self, values: dict[str, str]) -> dict[str, str]:
        """What is sent when these labels, or choices, are filled in."""
        sent = dict(self.sent)
        for label, value in values.items():
            name = self.names.get(label) or next(n for n, c in self.choices.items() if value in c)
            sent[name] = self.choices.get(name, {}).get(value, value)
        return sent


class Desk:
    """A signed-in officer."""

    def __init__(self, mock: Mock, username: str, password: str = "Mat-khau-123") -> None:
        self.mock = mock
        self.http = httpx.Client(base_url=mock.url, timeout=30, verify=False)
        page = self.http.get(f"{DESK}/dang-nhap").text
        form = Form(page[page.index("<main>") :])
        sent = form.filled({"Tên đăng nhập": username, "Mật khẩu": password})
        self.answer = self.http.post(f"{DESK}/dang-nhap", data=sent)

    def listed(self, tab: str = "", **query: str) -> str:
        asked = {"muc": tab, **query} if tab else query
        return html.unescape(self.http.get(DESK, params=asked).text)

    def numbers(self, tab: str = "", **query: str) -> list[str]:
        return re.findall(r'data-number="([^"]+)"', self.listed(tab, **query))

    def record(self, number: str) -> str:
        return html.unescape(self.http.get(f"{DESK}/ho-so/{number}").text)

    def forms(self, number: str) -> dict[str, tuple[str, str]]:
        """What can be done: the address and the page's text of each form, by its title."""
        found = re.finditer(
            r'<form class="deed" method="post" action="([^"]+)" aria-label="([^"]+)">(.*?)</form>',
            self.http.get(f"{DESK}/ho-so/{number}").text,
            re.DOTALL,
        )
        return {html.unescape(one[2]): (one[1], one[3]) for one in found}

    def do(self, number: str, title: str, **values: str) -> str:
        """Fills in the form of this title and sends it; what the portal says then."""
        address, text = self.forms(number)[title]
        labels = {label.replace("_", " "): value for label, value in values.items()}
        return self.send(address, Form(text).filled(labels))

    def send(self, address: str, sent: dict[str, str]) -> str:
        answer = self.http.post(address, data=sent)
        assert answer.status_code == 303, answer.text
        page = self.http.get(answer.headers["location"]).text
        toasts = re.findall(r'class="toast[^>]*>([^<]+)<', page)
        return html.unescape(" ".join(toasts))

    def close(self) -> None:
        self.http.close()
