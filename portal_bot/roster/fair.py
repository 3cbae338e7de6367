"""Proposes who is on duty: everybody equally often, nobody two days running where it can be so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from portal_bot.catalogue.calendar import is_working_day
from portal_bot.roster.duty import ROLES, DutyDay, Role, Roster, RosterPerson

# A year and a little: whoever asks for more mistyped a year.
MOST_DAYS = 400


def proposed(roster: Roster, since: date, until: date) -> Roster:
    """The roster with every working day from `since` to `until` filled.

    What stands there already stays. Who had fewest days comes first, counted over the whole
    roster; of those, who had fewest on that day of the week, then who was on duty longest ago.
    A day for which nobody is left stays open, and `examined` says so.

    Raises:
        UnknownYear: nobody knows the holidays of the year.
    """
    rows = {row.day: row for row in reversed(roster.days)}
    turns = {role: _Turns(roster, role, list(rows.values())) for role in ROLES}
    for number in range((until - since).days + 1):
        day = since + timedelta(days=number)
        if not is_working_day(day):
            continue
        row = rows.get(day, DutyDay(day))
        taken = {*row.officer, *row.volunteer}
        if not row.officer and (name := turns["officer"].next(day, taken)):
            row = replace(row, officer=(name,))
        if not row.volunteer and (name := turns["volunteer"].next(day, taken)):
            row = replace(row, volunteer=(name,))
        rows[day] = row
    return replace(roster, days=tuple(rows[day] for day in sorted(rows)))


class _Turns:
    """Whose turn it is, of one role."""

    def __init__(self, roster: Roster, role: Role, rows: list[DutyDay]) -> None:
        self._people = roster.of(role)
        self._times: Counter[str] = Counter()
        self._on_weekday: Counter[tuple[str, int]] = Counter()
        self._days: dict[str, set[date]] = {person.name: set() for person in self._people}
        for row in rows:
            for name in row.names(role):
                self._give(name, row.day)

    def _give(self, name: str, day: date) -> None:
        self._times[name] += 1
        self._on_weekday[name, day.weekday()] += 1
        self._days.setdefault(name, set()).add(day)

    def next(self, day: date, taken: set[str]) -> str | None:
        """Who is on duty that day; `None`: nobody is there."""
        there = [p for p in self._people if not p.is_off(day) and p.name not in taken]
        if not there:
            return None
        chosen = min(there, key=lambda person: self._rank(person, day))
        self._give(chosen.name, day)
        return chosen.name

    def _rank(self, person: RosterPerson, day: date) -> tuple[int, bool, int, int, int]:
        name = person.name
        near = {day - timedelta(days=1), day + timedelta(days=1)}
        before = [each for each in self._days[name] if each < day]
        waited = (day - max(before)).days if before else MOST_DAYS
        return (
            self._times[name],
            bool(near & self._days[name]),
            self._on_weekday[name, day.weekday()],
            -waited,
            self._people.index(person),
        )
