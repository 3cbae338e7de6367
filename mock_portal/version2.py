"""A procedure's form as version 2, with one change against the form file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from .dice import dice
from .forms_model import Field, Section, build_form
from .procedures import Procedure, by_slug, procedures

CHANGES = ("renamed", "reordered", "required", "removed")
NEW_FIELD = Field("v2_tax_code", "Mã số thuế cá nhân", "text", required=True, max_length=20)


def is_change(text: str) -> bool:
    """`renamed` and the like, or `renamed:KEY` with the key of a field that some form has."""
    change, colon, key = text.partition(":")
    if change not in CHANGES:
        return False
    return not colon or any(key in one.form.fields for one in procedures().values())


def change_of(slug: str, text: str, seed: int) -> str | None:
    """`change:KEY` for this procedure, the key by seed if none is said; nothing if it has none."""
    change, _, key = text.partition(":")
    possible = [one.key for one in _possible(by_slug(slug), change)]
    if key:
        return text if key in possible else None
    if not possible:
        return None
    return f"{change}:{dice(f'{seed}:{slug}:{change}').choice(possible)}"


@cache
def second_version(slug: str, change: str) -> Procedure:
    """The procedure with the changed form; `change` is what `change_of` gave."""
    procedure = by_slug(slug)
    name, _, key = change.partition(":")
    form = procedure.form
    sections = tuple(
        replace(one, fields=_CHANGED[name](one.fields, key)) if _has(one, key) else one
        for one in form.sections
    )
    facts = {each: getattr(form, each) for each in ("slug", "code", "title", "level", "source")}
    return replace(procedure, form=build_form({**facts, "version": 2}, sections, form.rows))


def _has(section: Section, key: str) -> bool:
    return any(one.key == key for one in section.fields)


def _possible(procedure: Procedure, change: str) -> Iterator[Field]:
    """The fields that this change may be about: always on the page, asked of everybody."""
    leaned_on = _leaned_on(procedure) if change == "removed" else set()
    for section in procedure.form.sections:
        if section.shown_when is not None or (change == "reordered" and len(section.fields) < 2):
            continue
        for one in section.fields:
            if one.required and one.shown_when is None and one.key not in leaned_on:
                yield one


def _leaned_on(procedure: Procedure) -> set[str]:
    """The fields that other fields, papers or fees depend on."""
    form = procedure.form
    conditions = [section.shown_when for section in form.sections]
    conditions += [c for one in form.fields.values() for c in (one.shown_when, one.required_when)]
    conditions += [row.required_when for row in form.rows]
    return {c.field for c in conditions if c is not None} | {rule.field for rule in procedure.fees}


def _renamed(fields: tuple[Field, ...], key: str) -> tuple[Field, ...]:
    return tuple(
        replace(f, label=f"{f.label} ghi trên giấy tờ") if f.key == key else f for f in fields
    )


def _reordered(fields: tuple[Field, ...], key: str) -> tuple[Field, ...]:
    """The named field goes to the end, or the last one to the front if it is there already."""
    if fields[-1].key == key:
        return fields[-1:] + fields[:-1]
    named = tuple(f for f in fields if f.key == key)
    return tuple(f for f in fields if f.key != key) + named


def _required(fields: tuple[Field, ...], key: str) -> tuple[Field, ...]:
    """A new field stands behind the named one."""
    place = next(n for n, f in enumerate(fields) if f.key == key) + 1
    return (*fields[:place], NEW_FIELD, *fields[place:])


def _removed(fields: tuple[Field, ...], key: str) -> tuple[Field, ...]:
    return tuple(f for f in fields if f.key != key)


_CHANGED: dict[str, Callable[[tuple[Field, ...], str], tuple[Field, ...]]] = {
    "renamed": _renamed,
    "reordered": _reordered,
    "required": _required,
    "removed": _removed,
}
