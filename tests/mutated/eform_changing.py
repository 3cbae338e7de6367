"""An e-form of the ministry under change: what its page draws, and what the portal knows of it."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Question = dict[str, Any]
Section = dict[str, Any]
Options = list[dict[str, str]]
Change = Callable[["EFormChanging"], None]
LISTED = ("select", "select_default", "radio")
DATED = ("date", "date_text")
NEVER = "không bao giờ"
_OTHER = "v"


@dataclass
class EFormChanging:
    """One form while it is changed; a question is changed once, so that no change hides another.

    Args:
        form: its sections and drivers.
        dice: the same dice, the same changes.
        filled: what a dossier says in it, by key, as the form sends it.
        paths: the dossier's field behind each of these.
        prefilled: the keys that the account has answered already.

    Attributes:
        keys: what the portal calls each question, by what the page now does.
        lists: what becomes of the server's lists, by name.
        revalued: the lists, and the questions with choices of their own, with other values.
        page: how its page draws it, besides what stands at each question.
        manners: what the page is told of its own clock.
        answers: what stands there from the start, by key.
        kept: what the portal keeps instead of an answer, by key.
        refused: what it says to an answer, by key; to one that is empty where nothing stands.
        told: whoever is hurt: titles, and the dossier's fields.
    """

    form: dict[str, Any]
    dice: random.Random
    filled: Mapping[str, str]
    paths: Mapping[str, str] = field(default_factory=dict)
    prefilled: frozenset[str] = frozenset()
    keys: dict[str, str] = field(default_factory=dict)
    lists: dict[str, Callable[[Options], Options]] = field(default_factory=dict)
    revalued: set[str] = field(default_factory=set)
    page: dict[str, Any] = field(default_factory=dict)
    manners: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known = {one["key"]: one for one in copy.deepcopy(list(self.questions))}
        self.left = [
            (section, one)
            for section in self.sections
            for one in section["questions"]
            if one["key"] in self.filled
        ]
        self.dice.shuffle(self.left)

    @property
    def sections(self) -> list[Section]:
        found: list[Section] = self.form["sections"]
        return found

    @property
    def questions(self) -> Iterator[Question]:
        return (one for section in self.sections for one in section["questions"])

    def take(self, fits: Callable[[Question], Any] = lambda _: True) -> tuple[Section, Question]:
        """A question that the dossier fills in, and its section.

        Raises:
            StopIteration: there is none of that sort (left).
        """
        place = next(n for n, (_, one) in enumerate(self.left) if fits(one))
        section, one = self.left.pop(place)
        self.told += [one["title"], self.paths[one["key"]]]
        return section, one

    def whole_section(self) -> Section:
        """A section out of which nothing more is taken; all that is filled in it is told of."""
        section, _ = self.take()
        self.told += [one["title"] for at, one in self.left if at is section]
        self.left = [(at, one) for at, one in self.left if at is not section]
        return section

    def add(self, title: str, section: Section | None = None, **how: Any) -> Question:
        """A question more, at a section's end."""
        key = f"them{self.dice.randrange(10**6)}"
        made = {
            "key": key, "name": key, "title": title, "type": "text", "required": False,
            "choices": "", "list": "", "of": "", "when": {}, "area": "", "group": "", "fact": "",
            **how,
        }  # fmt: skip
        (section or self.dice.choice(self.sections))["questions"].append(made)
        self.told.append(title)
        return made

    def offered(self, one: Question, change: Callable[[Options], Options]) -> None:
        """Changes what a question offers, be it the server's to say or its own."""
        if one["list"]:
            self.lists[one["list"]] = change
        else:
            one["choices"] = change(copy.deepcopy(one["choices"]))

    def sent(self, one: Question) -> str:
        return self.filled[one["key"]]

    def words(self, change: Callable[[str], str]) -> None:
        for section in self.sections:
            section["title"] = change(section["title"])
        for one in self.questions:
            one |= {"title": change(one["title"]), "group": change(one["group"])}

    def refusals(self, said: Mapping[str, str]) -> dict[str, str]:
        """What the portal says now that it did not say before, by the page's keys."""
        return {
            key: words
            for key, words in self.refused.items()
            if bool(said.get(key)) is (key in self.known)
        }

    def to_the_portal(
        self, said: Mapping[str, str]
    ) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
        """The answers as the portal knows them, and what was put where it knows nothing."""
        known: dict[str, str] = {}
        strange: dict[str, tuple[str, ...]] = {}
        for key, value in said.items():
            name = self.keys.get(key, key)
            if name in self.known:
                is_other = self._list_of(name) in self.revalued
                there = value.removeprefix(_OTHER) if is_other else value
                known[name] = self.kept.get(name, there)
            elif value:
                strange[name] = (value,)
        return known, strange

    def on_the_page(self, told: Mapping[str, str]) -> dict[str, str]:
        """Of what the portal says by its keys, what is on the page."""
        now = {old: new for new, old in self.keys.items()}
        there = {one["key"] for one in self.questions}
        said = {now.get(key, key): value for key, value in told.items()}
        return {key: value for key, value in said.items() if key in there}

    def held(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The portal's answers in the page's words."""
        said = {
            key: _OTHER + value if value and self._list_of(key) in self.revalued else value
            for key, value in answers.items()
        }
        return self.on_the_page(said)

    def _list_of(self, key: str) -> str:
        one = self.known[key]
        return str(one["list"] or key)


def revalued(options: Options) -> Options:
    return [each | {"value": _OTHER + each["value"]} for each in options]


def draw(one: Question, **how: Any) -> None:
    """Says how the page draws a question."""
    one["drawn"] = one.get("drawn", {}) | how


def typed(one: Question) -> bool:
    return one["type"] in ("text", "number")


def worded(one: Question) -> bool:
    return bool(one["type"] == "text")


def dated(one: Question) -> bool:
    return one["type"] in DATED


def listed(one: Question) -> bool:
    return one["type"] in LISTED


def drivers(m: EFormChanging) -> list[dict[str, Any]]:
    """Those that the dossier answers; there is one."""
    found = [one for one in m.form["drivers"] if one["question"] in m.filled]
    return [next(iter(found)), *found[1:]]
