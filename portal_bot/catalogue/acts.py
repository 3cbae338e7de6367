"""Whose act it is what somebody does in an account: a rule for a time, with its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from portal_bot.catalogue._data import read


@dataclass(frozen=True, slots=True)
class ActRule:
    """What is done in an account counts as its holder's own act, from the first to the last day.

    Attributes:
        basis: the text that says so.
        first: the first day on which it holds.
        last: the last one; whether it was prolonged nobody here knows.
    """

    basis: str
    first: date
    last: date

    def holds_on(self, day: date) -> bool:
        """Whether it is in force."""
        return self.first <= day <= self.last

    @property
    def told(self) -> str:
        """The rule with its days, in words for people."""
        days = f"từ {self.first:%d/%m/%Y} đến {self.last:%d/%m/%Y}"
        return f"việc làm trong một tài khoản là việc của chủ tài khoản ({self.basis}, {days})"


@cache
def act_rule() -> ActRule:
    """The one rule that is known."""
    said = read("edition_2026")["acts"]
    return ActRule(
        said["basis"], date.fromisoformat(said["first"]), date.fromisoformat(said["last"])
    )
