"""moj: what an e-form's page draws is changed on its way, and filed; what was stored is the judge.

The portal itself does not know of the change: what the page saves is put back into its own words
on the way there, and what it answers into the page's.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from playwright.async_api import Route

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalBotError, PortalRejected
from portal_bot.form import Form, FormMismatch
from portal_bot.form.text import label_key
from portal_bot.portals.moj.declared_in_frame import as_printed, by_form
from portal_bot.portals.moj.ministry_wizard import MinistryWizard
from portal_bot.portals.roles import Request
from tests.mutated.eform_breaks import BREAKS, EITHER
from tests.mutated.eform_changes import KEEPS
from tests.mutated.eform_changing import EFormChanging
from tests.mutated.pages import OpenForm, on_moj
from tests.mutated.playing import (
    Mutation,
    NotSentError,
    Outcome,
    Playground,
    Posted,
    differing,
    words_of,
)
from tests.support.fixtures import filed_on

HERE = Path(__file__).parent
_SERVICE = "**/api/eform-service/api"
_FORM = "to-khai"
_WRONG = "Vui lòng kiểm tra lại tờ khai"


@dataclass
class _Wizard:
    """A dossier's way through the wizard: who goes it, and what the portal told and kept of it."""

    platform: MinistryWizard
    request: Request
    entries: tuple[Entry, ...]
    cookies: Any
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    kept: dict[str, dict[str, str]] = field(default_factory=dict)


class EFormPlayground(Playground):
    """Forms in their frames, each filed to the end; the portal's own list is the judge."""

    cases: ClassVar[Sequence[Path]] = filed_on("ministry_wizard")

    async def prepare(self) -> tuple[list[str], list[str]]:
        self._wizards: dict[str, _Wizard] = {}
        self._changing: EFormChanging | None = None
        self._changed = ""
        self._strange: dict[str, tuple[str, ...]] = {}
        self._faces = (HERE / "eform_faces.js").read_text("utf-8")
        await self.context.route("**/static/controls.js*", self._controls)
        await self.context.route(f"{_SERVICE}/call-api*", self._asked)
        await self.context.route(f"{_SERVICE}/luu-to-khai*", self._saved)
        return list(KEEPS), list(BREAKS)

    async def open(self, case: Path) -> OpenForm:
        platform, request, form = await on_moj(self.page, self.mock, case)
        cookies = await self.context.cookies()
        self._wizards[form.case] = _Wizard(platform, request, form.entries, cookies)
        return form

    # What is changed on its way.

    def _of(self, route: Route) -> EFormChanging | None:
        """The change, if it is one of the form that asks."""
        return (
            self._changing if self._changed and self._changed in route.request.frame.url else None
        )

    async def _controls(self, route: Route) -> None:
        if self._changing is None:
            await route.continue_()
            return
        self._is_dressed = True
        own = await (await route.fetch()).text()
        drawn = json.dumps({self._changed: self._changing.page}, ensure_ascii=False)
        await route.fulfill(body=f"{own}\n{self._faces}({drawn});", content_type="text/javascript")

    async def _asked(self, route: Route) -> None:
        m, body = self._of(route), json.loads(route.request.post_data or "{}")
        told = await (await route.fetch()).json()
        if body["apiId"] == _FORM:
            if self._changing is None:
                self._wizards[self._case].told[body["eformId"]] = told
            elif m is not None:
                answers = m.held(told["answers"]) | m.answers
                manners = told["manners"] | m.manners
                told |= {"form": m.form, "answers": answers, "manners": manners}
        elif m is not None and (change := m.lists.get(body["apiId"])):
            told["options"] = change(told["options"])
        await route.fulfill(json=told)

    async def _saved(self, route: Route) -> None:
        m = self._of(route)
        said: dict[str, str] = json.loads(route.request.post_data or "{}")["toKhai"]
        if m is None:
            if self._changing is None:
                form = route.request.frame.url.partition("?")[0].rpartition("/")[2]
                self._wizards[self._case].kept[form] = said
            await route.continue_()
            return
        if wrong := m.refusals(said):
            await route.fulfill(status=422, json={"message": _WRONG, "fields": wrong})
            return
        known, self._strange = m.to_the_portal(said)
        answer = await route.fetch(post_data=json.dumps({"toKhai": known}))
        told = await answer.json()
        if "answers" in told:
            told["answers"] = m.held(told["answers"])
        else:
            told["fields"] = m.on_the_page(told.get("fields", {}))
        await route.fulfill(status=answer.status, json=told)

    async def change(self, form: OpenForm, mutation: Mutation, filled: Posted) -> str | None:
        wizard, dice = self._wizards[form.case], random.Random(mutation.seed)
        parts = by_form(as_printed((*form.own, *form.entries)))
        at = dice.randrange(len(wizard.told))
        self._changed, told = list(wizard.told.items())[at]
        asked = list(parts.values())[at]
        described = copy.deepcopy(told["form"])
        said = _spoken(described, asked, wizard.kept[self._changed])
        m = EFormChanging(
            described,
            dice,
            filled={key: wizard.kept[self._changed][key] for key in said},
            paths=said,
            prefilled=frozenset(key for key, value in told["answers"].items() if value),
        )
        try:
            (KEEPS if mutation.keeps else BREAKS)[mutation.kind](m)
        except StopIteration:
            return None
        self._changing = m
        return "; ".join(m.told)

    def change_back(self, form: OpenForm) -> None:
        self._changing, self._changed, self._strange = None, "", {}

    # The way through it.

    async def load(self, form: OpenForm) -> None:
        self._case = form.case
        self._is_dressed = False
        self._before = len(self.mock.submissions())
        await self.page.goto("about:blank")
        await self.context.clear_cookies()
        await self.context.add_cookies(self._wizards[form.case].cookies)

    async def engine(self, form: OpenForm) -> Form:
        wizard = self._wizards[form.case]
        return await wizard.platform.open_declaration(wizard.request)

    async def sent(self) -> Posted:
        wizard = self._wizards[self._case]
        try:
            await _file(wizard)
        except PortalBotError as error:
            raise NotSentError(words_of(error)) from None
        stored = self._stored()
        assert len(stored) == 1, f"{len(stored)} were stored of one"
        return _ledger(stored[0]) | self._strange

    def _stored(self) -> list[dict[str, Any]]:
        return self.mock.submissions()[self._before :]

    def judged(
        self, mutation: Mutation, label: str, wanted: Posted, ended: tuple[str, Posted, str]
    ) -> Outcome:
        assert self._is_dressed, f"{mutation}: its page was drawn as it was"
        how, got, why = ended
        may_be_filed = mutation.keeps or mutation.kind in EITHER
        other = differing(wanted, got) if how == "filed" else []
        if how != "filed" and self._stored():
            return Outcome(mutation, "wrong", is_right=False, why=f"stored all the same: {why}")
        if other or (how == "filed" and not may_be_filed):
            told = f"stored otherwise: {other}" if other else f"was content: {label}"
            return Outcome(mutation, "wrong", is_right=False, why=told)
        named = any(label_key(one) in label_key(why) for one in label.split("; "))
        right = how == "filed" or (how == "refused" and named and not mutation.keeps)
        told = why if named else f"does not name any of “{label}”: {why}"
        return Outcome(mutation, how, right, told)


async def _file(wizard: _Wizard) -> None:
    """All that comes behind the form, to the number.

    Raises:
        PortalBotError: it comes to no end.
    """
    platform, request = wizard.platform, wizard.request
    await platform.leave_declaration()
    await platform.attach(request.papers)
    await platform.choose_delivery(request)
    wanted = platform.expected(request, wizard.entries)
    comparison, _ = await platform.review(request, wanted)
    if comparison.differences:
        raise FormMismatch(comparison)
    await platform.press_submit()
    if not await platform.land():
        raise PortalRejected(await platform.refused_before_sending() or "the portal says nothing")


def _ledger(stored: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """What was stored, but for its number."""
    told = {name: stored[name] for name in ("account", "agency", "code", "papers", "delivery")}
    facts = {name: (json.dumps(value, ensure_ascii=False),) for name, value in told.items()}
    return facts | {name: (value,) for name, value in stored["fields"].items()}


def _spoken(
    form: Mapping[str, Any], asked: Sequence[Entry], kept: Mapping[str, str]
) -> dict[str, str]:
    """The dossier's field behind each question that it has an answer for, by key."""
    paths = {
        (label_key(one.section), label_key(one.group or ""), label_key(one.label)): one.path
        for one in asked
        if one.value is not None
    }
    found = {
        one["key"]: paths.get(
            (label_key(section["title"]), label_key(one["group"]), label_key(one["title"]))
        )
        for section in form["sections"]
        for one in section["questions"]
        if kept.get(one["key"])
    }
    return {key: path for key, path in found.items() if path}
