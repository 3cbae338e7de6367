"""Received is not verified: the stored record is opened and compared with the dossier."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal_bot.dossier.entries import Entry
from portal_bot.form.text import fold, label_key, same_choice, same_name, squeeze
from portal_bot.portals.roles import Paper, Record, StoredPaper

# Province, district and commune; what is written before them is no choice.
_CHOSEN = (0, 1, 2)
Stored = str | tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the stored record is not the dossier. Holds values: never logged.

    Attributes:
        place: where people see it, for example ``Người mẹ / Nơi cư trú / Phường/Xã``.
        path: the dossier's field.
        wanted: what the dossier says.
        found: what the portal stored.
    """

    place: str
    path: str
    wanted: str
    found: str


def compare(
    record: Record,
    entries: Sequence[Entry],
    papers: Sequence[Paper],
    *,
    own: Collection[str] = (),
) -> list[Difference]:
    """Every difference between a stored record and what was to be filed.

    Fields are compared one by one; papers by row, count, name and size. A stored value that the
    dossier does not speak of is a difference too.

    Args:
        record: as the portal shows it.
        entries: every value that it must show.
        papers: the scans.
        own: titles of the sections that the portal fills by itself, to be judged elsewhere.
    """
    wanted = {(e.section, e.group or "", e.label): e for e in entries}
    found = by_place(record)
    differences = [
        Difference(_name(place), entry.path, _shown(entry.value), _shown(found.get(_place(place))))
        for place, entry in wanted.items()
        if not _equal(entry, found.get(_place(place)))
    ]
    portals = {label_key(section) for section in own}
    known = {_place(place) for place in wanted}
    differences += [
        Difference(_name(place), "", "", _shown(value))
        for place, value in record.fields.items()
        if _place(place) not in known and label_key(place[0]) not in portals and value
    ]
    return differences + _compare_papers(record, papers)


def content_differences(
    papers: Sequence[Paper], stored: Iterable[tuple[StoredPaper, str | None]]
) -> list[Difference]:
    """The scans of which the portal kept other bytes than were checked.

    Args:
        papers: the dossier's.
        stored: what the record offers back, with its digest; `None`: it does not offer it.
    """
    known = {
        (label_key(paper.row), squeeze(file.name), digest)
        for paper in papers
        for file, digest in zip(paper.files, paper.digests, strict=False)
    }
    return [
        Difference(
            f"Thành phần hồ sơ / {one.row}", "papers", one.name, f"{one.name}: nội dung khác"
        )
        for one, digest in stored
        if digest is not None and (label_key(one.row), squeeze(one.name), digest) not in known
    ]


def by_place(record: Record) -> dict[tuple[str, str, str], Stored]:
    """The record's values by section, group and label in the form in which labels are compared."""
    return {_place(place): value for place, value in record.fields.items()}


def place_of(entry: Entry) -> tuple[str, str, str]:
    """Where an entry stands in `by_place`."""
    return _place((entry.section, entry.group or "", entry.label))


def text_of(value: object) -> str:
    """A value as a record prints it."""
    return _text(value)


def _compare_papers(record: Record, papers: Sequence[Paper]) -> list[Difference]:
    wanted = [
        (label_key(paper.row), squeeze(file.name), file.stat().st_size)
        for paper in papers
        for file in paper.files
    ]
    found = [(label_key(paper.row), squeeze(paper.name), paper.size) for paper in record.papers]
    differences = []
    for line in wanted:
        if line in found:
            # Each stored file answers for one of ours: kept twice, the second is a difference.
            found.remove(line)
        else:
            differences.append(
                Difference(f"Thành phần hồ sơ / {line[0]}", "papers", _file(line), "")
            )
    differences += [
        Difference(f"Thành phần hồ sơ / {line[0]}", "papers", "", _file(line)) for line in found
    ]
    return differences


def _equal(entry: Entry, found: Stored | None) -> bool:
    wanted = entry.value
    if entry.is_as_found:
        return True
    if isinstance(wanted, bool):
        # A box that is not ticked is not stored at all, or as "Không".
        ticked = label_key(_text(found)) not in {"", "không"}
        return ticked is wanted
    if isinstance(wanted, tuple):
        rows = found if isinstance(found, tuple) else ()
        # Several texts of one field are stored in a way that nobody has seen: not called equal.
        return len(rows) == len(wanted) and all(
            isinstance(mine, Mapping) and _row(mine) == _row(theirs)
            for mine, theirs in zip(wanted, rows, strict=True)
        )
    mine, theirs = _text(wanted), _text(found if not isinstance(found, tuple) else None)
    # A list may have offered the people, the nationality or the province by another name.
    return (
        mine == theirs
        or same_name(mine, theirs)
        or _same_level(entry, mine, theirs)
        # A list prints its words as it likes: “Trong Nước”.
        or (entry.listed and fold(mine) == fold(theirs))
    )


def _same_level(entry: Entry, mine: str, theirs: str) -> bool:
    """Whether a level of an address that was chosen from a list says the same place."""
    return entry.level in _CHOSEN and bool(theirs) and same_choice(mine, theirs, ())


def _row(row: Mapping[str, object]) -> dict[str, str]:
    return {label_key(heading): _text(value) for heading, value in row.items() if _text(value)}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return squeeze(str(value))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(
            row if isinstance(row, str) else ", ".join(_text(cell) for cell in row.values())
            for row in value
        )
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return _text(value)


def _file(line: tuple[str, str, int]) -> str:
    return f"{line[1]} ({line[2]} byte)"


def _place(place: tuple[str, str, str]) -> tuple[str, str, str]:
    return (label_key(place[0]), label_key(place[1]), label_key(place[2]))


def _name(place: tuple[str, str, str]) -> str:
    return " / ".join(part for part in place if part)
