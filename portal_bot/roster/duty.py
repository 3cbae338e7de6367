"""A roster as it was read: its people, its days, and what could not be read of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from portal_bot.catalogue.names import clean, fold
from portal_bot.errors import DossierError

Role = Literal["officer", "volunteer"]
ROLES: tuple[Role, ...] = ("officer", "volunteer")
ROLE_WORDS: dict[Role, str] = {"officer": "cán bộ", "volunteer": "đoàn viên"}
Severity = Literal["error", "warning"]


class RosterError(DossierError):
    """A roster that cannot be read at all: mend the file and say the same command again."""

    code = "roster"


@dataclass(frozen=True, slots=True)
class RosterRemark:
    """What is wrong with a roster, or worth a look.

    Attributes:
        code: a stable English word.
        severity: `error`: to be mended; `warning`: to be looked at.
        where: the line, or the sheet and its row, or the day.
        message: for people: what, and what next.
    """

    code: str
    severity: Severity
    where: str
    message: str

    def as_json(self) -> dict[str, str]:
        """For programs."""
        return {name: getattr(self, name) for name in ("code", "severity", "where", "message")}


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Somebody who may be on duty.

    Attributes:
        name: as it is written in the list.
        role: officer of the one-stop desk, or volunteer of the youth union.
        off: first and last days on which they are away.
        where: where that stands.
    """

    name: str
    role: Role
    off: tuple[tuple[date, date], ...] = ()
    where: str = ""

    def is_off(self, day: date) -> bool:
        """Whether they are away on that day."""
        return any(first <= day <= last for first, last in self.off)


@dataclass(frozen=True, slots=True)
class DutyDay:
    """One row: a day and who is on duty."""

    day: date
    officer: tuple[str, ...] = ()
    volunteer: tuple[str, ...] = ()
    note: str = ""
    where: str = ""

    def names(self, role: Role) -> tuple[str, ...]:
        """Those of one role."""
        return self.officer if role == "officer" else self.volunteer


@dataclass(frozen=True)
class Roster:
    """A whole roster.

    Attributes:
        people: who may be on duty; empty where the file has no list of people.
        days: its rows, in the file's order; a day may stand there twice.
        unread: what could not be read.
        path: the file.
    """

    people: tuple[RosterPerson, ...] = ()
    days: tuple[DutyDay, ...] = ()
    unread: tuple[RosterRemark, ...] = ()
    path: Path | None = None

    @cached_property
    def _by_day(self) -> dict[date, DutyDay]:
        return {row.day: row for row in reversed(self.days)}

    @cached_property
    def _known(self) -> dict[str, RosterPerson]:
        return {fold(person.name): person for person in reversed(self.people)}

    def on(self, day: date) -> DutyDay | None:
        """Who is on duty on a day, by its first row; `None`: the day is not in the roster."""
        return self._by_day.get(day)

    def person(self, name: str) -> RosterPerson | None:
        """Whom a name means, however it is typed."""
        return self._known.get(fold(name))

    def of(self, role: Role) -> tuple[RosterPerson, ...]:
        """The people of one role."""
        return tuple(person for person in self.people if person.role == role)

    def spelled(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names as the list of people writes them."""
        known = ((name, self.person(name)) for name in names)
        return tuple(person.name if person else clean(name) for name, person in known)
