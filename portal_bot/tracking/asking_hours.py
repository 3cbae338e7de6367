"""When the office is asked: while it works, and once after it has closed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from portal_bot.atomic_write import write_private
from portal_bot.catalogue.calendar import UnknownYear, is_working_day
from portal_bot.moments import in_vietnam, iso
from portal_bot.portals.profile import Portal

NAME = "looked.json"
_DAYS_BACK = 30


def may_ask(portal: Portal, looked: datetime | None, now: datetime) -> bool:
    """Whether the office can have done anything since it was asked.

    While it is closed nothing happens there: one look after it has closed tells all.

    Args:
        portal: its own hours for filing, else its counter's.
        looked: when it was asked last; `None`: never. One to come says that a clock was set.
        now: the moment.
    """
    if looked is None or looked > now:
        return True
    hours = portal.politeness.hours or portal.counter.hours
    if not hours:
        return True
    return any(opens < now and closes > looked for opens, closes in _spans(portal, now))


def _spans(portal: Portal, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The half days on which the office works, the last one first."""
    local = in_vietnam(now)
    for back in range(_DAYS_BACK):
        day = (local - timedelta(days=back)).date()
        with suppress(UnknownYear):
            if not is_working_day(day):
                continue
        for opens, closes in portal.politeness.hours or portal.counter.hours:
            yield (
                datetime.combine(day, opens, local.tzinfo),
                datetime.combine(day, closes, local.tzinfo),
            )


class LastLooks:
    """When each account was asked last, in a file of the home: about politeness, nothing more.

    Args:
        home: the home folder.
        portal: the portal's name; a mock's world belongs to it.
    """

    def __init__(self, home: Path, portal: str) -> None:
        self._path = home / NAME
        self._portal = portal
        self._known: dict[str, str] = {}
        with suppress(OSError, ValueError):
            known = json.loads(self._path.read_text("utf-8"))
            if isinstance(known, dict):
                self._known = {str(key): str(value) for key, value in known.items()}

    def at(self, account: str) -> datetime | None:
        """When this account, by its mark, was asked last."""
        with suppress(KeyError, ValueError):
            return in_vietnam(datetime.fromisoformat(self._known[self._key(account)]))
        return None

    def now(self, account: str, moment: datetime) -> None:
        """It was asked."""
        self._known[self._key(account)] = iso(moment)
        with suppress(OSError):
            write_private(self._path, json.dumps(self._known, indent=1))

    def _key(self, account: str) -> str:
        return f"{self._portal} {account}"
