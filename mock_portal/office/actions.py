"""What may be done with a dossier: by whom, when, what it is afterwards, and what must be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..clock import YEARS
from .officers import Role
from .states import WAITING, Status

NO_AMOUNT = "Số tiền phải nộp phải là một số nguyên lớn hơn 0"
OPEN = frozenset({Status.NEW, Status.RECEIVED, Status.IN_PROGRESS, *WAITING})
# A debt can still be paid when the result is there.
PAYABLE = OPEN | {Status.RESOLVED, Status.RETURNED}


class Impossible(Exception):
    """It cannot be done now, or not by this person; says why and what would be possible."""


class Unreadable(ValueError):
    """The order is not one: which part of it, and what it should be."""


@dataclass(frozen=True, slots=True)
class Action:
    """Who may do it in which states, and which it leads to.

    `after` is nothing where the state stays or depends; `notes`: whoever does it has to give a
    reason; `told`: the citizen hears of it.
    """

    name: str
    title: str
    by: Mapping[Role, frozenset[Status]]
    after: Status | None = None
    notes: bool = False
    told: bool = True

    @property
    def before(self) -> frozenset[Status]:
        """All states in which somebody may."""
        return frozenset().union(*self.by.values())


def _table(*actions: Action) -> dict[str, Action]:
    return {action.name: action for action in actions}


def _in(*states: Status) -> frozenset[Status]:
    return frozenset(states)


_NEW, _RECEIVED, _GOING = Status.NEW, Status.RECEIVED, Status.IN_PROGRESS
_COUNTER, _SPECIALIST, _LEADER = Role.COUNTER, Role.SPECIALIST, Role.LEADER
_ARRIVED = _in(_NEW, Status.SUPPLEMENT)
_ASKS = {_COUNTER: _in(_NEW, _RECEIVED), _SPECIALIST: _in(_GOING)}
_CHARGES = {_COUNTER: _in(_RECEIVED), _SPECIALIST: _in(_GOING)}
_LATE = {_COUNTER: _in(_RECEIVED), _SPECIALIST: _in(_GOING), _LEADER: _in(_RECEIVED, _GOING)}
_ENDS = _in(_RECEIVED, _GOING, Status.WITHDRAWN) | WAITING

ACTIONS: Mapping[str, Action] = _table(
    Action("receive", "Tiếp nhận", {_COUNTER: _ARRIVED}, _RECEIVED),
    Action("refuse", "Không tiếp nhận", {_COUNTER: _ARRIVED}, Status.REFUSED, notes=True),
    Action("forward", "Chuyển xử lý", {_COUNTER: _in(_RECEIVED)}, _GOING),
    Action("request_supplement", "Yêu cầu bổ sung", _ASKS, Status.SUPPLEMENT, notes=True),
    Action("require_payment", "Yêu cầu nộp phí, lệ phí", _CHARGES, Status.PAYMENT),
    Action("take_payment", "Thu phí, lệ phí", {_COUNTER: PAYABLE}),
    Action("propose", "Trình kết quả", {_SPECIALIST: _in(_GOING)}, notes=True, told=False),
    Action("send_back", "Trả lại dự thảo", {_LEADER: _in(_GOING)}, notes=True, told=False),
    Action("sign", "Ký kết quả", {_LEADER: _in(_GOING)}, Status.RESOLVED),
    # Proposed and signed at one stroke, where nobody in particular plays the office.
    Action("resolve", "Xử lý xong", {Role.OFFICE: _in(_GOING)}, Status.RESOLVED),
    Action("return", "Trả kết quả", {_COUNTER: _in(Status.RESOLVED)}, Status.RETURNED),
    Action("apologise", "Xin lỗi và hẹn lại ngày", _LATE, notes=True),
    Action("stop", "Dừng xử lý", {_COUNTER: _ENDS, _LEADER: _ENDS}, Status.STOPPED, notes=True),
)

# What the citizen does, on the portal's own pages.
CITIZENS: Mapping[str, Action] = _table(
    Action("supplement", "Bổ sung hồ sơ", {Role.CITIZEN: _in(Status.SUPPLEMENT)}),
    Action("pay", "Thanh toán", {Role.CITIZEN: PAYABLE}),
    Action("withdraw", "Rút hồ sơ", {Role.CITIZEN: OPEN}, Status.WITHDRAWN, notes=True),
)


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants done, in which words; what an action does not ask for is left alone."""

    action: str
    note: str = ""
    amount: int | None = None
    papers: tuple[str, ...] = ()
    until: date | None = None
    day: date | None = None
    unit: str = ""
    granted: bool = True
    receiver: str = ""
    # What a citizen adds: as `Record.papers` are.
    files: tuple[dict[str, Any], ...] = ()

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Order:
        """An order from the mock's own API.

        Raises:
            Unreadable: a part of it is not of its kind.
            Impossible: the amount is none.
        """
        granted = raw.get("granted", True)
        if not isinstance(granted, bool):
            raise Unreadable("granted must be true or false")
        amount = raw.get("amount")
        if isinstance(amount, bool) or not isinstance(amount, int | None):
            raise Impossible(NO_AMOUNT)
        return cls(
            action=_text(raw, "action"),
            note=_text(raw, "note"),
            amount=amount,
            papers=_texts(raw, "papers"),
            until=_day(raw, "until"),
            day=_day(raw, "day"),
            unit=_text(raw, "unit"),
            granted=granted,
            receiver=_text(raw, "receiver"),
        )


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name, "")
    if not isinstance(value, str | int | None):
        raise Unreadable(f"{name} must be a text")
    return "" if value is None else str(value).strip()


def _texts(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = raw.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Unreadable(f"{name} must be a list of texts")
    return tuple(one.strip() for one in value if one.strip())


def _day(raw: Mapping[str, Any], name: str) -> date | None:
    value = raw.get(name)
    if value is None:
        return None
    try:
        day = date.fromisoformat(str(value))
        if day.year in YEARS:
            return day
    except ValueError:
        pass
    raise Unreadable(f"{name} must be a day as 2026-11-20, {YEARS[0]} to {YEARS[-1]}")
