"""The fee page."""

from __future__ import annotations

from starlette.responses import Response

from ...delivery import fee_context, keep_delivery, method_field, postal_fields
from ...drawing import procedure_of
from ...values import controls_of, read_posted
from ...visits import Visit
from .papers import require_step


async def show_fee(visit: Visit) -> Response:
    draft = visit.draft()
    require_step(visit, draft, "papers", "thanh-phan-ho-so")
    errors, draft.errors = draft.errors, {}
    return visit.page("fee.html", errors=errors, at_step=2, **fee_context(visit, draft))


async def recalculate(visit: Visit) -> Response:
    """The fee table anew, for the choice that is on the page now."""
    draft = visit.draft()
    context = fee_context(visit, draft)
    (chosen,) = controls_of(context["method"])
    context["postal"] = visit.said(chosen) == "postal"
    return visit.page("_fee_table.html", **context)


async def save_fee(visit: Visit) -> Response:
    draft = visit.draft()
    require_step(visit, draft, "papers", "thanh-phan-ho-so")
    asked = (method_field(procedure_of(draft)), *postal_fields(visit.site))
    keep_delivery(visit, draft, read_posted(asked, visit.posted, visit.world.drawn))
    if draft.errors:
        visit.flash("error", "Thông tin chưa hợp lệ, vui lòng kiểm tra lại")
        return visit.go("/tiep-nhan-online/nhap-le-phi-ho-so", sid=draft.sid)
    return visit.go("/tiep-nhan-online/kiem-tra-ho-so", sid=draft.sid)
