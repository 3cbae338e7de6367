"""The day on which a result is promised."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from portal_bot.catalogue.calendar import add_working_days, is_working_day
from portal_bot.catalogue.procedures import ProcedureFacts

VIETNAM = timezone(timedelta(hours=7))


def appointment(procedure: ProcedureFacts, received_at: datetime) -> date:
    """The appointed day, if nothing has to be verified and nothing is missing.

    - The day of receipt is day 0 (Bộ luật Dân sự 2015, Điều 147). An online dossier is received
      when an official takes it, so one that comes on a rest day is of the next working day.
    - Solved at once: the same day, after the ``cutoff_time`` of 15:00 the next working day (the
      procedure's own ``deadline.text``; what arrives at 15:00 sharp is not after it).
    - Working days: weekends, holidays and exchanged days off do not count, exchanged Saturdays do
      (Bộ luật Lao động 2019, Điều 111 and 112).
    - Plain days run on the calendar; a last day of rest moves on (Bộ luật Dân sự, Điều 148).

    What depends on the declaration is not seen here: a supplement of civil status is solved at
    once, though its procedure has three days. ``procedure.deadline.longest`` is the longest term.

    Raises:
        ValueError: the moment has no offset, so nobody knows on which side of 15:00 it is.
        UnknownYear: nobody knows the holidays of the year.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at has no offset from UTC")
    local = received_at.astimezone(VIETNAM)
    worked = is_working_day(local.date())
    day_0 = _working_day_from(local.date())
    deadline = procedure.deadline
    if deadline.same_day:
        late = worked and _is_after(local.time(), deadline.cutoff_time)
        return add_working_days(day_0, 1) if late else day_0
    if deadline.unit == "calendar_days":
        return _working_day_from(day_0 + timedelta(days=deadline.value))
    return add_working_days(day_0, deadline.value)


def _is_after(moment: time, cutoff: str | None) -> bool:
    return cutoff is not None and moment > time.fromisoformat(cutoff)


def _working_day_from(day: date) -> date:
    return day if is_working_day(day) else add_working_days(day, 1)
