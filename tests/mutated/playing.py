"""Fills forms that were changed, and asks the page itself what it would send."""

from __future__ import annotations

import codecs
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Error, Page, Route

from portal_bot.errors import PortalBotError
from portal_bot.form import Form, Timing
from portal_bot.form.text import label_key
from tests.mutated.pages import CASES, PLATFORMS, OpenForm
from tests.support.mock import MockPortal

HERE = Path(__file__).parent
# What is refused rightly is refused soon; what is only slow has time enough.
TIMING = Timing(option_s=5, settle_s=3)
Posted = Mapping[str, tuple[str, ...]]
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


@dataclass(frozen=True)
class Mutation:
    """One form to fill.

    Attributes:
        keeps: whether it means the same as before.
    """

    case: Path
    kind: str
    seed: int
    keeps: bool

    def __str__(self) -> str:
        return f"{self.case.parent.name}, {self.kind}, seed {self.seed}"


@dataclass(frozen=True)
class Outcome:
    """How one ended: `filed`, `refused`, `wrong` or `crash`; and whether that is right."""

    mutation: Mutation
    how: str
    is_right: bool
    why: str = ""

    def __str__(self) -> str:
        return f"{self.mutation}: {self.how}: {self.why}"


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


def differing(wanted: Posted, got: Posted) -> list[str]:
    """The names under which something else was sent."""
    return sorted(name for name in {*wanted, *got} if wanted.get(name) != got.get(name))


class Playground:
    """A page of one browser, with every form open on it.

    Args:
        context: a fresh one.
        mock: the portal.
        vendor: the folder of the real libraries' files.
        platform: whose pages.
    """

    def __init__(
        self, context: BrowserContext, mock: MockPortal, vendor: Path, platform: str
    ) -> None:
        self._context = context
        self._mock = mock
        self._vendor = vendor
        self._open = PLATFORMS[platform]
        self._forms: dict[Path, tuple[OpenForm, Posted]] = {}
        self._served: dict[str, str] = {}

    async def start(self) -> tuple[list[str], list[str]]:
        """The kinds of mutation that keep the meaning, and those that break it."""
        self._page = await self._context.new_page()
        self._workshop = await self._context.new_page()
        await self._workshop.add_script_tag(path=HERE / "mutate.js")
        await self._context.route("**/__vendor__/*", self._file)
        await self._context.route("**/tiep-nhan-online/nhap-thong-tin-ho-so*", self._form)
        kinds = await self._workshop.evaluate("window.mutations")
        return kinds["keeps"], kinds["breaks"]

    async def _file(self, route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        at = HERE / name if name == "faces.js" else self._vendor / name
        await route.fulfill(path=at)

    async def _form(self, route: Route) -> None:
        html = self._served.get(route.request.url)
        if html is None or route.request.resource_type != "document":
            await route.continue_()
        else:
            await route.fulfill(body=html, content_type="text/html; charset=utf-8")

    async def form_of(self, case: Path) -> tuple[OpenForm, Posted]:
        """The form as it is, and what it sends when it is filled as it is."""
        if case not in self._forms:
            form = await self._open(self._page, self._mock, case)
            how, posted, _ = await self._fill(form)
            assert how == "filed", f"{form.case} cannot be filled as it is: {posted}"
            assert posted
            self._forms[case] = form, posted
        return self._forms[case]

    async def play(self, mutation: Mutation) -> Outcome | None:
        """Fills one; `None`: this form has nothing to be changed so."""
        form, wanted = await self.form_of(mutation.case)
        sections = sorted({entry.section for entry in form.entries if entry.section})
        asked = [form.html, mutation.kind, mutation.seed, wanted, sections]
        made = await self._workshop.evaluate("(asked) => window.mutated(...asked)", asked)
        if made is None:
            return None
        self._served[form.address] = made["html"]
        try:
            how, got, why = await self._fill(form)
        finally:
            del self._served[form.address]
        if mutation.keeps:
            wrong = how == "filed" and differing(wanted, got)
            if wrong:
                return Outcome(mutation, "wrong", is_right=False, why=f"sent otherwise: {wrong}")
            return Outcome(mutation, how, how == "filed", why)
        if how == "filed":
            return Outcome(mutation, "wrong", is_right=False, why=f"was content: {made['label']}")
        names_it = label_key(made["label"]) in label_key(why)
        told = why if names_it else f"does not name “{made['label']}”: {why}"
        return Outcome(mutation, how, how == "refused" and names_it, told)

    async def _fill(self, form: OpenForm) -> tuple[str, Posted, str]:
        page: Page = self._page
        await page.goto(form.address)
        engine = Form(page, timing=TIMING)
        try:
            await engine.fill(form.entries)
            comparison = await engine.verify(engine.filled)
        except PortalBotError as error:
            return "refused", {}, str(error)
        except Error as error:
            return "crash", {}, str(error)
        if comparison.differences:
            return "refused", {}, "; ".join(f"{r.name}: {r.note}" for r in comparison.differences)
        await page.mouse.click(5, 5)
        touched = dict.fromkeys(await page.evaluate(_TOUCHED), ("filled",))
        got = posted_as(await page.evaluate(_POSTED))
        return "filed", touched | {n: v for n, v in got.items() if not n.startswith(_TWIN)}, ""


def drawn(
    keeps: Sequence[str], breaks: Sequence[str], seed: int, kept: int, broken: int
) -> list[Mutation]:
    """So many of each, every kind in turn on every form in turn."""
    dice = random.Random(seed)
    found = []
    for kinds, count, same in ((keeps, kept, True), (breaks, broken, False)):
        cases = dice.sample(CASES, len(CASES))
        found += [
            # Two numbers without a common divisor would do; the forms move on by one each round.
            Mutation(
                cases[(turn + turn // len(kinds)) % len(cases)],
                kinds[turn % len(kinds)],
                dice.randrange(1 << 30),
                same,
            )
            for turn in range(count)
        ]
    return found
