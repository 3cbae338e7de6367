"""What comes after the last press: payment, the result, the look-up with its captcha."""

from __future__ import annotations

from starlette.responses import Response

from ...pages.personal import own_record
from ...visits import Halt, Visit
from .confirming import CONFIRMED, TO_CONFIRM, confirm, state_of
from .filing import FILED, pay, unpaid
from .places import PAY, RESULT
from .vneid_modals import citizen

PAID = "Thanh toán thành công!"


async def show_result(visit: Visit) -> Response:
    """Freely chosen: nobody has seen this screen."""
    account, sid = citizen(visit), visit.request.path_params["id"]
    records = [r for r in visit.world.records.values() if r.sid == sid]
    if not records or records[0].account != account.username:
        raise Halt(visit.not_found())
    return visit.page("result.html", record=records[0])


async def show_payment(visit: Visit) -> Response:
    account = citizen(visit)
    draft = unpaid(visit.world, account.username, visit.request.path_params["id"])
    if draft is None:
        return visit.not_found()
    return visit.page("payment.html", draft=draft)


async def send_payment(visit: Visit) -> Response:
    """The mock's bank: the person presses, it is paid, and with that the dossier is filed."""
    account = citizen(visit)
    sid = visit.request.path_params["id"]
    draft = unpaid(visit.world, account.username, sid)
    if draft is None:
        visit.flash("error", "Khoản này không còn chờ thanh toán")
        return visit.go(PAY.replace("{id}", sid))
    pay(visit.world, draft)
    visit.flash("success", PAID)
    visit.flash("success", FILED)
    return visit.go(RESULT.replace("{id}", sid))


async def show_look_up(visit: Visit) -> Response:
    """A dossier's state by its code, for anybody who reads the picture."""
    world, number = visit.world, visit.query.get("maHoSo", "").strip()
    words = None
    if number:
        key, text = visit.query.get("captchaId", ""), visit.query.get("maXacNhan", "")
        words = world.captcha_refusal(visit.step, key, text)
    record = world.records.get(number) if number and words is None else None
    captcha = world.captchas.make(world.clock.now())
    return visit.page("look_up.html", number=number, record=record, words=words, captcha=captcha)


async def show_confirmation(visit: Visit) -> Response:
    """The draft certificate, for as long as it waits for the citizen."""
    _ = citizen(visit)
    record = own_record(visit, visit.request.path_params["number"])
    state = state_of(record, visit.world.clock.now())
    return visit.page("confirm.html", record=record, state=state, waits=state == TO_CONFIRM)


async def send_confirmation(visit: Visit) -> Response:
    _ = citizen(visit)
    record = own_record(visit, visit.request.path_params["number"])
    done = confirm(visit.world, record)
    visit.flash(
        "success" if done else "error",
        CONFIRMED if done else "Hồ sơ này không còn chờ xác nhận",
    )
    return visit.go(f"/ca-nhan/ho-so/{record.number}/xac-nhan")
