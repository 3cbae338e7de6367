"""What the form shows beside what the dossier says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from portal_bot.form.controls import kind_of
from portal_bot.form.plan import Assignment, Plan, plan
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.form.text import label_key
from portal_bot.form.values import printed, tidy

# Notes beside a row that differs: words of ours, never a value.
ABSENT = "không thấy trên màn hình"
TWICE = "có nhiều ô cùng tên"
READ_ONLY = "chỉ đọc"
NO_BLANK = "không có lựa chọn trống"
UNSPOKEN = "có sẵn giá trị mà hồ sơ không nói tới"
DIFFERENT = "khác hồ sơ"
IN_CAPITALS = "trang tự viết hoa, hỏi người nộp có đồng ý"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One field: what is wanted, what was found. Values stay out of its ``repr``.

    Attributes:
        entry: what the dossier says.
        name: section, group and label.
        wanted: the dossier's value as the portal would print it.
        found: what the form shows.
        equal: whether the two are the same, each by its kind.
        note: why not, in a word or two.
        sent_as: the names under which the page sends it.
    """

    entry: Entry = field(repr=False)
    name: str
    wanted: str = field(repr=False)
    found: str = field(repr=False)
    equal: bool
    note: str = ""
    sent_as: tuple[str, ...] = ()


class Comparison(tuple[ComparedRow, ...]):
    """All fields, one row each, in the dossier's order."""

    __slots__ = ()

    @property
    def differences(self) -> tuple[ComparedRow, ...]:
        """The rows that are not equal."""
        return tuple(row for row in self if not row.equal)


class FormMismatch(PortalChanged):
    """The form does not show what the dossier says; its message names fields, never values.

    Attributes:
        comparison: every field with its values, for the proof sheet only.
    """

    def __init__(self, comparison: Comparison) -> None:
        rows = comparison.differences
        width = max((len(row.name) for row in rows), default=0)
        lines = [
            f"  {row.name:<{width}}  {row.note}"
            + (f"  ({row.entry.path})" if row.entry.path else "")
            for row in rows
        ]
        message = f"Biểu mẫu khác hồ sơ ở {len(rows)} ô:"
        super().__init__("\n".join([message, *lines]), field=rows[0].entry.path if rows else None)
        self.comparison = comparison

    @property
    def differences(self) -> tuple[ComparedRow, ...]:
        """The fields that differ, each with its `name` and a `note`."""
        return self.comparison.differences


def compare(entries: Iterable[Entry], snapshot: Snapshot) -> Comparison:
    """Each entry beside the control of its name."""
    wanted = tuple(entries)
    made = plan(wanted, snapshot)
    by_entry = {id(one.entry): one for one in made.assigned}
    absent = {id(one.entry): one.count for one in made.absent}
    return Comparison(
        _row(by_entry[id(entry)])
        if id(entry) in by_entry
        else _absent_row(entry, absent.get(id(entry), 0))
        for entry in wanted
    )


def leftovers(entries: Sequence[Entry], snapshot: Snapshot) -> Comparison:
    """Editable controls of the entries' blocks that hold a value nobody asked for."""
    return Comparison(
        ComparedRow(
            entry=Entry(control.section or "", control.group, control.label, None, ""),
            name=control.name,
            wanted="",
            found=kind_of(control).found(control),
            equal=False,
            note=UNSPOKEN,
        )
        for control in unspoken(entries, snapshot)
        if not control.is_empty
    )


def unspoken(entries: Sequence[Entry], snapshot: Snapshot) -> list[Control]:
    """Editable controls in the blocks the entries cover that no entry speaks of."""
    made: Plan = plan(entries, snapshot)
    spoken = {(one.control.frame, one.control.handle) for one in made.assigned}
    covered = {label_key(entry.section) for entry in entries if entry.section}
    return [
        control
        for control in snapshot
        if control.editable
        and (control.frame, control.handle) not in spoken
        and any(label_key(title) in covered for title in control.titles)
    ]


def demanded(entries: Sequence[Entry], snapshot: Snapshot) -> list[tuple[str, str | None]]:
    """Empty boxes that the form insists on and nobody is going to fill: name, dossier's field.

    Also those of blocks that no entry covers, on the page that the entries are on; and those that
    an entry leaves empty.
    """
    made = plan(entries, snapshot)
    spoken = {(one.control.frame, one.control.handle): one.entry for one in made.assigned}
    frames = {frame for frame, _ in spoken}
    found: list[tuple[str, str | None]] = []
    for control in snapshot:
        entry = spoken.get((control.frame, control.handle))
        open_ = control.required and control.editable and control.is_empty
        if open_ and control.frame in frames and (entry is None or entry.value is None):
            found.append((control.name, entry.path if entry else None))
    return found


def _row(one: Assignment) -> ComparedRow:
    control, value = one.control, one.entry.value
    kind = kind_of(control)
    equal = one.is_right
    note = ""
    if not equal:
        note = DIFFERENT if control.editable else READ_ONLY
        note = kind.doubt(control, value) or note
        if isinstance(value, str) and value.upper() == tidy(kind.found(control)):
            note = IN_CAPITALS
        if value is None and not control.has_blank:
            note = NO_BLANK
    found = kind.found(control)
    return ComparedRow(one.entry, control.name, printed(value), found, equal, note, control.names)


def _absent_row(entry: Entry, count: int) -> ComparedRow:
    name = " / ".join(part for part in (entry.section, entry.group, entry.label) if part)
    gone = entry.value is None and not count
    note = "" if gone else TWICE if count else ABSENT
    return ComparedRow(entry, name, printed(entry.value), "", gone, note)
