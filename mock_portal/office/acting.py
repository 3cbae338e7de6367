"""The rules: does with a dossier what somebody orders, or says why not.

Every platform's pages, the mock's own API and the office that plays by itself come through `act`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from ..records import Payment, Record
from ..world import World
from . import terms
from .actions import ACTIONS, CITIZENS, Action, Impossible, Order
from .deeds import DEEDS, OWED, Deed, nothing_more
from .handling import Event
from .notices import tell
from .officers import Officer, Role
from .states import Status

ALL = {**ACTIONS, **CITIZENS}
# They leave the state, and with it the clock, as it is, or wind it themselves.
_KEEPS_CLOCK = frozenset({"take_payment", "pay", "propose", "send_back", "apologise"})


def act(
    world: World,
    record: Record,
    order: Order,
    by: Officer | None = None,
    at: datetime | None = None,
) -> None:
    """Does it, writes it down, and tells the citizen.

    Args:
        world: where the dossier is kept.
        record: the dossier.
        order: what is to be done, in which words.
        by: the officer; without one, the citizen or the office as a whole.
        at: when, unless it is now.

    Raises:
        Impossible: not in this state, not by this officer, or something is missing.
    """
    action, moment = ALL[order.action], at or world.clock.now()
    if refusal := refusal_of(record, action, by):
        raise Impossible(refusal)
    if action.notes and not order.note and (by is not None or action.name in CITIZENS):
        raise Impossible(f"{action.title}: phải ghi lý do hoặc nội dung")
    done = DEEDS.get(action.name, nothing_more)(Deed(record, order, moment, by))
    if action.name not in _KEEPS_CLOCK:
        terms.wind(record, action.after or record.status, terms.day_of(moment))
    record.status = action.after or record.status
    who = str(Role.CITIZEN) if action.name in CITIZENS else (by.full_name if by else "")
    event = Event(
        moment.isoformat(timespec="seconds"), record.status, done, who, action.name, action.told
    )
    record.history.append(event)
    world.save_record(record)
    if action.told:
        tell(world, record, event)


def refusal_of(record: Record, action: Action, by: Officer | None = None) -> str | None:
    """Why it cannot be done with the dossier as it is; nothing where it can."""
    states = action.before if by is None else action.by.get(by.role, frozenset())
    if by is not None and not states:
        roles = " hoặc ".join(str(role).lower() for role in action.by)
        return f"{action.title} là việc của {roles}, không phải của {str(by.role).lower()}"
    if record.status not in states:
        possible = ", ".join(f"“{state}”" for state in Status if state in states)
        return (
            f"Hồ sơ {record.number} đang ở trạng thái “{record.status}”; "
            f"“{action.title}” chỉ làm được khi hồ sơ ở trạng thái {possible}"
        )
    unit = record.handling.unit
    if by is not None and by.role == Role.SPECIALIST and unit not in {"", by.unit}:
        return f"Hồ sơ đang ở bộ phận {unit}, không phải {by.unit}"
    return _REFUSES.get(action.name, _nothing)(record)


def possible(record: Record, by: Officer) -> list[Action]:
    """What an officer may do with a dossier now, in the order of the table."""
    return [action for action in ACTIONS.values() if refusal_of(record, action, by) is None]


# What stands in the way besides the state.


def _nothing(record: Record) -> None:  # noqa: ARG001 - one of the table below
    return None


def _paid_already(record: Record) -> str | None:
    return "Hồ sơ này đã nộp phí, lệ phí" if record.payment == Payment.PAID else None


def _nothing_to_pay(record: Record) -> str | None:
    if record.payment in OWED:
        return None
    return _paid_already(record) or "Hồ sơ này không phải nộp phí, lệ phí"


def _not_online(record: Record) -> str | None:
    if record.payment == Payment.COUNTER:
        return "Phí, lệ phí của hồ sơ này nộp trực tiếp tại quầy"
    return _nothing_to_pay(record)


def _proposed(record: Record) -> str | None:
    return "Kết quả đã được trình, đang chờ lãnh đạo ký" if record.handling.proposal else None


def _not_proposed(record: Record) -> str | None:
    return None if record.handling.proposal else "Chưa có kết quả nào được trình"


def _apologised(record: Record) -> str | None:
    if record.handling.apology is None:
        return None
    return f"Hồ sơ này đã được hẹn lại một lần, tới {record.due_on:%d/%m/%Y}; không hẹn lại lần nữa"


_REFUSES: Mapping[str, Callable[[Record], str | None]] = {
    "require_payment": _paid_already,
    "take_payment": _nothing_to_pay,
    "pay": _not_online,
    "propose": _proposed,
    "send_back": _not_proposed,
    "sign": _not_proposed,
    "apologise": _apologised,
}
