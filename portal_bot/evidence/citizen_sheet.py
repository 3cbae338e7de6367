"""The sheet for the citizen: one A4 page to read and to sign before the dossier is submitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from portal_bot.atomic_write import write_private
from portal_bot.evidence.citizen_words import to_pay, way_back
from portal_bot.evidence.handed_in import HandedIn
from portal_bot.journal import NOTHING_DUE
from portal_bot.moments import day, stamp
from portal_bot.page_template import page_template

if TYPE_CHECKING:
    from portal_bot.catalogue import Forecast
    from portal_bot.evidence.proof_sheet import Sheet
    from portal_bot.form.comparison import ComparedRow

# So many lines fill a page: from the first number on the letters are smaller, and so on.
_SIZES = ((34, "roomy"), (46, "close"), (62, "small"))
_SMALLEST = "smallest"
# About so many letters stand on one line of a value's column.
_LINE = 44


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One line that the citizen reads.

    Attributes:
        section: the form's section.
        label: what it is.
        declared: what the dossier says.
        shown: what the portal shows.
        equal: whether the two mean the same.
    """

    section: str
    label: str
    declared: str
    shown: str
    equal: bool


def write(to: Path, sheet: Sheet) -> Path:
    """Writes the sheet (0600: it holds values) and returns its path."""
    return write_private(to, citizen_page(sheet))


def citizen_page(sheet: Sheet) -> str:
    """The sheet as a page."""
    request = sheet.request
    handed_in = HandedIn.of(request, sheet.portal)
    rows = list(filled_rows(sheet.comparison))
    return page_template("portal_bot.evidence", "citizen.html.j2").render(
        practice=sheet.portal.practice,
        who=handed_in.owner,
        title=handed_in.title,
        code=handed_in.code,
        agency=handed_in.agency,
        portal=sheet.portal.title,
        reference=request.reference,
        at=stamp(sheet.at),
        sections=[(name, list(part)) for name, part in groupby(rows, lambda row: row.section)],
        differing=sum(not row.equal for row in rows),
        papers=[(name, list(part)) for name, part in groupby(sheet.papers, lambda one: one.row)],
        scans=len(sheet.papers),
        back=way_back(handed_in, sheet.portal, sheet.post),
        # The review screen was read: it names what is due, or that nothing is.
        pay=to_pay(sheet.due or NOTHING_DUE),
        expected=_expected(sheet.outlook),
        consent=sheet.consent,
        size=_size(rows, len(sheet.papers)),
    )


def _expected(told: Forecast | None) -> str:
    if told is None or told.appointment is None:
        return ""
    unsure = "lịch nghỉ năm đó chưa công bố" if told.projected else ""
    notes = ["nếu nộp hôm nay và hồ sơ đủ", told.deadline.at_longest, unsure]
    return "; ".join(filter(None, (day(told.appointment), *notes)))


def filled_rows(comparison: Iterable[ComparedRow]) -> Iterator[ReadRow]:
    """What is filled in on either side; the levels of an address as one line."""
    for address, part in groupby(comparison, _address):
        if address is None:
            yield from (_read(row) for row in part if row.wanted or row.found)
            continue
        levels = sorted(part, key=lambda row: -(row.entry.level or 0))
        if any(row.wanted or row.found for row in levels):
            section, group = address
            yield ReadRow(
                section=section,
                label=_label(group.split(" / ")),
                declared=", ".join(filter(None, (row.wanted for row in levels))),
                shown=", ".join(filter(None, (row.found for row in levels))),
                equal=all(row.equal for row in levels),
            )


def _address(row: ComparedRow) -> tuple[str, str] | None:
    entry = row.entry
    return None if entry.level is None else (entry.section, entry.group or entry.section)


def _read(row: ComparedRow) -> ReadRow:
    entry = row.entry
    groups = entry.group.split(" / ") if entry.group else []
    return ReadRow(entry.section, _label([*groups, entry.label]), row.wanted, row.found, row.equal)


def _label(parts: Iterable[str]) -> str:
    """Outer to inner, each with a small letter but the first."""
    first, *rest = parts
    return ", ".join([first, *(part[:1].lower() + part[1:] for part in rest)])


def _size(rows: list[ReadRow], scans: int) -> str:
    lines = sum(max(1, -(-max(len(row.declared), len(row.shown)) // _LINE)) for row in rows)
    whole = lines + len({row.section for row in rows}) + -(-scans // 4) * 4
    return next((name for most, name in _SIZES if whole <= most), _SMALLEST)
