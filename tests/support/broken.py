"""`fixtures/X/broken.toml`: what the rules of a procedure refuse, and what they let pass.

`[[broken]]`: `rule` and `severity` are told, at the field `at` where it is given, once `change` is
made to the dossier (`plain`, if `dossier` does not say); `alone`: nothing else is wrong.
`[[edge]]`: after the change nothing more is told than before, but for `told`. All of it is read on
`day`; an empty text is nothing said.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from portal_bot.checking import Checked, check_source
from portal_bot.dossier.load import load
from portal_bot.dossier.problems import Problem
from tests.support.fixtures import FIXTURES


@dataclass(frozen=True)
class Case:
    """One change to one dossier, and what is to come of it."""

    slug: str
    number: int
    day: date
    dossier: str = "plain"
    change: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, Any] = field(default_factory=dict)
    agency: dict[str, Any] = field(default_factory=dict)
    rule: str = ""
    severity: str = ""
    at: str = ""
    alone: bool = False
    told: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.slug}-{self.number}-{self.rule or 'edge'}"

    def problems(self) -> list[Problem]:
        return checked(
            self.slug, self.dossier, self.change, self.papers, self.agency, today=self.day
        ).problems

    def usual(self) -> list[Problem]:
        return checked(self.slug, self.dossier, {}, today=self.day).problems


def checked(
    slug: str,
    dossier: str,
    change: dict[str, Any],
    papers: dict[str, Any] | None = None,
    agency: dict[str, Any] | None = None,
    *,
    today: date = date(2026, 11, 22),
) -> Checked:
    """A dossier of the folder, with other values at some paths of its declaration."""
    source = load(FIXTURES / slug / f"{dossier}.yaml")
    for path, value in change.items():
        inner = source.data["declaration"]
        *way, last = path.split(".")
        for name in way:
            inner = inner[int(name)] if isinstance(inner, list) else inner[name]
        inner[last] = value
    if papers:
        source.data["papers"] = {**(source.data.get("papers") or {}), **papers}
    if agency:
        source.data["agency"] = agency
    return check_source(source, today=today)


@cache
def cases(kind: str) -> tuple[Case, ...]:
    """All of one kind: `broken` or `edge`.

    Raises:
        TypeError: a row has a word that is none; says which file and row.
    """
    found: list[Case] = []
    for file in sorted(FIXTURES.glob("*/broken.toml")):
        said = tomllib.loads(file.read_text("utf-8"))
        if odd := set(said) - {"day", "broken", "edge"}:
            raise TypeError(f"{file}: only day, [[broken]] and [[edge]], not {sorted(odd)}")
        for number, row in enumerate(said.get(kind, ()), 1):
            try:
                row = {**row, "told": tuple(row.get("told", ()))}
                found.append(Case(file.parent.name, number, said["day"], **row))
            except (KeyError, TypeError) as error:
                raise TypeError(f"{file}, [[{kind}]] number {number}: {error}") from error
    return tuple(found)
