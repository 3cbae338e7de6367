"""What a dossier would cost and when its result would be due, were it filed now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal_bot.catalogue.calendar import UnknownYear, is_projected
from portal_bot.catalogue.deadline import appointment
from portal_bot.catalogue.fee import FeeDue, fee_due
from portal_bot.catalogue.procedures import Deadline, ProcedureFacts
from portal_bot.clock import VIETNAM


@dataclass(frozen=True, slots=True)
class Forecast:
    """Computed here, from the catalogue; the portal has the last word.

    Attributes:
        filed_at: the moment it is computed for, in Vietnam.
        fee: what is due, and why.
        appointment: the day of the result, if nothing must be verified; ``None`` where nobody
            knows the year's holidays.
        projected: the exchanged days of that year are not decided yet.
        deadline: the term it was computed from.
    """

    filed_at: datetime
    fee: FeeDue
    appointment: date | None
    projected: bool
    deadline: Deadline

    def as_json(self) -> dict[str, Any]:
        """The shape that ``check --json`` prints: two keys beside a dossier's own."""
        return {
            "fee": self.fee.as_json(),
            "appointment": {
                "if_filed_at": self.filed_at.isoformat(timespec="seconds"),
                "date": self.appointment and self.appointment.isoformat(),
                "projected": self.projected,
                "rule": self.deadline.text,
                "longest": self.deadline.longest,
                "longest_unknown": self.deadline.longest_unknown,
                "accounts": [account.as_json() for account in self.deadline.accounts],
            },
        }


def forecast(procedure: ProcedureFacts, declared: Any, at: datetime) -> Forecast:
    """Fee and appointment of a checked declaration.

    Raises:
        SetupError: the desk's own list of fees cannot be read.
        ValueError: the moment has no offset from UTC.
    """
    try:
        day = appointment(procedure, at, declared)
    except UnknownYear:
        day = None
    local = at.astimezone(VIETNAM)
    return Forecast(
        filed_at=local,
        fee=fee_due(procedure, declared, local.date()),
        appointment=day,
        projected=day is not None and is_projected(day),
        deadline=procedure.deadline,
    )
