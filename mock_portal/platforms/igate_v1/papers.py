"""The papers table."""

from __future__ import annotations

from starlette.responses import Response

from ...drawing import procedure_of
from ...records import Draft
from ...uploads import keep_papers
from ...visits import Halt, Visit


def require_step(visit: Visit, draft: Draft, step: str, path: str) -> None:
    """Nobody reaches a page before the one ahead of it was accepted."""
    if step not in draft.steps:
        raise Halt(visit.go(f"/tiep-nhan-online/{path}", sid=draft.sid))


async def show_papers(visit: Visit) -> Response:
    draft = visit.draft()
    require_step(visit, draft, "form", "nhap-thong-tin-ho-so")
    errors, draft.errors = draft.errors, {}
    return visit.page(
        "papers.html", draft=draft, procedure=procedure_of(draft), errors=errors, at_step=2
    )


async def save_papers(visit: Visit) -> Response:
    draft = visit.draft()
    require_step(visit, draft, "form", "nhap-thong-tin-ho-so")
    keep_papers(visit, draft)
    if draft.errors:
        for text in dict.fromkeys(draft.errors.values()):
            visit.flash("error", text)
        return visit.go("/tiep-nhan-online/thanh-phan-ho-so", sid=draft.sid)
    return visit.go("/tiep-nhan-online/nhap-le-phi-ho-so", sid=draft.sid)
