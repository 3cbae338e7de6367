"""What the citizen finds again: result, list, record, receipt, payment."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response

from ...faults.lists import ListOldPage, ListShape
from ...faults.shapes import reshaped
from ...records import Event, Payment, Record, Status
from .controls import procedure_of
from .web import Halt, Visit, templates

PAGE = 10


def _own(visit: Visit, number: str) -> Record:
    record = visit.world.records.get(number)
    if record is None or record.account != visit.citizen.username:
        raise Halt(visit.not_found())
    return record


async def show_result(visit: Visit) -> Response:
    """Without a number, only where the draft in hand was really stored (a fault leads here)."""
    _ = visit.citizen
    if "soHoSo" not in visit.query and visit.draft().numbers:
        return visit.page("result.html", record=None, at_step=3)
    record = _own(visit, visit.query.get("soHoSo", ""))
    return visit.page("result.html", record=record, at_step=3)


async def show_list(visit: Visit) -> Response:
    citizen, world = visit.citizen, visit.world
    records = world.listed(citizen.username)
    due = [record for record in records if record.payment == Payment.DUE]
    tab = "thanh-toan" if visit.query.get("tab") == "thanh-toan" else "tat-ca"
    chosen = due if tab == "thanh-toan" else records
    pages = max(1, -(-len(chosen) // PAGE))
    asked = visit.query.get("trang", "1")
    page = min(int(asked), pages) if asked.isascii() and asked.isdigit() and int(asked) else 1
    if pages > 1 and world.faults.any_of(ListOldPage, visit.step):
        page += 1 if page < pages else -1
    shown = visit.page(
        "list.html",
        records=chosen[(page - 1) * PAGE : page * PAGE],
        total=len(chosen),
        due=len(due),
        tab=tab,
        pages=pages,
        page=page,
        drafts=[(draft, procedure_of(draft)) for draft in world.drafts_of(citizen.username)],
        at_step=3,
    )
    world.list_was_shown()
    if chosen and (fault := world.faults.any_of(ListShape, visit.step)):
        page_text = reshaped(bytes(shown.body).decode(), str(fault.arg))
        return HTMLResponse(page_text, headers={"Cache-Control": "no-store"})
    return shown


async def show_record(visit: Visit) -> Response:
    _ = visit.citizen
    record = _own(visit, visit.request.path_params["number"])
    return visit.page(
        "record.html",
        record=record,
        due=record.payment == Payment.DUE,
        offered=visit.world.files,
        at_step=3,
    )


async def scan(visit: Visit) -> Response:
    """A file of a record, where the portal offers it back."""
    _ = visit.citizen
    record = _own(visit, visit.request.path_params["number"])
    key = visit.request.path_params["id"]
    content = visit.world.files.get(key)
    if content is None or all(one.get("id") != key for one in record.papers):
        return visit.not_found()
    return Response(content, media_type="application/octet-stream")


async def receipt(visit: Visit) -> Response:
    _ = visit.citizen
    record = _own(visit, visit.request.path_params["number"])
    body = templates().get_template("receipt.html").render(record=record)
    name = f"giay-tiep-nhan-{record.number}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type="text/html; charset=utf-8", headers=headers)


async def show_payment(visit: Visit) -> Response:
    _ = visit.citizen
    record = _own(visit, visit.request.path_params["number"])
    return visit.page(
        "payment.html",
        record=record,
        due=record.payment == Payment.DUE,
        paid=record.payment == Payment.PAID,
        at_step=3,
    )


async def pay(visit: Visit) -> Response:
    """The mock's bank: a person presses the button, and it is paid."""
    _ = visit.citizen
    record = _own(visit, visit.request.path_params["number"])
    if record.payment == Payment.DUE:
        record.payment = Payment.PAID
        if record.status == Status.PAYMENT:
            record.status = Status.IN_PROGRESS
        note = "Đã thanh toán"
        record.history.append(Event(str(visit.world.clock), record.status, note))
        visit.world.save_record(record)
        visit.flash("success", "Kết quả giao dịch thành công")
    return visit.go(f"/ca-nhan/thanh-toan/{record.number}")


async def payment_receipt(visit: Visit) -> Response:
    _ = visit.citizen
    record = _own(visit, visit.request.path_params["number"])
    if record.payment != Payment.PAID:
        return visit.not_found()
    body = templates().get_template("payment_receipt.html").render(record=record)
    name = f"bien-lai-{record.number}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type="text/html; charset=utf-8", headers=headers)
