"""A block's fields, read once from its annotations, for everything that walks a declaration."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic_core import PydanticUndefined

from portal_bot.dossier.block import Block
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.field import Meta, meta_of
from portal_bot.dossier.kinds import Kind, text_of

_INSTEAD = {
    bool: "Tick",
    int: "Quantity or Money",
    float: "DecimalNumber",
    Decimal: "DecimalNumber",
    date: "FullDate",
}
_SEVERAL = (list, tuple)


@dataclass(frozen=True, slots=True)
class Spec:
    """One field. Exactly one of kind, choice, block and row is set, or none: plain text."""

    name: str
    title: str
    meta: Meta
    required: bool
    optional: bool
    default: Any
    kind: Kind | None = None
    choice: type[Choice] | None = None
    block: type[Block] | None = None
    row: type[Block] | None = None

    @property
    def type_name(self) -> str:
        """The field's type in one English word."""
        if self.block:
            return getattr(self.block, "type_name", "block")
        if self.choice:
            return "choice"
        return "table" if self.row else self.kind.name if self.kind else "text"

    def parse(self, value: object) -> Any:
        """A single value (no block, no table) from what the file says."""
        if self.choice:
            return self.choice.parse(value)
        return self.kind.parse(value) if self.kind else text_of(value)


@cache
def specs(cls: type[Block]) -> tuple[Spec, ...]:
    """The fields of a block, in the order written; what is aside is none of the form's."""
    names = (name for name, info in cls.model_fields.items() if not meta_of(info).aside)
    return tuple(_spec(cls, name) for name in names)


@cache
def spec_map(cls: type[Block]) -> dict[str, Spec]:
    """The fields of a block by name."""
    return {spec.name: spec for spec in specs(cls)}


def _spec(cls: type[Block], name: str) -> Spec:
    info = cls.model_fields[name]
    optional, inner, found = _unwrap(info.annotation)
    kinds = [item for item in (*info.metadata, *found) if isinstance(item, Kind)]
    kinds += [inner.__kind__] if not kinds and hasattr(inner, "__kind__") else []
    spec = Spec(
        name=name,
        title=info.title or name,
        meta=meta_of(info),
        required=info.is_required(),
        optional=optional,
        default=None if info.default is PydanticUndefined else info.default,
        kind=kinds[0] if kinds else None,
    )
    if kinds:
        return spec
    for item in info.metadata:
        if isinstance(item, type) and issubclass(item, Choice):
            return replace(spec, choice=item)
    return _shaped(spec, inner, f"{cls.__module__}.{cls.__name__}.{name}")


def _unwrap(annotation: Any) -> tuple[bool, Any, tuple[Any, ...]]:
    """Whether None is allowed, the type itself, and what is annotated on it."""
    optional = False
    if get_origin(annotation) in (Union, types.UnionType):
        members = [arg for arg in get_args(annotation) if arg is not types.NoneType]
        optional = len(members) < len(get_args(annotation))
        annotation = members[0] if len(members) == 1 else annotation
    if get_origin(annotation) is Annotated:
        inner, *found = get_args(annotation)
        return optional, inner, tuple(found)
    return optional, annotation, ()


def _shaped(spec: Spec, inner: Any, place: str) -> Spec:
    shape: dict[str, Any] = {}
    if inner in _INSTEAD:
        raise TypeError(f"{place}: use {_INSTEAD[inner]} instead of {inner.__name__}")
    if get_origin(inner) in (list, tuple):
        shape["row"] = get_args(inner)[0]
    elif isinstance(inner, type) and issubclass(inner, Choice):
        shape["choice"] = inner
    elif isinstance(inner, type) and issubclass(inner, Block):
        shape["block"] = inner
    elif inner is not str:
        raise TypeError(f"{place}: {inner!r} is not a type that a dossier can hold")
    return replace(spec, **shape)


@cache
def _names(path: str) -> tuple[str, ...]:
    """Paths stand in the flows: there are only so many."""
    return tuple(path.split("."))


def value_at(block: Block | None, path: str) -> Any:
    """The value at a dotted path; ``None`` where the way ends early; lists are gone through."""
    value: Any = block
    for name in _names(path):
        if value is None:
            return None
        if isinstance(value, _SEVERAL):
            value = [getattr(item, name) for item in value]
        else:
            value = getattr(value, name)
    return value


def spec_at(cls: type[Block], path: str) -> Spec | None:
    """The field at a dotted path, or ``None`` when there is no such field."""
    spec: Spec | None = None
    inner: type[Block] | None = cls
    for name in path.split("."):
        spec = spec_map(inner).get(name) if inner else None
        if spec is None:
            return None
        inner = spec.block or spec.row
    return spec


def walk(cls: type[Block], prefix: str = "") -> Iterator[tuple[str, Spec]]:
    """Every field of a declaration with its dotted path, depth first; rows of tables too."""
    for spec in specs(cls):
        path = f"{prefix}{spec.name}"
        yield path, spec
        inner = spec.block or spec.row
        if inner:
            yield from walk(inner, f"{path}.")
