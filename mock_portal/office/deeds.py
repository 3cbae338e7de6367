"""What an action does besides the change of state, and what the history says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ..deadlines import add_working_days, is_working_day
from ..procedures import by_slug
from ..records import Payment, Record
from . import terms
from .actions import NO_AMOUNT, Impossible, Order
from .handling import Apology, Asked, Outcome, Supplement
from .officers import UNITS, Officer, unit_for
from .states import Status

# Working days that a citizen has for an answer unless the office says otherwise.
USUAL_DAYS = 10
WITHOUT_REASON = "Công chức không nêu lý do"
ON_REQUEST = "Theo đề nghị rút hồ sơ của công dân"
WHOLE_DOSSIER = "Giấy tờ bổ sung"
OWED = frozenset({Payment.DUE, Payment.COUNTER})


@dataclass(frozen=True, slots=True)
class Deed:
    """An order about to be carried out."""

    record: Record
    order: Order
    at: datetime
    by: Officer | None


def sentences(*parts: str) -> str:
    """One after the other, each with one full stop between."""
    return ". ".join(part.rstrip(".") for part in parts if part)


def nothing_more(deed: Deed) -> str:
    return deed.order.note


def _refuse(deed: Deed) -> str:
    return deed.order.note or WITHOUT_REASON


def _receive(deed: Deed) -> str:
    if deed.record.status == Status.SUPPLEMENT:
        return deed.order.note or "Công dân đã bổ sung tại quầy"
    return deed.order.note


def _forward(deed: Deed) -> str:
    unit = deed.order.unit or unit_for(by_slug(deed.record.slug))
    if unit not in UNITS:
        raise Impossible(f"Không có bộ phận “{unit}”; có: {', '.join(UNITS)}")
    deed.record.handling.unit = unit
    return deed.order.note or f"Chuyển tới bộ phận {unit}"


def _ask(deed: Deed) -> str:
    today = terms.day_of(deed.at)
    until = deed.order.until or add_working_days(today, USUAL_DAYS)
    if until <= today:
        raise Impossible(f"Hạn bổ sung {until:%d/%m/%Y} phải sau hôm nay, {today:%d/%m/%Y}")
    deed.record.handling.proposal = None
    deed.record.handling.asked = Asked(
        at=deed.at.isoformat(timespec="seconds"),
        reason=deed.order.note or WITHOUT_REASON,
        papers=deed.order.papers or (WHOLE_DOSSIER,),
        until=until.isoformat(),
        before=deed.record.status,
    )
    wanted = "; ".join(deed.order.papers)
    return sentences(deed.order.note, wanted, f"Hạn bổ sung: {until:%d/%m/%Y}")


def _charge(deed: Deed) -> str:
    amount = deed.record.fee if deed.order.amount is None else deed.order.amount
    if amount <= 0:
        raise Impossible(NO_AMOUNT)
    today = terms.day_of(deed.at)
    until = deed.order.until or add_working_days(today, USUAL_DAYS)
    if until <= today:
        raise Impossible(f"Hạn nộp {until:%d/%m/%Y} phải sau hôm nay, {today:%d/%m/%Y}")
    deed.record.fee, deed.record.payment = amount, Payment.DUE
    deed.record.handling.proposal, deed.record.handling.pay_until = None, until.isoformat()
    return deed.order.note


def _paid(deed: Deed) -> str:
    deed.record.payment = Payment.PAID
    if deed.record.status == Status.PAYMENT:
        terms.wind(deed.record, Status.IN_PROGRESS, terms.day_of(deed.at))
        deed.record.status = Status.IN_PROGRESS
    return deed.order.note or ("Đã thanh toán" if deed.order.action == "pay" else "Đã thu tại quầy")


def _propose(deed: Deed) -> str:
    deed.record.handling.proposal = _outcome(deed)
    return sentences(
        f"Trình: {'đồng ý' if deed.order.granted else 'không đồng ý'}", deed.order.note
    )


def _outcome(deed: Deed) -> Outcome:
    signer = deed.by.full_name if deed.by else ""
    return Outcome(
        deed.at.isoformat(timespec="seconds"), signer, deed.order.granted, deed.order.note
    )


def _send_back(deed: Deed) -> str:
    deed.record.handling.proposal = None
    return deed.order.note


def _sign(deed: Deed) -> str:
    proposal = deed.record.handling.proposal
    made = _outcome(deed)
    if proposal is not None:
        made = Outcome(made.at, made.by, proposal.granted, proposal.words)
    deed.record.handling.proposal, deed.record.handling.result = None, made
    return deed.order.note or ("" if made.granted else made.words)


def _return(deed: Deed) -> str:
    deed.record.handling.returned_to = deed.order.receiver
    if deed.record.delivery["method"] == "in_person" and deed.record.payment in OWED:
        # Whoever comes for the result pays then.
        deed.record.payment = Payment.PAID
    return deed.order.note


def _apologise(deed: Deed) -> str:
    today = terms.day_of(deed.at)
    day = deed.order.day or add_working_days(max(today, deed.record.due_on), 1)
    if day <= max(today, deed.record.due_on):
        raise Impossible(f"Ngày hẹn lại {day:%d/%m/%Y} phải sau hôm nay và sau ngày hẹn cũ")
    if not is_working_day(day):
        raise Impossible(f"Ngày hẹn lại {day:%d/%m/%Y} là ngày nghỉ")
    reason = deed.order.note or WITHOUT_REASON
    moment = deed.at.isoformat(timespec="seconds")
    deed.record.handling.apology = Apology(moment, reason, deed.record.due, day.isoformat())
    terms.appoint(deed.record, day)
    return sentences(reason, f"Xin lỗi và hẹn lại ngày trả kết quả: {day:%d/%m/%Y}")


def _stop(deed: Deed) -> str:
    asked_for = deed.record.status == Status.WITHDRAWN
    deed.record.handling.proposal = None
    return deed.order.note or (ON_REQUEST if asked_for else WITHOUT_REASON)


def _supplement(deed: Deed) -> str:
    asked = deed.record.handling.asked
    if asked is None or not (deed.order.files or deed.order.note):
        raise Impossible("Chưa có giấy tờ nào để bổ sung")
    moment = deed.at.isoformat(timespec="seconds")
    deed.record.handling.supplements.append(Supplement(moment, deed.order.note, deed.order.files))
    deed.record.status = Status(asked.before)
    names = ", ".join(str(one["file_name"]) for one in deed.order.files)
    return sentences(f"Công dân bổ sung: {names}" if names else "", deed.order.note)


DEEDS: Mapping[str, Callable[[Deed], str]] = {
    "receive": _receive,
    "refuse": _refuse,
    "forward": _forward,
    "request_supplement": _ask,
    "require_payment": _charge,
    "take_payment": _paid,
    "pay": _paid,
    "propose": _propose,
    "send_back": _send_back,
    "sign": _sign,
    "resolve": _sign,
    "return": _return,
    "apologise": _apologise,
    "stop": _stop,
    "supplement": _supplement,
}
