"""`Field`: what a declaration says about one box of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydantic
from pydantic.fields import FieldInfo

from portal_bot.catalogue.names import clean

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
    note: str = ""


def Field(  # noqa: N802  # reads as what it declares, like pydantic's own
    default: Any = ...,
    *,
    title: str,
    driver: bool = False,
    when: When | None = None,
    same_as: str | None = None,
    words_of: str | None = None,
    id_type: str | None = None,
    accepts: Sequence[str] = (),
    holder_gender: str | None = None,
    past: bool = False,
    min: int | None = None,  # noqa: A002  # the word a flow's author expects
    max: int | None = None,  # noqa: A002
    max_length: int | None = None,
    level: int | None = None,
    present_only: bool = False,
    sensitive: bool = False,
    note: str = "",
) -> Any:
    """Declares a field by the label people see on the portal.

    Args:
        default: the value when the dossier says nothing; without it the field is required.
        title: the label as printed. For a block: the section, or the group within a section.
        driver: choosing it rebuilds other controls of the page, so it is set first.
        when: asked only then: ``{"copy_request": ["yes"]}``; ``True`` means "if given at all".
            Paths start beside the field, else at the declaration.
        same_as: only repeats that fact of the applicant, ``"applicant.full_name"``.
        words_of: spells out the date in the named field beside it.
        id_type: the field beside it that says which document the number is of.
        accepts: kinds of number taken where no field says which: cccd, cmnd, passport, other.
        holder_gender: the number's holder is known to be ``"nam"`` or ``"nu"``.
        past: a date that may not lie in the future.
        min: smallest number, or fewest rows of a table.
        max: largest number, or most rows.
        max_length: most characters the portal takes.
        level: 0 to 3, for the levels of an address.
        present_only: a paper that is shown at the counter and need not be attached.
        sensitive: a free text that holds personal data.
        note: for people, what else to know about it.
    """
    meta = Meta(
        driver=driver,
        when=when,
        same_as=same_as,
        words_of=words_of,
        id_type=id_type,
        accepts=tuple(accepts),
        holder_gender=holder_gender,
        past=past,
        minimum=min,
        maximum=max,
        max_length=max_length,
        level=level,
        present_only=present_only,
        sensitive=sensitive,
        note=note,
    )
    return pydantic.Field(default, title=clean(title), json_schema_extra={"portal_bot": meta})  # type: ignore[dict-item]  # never made into a schema


def meta_of(info: FieldInfo) -> Meta:
    """What `Field` was told; nothing, for a field declared without it."""
    extra: object = info.json_schema_extra
    meta = extra.get("portal_bot") if isinstance(extra, dict) else None
    return meta if isinstance(meta, Meta) else Meta()
