"""The values of a dossier that must never reach a log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from portal_bot.dossier.block import Block
from portal_bot.dossier.spec import Spec, specs

_SHORTEST = 4


def sensitive_values(*blocks: Block | None) -> set[str]:
    """The sensitive values in a dossier and its declaration, dates in both spellings."""
    return {
        value
        for block in blocks
        if block is not None
        for value in _of_block(block)
        if len(value) >= _SHORTEST
    }


def is_sensitive(spec: Spec) -> bool:
    """Whether the field holds personal data by its type or by its declaration."""
    return spec.meta.sensitive or (spec.kind is not None and spec.kind.sensitive)


def _of_block(block: Block) -> Iterator[str]:
    for spec in specs(type(block)):
        value = block.__dict__.get(spec.name)
        if isinstance(value, Block):
            yield from _of_block(value)
        elif spec.row:
            for row in value or ():
                yield from _of_block(row)
        elif value is not None and is_sensitive(spec):
            yield from _spellings(value)


def _spellings(value: Any) -> Iterator[str]:
    if isinstance(value, date):
        yield f"{value:%Y-%m-%d}"
        yield f"{value:%d/%m/%Y}"
    elif not isinstance(value, int):
        yield str(value)
