"""Addresses on a SurveyJS page: a question that asks where, and below it the parts it opens.

Nothing but their order says whose they are, and one panel may hold two of them. A stored dossier
prints some of them the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from portal_bot.dossier.entries import Entry, spoken
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.form.text import fold, label_key, without_marks

COUNTRY, DETAIL = "Quốc gia", "Địa chỉ chi tiết"
HOME = "Việt Nam"
_PARTS = {label_key(one) for one in (COUNTRY, "Tỉnh/Thành phố", "Phường/Xã", DETAIL)}
# “citizenField27__1761724625529”: the digits change with the form's version.
_NAME = re.compile(r"\w+__\d+")
_STAR = re.compile(r"\*|\(\s*bắt buộc\s*\)", re.IGNORECASE)
_WHERE = {fold("Trong nước"), fold("Khác")}


def clustered(snapshot: Snapshot) -> Snapshot:
    """The same page, the parts of each address in a group of the question's name."""
    found: list[Control] = []
    above: Control | None = None
    for control in map(_labelled, snapshot):
        if _asks_where(control):
            above = control
        elif above is None or control.titles != above.titles:
            above = None
        elif (label := _part(control.label, above.label)) is None:
            above = above if _mentions(control.label, above.label) else None
        else:
            titles = (*control.titles, without_marks(above.label))
            found.append(replace(control, label=label, titles=titles))
            continue
        found.append(control)
    return Snapshot(tuple(found))


def clustered_fields(told: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The fields of a stored dossier, likewise, whether it prints them as a group or not."""
    found: list[dict[str, Any]] = []
    above: Mapping[str, Any] | None = None
    for one in told:
        if not one["group"] and fold(str(one.get("value", ""))) in _WHERE:
            above = one
        elif above is None or not _is_below(one, above):
            above = None
        elif (label := _part(one["label"], above["label"])) is None:
            above = above if _mentions(one["label"], above["label"]) else None
            found.append({**one, "group": ""} if above else dict(one))
            continue
        else:
            found.append({**one, "label": label, "group": above["label"]})
            continue
        found.append(dict(one))
    return found


def _is_below(one: Mapping[str, Any], above: Mapping[str, Any]) -> bool:
    return one["section"] == above["section"] and one["group"] in {"", above["label"]}


def with_countries(declared: Sequence[Entry]) -> tuple[Entry, ...]:
    """Besides what is declared, the country of each address in it: the portal says it itself."""
    countries = (
        Entry(one.section, one.group, COUNTRY, None, one.path, looked_up=True)
        for one in declared
        if one.level == 0 and one.value is not None
    )
    return spoken((*declared, *countries))


def at_home(wanted: Iterable[Entry], seen: Snapshot) -> tuple[Entry, ...]:
    """The same, where the page shows a country and has locked it: it must be the right one."""
    return tuple(
        replace(one, value=HOME)
        if one.is_as_found
        and one.label == COUNTRY
        and any(c.read_only for c in seen.find(COUNTRY, one.section, one.group))
        else one
        for one in wanted
    )


def _labelled(control: Control) -> Control:
    """A question without a title in the model says its name, and its label floats above it."""
    if not (_NAME.fullmatch(control.label) and control.titles):
        return control
    *titles, label = control.titles
    required = control.required or _STAR.search(label) is not None
    return replace(control, label=label, titles=tuple(titles), required=required)


def _asks_where(control: Control) -> bool:
    return control.kind == "radio" and {fold(one) for one in control.options or ()} == _WHERE


def _part(label: str, above: str) -> str | None:
    """Which part of the address above it a label names: “Nơi cư trú địa chỉ chi tiết”, too."""
    plain = without_marks(label)
    if label_key(label) in _PARTS:
        return plain
    return DETAIL if label_key(label) == label_key(f"{without_marks(above)} {DETAIL}") else None


def _mentions(label: str, above: str) -> bool:
    """Whether it belongs there all the same: “Quốc gia nơi cư trú”."""
    return label_key(above) in label_key(label)
