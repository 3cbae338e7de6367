"""Addresses on a SurveyJS page: a question that asks where, and below it the parts it opens.

Nothing but their order says whose they are, and one panel may hold two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from portal_bot.dossier.entries import Entry, spoken
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.form.text import fold, label_key, without_marks

COUNTRY = "Quốc gia"
HOME = "Việt Nam"
_PARTS = {label_key(one) for one in (COUNTRY, "Tỉnh/Thành phố", "Phường/Xã", "Địa chỉ chi tiết")}
_WHERE = {fold("Trong nước"), fold("Khác")}


def clustered(snapshot: Snapshot) -> Snapshot:
    """The same page, the parts of each address in a group of the question's name."""
    found: list[Control] = []
    above: Control | None = None
    for control in snapshot:
        if _asks_where(control):
            above = control
        elif above is not None and not _is_part(control, above):
            above = None
        if above is None or control is above:
            found.append(control)
        else:
            group = without_marks(above.label)
            found.append(replace(control, titles=(*control.titles, group)))
    return Snapshot(tuple(found))


def with_countries(declared: Sequence[Entry]) -> tuple[Entry, ...]:
    """Besides what is declared, what the portal says in each address of the country: that it is."""
    countries = (
        Entry(one.section, one.group, COUNTRY, HOME, one.path)
        for one in declared
        if one.level == 0 and one.value is not None
    )
    return spoken((*declared, *countries))


def _asks_where(control: Control) -> bool:
    return control.kind == "radio" and {fold(one) for one in control.options or ()} == _WHERE


def _is_part(control: Control, above: Control) -> bool:
    return control.titles == above.titles and label_key(control.label) in _PARTS
