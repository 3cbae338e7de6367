"""`Field`, `Optional`, `Listed`: what a declaration says about one box of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypedDict, Unpack

import pydantic
from pydantic.fields import FieldInfo

from portal_bot.catalogue.names import filled_in

When = Mapping[str, Sequence[str] | bool]


@dataclass(frozen=True, slots=True)
class Meta:
    """What `Field` knows beyond pydantic; see there for the meaning of each."""

    driver: bool = False
    when: When | None = None
    same_as: str | None = None
    words_of: str | None = None
    id_type: str | None = None
    accepts: tuple[str, ...] = ()
    holder_gender: str | None = None
    past: bool = False
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    level: int | None = None
    present_only: bool = False
    sensitive: bool = False
    aside: bool = False
    looked_up: bool = False
    note: str = ""
    by_law: Mapping[str, str] | None = None
    """Limits that are said by the name of a legal value, until it is read."""


class Said(TypedDict, total=False):
    """What may be said of a field beside its label; see `Field`."""

    driver: bool
    when: When | None
    same_as: str | None
    words_of: str | None
    id_type: str | None
    accepts: Sequence[str]
    holder_gender: str | None
    past: bool
    min: int | str | None
    max: int | str | None
    max_length: int | None
    level: int | None
    present_only: bool
    sensitive: bool
    aside: bool
    looked_up: bool
    note: str


_NAMES = {"min": "minimum", "max": "maximum"}
_LIMITS = tuple(_NAMES.values())


def Field(title: str, default: Any = ..., **said: Unpack[Said]) -> Any:  # noqa: N802  # like pydantic's
    """Declares a field by the label people see on the portal; it must be told, or has a default.

    Args:
        title: the label as printed. For a block: the section, or the group within a section.
        default: the value when the dossier says nothing; without it the field is required.
        said: any of

            * *driver*: choosing it rebuilds other controls of the page, so it is set first.
            * *when*: asked only then: ``{"copy_request": ["yes"]}``; ``True`` means "if given at
              all". Paths start beside the field, else at the declaration.
            * *same_as*: only repeats that fact of the applicant, ``"applicant.full_name"``.
            * *words_of*: spells out the date in the named field beside it.
            * *id_type*: the field beside it that says which document the number is of.
            * *accepts*: kinds of number taken where no field says which: cccd, cmnd, passport,
              other.
            * *holder_gender*: the number's holder is known to be ``"nam"`` or ``"nu"``.
            * *past*: a date, or a year, that may not lie in the future; a birth never does.
            * *min*, *max*: smallest and largest number, or fewest and most rows of a table; or
              the name of a legal value beside the flow that says it.
            * *max_length*: most characters the portal takes.
            * *level*: 0 to 3, for the levels of an address.
            * *present_only*: a paper that is shown at the counter and need not be attached.
            * *sensitive*: a free text that holds personal data.
            * *aside*: is on no form, and nobody is asked for it: only a dossier may say it.
            * *looked_up*: the portal fills it in from the population base and locks it; what a
              dossier says of it is held against that, what it leaves out is as it is found.
            * *note*: for people, what else to know about it.
    """
    meta: dict[str, Any] = {_NAMES.get(name, name): value for name, value in said.items()}
    if by_law := {name: meta.pop(name) for name in _LIMITS if isinstance(meta.get(name), str)}:
        meta["by_law"] = by_law
    if "accepts" in meta:
        meta["accepts"] = tuple(meta["accepts"])
    return pydantic.Field(
        default,
        title=filled_in(title),
        # What a dossier is known again by stays as it was before there was such a field.
        exclude_if=_unsaid if said.get("aside") else None,
        json_schema_extra={"portal_bot": Meta(**meta)},  # type: ignore[dict-item]  # never made into a schema
    )


def _unsaid(value: object) -> bool:
    return value is None


def Optional(title: str, **said: Unpack[Said]) -> Any:  # noqa: N802  # reads as `Field` does
    """A field that may be left out; see `Field`."""
    return Field(title, None, **said)


class Official(NamedTuple):
    """The mark of a `Listed` field, until its options are known."""


def Listed(title: str, default: Any = ..., **said: Unpack[Said]) -> Any:  # noqa: N802
    """A choice among the options of the official form, which the facts beside the flow list.

    ``relation: str = Listed("Quan hệ")`` takes ``[options.relation]`` of ``flows/X.toml``, or
    ``[options."Requester.relation"]`` where several blocks have a field of that name. The value is
    the option's code: what the dossier, the conditions and the rules call it by.
    """
    made = Field(title, default, **said)
    made.metadata.append(Official())
    return made


def meta_of(info: FieldInfo) -> Meta:
    """What `Field` was told; nothing, for a field declared without it."""
    extra: object = info.json_schema_extra
    meta = extra.get("portal_bot") if isinstance(extra, dict) else None
    return meta if isinstance(meta, Meta) else Meta()
