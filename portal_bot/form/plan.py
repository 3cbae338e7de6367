"""Which control each entry means: exactly one, or none; never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from portal_bot.form.controls import kind_of
from portal_bot.form.controls.kind import ControlKind
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.form.text import label_key

# The likest of a form of a hundred boxes; a message that names all of them is read by nobody.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Assignment:
    """An entry and the one control of its name."""

    entry: Entry
    control: Control

    @property
    def kind(self) -> ControlKind:
        """The control's class."""
        return kind_of(self.control)

    @property
    def is_right(self) -> bool:
        """Whether the control says the entry's value already."""
        return self.entry.is_as_found or self.kind.equal(self.control, self.entry.value)


@dataclass(frozen=True, slots=True)
class Absent:
    """An entry without its control: none of its name, or several."""

    entry: Entry
    count: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes where."""

    assigned: tuple[Assignment, ...]
    absent: tuple[Absent, ...]


def plan(entries: Iterable[Entry], snapshot: Snapshot) -> Plan:
    """Matches entries to controls; an entry that wants nothing may lack its control."""
    assigned: list[Assignment] = []
    absent: list[Absent] = []
    for entry in entries:
        # By exact label: the nearest one would sometimes be another person's box.
        controls = snapshot.find(entry.label, entry.section or None, entry.group)
        if len(controls) == 1:
            assigned.append(Assignment(entry, controls[0]))
        elif controls or entry.value is not None:
            absent.append(Absent(entry, len(controls)))
    return Plan(tuple(assigned), tuple(absent))


def refuse_unfit(assigned: Iterable[Assignment]) -> None:
    """Stops before anything is typed when a control can never take its value.

    Raises:
        PortalChanged: naming each such field, never its value.
    """
    unfit = [
        (one, problem)
        for one in assigned
        if one.control.editable and (problem := _problem(one)) is not None
    ]
    if unfit:
        lines = "; ".join(f"{named(one.entry)}: {problem}" for one, problem in unfit)
        raise PortalChanged(
            f"Biểu mẫu không nhận giá trị của hồ sơ: {lines}", field=unfit[0][0].entry.path
        )


def _problem(one: Assignment) -> str | None:
    entry, control = one.entry, one.control
    if one.kind.family == "text":
        # A box that takes any letters would take these too, and mean something else by them.
        if isinstance(entry.value, bool):
            return "là ô chữ, không còn là ô đánh dấu"
        if entry.listed and entry.value is not None:
            return "là ô chữ, không còn là ô chọn"
    return one.kind.problem(control, entry.value)


def absent_error(absent: Sequence[Absent], snapshot: Snapshot) -> PortalChanged:
    """Names the fields that were not found, and what was there instead."""
    told = "; ".join(_told(one, snapshot) for one in absent)
    return PortalChanged(f"Biểu mẫu đã thay đổi: {told}", field=absent[0].entry.path)


def named(entry: Entry) -> str:
    """An entry as a message names it, with the dossier's path."""
    place = " / ".join(part for part in (entry.section, entry.group) if part)
    return (
        f"“{entry.label}”"
        + (f" trong “{place}”" if place else "")
        + (f" ({entry.path})" if entry.path else "")
    )


def _told(one: Absent, snapshot: Snapshot) -> str:
    entry = one.entry
    if one.count:
        return f"{named(entry)}: có {one.count} ô cùng tên, không biết ô nào"
    there = [c.name for c in snapshot if _near(c, entry)]
    if there:
        return f"{named(entry)}: không có ô này (đang có: {_nearest(entry.label, there)})"
    titles = {title for control in snapshot for title in control.titles}
    if entry.section and titles:
        return f"{named(entry)}: không có mục này (đang có: {_nearest(entry.section, titles)})"
    names = [control.name for control in snapshot]
    return (
        f"{named(entry)}: không có ô này (đang có: {_nearest(entry.label, names) or 'không ô nào'})"
    )


def _near(control: Control, entry: Entry) -> bool:
    return any(label_key(title) == label_key(entry.section) for title in control.titles)


def _nearest(wanted: str, there: Iterable[str]) -> str:
    names = list(dict.fromkeys(there))
    best = process.extract(wanted, names, scorer=fuzz.WRatio, processor=label_key, limit=_SHOWN)
    more = len(names) - len(best)
    return ", ".join(f"“{name}”" for name, *_ in best) + (f" và {more} ô khác" if more > 0 else "")
