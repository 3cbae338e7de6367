"""What a dossier would cost and when its result would be due, were it filed now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from portal_bot.catalogue.calendar import UnknownYear, add_working_days, is_projected
from portal_bot.catalogue.deadline import appointment
from portal_bot.catalogue.fee import FeeDue, fee_due
from portal_bot.catalogue.procedures import Deadline, ProcedureFacts
from portal_bot.clock import VIETNAM


@dataclass(frozen=True, slots=True)
class ByPost:
    """What must be said beforehand to whoever has the result sent.

    Attributes:
        days: so many working days later than appointed it comes; `None`: nobody has said.
        arrives: the day, where it can be told.
    """

    days: int | None
    arrives: date | None

    @classmethod
    def after(cls, appointed: date | None, days: int | None) -> ByPost:
        """Of a result that is appointed for a day, and is sent then.

        Args:
            appointed: the day; `None`: it cannot be told.
            days: how many working days the post takes; `None`: nobody has said.
        """
        try:
            if appointed is None or days is None:
                return cls(days, None)
            return cls(days, add_working_days(appointed, days))
        except UnknownYear:
            return cls(days, None)

    def __str__(self) -> str:
        told = "cước do người dân trả; kết quả đến sau ngày hẹn "
        if self.days is None:
            return f"{told}vài ngày (chưa có số ngày của cổng này)"
        day = f", khoảng {self.arrives:%d/%m/%Y}" if self.arrives else ""
        return f"{told}{self.days} ngày làm việc{day}"

    def as_json(self) -> dict[str, Any]:
        """The shape that ``check --json`` prints."""
        arrives = self.arrives and self.arrives.isoformat()
        return {"fee_paid_by": "citizen", "working_days_later": self.days, "arrives": arrives}


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
        post: what the post adds; `None`: the result is not sent.
    """

    filed_at: datetime
    fee: FeeDue
    appointment: date | None
    projected: bool
    deadline: Deadline
    post: ByPost | None = None

    def sent(self, days: int | None) -> Forecast:
        """The same of a result that goes by post.

        Args:
            days: how many working days that takes; `None`: nobody has said.
        """
        return replace(self, post=ByPost.after(self.appointment, days))

    def as_json(self) -> dict[str, Any]:
        """The shape that ``check --json`` prints: these keys beside a dossier's own."""
        return {
            "forecast": {
                "appointment": self.appointment and self.appointment.isoformat(),
                "fee": self.fee.amount_vnd,
                "why": "; ".join(f"{line.name}: {line.why}" for line in self.fee.lines),
                "post": self.post and self.post.as_json(),
            },
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


def outlook(
    procedure: ProcedureFacts, declared: Any, at: datetime, post_days: int | None, *, sent: bool
) -> Forecast:
    """`forecast`, with what the post adds where the result is sent; raises the same.

    Args:
        procedure: the catalogue's entry.
        declared: a declaration that was checked.
        at: when it is filed.
        post_days: how many working days the post takes; `None`: nobody has said.
        sent: whether the result comes by post.
    """
    told = forecast(procedure, declared, at)
    return told.sent(post_days) if sent else told
