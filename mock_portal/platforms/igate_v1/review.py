"""The review page, its captcha, and the ways off it."""

from __future__ import annotations

from starlette.responses import Response

from ...delivery import delivery_entry, fee_context
from ...drawing import procedure_of
from ...faults.commit import DraftPressed
from ...storing import store
from ...uploads import row_name
from ...visits import Visit
from .papers import require_step


async def show_review(visit: Visit) -> Response:
    draft = visit.draft()
    require_step(visit, draft, "fee", "nhap-le-phi-ho-so")
    procedure = procedure_of(draft)
    if not draft.numbers and visit.world.faults.any_of(DraftPressed, visit.step):
        store(visit.site, visit.world, visit.citizen, draft)
    return visit.page(
        "review.html",
        **fee_context(visit, draft),
        sections=visit.site.blocks.sections(procedure),
        values=draft.values,
        way=delivery_entry(visit.site, draft),
        papers=[(row_name(procedure, draft, p.row), p) for p in draft.papers],
        captcha=visit.world.captchas.make(visit.world.clock.now()),
        at_step=2,
    )


async def keep_for_later(visit: Visit) -> Response:
    """The draft is kept anyway; this says so and leaves."""
    visit.draft()
    visit.flash("success", "Lưu hồ sơ thành công")
    return visit.go("/ca-nhan/quan-ly-ho-so")
