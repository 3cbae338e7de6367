"""What the citizen finds again: result, list, record, receipt, payment."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse, Response

from ..drawing import procedure_of
from ..faults.lists import ListOldPage, ListShape
from ..faults.office import StateUnknown
from ..faults.shapes import reshaped
from ..office.acting import act, refusal_of
from ..office.actions import CITIZENS, Impossible, Order
from ..office.hours import HOURS
from ..office.letters import letters_of
from ..office.result import result_file
from ..office.states import Status
from ..office.terms import day_of, in_words, until_in_words
from ..records import Payment, Record
from ..visits import Halt, Visit

PAGE = 10


def own_record(visit: Visit, number: str) -> Record:
    record = visit.world.records.get(number)
    if record is None or record.account != visit.citizen.username:
        raise Halt(visit.not_found())
    return record


async def show_result(visit: Visit) -> Response:
    """Without a number, only where the draft in hand was really stored (a fault leads here)."""
    _ = visit.citizen
    if "soHoSo" not in visit.query and visit.draft().numbers:
        return visit.page("result.html", record=None, at_step=3)
    record = own_record(visit, visit.query.get("soHoSo", ""))
    return visit.page("result.html", record=record, at_step=3)


async def show_list(visit: Visit) -> Response:
    citizen, world = visit.citizen, visit.world
    records = world.listed(citizen.username)
    due = [record for record in records if refusal_of(record, CITIZENS["pay"]) is None]
    asked = [record for record in records if record.status == Status.SUPPLEMENT]
    tabs = {"tat-ca": records, "thanh-toan": due, "bo-sung": asked}
    tab = visit.query.get("tab", "") if visit.query.get("tab") in tabs else "tat-ca"
    chosen = tabs[tab]
    pages = max(1, -(-len(chosen) // PAGE))
    wanted = visit.query.get("trang", "1")
    page = min(int(wanted), pages) if wanted.isascii() and wanted.isdigit() and int(wanted) else 1
    if pages > 1 and world.faults.any_of(ListOldPage, visit.step):
        page += 1 if page < pages else -1
    shown = visit.page(
        "list.html",
        records=chosen[(page - 1) * PAGE : page * PAGE],
        total=len(chosen),
        due=len(due),
        asked=len(asked),
        tab=tab,
        pages=pages,
        page=page,
        drafts=[(draft, procedure_of(draft)) for draft in world.drafts_of(citizen.username)],
        at_step=3,
    )
    world.list_was_shown()
    shown = of_unknown_state(visit, shown)
    if chosen and (fault := world.faults.any_of(ListShape, visit.step)):
        page_text = reshaped(bytes(shown.body).decode(), str(fault.arg))
        return HTMLResponse(page_text, headers={"Cache-Control": "no-store"})
    return shown


async def show_record(visit: Visit) -> Response:
    _ = visit.citizen
    record = own_record(visit, visit.request.path_params["number"])
    shown = visit.page(
        "record.html",
        record=record,
        offered=visit.world.files,
        at_step=4 if record.status == Status.RETURNED else 3,
        **_from_office(visit, record),
    )
    return of_unknown_state(visit, shown)


def of_unknown_state(visit: Visit, shown: Response) -> Response:
    """By a fault: the page with a state that nobody knows."""
    fault = visit.world.faults.any_of(StateUnknown, visit.step)
    if fault is None:
        return shown
    text = fault.printed(bytes(shown.body).decode())
    return HTMLResponse(text, headers={"Cache-Control": "no-store"})


def _from_office(visit: Visit, record: Record) -> dict[str, Any]:
    """What the office did with a dossier, and what the citizen may do now."""
    today = day_of(visit.world.clock.now())
    handling = record.handling
    until = handling.asked.until if handling.asked else handling.pay_until
    return {
        "handling": handling,
        "until": until_in_words(until, today) if until else "",
        "until_day": until,
        "clock": in_words(record, today),
        "result": result_file(record),
        "hours": HOURS,
        "letters": letters_of(record),
        "may": {name: refusal_of(record, one) is None for name, one in CITIZENS.items()},
    }


async def scan(visit: Visit) -> Response:
    """A file of a record, where the portal offers it back."""
    _ = visit.citizen
    record = own_record(visit, visit.request.path_params["number"])
    key = visit.request.path_params["id"]
    content = visit.world.files.get(key)
    if content is None or all(one.get("id") != key for one in record.papers):
        return visit.not_found()
    return Response(content, media_type="application/octet-stream")


def attachment(content: str | bytes, name: str, kind: str) -> Response:
    """A file to download."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)


def document(visit: Visit, template: str, name: str, record: Record, **context: Any) -> Response:
    """A paper of the portal's own, as a page to print."""
    body = visit.site.templates.get_template(template).render(record=record, **context)
    return attachment(body, f"{name}-{record.number}.html", "text/html; charset=utf-8")


async def receipt(visit: Visit) -> Response:
    _ = visit.citizen
    record = own_record(visit, visit.request.path_params["number"])
    return document(visit, "receipt.html", "giay-tiep-nhan", record)


async def show_payment(visit: Visit) -> Response:
    _ = visit.citizen
    record = own_record(visit, visit.request.path_params["number"])
    return visit.page(
        "payment.html",
        record=record,
        due=refusal_of(record, CITIZENS["pay"]) is None,
        paid=record.payment == Payment.PAID,
        at_step=3,
    )


async def pay(visit: Visit) -> Response:
    """The mock's bank: a person presses the button, and it is paid."""
    _ = visit.citizen
    record = own_record(visit, visit.request.path_params["number"])
    if record.payment == Payment.DUE:
        try:
            act(visit.world, record, Order("pay"))
        except Impossible as error:
            visit.flash("error", str(error))
        else:
            visit.flash("success", "Kết quả giao dịch thành công")
    return visit.go(f"/ca-nhan/thanh-toan/{record.number}")


async def payment_receipt(visit: Visit) -> Response:
    _ = visit.citizen
    record = own_record(visit, visit.request.path_params["number"])
    if record.payment != Payment.PAID:
        return visit.not_found()
    return document(visit, "payment_receipt.html", "bien-lai", record)


async def cancel(visit: Visit) -> Response:
    draft = visit.draft()
    draft.cancelled = True
    visit.world.save_draft(draft)
    visit.flash("success", "Đã hủy hồ sơ")
    return visit.go("/ca-nhan/quan-ly-ho-so")
