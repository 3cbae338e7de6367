"""A list of options: what the dossier may say, and what the portal prints for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Self, cast

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from portal_bot.catalogue.names import clean, fold, nearest, spelling
from portal_bot.dossier.kinds import text_of
from portal_bot.dossier.problems import Refused
from portal_bot.marked import own

_ALIKE = 87


class Choice(StrEnum):
    """Options of one field: ``FATHER = "father", "Cha"``, the code and the printed label.

    An option is the text of its code, so that a rule may say ``relation == "father"``. What is no
    code of the field is a slip of whoever wrote the rule, and raises `LookupError`.
    """

    _value_: str
    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Makes the code the member's value and keeps the label beside it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = clean(label)
        return member

    def __eq__(self, other: object) -> bool:
        """Whether it is that option, named by itself or by its code."""
        if type(other) is str and other not in _codes(type(self)):
            raise LookupError(f"{other!r} is none of {sorted(_codes(type(self)))}")
        return str.__eq__(self, other) is True

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    @classmethod
    def parse(cls, value: object) -> Self:
        """The option that the code or the printed label means."""
        if isinstance(value, cls):
            return value
        text = text_of(value)
        found: Self | None = _index(cls).get(fold(text)) or _spelled(cls).get(spelling(text))
        if found is None:
            likely = cls._likely(text)
            hint = f"; gần nhất là “{own(likely)}”" if likely else ""
            options = ", ".join(f"{member.value} ({member.label})" for member in cls)
            raise Refused(
                "unknown_option", f"không có lựa chọn “{own(text)}”{hint}; chọn: {options}"
            )
        return found

    @classmethod
    def _likely(cls, text: str) -> str | None:
        """The label that a slip of the keyboard made the text of; another option is no help."""
        return next(iter(nearest(text, [m.label for m in cls], limit=1, cutoff=_ALIKE)), None)

    @classmethod
    def _also(cls) -> Mapping[str, str]:
        """What else people call an option: the other name, and the option's code."""
        return {}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Strict, but for the two ways to name an option."""
        return core_schema.no_info_plain_validator_function(cls.parse)


@cache
def _codes(cls: Any) -> frozenset[str]:
    return frozenset(str.__str__(member.value) for member in cls)


def options(labels: Mapping[str, str]) -> type[Choice]:
    """A list of options from codes and the labels that the portal prints for them."""
    names = {f"O{number}": row for number, row in enumerate(labels.items())}
    # As `enum` makes one from a mapping; its members are only ever called by their codes.
    made: Any = Choice("Options", cast("Any", names))
    return cast("type[Choice]", made)


@cache
def _index(cls: Any) -> dict[str, Any]:
    return {fold(name): member for name, member in _names(cls)}


def _names(cls: Any) -> Iterator[tuple[str, Any]]:
    """Every name of every option; its own label and code come last."""
    for name, code in cls._also().items():
        yield name, cls(code)
    for member in cls:
        yield member.label, member
        yield member.value, member


@cache
def _spelled(cls: Any) -> dict[str, Any]:
    """By spelling, where only one option is spelled so."""
    index: dict[str, Any] = {}
    for name, member in _names(cls):
        if index.setdefault(spelling(name), member) is not member:
            index[spelling(name)] = None
    return index
