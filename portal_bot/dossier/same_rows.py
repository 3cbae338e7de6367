"""Rows of a table that say again what an earlier one says: a line pasted twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from portal_bot.catalogue.names import fold
from portal_bot.dossier.block import Block
from portal_bot.dossier.problems import Finding
from portal_bot.dossier.spec import Spec, specs

# A row of so few fields is a choice, and a rule of its procedure's says what may be chosen twice.
_FEWEST = 2


def rows_said_twice(declared: Block | None, told: Iterable[Finding]) -> list[Finding]:
    """A warning for each table in which a person, or a whole row, stands twice.

    Args:
        declared: the declaration, as far as it could be read.
        told: what was found before: where a table is at fault already, nothing is added.
    """
    if declared is None:
        return []
    found = [one for way, spec in _tables(type(declared)) if (one := _twice(declared, way, spec))]
    if not found:
        return []
    known = {one.path for one in told if one.severity != "info"}
    return [one for one in found if one.path not in known]


@cache
def _tables(cls: type[Block]) -> tuple[tuple[tuple[str, ...], Spec], ...]:
    return tuple(_found(cls, ()))


def _found(cls: type[Block], way: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Spec]]:
    for spec in specs(cls):
        if spec.block is not None:
            yield from _found(spec.block, (*way, spec.name))
        elif spec.row is not None and len(specs(spec.row)) >= _FEWEST:
            yield (*way, spec.name), spec


def _twice(declared: Block, way: tuple[str, ...], spec: Spec) -> Finding | None:
    value: Any = declared
    for name in way:
        value = value.__dict__.get(name) if isinstance(value, Block) else None
    if not value or len(value) < len("ab"):
        return None
    names = _compared(spec.row) if spec.row else ()
    first: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(value):
        said = tuple(_said(row.__dict__.get(name)) for name in names)
        earlier = first.setdefault(said, number)
        if earlier != number and any(said):
            told = (
                f"“{spec.title}”: dòng {number + 1} lặp lại dòng {earlier + 1}; bỏ một dòng nếu "
                "chép nhầm"
            )
            return Finding(("declaration", *way), "row_repeated", told, "warning")
    return None


@cache
def _compared(row: type[Block]) -> tuple[str, ...]:
    """Of a person, the name and the birth; else, and where no birth is asked for, everything."""
    kinds = {spec.name: spec.kind for spec in specs(row) if spec.kind}
    names = [name for name, kind in kinds.items() if kind.name == "person_name"]
    births = [name for name, kind in kinds.items() if kind.birth]
    return (*names, *births) if names and births else tuple(spec.name for spec in specs(row))


def _said(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value
