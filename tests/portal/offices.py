"""An office of a test's own, without a server: a world, dossiers in it, officers."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from mock_portal.deadlines import due_date
from mock_portal.office.acting import act
from mock_portal.office.actions import Order
from mock_portal.office.handling import Event
from mock_portal.office.officers import Officer, officers
from mock_portal.office.states import Status
from mock_portal.procedures import by_slug
from mock_portal.records import Payment, Record
from mock_portal.settings import Settings
from mock_portal.world import World

# A Friday, at eight.
FRIDAY = datetime.fromisoformat("2026-12-04T08:00:00+07:00")


def world_at(moment: datetime = FRIDAY, data: Path | None = None, office: str = "") -> World:
    """A new world whose clock stands still."""
    made = World(Settings(pace="instant", data=data, office=office))
    made.clock.set(moment, ticking=False)
    return made


def dossier(
    world: World,
    slug: str = "marital_status_certificate",
    *,
    delivery: str = "in_person",
    fee: int = 15000,
    payment: Payment = Payment.DUE,
    account: str = "nguyenvanthu",
) -> Record:
    """One that was just filed."""
    procedure, now = by_slug(slug), world.clock.now()
    due = due_date(
        now,
        procedure.working_days,
        same_day=procedure.same_day,
        calendar_days=procedure.calendar_days,
    )
    received_at = now.isoformat(timespec="seconds")
    record = Record(
        number=world.next_number("22243"),
        sid=f"s{world.counter}",
        slug=slug,
        code=procedure.code,
        title=procedure.title,
        account=account,
        owner="Nguyễn Văn Thử",
        agency="Ủy ban nhân dân Xã Hòa Thành, Thị xã Đông Hòa, Tỉnh Phú Yên",
        sections=(),
        papers=({"row": "Giấy tờ tùy thân", "file_name": "a.pdf", "size": 9, "sha256": "0"},),
        delivery={"method": delivery, "label": delivery},
        fee_lines=(),
        fee=fee,
        payment=payment,
        received_at=received_at,
        due=due.isoformat(),
        history=[Event(received_at, Status.NEW)],
    )
    world.add_record(record)
    return record


def officer(username: str) -> Officer:
    return officers()[username]


def does(world: World, record: Record, action: str, by: str = "", **more: Any) -> None:
    """The rules asked by an officer, or by nobody in particular."""
    act(world, record, Order(action, **more), officers()[by] if by else None)


def lead(world: World, record: Record, *actions: str) -> None:
    for action in actions:
        does(world, record, action)


def at(world: World, text: str) -> date:
    """Sets the clock; the day."""
    world.clock.set(datetime.fromisoformat(text), ticking=False)
    return world.clock.now().date()
