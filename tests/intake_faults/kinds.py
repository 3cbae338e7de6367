"""The register: every kind of fault, and of right spelling, by the decorator over its function."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Over = Callable[[Callable[..., Any]], Callable[..., Any]]
Shape = Literal["value", "cell", "dossier", "text", "book"]
BOTH = ("file", "row")


@dataclass(frozen=True)
class Kind:
    """One kind of trial.

    Attributes:
        group: what it is counted under.
        name: in words, from the function's name.
        shape: what the function changes: a value, a cell, a whole dossier, a file's text, a sheet.
        make: the function; `None` from it: there is nothing of the kind here.
        faulty: whether it must be refused; else it must pass.
        types: of a value or cell, the types of fields (`Spot.type`) that it is about.
        ways: whether it may stand in a file of its own, in a workbook's row, or both.
        same: of a right one, whether it says the very same as before.
    """

    group: str
    name: str
    shape: Shape
    make: Callable[..., Any]
    faulty: bool
    types: tuple[str, ...] = ()
    ways: tuple[str, ...] = BOTH
    same: bool = True
    slug: str = ""
    """The only procedure that it is about, if it is of one."""


KINDS: list[Kind] = []


class Register:
    """Decorators, one a shape; ``fault.value("phone")`` over a function of a spot and the dice."""

    def __init__(self, group: str, *, faulty: bool) -> None:
        self._group, self._faulty = group, faulty

    def value(self, *types: str, ways: tuple[str, ...] = BOTH, same: bool = True) -> Over:
        """Over ``(spot, dice) -> what stands there instead``."""
        return self._kept("value", types, ways, same)

    def cell(self, *types: str, same: bool = True) -> Over:
        """Over ``(spot, dice) -> Cell``: what only a spreadsheet's cell can hold."""
        return self._kept("cell", types, ("row",), same)

    def dossier(self, *, ways: tuple[str, ...] = BOTH, same: bool = True, slug: str = "") -> Over:
        """Over ``(sample, dice) -> Changed``."""
        return self._kept("dossier", (), ways, same, slug)

    def text(self, *, same: bool = True) -> Over:
        """Over ``(text, dice) -> Written``: the bytes of a file."""
        return self._kept("text", (), ("file",), same)

    def book(self, *, same: bool = True) -> Over:
        """Over ``(page, dice) -> the cell at which it is told``."""
        return self._kept("book", (), ("book",), same)

    def _kept(
        self,
        shape: Shape,
        types: tuple[str, ...],
        ways: tuple[str, ...],
        same: bool,
        slug: str = "",
    ) -> Over:
        def keep(made: Callable[..., Any]) -> Callable[..., Any]:
            name = made.__name__.replace("_", " ")
            kind = Kind(self._group, name, shape, made, self._faulty, types, ways, same, slug)
            KINDS.append(kind)
            return made

        return keep


def kinds_of(group: str) -> tuple[Register, Register]:
    """What a module registers its kinds with: faults, and what is right."""
    return Register(group, faulty=True), Register(group, faulty=False)


def all_kinds() -> list[Kind]:
    """Every kind of the modules of this package that begin with `of_`."""
    package = importlib.import_module("tests.intake_faults")
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("of_"):
            importlib.import_module(f"{package.__name__}.{module.name}")
    return sorted(KINDS, key=lambda kind: (kind.group, kind.name, kind.types))
