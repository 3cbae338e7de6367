"""Who was on duty when a dossier was filed, set down once in its history.

The dossier's own word comes first; what it leaves out, the roster says for the day. Names of staff
only, and no part of what is filed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from loguru import logger

from portal_bot import clock, files
from portal_bot.catalogue.names import clean
from portal_bot.errors import PortalBotError
from portal_bot.journal import Filing, JournalPort
from portal_bot.roster.duty import Roster
from portal_bot.roster.roster_file import find_roster, read_roster

KIND = "on_duty"
_read: dict[Path, tuple[files.Stamp | None, Roster | None]] = {}


@dataclass(frozen=True, slots=True)
class Attendants:
    """Who was on duty; empty where nobody said so."""

    officer: str = ""
    volunteer: str = ""

    def __bool__(self) -> bool:
        return bool(self.officer or self.volunteer)

    def as_json(self) -> dict[str, str]:
        """For programs, and as it stands in a history."""
        return {"officer": self.officer, "volunteer": self.volunteer}

    @property
    def words(self) -> str:
        """For people, in one line."""
        told = (self.officer and f"cán bộ {self.officer}", self.volunteer and self.volunteer_words)
        return ", ".join(filter(None, told))

    @property
    def volunteer_words(self) -> str:
        """The volunteer alone."""
        return f"đoàn viên {self.volunteer}" if self.volunteer else ""


def attendants(said: Attendants, day: date, home: Path) -> Attendants:
    """Whom a dossier names, and for what it leaves out the roster's people of the day.

    A roster that cannot be read is told in the log and keeps no dossier from being filed.
    """
    if said.officer and said.volunteer:
        return said
    roster = _known(home)
    row = roster.on(day) if roster else None
    if row is None:
        return said
    return Attendants(
        said.officer or "; ".join(row.officer), said.volunteer or "; ".join(row.volunteer)
    )


def _known(home: Path) -> Roster | None:
    try:
        path = find_roster(None, home)
        if path is None:
            return None
        now = files.stamp(path)
        if path not in _read or _read[path][0] != now:
            _read[path] = (now, None)
            _read[path] = (now, read_roster(path))
        return _read[path][1]
    except PortalBotError as error:
        logger.warning("the roster is not used: {}", error.code)
        return None


def set_down(journal: JournalPort, filing: Filing, said: Attendants, home: Path) -> None:
    """Notes who is on duty now, unless that is what the history says already, or nobody is known.

    Args:
        journal: where it is noted.
        filing: whose; not sent yet.
        said: whom the dossier names.
        home: the home folder, in which the roster may lie.
    """
    now = attendants(said, clock.today(), home)
    if now and now != told(journal.history(filing.id)):
        journal.note(filing, KIND, now.as_json())


def said_by(officer: str | None, volunteer: str | None) -> Attendants:
    """What a dossier's `desk` says."""
    return Attendants(clean(officer or ""), clean(volunteer or ""))


def told(history: Iterable[Mapping[str, Any]]) -> Attendants:
    """Who it was, as a filing's history has it."""
    found = [event for event in history if event["kind"] == KIND]
    return of_event(found[-1]) if found else Attendants()


def told_of_each(events: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Attendants]:
    """`told` of every filing, from the events of `KIND` of them all."""
    return {filing: of_event(event) for filing, event in events}


def of_event(event: Mapping[str, Any]) -> Attendants:
    """One line of a history."""
    return Attendants(str(event.get("officer") or ""), str(event.get("volunteer") or ""))
