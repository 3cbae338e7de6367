"""Fills forms that were changed, and asks the page itself what it would send."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from playwright.async_api import BrowserContext, Error

from portal_bot.errors import PortalBotError
from portal_bot.form import Form, Timing
from portal_bot.form.text import label_key
from tests.mutated.pages import CASES, OpenForm
from tests.support.mock import MockPortal

# What is refused rightly is refused soon; what is only slow has time enough.
TIMING = Timing(option_s=5, settle_s=3)
Posted = Mapping[str, tuple[str, ...]]


class NotSentError(Exception):
    """The page itself does not send what was filled, and says why."""


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
    """How one ended: `filed`, `refused`, `wrong` or `crash`; and whether that is right.

    Attributes:
        weight: what the change is to whoever files by the form as it was; empty: nobody is asked.
        said: what `catalogue diff` calls it.
    """

    mutation: Mutation
    how: str
    is_right: bool
    why: str = ""
    weight: str = ""
    said: str = ""

    @property
    def is_classed_rightly(self) -> bool:
        return self.weight == self.said

    def __str__(self) -> str:
        classed = "" if self.is_classed_rightly else f"{self.weight}, called {self.said}; "
        return f"{self.mutation}: {classed}{self.how}: {self.why}"


def differing(wanted: Posted, got: Posted) -> list[str]:
    """The names under which something else was sent."""
    return sorted(name for name in {*wanted, *got} if wanted.get(name) != got.get(name))


def words_of(error: PortalBotError) -> str:
    """What it says, and the dossier's field that it names."""
    return f"{error} ({error.field})" if error.field else str(error)


class Playground(ABC):
    """A page of one browser, with every form of one platform open on it.

    Attributes:
        cases: the dossiers that fill them.

    Args:
        context: a fresh one.
        mock: the portal.
        vendor: the folder of the real libraries' files.
    """

    cases: ClassVar[Sequence[Path]] = CASES

    def __init__(self, context: BrowserContext, mock: MockPortal, vendor: Path) -> None:
        self.context = context
        self.mock = mock
        self.vendor = vendor
        self._forms: dict[Path, tuple[OpenForm, Posted]] = {}

    async def start(self) -> tuple[list[str], list[str]]:
        """The kinds of mutation that keep the meaning, and those that break it."""
        self.page = await self.context.new_page()
        return await self.prepare()

    @abstractmethod
    async def prepare(self) -> tuple[list[str], list[str]]:
        """Once the page is there: takes its requests, and says which kinds there are."""

    @abstractmethod
    async def open(self, case: Path) -> OpenForm:
        """A form by the platform's own way."""

    @abstractmethod
    async def change(self, form: OpenForm, mutation: Mutation, filled: Posted) -> str | None:
        """Lets the page come changed; the label of what was broken, `None`: nothing to change."""

    @abstractmethod
    def change_back(self, form: OpenForm) -> None:
        """Lets it come as the portal sends it."""

    @abstractmethod
    async def load(self, form: OpenForm) -> None:
        """Shows the form anew, empty."""

    @abstractmethod
    async def sent(self) -> Posted:
        """What the page would send now.

        Raises:
            NotSentError: it sends nothing.
        """

    async def engine(self, form: OpenForm) -> Form:
        """What fills the form, as it is loaded now."""
        return Form(self.page, timing=TIMING)

    async def form_of(self, case: Path) -> tuple[OpenForm, Posted]:
        """The form as it is, and what it sends when it is filled as it is."""
        if case not in self._forms:
            form = await self.open(case)
            how, posted, why = await self._fill(form)
            assert how == "filed", f"{form.case} cannot be filled as it is: {why}"
            assert posted
            self._forms[case] = form, posted
        return self._forms[case]

    async def play(self, mutation: Mutation) -> Outcome | None:
        """Fills one; `None`: this form has nothing to be changed so."""
        form, wanted = await self.form_of(mutation.case)
        label = await self.change(form, mutation, wanted)
        if label is None:
            return None
        try:
            ended = await self._fill(form)
        finally:
            self.change_back(form)
        return self.judged(mutation, label, wanted, ended)

    def judged(
        self, mutation: Mutation, label: str, wanted: Posted, ended: tuple[str, Posted, str]
    ) -> Outcome:
        """Whether one ended as it had to: how, what was sent, why not."""
        how, got, why = ended
        if mutation.keeps:
            wrong = how == "filed" and differing(wanted, got)
            if wrong:
                return Outcome(mutation, "wrong", is_right=False, why=f"sent otherwise: {wrong}")
            return Outcome(mutation, how, how == "filed", why)
        if how == "filed":
            return Outcome(mutation, "wrong", is_right=False, why=f"was content: {label}")
        names_it = label_key(label) in label_key(why)
        told = why if names_it else f"does not name “{label}”: {why}"
        return Outcome(mutation, how, how == "refused" and names_it, told)

    async def _fill(self, form: OpenForm) -> tuple[str, Posted, str]:
        await self.load(form)
        try:
            engine = await self.engine(form)
            await engine.fill(form.entries)
            comparison = await engine.verify(engine.filled)
        except PortalBotError as error:
            return "refused", {}, words_of(error)
        except Error as error:
            return "crash", {}, str(error)
        if comparison.differences:
            return "refused", {}, "; ".join(f"{r.name}: {r.note}" for r in comparison.differences)
        await self.page.mouse.click(5, 5)
        try:
            return "filed", await self.sent(), ""
        except NotSentError as error:
            return "refused", {}, str(error)


def drawn(
    forms: Sequence[Path],
    keeps: Sequence[str],
    breaks: Sequence[str],
    seed: int,
    counts: tuple[int, int],
) -> list[Mutation]:
    """So many of each, every kind in turn on every form in turn."""
    dice = random.Random(seed)
    found = []
    for kinds, count, same in ((keeps, counts[0], True), (breaks, counts[1], False)):
        cases = dice.sample(forms, len(forms))
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
