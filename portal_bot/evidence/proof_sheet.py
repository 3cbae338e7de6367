"""The proof sheet, for the file: what the dossier says, what the portal shows, what was posted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from portal_bot.catalogue.forecast import ByPost
from portal_bot.moments import day, stamp
from portal_bot.page_template import page_template
from portal_bot.papers import sha256
from portal_bot.papers.thumbnail import thumbnail

if TYPE_CHECKING:
    from portal_bot.catalogue import Forecast
    from portal_bot.dossier.exceptions import Applied
    from portal_bot.form import Comparison
    from portal_bot.journal import Due
    from portal_bot.portals.profile import Portal
    from portal_bot.portals.roles import Request


@dataclass(frozen=True, slots=True)
class PicturedScan:
    """One scan as both sheets show it.

    Attributes:
        row: the paper's name.
        name: the file's.
        size: in bytes.
        sha256: of its bytes.
        picture: a stamp-sized picture as a `data:` address; empty: none can be made.
    """

    row: str
    name: str
    size: int
    sha256: str
    picture: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What both sheets are made from: the one for the file, and the citizen's.

    Attributes:
        portal: where the draft lies.
        request: the dossier in the platform's terms.
        comparison: dossier against review screen, row by row.
        posted: the values the page posted on the way, by the field's name in the page.
        passed: what the fee and review pages sent that was let through: method and path.
        stopped: what they tried to send that was not.
        due: what is to be paid, or `None`.
        draft: the portal's name for the draft.
        at: when, with offset.
        exceptions: which of our rules the dossier overruled.
        consent: who agreed, and when; empty: not told.
        papers: the scans.
        outlook: when the result is to be expected; `None`: it cannot be told.
    """

    portal: Portal
    request: Request
    comparison: Comparison
    posted: Mapping[str, tuple[str, ...]]
    passed: tuple[str, ...]
    stopped: tuple[str, ...]
    due: Due | None
    draft: str
    at: datetime
    exceptions: tuple[Applied, ...] = ()
    consent: str = ""
    papers: tuple[PicturedScan, ...] = ()
    outlook: Forecast | None = None

    @property
    def post(self) -> ByPost | None:
        """What has to be said beforehand of a result that is sent; `None`: it is not."""
        if not self.request.is_sent:
            return None
        told = self.outlook.post if self.outlook else None
        return told or ByPost.after(None, self.portal.days_of_post)


def pictured(request: Request) -> tuple[PicturedScan, ...]:
    """Every scan of a dossier with its picture."""
    return tuple(
        PicturedScan(paper.row, file.name, file.stat().st_size, digest, thumbnail(file))
        for paper in request.papers
        for file, digest in zip(paper.files, paper.digests or map(sha256, paper.files), strict=True)
    )


def proof_page(sheet: Sheet) -> str:
    """The sheet for the file as a page; it holds values."""
    request = sheet.request
    rows = [_row(sheet, row) for row in sheet.comparison]
    agency = ", ".join(
        filter(None, (request.agency.commune, request.agency.district, request.agency.province))
    )
    return page_template("portal_bot.evidence", "proof.html.j2").render(
        practice=sheet.portal.practice,
        title=request.title,
        code=request.code,
        reference=request.reference,
        portal=f"{sheet.portal.title} ({sheet.portal.address})",
        agency=agency,
        draft=sheet.draft,
        due=sheet.due,
        at=stamp(sheet.at),
        count=sum(not row["as_found"] for row in rows),
        as_found=sum(row["as_found"] for row in rows),
        sections=[(name, list(part)) for name, part in groupby(rows, itemgetter("section"))],
        differing=sum(not row["equal"] for row in rows),
        papers=sheet.papers,
        passed=sheet.passed,
        stopped=sheet.stopped,
        exceptions=sheet.exceptions,
        consent=sheet.consent,
        post=str(sheet.post) if sheet.post else "",
        day=_day(sheet),
    )


def _day(sheet: Sheet) -> str:
    told = sheet.outlook
    return day(told.appointment) if told and told.appointment else ""


def _row(sheet: Sheet, row: Any) -> dict[str, Any]:
    label = f"{row.entry.group}, {row.entry.label}" if row.entry.group else row.entry.label
    posted = "; ".join(
        value for name in row.sent_as for value in sheet.posted.get(name, ()) if value
    )
    return {
        "section": row.entry.section,
        "label": label,
        "wanted": row.wanted,
        "declared": row.entry.declared or "",
        "found": row.found,
        "posted": posted,
        # Of a list the page sends what the portal calls the choice, which tells a clerk nothing.
        "code": bool(posted) and posted not in {row.wanted, row.found},
        "equal": row.equal,
        # The portal's own look-up filled it in: there was nothing to compare it with.
        "as_found": row.equal and row.entry.is_as_found,
    }
