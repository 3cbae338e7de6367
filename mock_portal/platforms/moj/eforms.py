"""The e-forms of the ministry: files of its own, in `forms/`, as they were captured."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ...procedures import Procedure, by_slug
from ...units import OF_2025
from ...values import Entry, KeptSection
from .places import HERE

LISTS: Mapping[str, list[dict[str, str]]] = json.loads((HERE / "lists.json").read_text("utf-8"))
PROVINCES = "provinces"
WARDS = "wards"
VIETNAM = "VN"
REQUESTER = "requester"
# Lists that nobody captured: their words are the law's, or the national page's.
UNSEEN = frozenset({"recognition_kind", "birthkind", "death_notice_kind"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        key: its name, with a number behind it from the second of the same name on.
        choices: a list of `lists.json`, or the choices themselves.
        of: the question of the province whose wards these are.
        when: the values of other questions with which it is shown.
        area: the box that the page opens for it.
        group: the address that it is a part of.
        fact: what of the account is put into it.
    """

    key: str
    name: str
    title: str
    type: str
    choices: str | tuple[Mapping[str, str], ...] = ""
    of: str = ""
    required: bool = False
    when: Mapping[str, list[str]] = field(default_factory=dict)
    area: str = ""
    group: str = ""
    fact: str = ""

    @property
    def list_name(self) -> str:
        """Which list its choices come from when it is opened; empty: none does."""
        by_type = {"province": PROVINCES, "ward": WARDS}
        return by_type.get(self.type) or (self.choices if isinstance(self.choices, str) else "")

    def is_shown(self, answers: Mapping[str, str]) -> bool:
        return all(answers.get(name, "") in values for name, values in self.when.items())

    def text_of(self, value: str, answers: Mapping[str, str]) -> str | None:
        """A choice as people read it; nothing when it is none of the list."""
        if self.type == "province":
            return OF_2025.name_of(value) or None
        if self.type == "ward":
            return OF_2025.name_of(answers.get(self.of, ""), value) or None
        found = choices_of(self.list_name) if self.list_name else self.choices
        return next((one["text"] for one in found if one["value"] == value), None)  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Section:
    """A section; `holder` is whose facts are put into it: the requester's, or of a party's sex."""

    title: str
    questions: tuple[Question, ...]
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Driver:
    """A relation: any choice empties `wipes`; some then copy the account into a section."""

    question: str
    wipes: tuple[str, ...]
    copies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EForm:
    """One form in its frame."""

    id: str
    number: int
    sections: tuple[Section, ...]
    drivers: tuple[Driver, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        return (one for section in self.sections for one in section.questions)

    def described(self) -> dict[str, Any]:
        """What its page draws."""
        return {
            "sections": [asdict(one) | {"questions": list(map(_told, one.questions))}
                         for one in self.sections],
            "drivers": list(map(asdict, self.drivers)),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of the papers' table."""

    name: str
    required: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Declaration:
    """One procedure's way through the wizard."""

    slug: str
    code: str
    papers: tuple[PaperRow, ...]
    eforms: tuple[EForm, ...]

    @property
    def procedure(self) -> Procedure:
        """What is the same whatever the form: title, term, domain."""
        return by_slug(self.slug)

    @property
    def number(self) -> int:
        """The digits in the address of the wizard."""
        return self.eforms[0].number


@cache
def declarations() -> Mapping[str, Declaration]:
    """All of them, by the procedure's code."""
    found = (_read(file) for file in sorted((HERE / "forms").glob("*.toml")))
    return {one.code: one for one in found}


def choices_of(name: str, above: str = "") -> list[dict[str, str]]:
    """A list that a form asks for; of wards, those of a province."""
    if name in (PROVINCES, WARDS):
        units = OF_2025.children() if name == PROVINCES else OF_2025.children(above)
        return [{"value": one.code, "text": one.name} for one in units]
    return LISTS[name]


def _told(one: Question) -> dict[str, Any]:
    return asdict(one) | {"list": one.list_name}


def _read(file: Path) -> Declaration:
    raw = tomllib.loads(file.read_text("utf-8"))
    return Declaration(
        slug=raw["slug"],
        code=raw["code"],
        papers=tuple(PaperRow(**one) for one in raw["papers"]),
        eforms=tuple(map(_eform, raw["eform"])),
    )


def _eform(raw: Mapping[str, Any]) -> EForm:
    met = Counter[str]()
    sections = []
    for one in raw["section"]:
        questions = []
        for each in one["questions"]:
            name = each["name"]
            met[name] += 1
            key = name if met[name] == 1 else f"{name}#{met[name]}"
            choices = each.get("choices", "")
            choices = choices if isinstance(choices, str) else tuple(choices)
            questions.append(Question(**{**each, "key": key, "choices": choices}))
        sections.append(Section(one["title"], tuple(questions), one.get("holder", "")))
    drivers = tuple(
        Driver(one["question"], tuple(one["wipes"]), one["copies"]) for one in raw.get("driver", ())
    )
    return EForm(raw["id"], raw["number"], tuple(sections), drivers)


def kept_sections(
    made: Declaration, answers: Mapping[str, Mapping[str, str]]
) -> tuple[KeptSection, ...]:
    """What was answered in each form, as the record prints it."""
    several = len(made.eforms) > 1
    kept = (
        KeptSection(
            f"{section.title} (tờ khai {form.number})" if several else section.title,
            tuple(_entries(section, answers.get(form.id, {}))),
        )
        for form in made.eforms
        for section in form.sections
    )
    return tuple(one for one in kept if one.entries)


def _entries(section: Section, answers: Mapping[str, str]) -> Iterator[Entry]:
    for one in section.questions:
        if one.is_shown(answers) and (text := printed(one, answers)):
            yield Entry(one.group or None, one.title, text)


def printed(one: Question, answers: Mapping[str, str]) -> str:
    """An answer as people read it."""
    raw = answers.get(one.key, "")
    if one.type in {"date", "date_text"}:
        return "/".join(reversed(raw.split("-")))
    if one.type in {"text", "number"}:
        return raw
    return one.text_of(raw, answers) or ""
