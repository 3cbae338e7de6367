"""What the script is told to do in one go, and what its answers mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from portal_bot.dossier.entries import Entry, Value, rows_of
from portal_bot.errors import PortalChanged, PortalError, PortalUnavailable
from portal_bot.form.plan import Assignment, Plan, named
from portal_bot.form.sight import job
from portal_bot.form.snapshot import Snapshot
from portal_bot.form.text import label_key

Key = tuple[str, str | None, str, str]
Trouble = tuple[Assignment, str]
_TABLE_TROUBLE = {
    "no_add": "không có nút thêm dòng",
    "no_row": "bấm thêm dòng mà bảng không có dòng mới",
}


@dataclass(slots=True)
class PageWork:
    """One trip to the page: drivers, then table rows, then addresses, then everything plain."""

    drivers: list[Assignment] = field(default_factory=list)
    rows: list[Assignment] = field(default_factory=list)
    chains: list[list[Assignment]] = field(default_factory=list)
    plain: list[Assignment] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.drivers or self.rows or self.chains or self.plain)

    @property
    def keys(self) -> set[Key]:
        """Whatever this trip takes care of."""
        singles = (*self.drivers, *self.plain, *(one for chain in self.chains for one in chain))
        return {key_of(one.entry) for one in singles} | {rows_key(one.entry) for one in self.rows}

    def by_frame(self) -> dict[int, dict[str, Any]]:
        """The script's jobs, frame by frame."""
        frames: dict[int, dict[str, Any]] = defaultdict(
            lambda: {"drivers": [], "rows": [], "chains": [], "plain": []}
        )
        for one in self.drivers:
            frames[one.control.frame]["drivers"].append(_job(one))
        for one in self.rows:
            frames[one.control.frame]["rows"].append(job(one.control, _length(one)))
        for chain in self.chains:
            frames[chain[0].control.frame]["chains"].append([_job(one) for one in chain])
        for one in self.plain:
            frames[one.control.frame]["plain"].append(_job(one))
        return dict(frames)

    def trouble(self, results: Mapping[int, Any]) -> Trouble | None:
        """The first answer that means failure; a frame that was loaded anew gave none at all."""
        bad = ("ambiguous", "missing", "broken", *_TABLE_TROUBLE)
        return next(((one, word) for one, word in self._told(results) if word in bad), None)

    @staticmethod
    def error(trouble: Trouble, snapshot: Snapshot) -> PortalError:
        """What to raise: the portal has changed, or does not give its list."""
        one, word = trouble
        if word in _TABLE_TROUBLE:
            return _changed(one.entry, _TABLE_TROUBLE[word])
        if word == "ambiguous":
            return _changed(one.entry, "có nhiều lựa chọn giống nhau, không biết chọn cái nào")
        if word == "broken":
            return _changed(one.entry, f"là loại ô chưa điền được ({_make(one)})")
        return _missing_option(one, snapshot)

    def _told(self, results: Mapping[int, Any]) -> Iterator[Trouble]:
        for frame, told in results.items():
            if not told:
                continue
            for name in ("drivers", "rows", "plain"):
                mine = [one for one in getattr(self, name) if one.control.frame == frame]
                yield from zip(mine, told[name], strict=True)
            chains = [chain for chain in self.chains if chain[0].control.frame == frame]
            for chain, words in zip(chains, told["chains"], strict=True):
                yield from zip(chain, words, strict=True)


def structure(made: Plan, done: set[Key]) -> PageWork:
    """What changes which controls there are: drivers not yet right, tables short of rows."""
    drivers = [
        one
        for one in made.assigned
        if one.entry.driver
        and one.control.editable
        and not one.is_right
        and key_of(one.entry) not in done
    ]
    rows = [
        one
        for one in made.assigned
        if one.control.kind == "table"
        and one.control.editable
        and rows_key(one.entry) not in done
        and len(one.control.cells) != _length(one)
    ]
    return PageWork(drivers=drivers, rows=rows)


def fields(made: Plan, done: set[Key]) -> PageWork:
    """Addresses and everything plain that is neither right nor done."""
    work = PageWork()
    for chain in _chains(made):
        # All levels again: choosing one empties those below it.
        if not all(one.is_right or key_of(one.entry) in done for one in chain):
            work.chains.append(chain)
    for one in expanded(made):
        entry, control, kind = one.entry, one.control, one.kind
        if one.is_right or key_of(entry) in done or not control.editable or _in_chain(one):
            continue
        if kind.keys or control.needs_keys or (entry.value is None and not _clearable(one)):
            continue
        if entry.value is None and _empties_with_another(one, made):
            continue
        # Its list may come late: waited for by itself, like a level.
        if kind.waits:
            work.chains.append([one])
        else:
            work.plain.append(one)
    return work


def typing(made: Plan, done: set[Key]) -> list[Assignment]:
    """What only real keys can fill, and is not right yet."""
    return [
        one
        for one in expanded(made)
        if (one.kind.keys or one.control.needs_keys)
        and one.control.editable
        and not one.is_right
        and key_of(one.entry) not in done
    ]


def expanded(made: Plan) -> list[Assignment]:
    """The assignments, each table as its cells."""
    return [part for one in made.assigned for part in _parts(one)]


def key_of(entry: Entry) -> Key:
    """An entry's name, to remember it by."""
    return entry.section, entry.group, entry.label, entry.path


def rows_key(entry: Entry) -> Key:
    """A table's rows are one deed, its cells others."""
    return entry.section, entry.group, entry.label, entry.path + "#rows"


def _parts(one: Assignment) -> Iterator[Assignment]:
    if one.control.kind != "table":
        yield one
        return
    rows = rows_of(one.entry.value)
    for place, cells in enumerate(one.control.cells):
        row: Mapping[str, Value] = rows[place] if place < len(rows) else {}
        told = {label_key(heading): value for heading, value in row.items()}
        for cell in cells:
            entry = replace(
                one.entry,
                label=cell.label,
                value=told.get(label_key(cell.label)),
                path=f"{one.entry.path}[{place}].{cell.label}",
            )
            yield Assignment(entry, cell)


def _chains(made: Plan) -> list[list[Assignment]]:
    """The addresses, each with its levels in order, down to one that is not there.

    What is below that one gets its list from nobody.
    """
    found: dict[tuple[str, str | None], list[Assignment]] = defaultdict(list)
    gaps: dict[tuple[str, str | None], int] = {}
    for absent in made.absent:
        if absent.entry.level is not None:
            place = absent.entry.section, absent.entry.group
            gaps[place] = min(absent.entry.level, gaps.get(place, absent.entry.level))
    for one in made.assigned:
        place, level = (one.entry.section, one.entry.group), one.entry.level or 0
        if _in_chain(one) and level < gaps.get(place, level + 1):
            found[place].append(one)
    return [sorted(chain, key=lambda one: one.entry.level or 0) for chain in found.values()]


def _in_chain(one: Assignment) -> bool:
    """A level that is chosen; a lower one may still be disabled, its parent not being chosen."""
    return (
        one.entry.level is not None
        and one.kind.waits
        and one.entry.value is not None
        and not one.control.read_only
        and (not one.control.disabled or one.entry.level > 0)
    )


def _clearable(one: Assignment) -> bool:
    """A chosen radio button stays; a list is emptied by its blank option only."""
    if one.kind.waits:
        return one.control.options is not None and one.control.has_blank
    return one.control.kind not in ("radio", "file", "closed")


def _empties_with_another(one: Assignment, made: Plan) -> bool:
    """A level of an address below one that is emptied: the page empties it, and its list with it.

    One that it leaves as it was has its turn at the next look.
    """
    here = one.entry.level
    return here is not None and any(
        other.entry.value is None
        and (other.entry.section, other.entry.group) == (one.entry.section, one.entry.group)
        and other.entry.level is not None
        and other.entry.level < here
        and not other.is_right
        and _clearable(other)
        for other in made.assigned
        if other.kind.waits and one.kind.waits
    )


def _length(one: Assignment) -> int:
    return len(rows_of(one.entry.value))


def _job(one: Assignment) -> dict[str, object]:
    return job(one.control, one.kind.wanted(one.control, one.entry.value))


def _changed(entry: Entry, what: str) -> PortalChanged:
    return PortalChanged(f"{named(entry)}: {what}", field=entry.path)


def _make(one: Assignment) -> str:
    """What kind of control it is, and whose where the page shows that."""
    return ", ".join(part for part in (one.control.kind, one.control.library) if part)


def _missing_option(one: Assignment, snapshot: Snapshot) -> PortalError:
    if one.entry.value is None:
        return _changed(one.entry, "trang đã chọn sẵn, hồ sơ bỏ trống, mà ô này không bỏ chọn được")
    now = snapshot.find(one.entry.label, one.entry.section or None, one.entry.group)
    options = now[0].options if len(now) == 1 else None
    if options is not None and not options:
        return PortalUnavailable(
            f"{named(one.entry)}: danh sách trống, cổng không trả về lựa chọn nào"
        )
    offered = _make(one) if options is None else f"đang có {len(options)} lựa chọn"
    return _changed(one.entry, f"không có lựa chọn này ({offered})")
