"""What the portal writes to the citizen when something happens to a dossier: e-mail and SMS."""

from __future__ import annotations

from datetime import date

from ..fees import dong
from ..records import Payment, Record
from ..world import World
from .handling import Event
from .states import Status

TRIAL = "[THỬ NGHIỆM]"


def tell(world: World, record: Record, event: Event) -> None:
    """Sends both; the e-mail says more, and comes first."""
    account = world.accounts[record.account]
    if account.email:
        world.send(account.email, "email", letter(record, event), event.at)
    world.send(account.phone, "sms", short(record, event), event.at)


def tell_stored(world: World, record: Record) -> None:
    """Says that a dossier has arrived."""
    account = world.accounts[record.account]
    words = f"Hồ sơ {record.number} đã được nộp, hẹn trả {record.due_on:%d/%m/%Y}"
    if account.email:
        lines = (TRIAL, f"{words}.", f"Thủ tục: {record.title}.", "Hồ sơ đang chờ tiếp nhận.")
        world.send(account.email, "email", "\n".join(lines))
    world.send(account.phone, "sms", f"{TRIAL} {words}")


def short(record: Record, event: Event) -> str:
    """The SMS: number, state, the officer's words."""
    words = f": {event.note}" if event.note else ""
    return f"{TRIAL} Hồ sơ {record.number}: {event.status}{words}"


def letter(record: Record, event: Event) -> str:
    """The e-mail: what happened, and what the citizen has to do now."""
    happened = f"Hồ sơ số {record.number} ({record.title}): {event.status}."
    told = f"Nội dung: {event.note}." if event.note else ""
    return "\n".join(filter(None, [TRIAL, happened, told, to_do(record)]))


def to_do(record: Record) -> str:
    """What is left to the citizen, in one sentence; empty where nothing is."""
    handling = record.handling
    match record.status:
        case Status.SUPPLEMENT if handling.asked:
            day = date.fromisoformat(handling.asked.until)
            return f"Vui lòng bổ sung trước hết ngày {day:%d/%m/%Y}, trong mục Quản lý hồ sơ."
        case Status.PAYMENT:
            day = date.fromisoformat(handling.pay_until)
            return f"Vui lòng nộp {dong(record.fee)} trước hết ngày {day:%d/%m/%Y}."
        case Status.RESOLVED:
            return _collect(record)
        case Status.NEW | Status.RECEIVED | Status.IN_PROGRESS:
            return f"Ngày hẹn trả kết quả: {record.due_on:%d/%m/%Y}."
        case _:
            return ""


def _collect(record: Record) -> str:
    owed = record.payment in {Payment.DUE, Payment.COUNTER}
    money = f" Còn phải nộp {dong(record.fee)}." if owed else ""
    match record.delivery["method"]:
        case "postal":
            return f"Kết quả sẽ được gửi qua bưu chính công ích.{money}"
        case "electronic":
            return f"Kết quả điện tử có trong mục Quản lý hồ sơ.{money}"
        case _:
            return f"Mời đến Bộ phận tiếp nhận và trả kết quả để nhận kết quả.{money}"
