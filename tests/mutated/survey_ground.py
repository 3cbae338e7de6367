"""national: the model that SurveyJS makes the form of is changed on its way to the page."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from playwright.async_api import Request, Route
from playwright.async_api import TimeoutError as PlaywrightTimeout

from portal_bot.form import Form
from portal_bot.form.contract import worst
from portal_bot.form.text import label_key
from portal_bot.portals.igate_v1.sign_in import SignInScreen
from portal_bot.portals.national.one_page import FINAL
from portal_bot.portals.national.survey_page import SurveyPage
from portal_bot.portals.profile import load
from portal_bot.portals.screen import Tab
from portal_bot.published.form_drift import KnownForm, form_differences
from portal_bot.published.survey_form import form_from, read_form
from tests.mutated.pages import MODEL, OpenForm, on_national
from tests.mutated.playing import Mutation, NotSentError, Outcome, Playground, Posted, differing
from tests.mutated.survey_breaks import CHANGES, EITHER, FILLED, REFUSED
from tests.mutated.survey_changes import ADDITIVE, COSMETIC, Model, Mutant, every
from tests.mutated.survey_page import in_step, labels, questions, written
from tests.support.fixtures import filed_on

_CREATE = "/submitting/create-dossier-by-citizen"
_WEIGHTS = {way.__name__: weight for weight, ways in CHANGES.items() for way in ways}
_WAYS = {way.__name__: way for ways in CHANGES.values() for way in ways}
_EITHER = {way.__name__ for way in EITHER}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
# A press sends at once or says what is wrong, and says it for three seconds.
_PRESS_MS = 2_000
_SAID = "() => [...document.querySelectorAll('#toasts .toast')].map((one) => one.textContent)"
_WAS = "_was"


class SurveyPlayground(Playground):
    """Forms that SurveyJS makes of a model; what the page sends of it is the judge."""

    cases: ClassVar[Sequence[Path]] = filed_on("national_page")

    async def prepare(self) -> tuple[list[str], list[str]]:
        self._served: str | None = None
        self._names: dict[str, str] = {}
        self._words: dict[tuple[str, str], str] = {}
        self._told: list[str] = []
        self._gone: set[str] = set()
        self._said = ""
        self._raw: dict[str, dict[str, Any]] = {}
        self._cookies: dict[str, Any] = {}
        self._portal = load("mock_national").model_copy(update={"address": self.mock.address})
        self._survey = SurveyPage(Tab(self.page, self._portal, SignInScreen))
        await self.context.route(f"**{MODEL}", self._form)
        await self.context.route(f"**{_CREATE}", _not_passed_on)
        keeps, breaks = (*COSMETIC, *ADDITIVE, *FILLED), (*REFUSED, *EITHER)
        return [way.__name__ for way in keeps], [way.__name__ for way in breaks]

    async def open(self, case: Path) -> OpenForm:
        form = await on_national(self.page, self.mock, case)
        self._cookies[form.case] = await self.context.cookies()
        self._as_it_is(form)
        return form

    def _as_it_is(self, form: OpenForm) -> None:
        model = json.loads(json.loads(form.body)["data"]["formJson"])
        self._names = {one["name"]: one["name"] for one in questions(model)}
        self._words = _words(model)

    async def _form(self, route: Route) -> None:
        if self._served is None:
            await route.continue_()
        else:
            await route.fulfill(status=201, body=self._served, content_type="application/json")

    async def load(self, form: OpenForm) -> None:
        self._case = form.case
        await self.page.goto("about:blank")
        await self.context.clear_cookies()
        await self.context.add_cookies(self._cookies[form.case])
        await self.page.goto(form.address)

    async def engine(self, form: OpenForm) -> Form:
        self._survey.insist_on_holder(form.own, await self._survey.drawn())
        return self._survey.form(form.own)

    async def change(self, form: OpenForm, mutation: Mutation, filled: Posted) -> str | None:
        told = json.loads(form.body)
        model = json.loads(told["data"]["formJson"])
        before = copy.deepcopy(model)
        known = [one["name"] for one in questions(model)]
        for place, one in enumerate(questions(model)):
            one[_WAS] = place
        rules = told["data"]["rules"]
        dice = random.Random(mutation.seed)
        filled_in = _of_the_dossier(model, form, self._raw[form.case])
        mutant = Mutant(model, dice, filled=filled_in, scripted=written(rules))
        try:
            _WAYS[mutation.kind](mutant)
        except StopIteration:
            return None
        told_of = tuple(mutant.told)
        for way in dice.sample(COSMETIC, dice.randrange(3)) if mutation.keeps else ():
            with suppress(StopIteration):
                way(mutant)
        model = mutant.model
        names = {name: known[place] for name, place in _taken_off(model).items()}
        self._names, self._words = names, _words(model)
        # What only the portal says there may be gone.
        self._gone = self._raw[form.case].keys() - names.values() - filled_in.keys()
        words = labels(before, rules) | labels(model, rules)
        self._told = [words.get(one, one) for one in told_of]
        self._said = _called(before, model, mutant.version)
        data = in_step(told["data"], model, names)
        data |= {"formJson": json.dumps(model, ensure_ascii=False), "version": mutant.version}
        self._served = json.dumps(told | {"data": data}, ensure_ascii=False)
        return "; ".join(self._told)

    def change_back(self, form: OpenForm) -> None:
        self._served = None
        self._as_it_is(form)

    def judged(
        self, mutation: Mutation, label: str, wanted: Posted, ended: tuple[str, Posted, str]
    ) -> Outcome:
        how, got, why = ended
        still = {name: said for name, said in wanted.items() if name not in self._gone}
        other = differing(still, got) if how == "filed" else []
        named = any(label_key(one) in label_key(why) for one in self._told)
        may_be_filed = mutation.keeps or mutation.kind in _EITHER
        if how == "filed" and (other or not may_be_filed):
            how, why = "wrong", f"sent otherwise: {other}" if other else f"was content: {label}"
        right = how == "filed" or (how == "refused" and named and not mutation.keeps)
        if how == "refused" and not named:
            why = f"does not name any of “{label}”: {why}"
        made = Outcome(mutation, how, right, why)
        return replace(made, weight=_WEIGHTS[mutation.kind], said=self._said)

    async def sent(self) -> Posted:
        def is_sending(request: Request) -> bool:
            return request.url.endswith(_CREATE)

        try:
            async with self.page.expect_request(is_sending, timeout=_PRESS_MS) as sending:
                await self.page.get_by_role("button", name=FINAL, exact=True).click()
        except PlaywrightTimeout:
            toasts = await self.page.evaluate(_SAID)
            raise NotSentError("; ".join(toasts) or "the page sends nothing") from None
        said = json.loads(json.loads((await sending.value).post_data or "{}")["formJson"])
        if self._served is None:
            self._raw[self._case] = said
        # A twin that is not there is not sent; nothing may stand in it all the same.
        held = await self.page.evaluate("() => window.bieuMau.data")
        strange = {name: held[name] for name in held.keys() - self._names.keys() - said.keys()}
        return {
            self._names.get(name, name): tuple(self._meant(name, one) for one in values)
            for name, values in _leaves({**said, **strange})
        }

    def _meant(self, name: str, value: Any) -> str:
        """What an answer means: a choice by its words, a day however it is written."""
        text = str(value)
        if (words := self._words.get((name, text))) is not None:
            return label_key(words)
        day = _DAY.fullmatch(text)
        return "/".join(reversed(day.groups())) if day else text


def _of_the_dossier(model: Model, form: OpenForm, raw: Mapping[str, Any]) -> dict[str, str]:
    """What was sent because the dossier says it, not the portal; by name."""
    spoken = {
        (label_key(one.section), label_key(one.label))
        for one in form.entries
        if one.value is not None
    }
    return {
        one["name"]: str(raw[one["name"]])
        for panel in every(model)
        for one in panel.get("elements", ())
        if one["name"] in raw
        and (label_key(panel.get("title", "")), label_key(one.get("title", ""))) in spoken
    }


def _leaves(said: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    for name, value in said.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for row in value:
                yield from _leaves(row)
        elif value not in (None, "", [], False):
            yield name, value if isinstance(value, list) else [value]


def _taken_off(model: Model) -> dict[str, int]:
    """Which of the known questions each name is of now; of what is new nothing."""
    return {one["name"]: one.pop(_WAS) for one in every(model) if _WAS in one}


def _words(model: Model) -> dict[tuple[str, str], str]:
    return {
        (one["name"], str(each["value"])): each["text"]
        for one in questions(model)
        for each in one.get("choices", ())
        if isinstance(each, dict)
    }


def _called(before: Model, now: Model, version: str) -> str:
    """By what name `catalogue diff` calls the change, of a form that was kept."""
    kept = form_from(read_form(before, "1").as_json())
    known = KnownForm(kept, whole=True, since="2026-11-20T09:00:00+07:00")
    return worst(form_differences(known, read_form(now, version))) or "cosmetic"


async def _not_passed_on(route: Route) -> None:
    """Taken, and not passed on: nothing is ever filed."""
    await route.fulfill(status=400, json={"ok": False, "message": "Bản thử: không gửi"})
