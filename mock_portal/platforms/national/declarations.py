"""The declarations of the national portal: files of its own, in `forms/`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ...procedures import Procedure, by_slug
from .places import HERE, drawn_id
from .records import published

CHOICES: Mapping[str, list[dict[str, str]]] = json.loads((HERE / "lists.json").read_text("utf-8"))
VIETNAM = "VN"
INSIDE, ABROAD = "1", "2"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `name` is without the digits that the page adds.

    Attributes:
        choices: a list of `lists.json`, inside the model.
        of: the question of the province whose wards these are.
        required: the label has a star; the model says nothing of it.
        account: what the portal itself fills in, for nobody to change.
        floating: the label is not in the model, only on the page.
        fixed: the value that it keeps.
        group: the address that it is a part of.
    """

    name: str
    title: str
    type: str
    choices: str = ""
    of: str = ""
    required: bool = False
    visible_if: str = ""
    account: str = ""
    pattern: str = ""
    floating: bool = False
    fixed: str = ""
    min: int = 0
    max: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of the form."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class LookUp:
    """Three questions that, once answered, let the page ask the population base.

    What it answers goes into `locks`, which are then closed, and `fills`, which are not.
    """

    name: str
    number: str
    birth_date: str
    locks: Mapping[str, str]
    fills: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Driver:
    """A relation: any change empties `section`; `self` copies the submitter into it."""

    question: str
    self: str
    section: str
    copies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fee:
    """So much for each of the copies."""

    amount: int
    unit: str
    copies: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """What the next version of the form does to one question."""

    version: str
    question: str
    name: str
    type: str


@dataclass(frozen=True, slots=True, eq=False)
class Declaration:
    """One procedure's form on the page `nop-ho-so`."""

    slug: str
    code: str
    name: str
    version: str
    formality_id: str
    case_id: str
    papers: tuple[str, ...]
    panels: tuple[Panel, ...]
    lookups: tuple[LookUp, ...] = ()
    drivers: tuple[Driver, ...] = ()
    fee: Fee | None = None
    change: Change | None = None
    questions: Mapping[str, Question] = field(default_factory=dict)

    @property
    def procedure(self) -> Procedure:
        """What is the same whatever the form: title, term, domain."""
        return by_slug(self.slug)

    @property
    def formality_case_id(self) -> str:
        return self.case_id or drawn_id("019dd2", "case", self.code)


@cache
def declarations() -> Mapping[str, Declaration]:
    """All of them, by the procedure's code."""
    found = (_read(file) for file in sorted((HERE / "forms").glob("*.toml")))
    return {one.code: one for one in found}


def by_id(key: str) -> Declaration | None:
    """The one that this formality or one of its cases is of: one form may serve several."""
    return next((one for one in declarations().values() if key in _ids(one)), None)


def _ids(made: Declaration) -> set[str]:
    known = published().get(made.code)
    told = {known.formality_id, *(id_ for _, id_, _ in known.cases)} if known else set()
    return {made.formality_id, made.formality_case_id, *told}


def _read(file: Path) -> Declaration:
    raw = tomllib.loads(file.read_text("utf-8"))
    panels = tuple(
        Panel(one["title"], tuple(q for each in one["question"] for q in _questions(each)))
        for one in raw["section"]
    )
    facts = {
        name: raw[name] for name in ("slug", "code", "name", "version", "formality_id", "case_id")
    }
    made = Declaration(
        **facts,
        papers=tuple(raw["papers"]),
        panels=panels,
        lookups=tuple(LookUp(**one) for one in raw.get("lookup", ())),
        drivers=tuple(Driver(**one) for one in raw.get("driver", ())),
        fee=Fee(**raw["fee"]) if "fee" in raw else None,
        change=Change(**raw["version_2"]) if "version_2" in raw else None,
    )
    return _whole(made)


def _whole(made: Declaration) -> Declaration:
    return replace(made, questions={q.name: q for one in made.panels for q in one.questions})


def _questions(raw: Mapping[str, Any]) -> Iterator[Question]:
    """A question; of a place, also those that open below it."""
    if raw["type"] != "cluster":
        yield Question(**raw)
        return
    radio = Question(**{**raw, "type": "radiogroup"})
    yield radio
    shown = f"({radio.visible_if}) and " if radio.visible_if else ""
    inside, abroad = (f"{shown}{{{radio.name}}} = '{one}'" for one in (INSIDE, ABROAD))
    group, starred = radio.title, radio.required
    province, countries = f"{radio.name}_TinhThanh", "countries"
    yield Question(
        f"{radio.name}_QuocGia", "Quốc gia", "dropdown", choices=countries, visible_if=inside,
        fixed=VIETNAM, group=group,
    )  # fmt: skip
    yield Question(
        province, "Tỉnh/Thành phố", "province", visible_if=inside, required=starred, group=group
    )
    yield Question(
        f"{radio.name}_PhuongXa", "Phường/Xã", "ward", of=province, visible_if=inside,
        required=starred, group=group,
    )  # fmt: skip
    yield Question(
        f"{radio.name}_ChiTiet", "Địa chỉ chi tiết", "text", visible_if=inside, group=group
    )
    yield Question(
        f"{radio.name}_QuocGiaKhac", "Quốc gia", "dropdown", choices=countries, visible_if=abroad,
        required=starred, group=group,
    )  # fmt: skip
    yield Question(
        f"{radio.name}_DiaChiKhac", "Địa chỉ chi tiết", "text", visible_if=abroad, group=group
    )


@cache
def next_version(made: Declaration) -> Declaration:
    """The same form with one question renamed and of another type."""
    change = made.change
    if change is None:
        return made
    old = made.questions[change.question]
    new = replace(old, name=change.name, type=change.type, pattern="")
    return replace(changed_form(made, change.question, new), version=change.version)


def changed_form(made: Declaration, question: str, new: Question) -> Declaration:
    """The same form with one question in another's place, wherever it is spoken of."""
    old = made.questions[question]

    def renamed(name: str) -> str:
        return new.name if name == question else name

    def put(one: Question) -> Question:
        if one is old:
            return new
        shown = one.visible_if.replace(f"{{{question}}}", f"{{{new.name}}}")
        return replace(one, visible_if=shown, of=renamed(one.of))

    panels = tuple(
        replace(one, questions=tuple(put(q) for q in one.questions)) for one in made.panels
    )
    lookups = tuple(
        replace(
            one,
            name=renamed(one.name),
            number=renamed(one.number),
            birth_date=renamed(one.birth_date),
            locks={fact: renamed(name) for fact, name in one.locks.items()},
            fills={fact: renamed(name) for fact, name in one.fills.items()},
        )
        for one in made.lookups
    )
    drivers = tuple(
        replace(
            one,
            question=renamed(one.question),
            copies={fact: renamed(name) for fact, name in one.copies.items()},
        )
        for one in made.drivers
    )
    return _whole(replace(made, panels=panels, lookups=lookups, drivers=drivers))
