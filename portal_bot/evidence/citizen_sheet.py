"""The sheet for the citizen: one A4 page to read and to sign before the dossier is submitted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from portal_bot.evidence.citizen_words import to_pay, way_back
from portal_bot.evidence.handed_in import HandedIn
from portal_bot.evidence.sheet_layout import ReadRow, fitting
from portal_bot.journal import NOTHING_DUE
from portal_bot.moments import day, stamp
from portal_bot.page_template import page_template

if TYPE_CHECKING:
    from portal_bot.catalogue import Forecast
    from portal_bot.evidence.proof_sheet import PicturedScan, Sheet
    from portal_bot.form.comparison import ComparedRow

READ = "Đọc từng dòng. Sai chỗ nào thì nói ngay, hồ sơ chưa được nộp."
SIGNED = (
    "Tôi đã đọc, hoặc nghe đọc, các mục trên: đúng với lời khai của tôi. Tôi đồng ý nộp hồ sơ này."
)
NO_MONEY = "Người giúp nộp hồ sơ không thu tiền và không trả thay."


def citizen_page(sheet: Sheet) -> str:
    """The sheet as a page; it holds values."""
    request = sheet.request
    handed_in = HandedIn.of(request, sheet.portal)
    # The platform's own boxes that repeat what stands in the page's head.
    head = {request.title, request.reference}
    rows = [row for row in filled_rows(sheet.comparison) if row.declared not in head]
    captions = [_caption(scan, sheet.papers) for scan in sheet.papers]
    back = way_back(handed_in, sheet.portal, sheet.post)
    # The review screen was read: it names what is due, or that nothing is.
    pay, expected = to_pay(sheet.due or NOTHING_DUE), _expected(sheet.outlook)
    above = [f"{request.title}{handed_in.agency}{' ' * 80}", READ, f"{SIGNED}{sheet.consent}"]
    facts = ["\n".join([*back, f"{' ' * 30}{expected}"]), "\n".join([*pay, NO_MONEY])]
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
        papers=list(zip(sheet.papers, captions, strict=True)),
        back=back,
        pay=[*pay, NO_MONEY],
        expected=expected,
        consent=sheet.consent,
        read=READ,
        signed=SIGNED,
        layout=fitting(rows, captions, above, facts),
    )


def _caption(scan: PicturedScan, scans: Sequence[PicturedScan]) -> str:
    """The paper's name without its alternatives; which of its files it is."""
    name = re.split(r"[;(]", scan.row, maxsplit=1)[0].strip()
    same = [one for one in scans if one.row == scan.row]
    place = f" ({same.index(scan) + 1}/{len(same)})" if len(same) > 1 else ""
    return f"{name}{'…' if name != scan.row else ''}{place}"


def _expected(told: Forecast | None) -> str:
    if told is None or told.appointment is None:
        return ""
    unsure = "lịch nghỉ năm đó chưa công bố" if told.projected else ""
    notes = ["nếu nộp hôm nay và hồ sơ đủ", told.deadline.at_longest, unsure]
    return "; ".join(filter(None, (day(told.appointment), *notes)))


# Said where the dossier leaves a field to the portal's own look-up.
AS_FOUND = "(để cổng tự điền)"


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
                declared=_declared(levels),
                shown=", ".join(filter(None, (row.found for row in levels))),
                equal=all(row.equal for row in levels),
            )


def _declared(levels: Sequence[ComparedRow]) -> str:
    """An address as it is sent; before it as it was declared, if that is another."""
    sent = ", ".join(filter(None, (row.wanted for row in levels)))
    if not any(row.entry.declared for row in levels):
        return sent
    said = ", ".join(filter(None, (row.entry.declared or row.wanted for row in levels)))
    return f"{said}; từ 01/7/2025 là {sent}"


def _address(row: ComparedRow) -> tuple[str, str] | None:
    entry = row.entry
    return None if entry.level is None else (entry.section, entry.group or entry.section)


def _read(row: ComparedRow) -> ReadRow:
    entry = row.entry
    groups = entry.group.split(" / ") if entry.group else []
    declared = AS_FOUND if entry.is_as_found else row.wanted
    return ReadRow(entry.section, _label([*groups, entry.label]), declared, row.found, row.equal)


def _label(parts: Iterable[str]) -> str:
    """Outer to inner, each with a small letter but the first."""
    first, *rest = parts
    return ", ".join([first, *(part[:1].lower() + part[1:] for part in rest)])
