"""The procedures that the portal offers: each form with its deadline, fee and ways of return."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .forms_model import Condition, Form, Values, load_form, read_condition
from .units import DATA

FORMS = Path(__file__).parent / "forms"


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


@cache
def procedures() -> Mapping[str, Procedure]:
    """All procedures by code, in the order of their titles."""
    facts = tomllib.loads((DATA / "procedures.toml").read_text("utf-8"))
    found = [_procedure(load_form(path), facts[path.stem]) for path in sorted(FORMS.glob("*.toml"))]
    return {one.code: one for one in sorted(found, key=lambda one: one.title)}


@cache
def by_slug(slug: str) -> Procedure:
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
