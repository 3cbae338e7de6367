"""The form page."""

from __future__ import annotations

from starlette.responses import Response

from ...drafting import keep_form
from ...drawing import default_values, procedure_of
from ...values import read_posted
from ...visits import Visit


async def show_form(visit: Visit) -> Response:
    draft = visit.draft()
    procedure = procedure_of(draft)
    sections = visit.site.blocks.sections(procedure)
    errors, draft.errors = draft.errors, {}
    return visit.page(
        "form.html",
        draft=draft,
        procedure=procedure,
        sections=sections,
        values=draft.values,
        defaults=default_values(sections),
        errors=errors,
        at_step=2,
    )


async def save_form(visit: Visit) -> Response:
    """Goes on only when it is right."""
    draft = visit.draft()
    procedure = procedure_of(draft)
    asked = visit.site.blocks.fields(procedure)
    keep_form(visit, draft, procedure, read_posted(asked, visit.posted, visit.world.drawn))
    if draft.errors:
        visit.flash("error", "Thông tin chưa hợp lệ, vui lòng kiểm tra lại")
        return visit.go("/tiep-nhan-online/nhap-thong-tin-ho-so", sid=draft.sid)
    return visit.go("/tiep-nhan-online/thanh-phan-ho-so", sid=draft.sid)
