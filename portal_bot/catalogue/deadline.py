"""The day on which a result is promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from portal_bot.catalogue._declared import at, code
from portal_bot.catalogue.calendar import add_working_days, is_working_day
from portal_bot.catalogue.procedures import ProcedureFacts, SourcedTerm
from portal_bot.clock import VIETNAM


def appointment(procedure: ProcedureFacts, received_at: datetime, declared: Any = None) -> date:
    """The appointed day, if nothing has to be verified and nothing is missing.

    The rule, with its articles: ``README.md`` beside this package, "Days".

    A supplement of civil status is solved at once, though its procedure has three days.
    ``procedure.deadline.longest`` is the longest term.

    Args:
        procedure: the catalogue's entry.
        received_at: with an offset from UTC.
        declared: a declaration that was checked, or mappings of the same fields; without it, the
            day of the procedure's usual case.

    Raises:
        ValueError: the moment has no offset, so nobody knows on which side of 15:00 it is.
        UnknownYear: nobody knows the holidays of the year.
    """
    return _day(procedure, received_at, *_at_once(procedure, declared))


def appointments(procedure: ProcedureFacts, received_at: datetime) -> frozenset[date]:
    """Every day that may be promised, whatever is declared and whichever source is right.

    Raises what `appointment` raises.
    """
    days = {appointment(procedure, received_at)}
    days |= {_day_by(account, procedure, received_at) for account in procedure.deadline.accounts}
    case = procedure.deadline.at_once
    if case is not None:
        days.add(_day(procedure, received_at, True, case.cutoff_time))
    return frozenset(days)


def _day_by(account: SourcedTerm, procedure: ProcedureFacts, received_at: datetime) -> date:
    deadline = replace(
        procedure.deadline, value=account.value, unit=account.unit or "working_days", same_day=False
    )
    return _day(replace(procedure, deadline=deadline), received_at, False, None)


def _day(
    procedure: ProcedureFacts, received_at: datetime, at_once: bool, cutoff: str | None
) -> date:
    if received_at.tzinfo is None:
        raise ValueError("received_at has no offset from UTC")
    local = received_at.astimezone(VIETNAM)
    worked = is_working_day(local.date())
    day_0 = _working_day_from(local.date())
    deadline = procedure.deadline
    if at_once:
        late = worked and _is_after(local.time(), cutoff)
        return add_working_days(day_0, 1) if late else day_0
    if deadline.unit == "calendar_days":
        return _working_day_from(day_0 + timedelta(days=deadline.value))
    return add_working_days(day_0, deadline.value)


def _at_once(procedure: ProcedureFacts, declared: Any) -> tuple[bool, str | None]:
    """Whether it is solved at once, and the hour until which it is so on the same day."""
    if procedure.deadline.same_day:
        return True, procedure.deadline.cutoff_time
    case = procedure.deadline.at_once
    if case is None or code(at(declared, case.field)) not in case.codes:
        return False, None
    return True, case.cutoff_time


def _is_after(moment: time, cutoff: str | None) -> bool:
    return cutoff is not None and moment > time.fromisoformat(cutoff)


def _working_day_from(day: date) -> date:
    return day if is_working_day(day) else add_working_days(day, 1)
