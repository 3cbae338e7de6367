"""The fee page: how the result comes back, and what the dossier costs."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from ...fees import fee_lines, total
from ...forms_model import Field, Option
from ...procedures import Procedure
from ...records import Draft
from ...validation import Errors, check_field
from ...values import address_texts, controls_of, read_posted
from .catalogue import RETURN_WAYS
from .controls import procedure_of
from .papers import require_step
from .web import Visit

METHOD = "maHinhThucNhanKetQua"
RECIPIENT = Field("tenNguoiNhan", "Họ và tên người nhận", "text", required=True, max_length=100)
PHONE = Field(
    "dienThoaiNguoiNhan", "Số điện thoại người nhận", "text",
    required=True, max_length=15, pattern="^0[0-9]{9,10}$",
)  # fmt: skip
ADDRESS = Field("diaChiNhanKetQua", "Địa chỉ nhận kết quả", "address", required=True)
POSTAGE = Field(
    "dongYCuocPhi", "Tôi đồng ý trả cước phí bưu chính", "checkbox", required=True
)  # fmt: skip
POSTAL = (RECIPIENT, PHONE, ADDRESS, POSTAGE)


def method_field(procedure: Procedure) -> Field:
    options = tuple(Option(way, RETURN_WAYS[way]) for way in procedure.return_methods)
    return Field(METHOD, "Hình thức nhận kết quả", "listbox", required=True, options=options)


async def show_fee(visit: Visit) -> Response:
    draft = visit.draft()
    require_step(visit, draft, "papers", "thanh-phan-ho-so")
    errors, draft.errors = draft.errors, {}
    return visit.page("fee.html", errors=errors, at_step=2, **fee_context(visit, draft))


def fee_context(visit: Visit, draft: Draft) -> dict[str, Any]:
    procedure = procedure_of(draft)
    lines = fee_lines(procedure, draft.values, visit.world.clock.now().date())
    delivery = {METHOD: "in_person"} | draft.delivery
    return {
        "draft": draft,
        "procedure": procedure,
        "method": method_field(procedure),
        "postal_fields": POSTAL,
        "delivery": delivery,
        "postal": delivery[METHOD] == "postal",
        "lines": lines,
        "total": total(lines),
        "payment": payment_way(procedure, total(lines)),
    }


def payment_way(procedure: Procedure, amount: int) -> str:
    if amount == 0:
        return "Không phải nộp lệ phí"
    if procedure.paid_online:
        return "Thanh toán trực tuyến sau khi nộp hồ sơ"
    return "Nộp trực tiếp tại quầy"


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
    method = method_field(procedure_of(draft))
    draft.delivery = read_posted((method, *POSTAL), visit.posted, visit.world.drawn)
    draft.errors = _faults(visit, draft, method)
    if "fee" in draft.steps:
        draft.steps.remove("fee")
    if not draft.errors:
        draft.steps.append("fee")
    visit.world.save_draft(draft)
    if draft.errors:
        visit.flash("error", "Thông tin chưa hợp lệ, vui lòng kiểm tra lại")
        return visit.go("/tiep-nhan-online/nhap-le-phi-ho-so", sid=draft.sid)
    return visit.go("/tiep-nhan-online/kiem-tra-ho-so", sid=draft.sid)


def _faults(visit: Visit, draft: Draft, method: Field) -> Errors:
    today = visit.world.clock.now().date()
    errors = dict(check_field(method, draft.delivery, today))
    if draft.delivery.get(METHOD) == "postal":
        for one in POSTAL:
            errors.update(check_field(one, draft.delivery, today))
    return errors


def delivery_entry(draft: Draft) -> dict[str, Any]:
    """How the result goes back, as the ledger and the record page have it."""
    way = draft.delivery.get(METHOD, "in_person")
    entry: dict[str, Any] = {"method": way, "label": RETURN_WAYS[way]}
    if way == "postal":
        levels = ("province", "district", "commune", "detail")
        texts = address_texts(ADDRESS.key, draft.delivery)
        entry |= {
            "recipient_name": draft.delivery.get(RECIPIENT.key, ""),
            "recipient_phone": draft.delivery.get(PHONE.key, ""),
            "address": dict(zip(levels, texts, strict=True)),
            "fee_accepted": bool(draft.delivery.get(POSTAGE.key)),
        }
    return entry
