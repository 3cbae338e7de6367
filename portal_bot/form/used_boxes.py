"""Which boxes of a form a flow fills, what they may be asked to take, and when they are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import get_args

from portal_bot.dossier.block import Block, Declaration
from portal_bot.dossier.dates import PartialDate
from portal_bot.dossier.entries import Entry, Value
from portal_bot.dossier.places import Locality
from portal_bot.dossier.spec import Spec, specs
from portal_bot.form.controls.kind import Family

_TYPED: frozenset[Family] = frozenset({"text", "number"})
_DATED: frozenset[Family] = frozenset({"date", "text"})
# What is not of a list of the flow's may stand in one of the portal's: peoples, provinces.
_LISTED: frozenset[Family] = frozenset({"text", "number", "choice"})
# By the type of a dossier's field; every other one is typed.
_FAMILIES: dict[str, frozenset[Family]] = {
    "tick": frozenset({"tick"}),
    "confirmed": frozenset({"tick"}),
    "table": frozenset({"table"}),
    "choice": frozenset({"choice"}),
    "date": _DATED,
    "birth_date": _DATED,
    "partial_date": _DATED,
    "partial_birth_date": _DATED,
    "text": _LISTED,
    "ethnicity": _LISTED,
    "nationality": _LISTED,
}


@dataclass(frozen=True, slots=True)
class UsedBox:
    """One box that a flow, or the platform itself, fills.

    Attributes:
        section: as in `Entry`, and so `group`, `label`, `path`, `level`.
        families: what it may be drawn as.
        options: the printed options that a dossier may ask for; `None`: not of a fixed list.
        columns: of a table, the boxes of a row.
        always: whether every dossier has something to put there.
        at_rest: whether it is there before anything was chosen.
        driver: whether choosing opens other boxes.
    """

    section: str
    group: str | None
    label: str
    path: str
    families: frozenset[Family] = _LISTED
    options: tuple[str, ...] | None = None
    columns: tuple[UsedBox, ...] = ()
    level: int | None = None
    always: bool = True
    at_rest: bool = True
    driver: bool = False

    @property
    def name(self) -> str:
        """Section, group and label as a message names them."""
        return " / ".join(part for part in (self.section, self.group, self.label) if part)


@cache
def boxes_of(declaration: type[Declaration]) -> tuple[UsedBox, ...]:
    """Every box that a flow's declaration may fill, in the order written."""
    return tuple(_declared(declaration))


def boxes_for(entries: Iterable[Entry]) -> tuple[UsedBox, ...]:
    """The boxes of values that are there already: those that a platform fills by itself."""
    return tuple(
        UsedBox(
            one.section,
            one.group,
            one.label,
            one.path,
            _families_of(one.value),
            level=one.level,
            always=one.value is not None,
        )
        for one in entries
    )


def _families_of(value: Value) -> frozenset[Family]:
    if value is None:
        # What it would be drawn as, nobody has said.
        return frozenset(get_args(Family))
    if isinstance(value, bool):
        return _FAMILIES["tick"]
    return _DATED if isinstance(value, date | PartialDate) else _LISTED


def _declared(declaration: type[Declaration]) -> Iterator[UsedBox]:
    for spec in specs(declaration):
        always, at_rest = _standing(spec, always=True, at_rest=True)
        if spec.block and issubclass(spec.block, Locality):
            yield from _within(spec.block, "", spec.title, spec.name, always, at_rest)
        elif spec.block:
            yield from _within(spec.block, spec.title, None, spec.name, always, at_rest)
        else:
            yield _box(spec, "", None, spec.name, always, at_rest)


def _within(
    cls: type[Block], section: str, group: str | None, path: str, above: bool, there: bool
) -> Iterator[UsedBox]:
    for spec in specs(cls):
        always, at_rest = _standing(spec, always=above, at_rest=there)
        here = f"{path}.{spec.name}"
        if spec.block:
            inner = spec.title if group is None else f"{group} / {spec.title}"
            yield from _within(spec.block, section, inner, here, always, at_rest)
        else:
            yield _box(spec, section, group, here, always, at_rest)


def _standing(spec: Spec, *, always: bool, at_rest: bool) -> tuple[bool, bool]:
    """Whether every dossier fills it, and whether it is there from the start."""
    # An address that may be left empty is there all the same; a person who is not declared may not.
    person = spec.block is not None and not issubclass(spec.block, Locality)
    there = at_rest and spec.meta.when is None and not (person and spec.optional)
    return always and there and (spec.required or spec.default is not None), there


def _box(
    spec: Spec, section: str, group: str | None, path: str, always: bool, at_rest: bool
) -> UsedBox:
    row = specs(spec.row) if spec.row else ()
    return UsedBox(
        section,
        group,
        spec.title,
        path,
        _FAMILIES.get(spec.type_name, _TYPED),
        tuple(option.label for option in spec.choice) if spec.choice else None,
        tuple(_box(cell, "", None, f"{path}.{cell.name}", cell.required, True) for cell in row),
        spec.meta.level,
        always,
        at_rest,
        spec.meta.driver,
    )
