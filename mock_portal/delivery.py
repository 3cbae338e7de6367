"""How the result comes back, and what the dossier costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .drawing import procedure_of
from .fees import fee_lines, total
from .forms_model import Field, Option
from .procedures import Procedure
from .records import Draft
from .sites import Site
from .units import OF_2025
from .validation import Errors, check_field
from .values import address_texts
from .visits import Visit

RETURN_WAYS = {
    "in_person": "Trả kết quả tại bộ phận tiếp nhận và trả kết quả",
    "postal": "Trả kết quả qua đường bưu điện",
    "electronic": "Trả kết quả trên môi trường mạng (kết quả có ký số)",
}
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
_OF_THE_POST = ("recipient_name", "recipient_phone", "carrier")


def kept_delivery(said: Mapping[str, str]) -> dict[str, Any]:
    """What a record keeps of the way back, where addresses have two levels."""
    way = said["method"]
    entry: dict[str, Any] = {"method": way, "label": RETURN_WAYS[way]}
    if way == "postal":
        entry |= {name: said[name] for name in _OF_THE_POST if name in said}
        entry["address"] = {
            "province": OF_2025.name_of(said["province"]),
            "district": OF_2025.name_of(said["province"], said["district"]),
            "detail": said["detail"],
        }
        entry["fee_accepted"] = True
    return entry


def postal_fields(site: Site) -> tuple[Field, ...]:
    """What is asked besides when the post brings the result."""
    return tuple(map(site.blocks.dress, POSTAL))


def method_field(procedure: Procedure) -> Field:
    options = tuple(Option(way, RETURN_WAYS[way]) for way in procedure.return_methods)
    return Field(METHOD, "Hình thức nhận kết quả", "listbox", required=True, options=options)


def fee_context(visit: Visit, draft: Draft) -> dict[str, Any]:
    procedure = procedure_of(draft)
    lines = fee_lines(procedure, draft.values, visit.world.clock.now().date())
    delivery = {METHOD: "in_person"} | draft.delivery
    return {
        "draft": draft,
        "procedure": procedure,
        "method": method_field(procedure),
        "postal_fields": postal_fields(visit.site),
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


def keep_delivery(visit: Visit, draft: Draft, values: dict[str, str]) -> None:
    """Takes the choice; the step counts only when it is whole."""
    draft.delivery = values
    draft.errors = _faults(visit, draft)
    draft.passed("fee", right=not draft.errors)
    visit.world.save_draft(draft)


def _faults(visit: Visit, draft: Draft) -> Errors:
    method = method_field(procedure_of(draft))
    today = visit.world.clock.now().date()
    errors = dict(check_field(method, draft.delivery, today))
    if draft.delivery.get(METHOD) == "postal":
        for one in postal_fields(visit.site):
            errors.update(check_field(one, draft.delivery, today))
    return errors


def delivery_entry(site: Site, draft: Draft) -> dict[str, Any]:
    """How the result goes back, as the ledger and the record page have it."""
    way = draft.delivery.get(METHOD, "in_person")
    entry: dict[str, Any] = {"method": way, "label": RETURN_WAYS[way]}
    if way == "postal":
        address = site.blocks.dress(ADDRESS)
        levels = [level for level, _ in address.parts]
        texts = address_texts(address, draft.delivery)
        entry |= {
            "recipient_name": draft.delivery.get(RECIPIENT.key, ""),
            "recipient_phone": draft.delivery.get(PHONE.key, ""),
            "address": dict(zip(levels, texts, strict=True)),
            "fee_accepted": bool(draft.delivery.get(POSTAGE.key)),
        }
    return entry
