"""The procedures that the portal offers: each form with its deadline, fee and ways of return."""

from __future__ import annotations

import sys
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .forms_model import Condition, Form, Values, load_form, read_condition

FORMS = Path(__file__).parent / "forms"
# What is told of procedures that only the portals of 2026 offer; their forms are those portals'.
LATER = FORMS / "later"


@dataclass(frozen=True, slots=True)
class FeeRule:
    """How one line of the fee table comes about; the rules are in `fees`."""

    name: str
    rule: str
    amount: int
    unit: str
    field: str = ""
    after_days: int = 0
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Procedure:
    """One procedure as its page describes it."""

    form: Form
    domain: str
    result: str
    same_day: bool
    deadline_text: str
    return_methods: tuple[str, ...]
    fee_text: str
    fee_verified: bool
    legal_basis: tuple[str, ...]
    fees: tuple[FeeRule, ...]
    working_days: int = 0
    calendar_days: int = 0
    # A case of it that is solved at once, by the declaration.
    same_day_when: Condition | None = None

    def solved_at_once(self, values: Values) -> bool:
        case = self.same_day_when
        return self.same_day or (case is not None and case.holds(values))

    @property
    def slug(self) -> str:
        return self.form.slug

    @property
    def code(self) -> str:
        return self.form.code

    @property
    def title(self) -> str:
        return self.form.title

    @property
    def level(self) -> int:
        return self.form.level

    @property
    def paid_online(self) -> bool:
        return self.level >= 4


# Stands before what whoever adds a procedure has still to write.
UNFILLED = "ĐIỀN:"


class BrokenForm(ValueError):
    """A form file that cannot be served: which, where in it, and what is wrong."""


@cache
def procedures() -> Mapping[str, Procedure]:
    """All procedures by code, in the order of their titles; one that is broken is left out."""
    found = []
    for file in sorted(FORMS.glob("*.toml")):
        try:
            found.append(procedure_at(file))
        except BrokenForm as error:
            sys.stderr.write(f"cổng thử nghiệm bỏ qua một thủ tục: {error}\n")
    return {one.code: one for one in sorted(found, key=lambda one: one.title)}


def procedure_at(file: Path) -> Procedure:
    """One procedure: its form, and `[procedure]`, what its page says besides.

    Raises:
        BrokenForm: something in the file is missing, wrong or still to be written.
    """
    text = file.read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if UNFILLED in line:
            raise BrokenForm(f"{file}, dòng {number}: chưa điền")
    try:
        return _procedure(load_form(file), tomllib.loads(text)["procedure"])
    except KeyError as error:
        raise BrokenForm(f"{file}: thiếu mục {error}") from error
    except (TypeError, ValueError) as error:
        raise BrokenForm(f"{file}: {error}") from error


def found(words: str) -> list[Procedure]:
    """Those that a search of the catalogue finds."""
    return [one for one in procedures().values() if _matches(one, words)]


def _matches(procedure: Procedure, words: str) -> bool:
    text = _plain(f"{procedure.code} {procedure.title} {procedure.domain}")
    return all(word in text for word in _plain(words).split())


def _plain(text: str) -> str:
    """Without case and marks: people search as they type."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@cache
def by_slug(slug: str) -> Procedure:
    if (file := LATER / f"{slug}.toml").is_file():
        return procedure_at(file)
    return next(one for one in procedures().values() if one.slug == slug)


def _procedure(form: Form, raw: Mapping[str, Any]) -> Procedure:
    facts = dict(raw)
    fees = tuple(_fee_rule(entry) for entry in facts.pop("fee", ()))
    for name in ("return_methods", "legal_basis"):
        facts[name] = tuple(facts[name])
    facts["same_day_when"] = read_condition(facts.get("same_day_when"))
    return Procedure(form=form, fees=fees, **facts)


def _fee_rule(raw: Mapping[str, Any]) -> FeeRule:
    return FeeRule(**{**raw, "values": tuple(raw.get("values", ()))})
