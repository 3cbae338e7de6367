"""igate_v1: its pages are changed before their own scripts see them (mutate.js)."""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import Route

from tests.mutated.pages import OpenForm, on_igate_v1
from tests.mutated.playing import Mutation, Playground, Posted

HERE = Path(__file__).parent
_OWN = {"token", "sid", "maBieuMau", "phienBanBieuMau"}
_RENAMED, _TWIN = "r_", "twin_"
# What a press on “Tiếp tục” would send, once all scripts of the page have had their say.
_POSTED = """() => new Promise((done) => {
  const form = document.getElementById('formHoSo');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    done([...new FormData(form)]);
  });
  form.requestSubmit();
})"""
# Twins that nobody sees, and that do not hold what they held when they came.
_TOUCHED = """() => [...document.querySelectorAll('[name^=twin_]')].filter((one) => {
  if (one.matches('[type=checkbox], [type=radio]')) return one.checked !== one.defaultChecked;
  if (one.localName !== 'select') return one.value !== one.defaultValue;
  const first = [...one.options].find((option) => option.defaultSelected) ?? one.options[0];
  return one.value !== first?.value;
}).map((one) => one.name)"""


def posted_as(pairs: Sequence[Sequence[Any]]) -> dict[str, tuple[str, ...]]:
    """By the names that the portal gave, what is not empty; twins by their own."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        if name.startswith(_RENAMED):
            parts = name.removeprefix(_RENAMED).split("__row__")
            name = "__row__".join(codecs.decode(part, "rot13") for part in parts)
        if value and name not in _OWN:
            found[name].append(value if isinstance(value, str) else "<a file>")
    return {name: tuple(values) for name, values in found.items()}


class HtmlPlayground(Playground):
    """Forms that come as HTML; a workshop beside the page changes them, seeded."""

    _served: dict[str, str]

    async def prepare(self) -> tuple[list[str], list[str]]:
        self._served = {}
        self._workshop = await self.context.new_page()
        await self._workshop.add_script_tag(path=HERE / "mutate.js")
        await self.context.route("**/__vendor__/*", self._file)
        await self.context.route("**/tiep-nhan-online/nhap-thong-tin-ho-so*", self._form)
        kinds = await self._workshop.evaluate("window.mutations")
        return kinds["keeps"], kinds["breaks"]

    async def open(self, case: Path) -> OpenForm:
        return await on_igate_v1(self.page, self.mock, case)

    async def _file(self, route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        at = HERE / name if name == "faces.js" else self.vendor / name
        await route.fulfill(path=at)

    async def _form(self, route: Route) -> None:
        html = self._served.get(route.request.url)
        if html is None or route.request.resource_type != "document":
            await route.continue_()
        else:
            await route.fulfill(body=html, content_type="text/html; charset=utf-8")

    async def change(self, form: OpenForm, mutation: Mutation, filled: Posted) -> str | None:
        sections = sorted({entry.section for entry in form.entries if entry.section})
        asked = [form.body, mutation.kind, mutation.seed, filled, sections]
        made = await self._workshop.evaluate("(asked) => window.mutated(...asked)", asked)
        if made is None:
            return None
        self._served[form.address] = made["html"]
        return str(made["label"])

    def change_back(self, form: OpenForm) -> None:
        self._served.pop(form.address, None)

    async def load(self, form: OpenForm) -> None:
        await self.page.goto(form.address)

    async def sent(self) -> Posted:
        touched = dict.fromkeys(await self.page.evaluate(_TOUCHED), ("filled",))
        got = posted_as(await self.page.evaluate(_POSTED))
        return touched | {n: v for n, v in got.items() if not n.startswith(_TWIN)}
