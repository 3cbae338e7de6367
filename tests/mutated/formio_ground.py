"""igate_v2: the definition that Form.io makes the form of is changed on its way to the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from playwright.async_api import Request, Route, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

from portal_bot.portals.igate_v2.known_requests import API
from tests.mutated.formio_changes import BREAKS, KEEPS, STYLE, Changing, told
from tests.mutated.pages import OpenForm, on_igate_v2
from tests.mutated.playing import Mutation, NotSentError, Playground, Posted

# A press sends at once or says what is wrong.
_PRESS_MS = 5_000
# Not always +07:00: the browser knows what was before 1975, and so must the judge.
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})")
_NO_DAY = "00/00/0000"
_GO_ON = """() => document.querySelector('.mat-step[data-step="1"] .btn_next').click()"""
_STYLED = """(css) => document.addEventListener('DOMContentLoaded', () => {
  document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
})"""


def sent_as(data: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """By the names that the portal gave, what is not empty; a day however the page writes it.

    Args:
        data: what Form.io submits.
        names: what the portal calls each, by what the page does.
    """
    return {name: (value,) for name, value in _leaves(data, names)}


def _leaves(data: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        name = names.get(key, key)
        if isinstance(value, list):
            for number, row in enumerate(value):
                for inner, text in _leaves(row if isinstance(row, dict) else {"": row}, names):
                    yield f"{name}[{number}].{inner}", text
        elif isinstance(value, dict):
            yield from ((f"{name}.{inner}", text) for inner, text in _leaves(value, names))
        elif value not in (None, "", False, _NO_DAY):
            yield name, _day(value) if isinstance(value, str) else str(value)


def _day(text: str) -> str:
    if not _MOMENT.fullmatch(text):
        return text
    moment = datetime.fromisoformat(text)
    local = moment if moment.utcoffset() else moment.astimezone(_VIETNAM)
    return local.strftime("%d/%m/%Y")


class FormioPlayground(Playground):
    """Forms that Form.io makes of a definition; what it submits is the judge."""

    async def prepare(self) -> tuple[list[str], list[str]]:
        self._served: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._words: Changing | None = None
        await self.context.add_init_script(f"({_STYLED})({json.dumps(STYLE)})")
        await self.context.route(f"**{API}/thong-tin*", self._form)
        await self.context.route(f"**{API}/danh-muc/*", self._list)
        return list(KEEPS), list(BREAKS)

    async def open(self, case: Path) -> OpenForm:
        return await on_igate_v2(self.page, self.mock, case)

    async def _form(self, route: Route) -> None:
        if route.request.method == "POST":
            # Taken, and not passed on: the draft stays as it is.
            await route.fulfill(status=422, json={"message": "Bản thử: không gửi"})
            return
        sid = parse_qs(route.request.url.partition("?")[2])["sid"][0]
        body = self._served.get(sid)
        if body is None:
            await route.continue_()
        else:
            await route.fulfill(body=body, content_type="application/json")

    async def _list(self, route: Route) -> None:
        """A list of the server's, in the spelling of the form that asks for it."""
        if self._words is None:
            await route.continue_()
            return
        items = await (await route.fetch()).json()
        spelled = [each | {"name": self._words.spelled(each["name"])} for each in items]
        await route.fulfill(json=spelled)

    async def change(self, form: OpenForm, mutation: Mutation, filled: Posted) -> str | None:
        changing = Changing(json.loads(form.body), mutation.seed, filled, form.entries)
        if mutation.keeps:
            KEEPS[mutation.kind](changing)
            label = ""
        else:
            broken = BREAKS[mutation.kind](changing)
            if broken is None:
                return None
            label = told(broken)
        self._served[_draft(form)] = json.dumps(changing.content)
        self._names, self._words = changing.names, changing
        return label

    def change_back(self, form: OpenForm) -> None:
        self._served.pop(_draft(form), None)
        self._names, self._words = {}, None

    async def load(self, form: OpenForm) -> None:
        await self.page.goto("about:blank")
        await self.page.goto(form.address)
        heading = self.page.get_by_role("heading", name="Thông tin hồ sơ", exact=True)
        await expect(heading).to_be_visible()

    async def sent(self) -> Posted:
        def is_sending(request: Request) -> bool:
            return request.method == "POST" and f"{API}/thong-tin" in request.url

        try:
            async with self.page.expect_request(is_sending, timeout=_PRESS_MS) as sending:
                await self.page.evaluate(_GO_ON)
        except PlaywrightTimeout:
            said = await self.page.locator(".formio-errors .error:visible").all_inner_texts()
            raise NotSentError("; ".join(said) or "the page sends nothing") from None
        body = parse_qs((await sending.value).post_data or "")
        return sent_as(json.loads(body["data"][0]), self._names)


def _draft(form: OpenForm) -> str:
    return parse_qs(form.address.partition("?")[2])["sid"][0]
