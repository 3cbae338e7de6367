"""The form page."""

from __future__ import annotations

from starlette.responses import Response

from ...faults.form import PopulationMismatch
from ...steps import FORM
from ...validation import check
from ...values import read_posted
from .blocks import from_account, page_fields, page_sections
from .controls import default_values, procedure_of
from .web import Visit

NOT_IN_POPULATION = "Không thể tiếp tục: thông tin công dân không tồn tại trong CSDLQG về dân cư"


async def show_form(visit: Visit) -> Response:
    draft = visit.draft()
    procedure = procedure_of(draft)
    sections = page_sections(procedure)
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
    """Keeps what was typed, right or wrong; goes on only when it is right."""
    draft = visit.draft()
    procedure = procedure_of(draft)
    values = read_posted(page_fields(procedure), visit.posted, visit.world.drawn)
    draft.values = values | from_account(visit.citizen, readonly_only=True)
    draft.errors = check(page_sections(procedure), draft.values, visit.world.clock.now().date())
    if "form" in draft.steps:
        draft.steps.remove("form")
    if not draft.errors and visit.world.faults.any_of(PopulationMismatch, FORM):
        draft.errors = {"ChuHoSo_soCmnd": NOT_IN_POPULATION}
    if draft.errors:
        visit.world.save_draft(draft)
        visit.flash("error", "Thông tin chưa hợp lệ, vui lòng kiểm tra lại")
        return visit.go("/tiep-nhan-online/nhap-thong-tin-ho-so", sid=draft.sid)
    draft.steps.append("form")
    visit.world.save_draft(draft)
    return visit.go("/tiep-nhan-online/thanh-phan-ho-so", sid=draft.sid)
