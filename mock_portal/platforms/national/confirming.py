"""A birth comes back as a draft certificate: the citizen confirms it, and silence is a yes.

18/2026/NĐ-CP: within one day; what is sent after 15:00 counts from the next working day. The names
of the states are freely chosen.
"""

from __future__ import annotations

from datetime import datetime, time

from ...clock import VIETNAM
from ...deadlines import CUT_OFF, add_working_days, is_working_day
from ...office.handling import Event
from ...office.states import Status
from ...records import Record
from ...world import World

TO_CONFIRM = "Chờ công dân xác nhận bản dự thảo"
CONFIRMED = "Công dân đã xác nhận bản dự thảo"
SILENT = "Quá hạn xác nhận: coi như đồng ý bản dự thảo"
BIRTH = "birth_registration"


def ask(world: World, record: Record) -> None:
    """The office sends the draft certificate."""
    now = world.clock.now().astimezone(VIETNAM)
    late = now.time() > CUT_OFF or not is_working_day(now.date())
    start = add_working_days(now.date(), 1) if late else now.date()
    last = datetime.combine(add_working_days(start, 1), time(23, 59, 59), VIETNAM)
    record.handling.confirm_until, record.handling.confirmed = last.isoformat(), ""
    _write(world, record, TO_CONFIRM)


def confirm(world: World, record: Record) -> bool:
    """The citizen's yes; whether it still counted."""
    if state_of(record, world.clock.now()) != TO_CONFIRM:
        return False
    record.handling.confirmed = world.clock.now().isoformat(timespec="seconds")
    _write(world, record, CONFIRMED)
    return True


def state_of(record: Record, now: datetime) -> str:
    """The state that the citizen is shown."""
    handling = record.handling
    if not handling.confirm_until or record.status != Status.IN_PROGRESS:
        return str(record.status)
    if handling.confirmed:
        return CONFIRMED
    waits = now <= datetime.fromisoformat(handling.confirm_until)
    return TO_CONFIRM if waits else SILENT


def _write(world: World, record: Record, words: str) -> None:
    at = world.clock.now().isoformat(timespec="seconds")
    record.history.append(Event(at, record.status, words))
    world.save_record(record)
    phone = world.accounts[record.account].phone
    world.send(phone, "sms", f"[THỬ NGHIỆM] Hồ sơ {record.number}: {words}")
