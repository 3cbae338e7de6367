"""The proof sheet: one page with what the dossier says, what the portal shows, what was posted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal_bot.atomic_write import write_private
from portal_bot.moments import stamp
from portal_bot.page_template import page_template
from portal_bot.papers import sha256
from portal_bot.papers.thumbnail import thumbnail

if TYPE_CHECKING:
    from portal_bot.dossier.exceptions import Applied
    from portal_bot.form import Comparison
    from portal_bot.journal import Due
    from portal_bot.portals.profile import Portal
    from portal_bot.portals.roles import Request


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a proof sheet says.

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


def write(to: Path, sheet: Sheet) -> Path:
    """Writes the sheet (0600: it holds values) and returns its path."""
    request = sheet.request
    rows = [_row(sheet, row) for row in sheet.comparison]
    papers = [
        {
            "row": p.row,
            "name": f.name,
            "size": f.stat().st_size,
            "sha256": digest,
            "picture": thumbnail(f),
        }
        for p in request.papers
        for f, digest in zip(p.files, p.digests or map(sha256, p.files), strict=True)
    ]
    agency = ", ".join((request.agency.commune, request.agency.district, request.agency.province))
    text = page_template("portal_bot.evidence", "proof.html.j2").render(
        practice=sheet.portal.practice,
        title=request.title,
        code=request.code,
        reference=request.reference,
        portal=f"{sheet.portal.title} ({sheet.portal.address})",
        agency=agency,
        draft=sheet.draft,
        due=sheet.due,
        at=stamp(sheet.at),
        count=len(rows),
        sections=[(name, list(part)) for name, part in groupby(rows, itemgetter("section"))],
        differing=sum(not row["equal"] for row in rows),
        papers=papers,
        passed=sheet.passed,
        stopped=sheet.stopped,
        exceptions=sheet.exceptions,
        consent=sheet.consent,
        post=_post(sheet),
    )
    return write_private(to, text)


def _post(sheet: Sheet) -> str:
    """What has to be said beforehand of a result that is sent; empty: it is not."""
    if sheet.request.delivery.method.value != "postal":
        return ""
    post = sheet.portal.post
    later = f"{post.days} ngày làm việc" if post else "vài ngày (chưa có số ngày của cổng này)"
    return f"cước do người dân trả; kết quả đến sau ngày hẹn {later}"


def _row(sheet: Sheet, row: Any) -> dict[str, Any]:
    label = f"{row.entry.group}, {row.entry.label}" if row.entry.group else row.entry.label
    return {
        "section": row.entry.section,
        "label": label,
        "wanted": row.wanted,
        "found": row.found,
        "posted": "; ".join(
            value for name in row.sent_as for value in sheet.posted.get(name, ()) if value
        ),
        "equal": row.equal,
    }
