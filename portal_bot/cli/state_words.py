"""The words people read for what programs call otherwise."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from portal_bot.cli.piped import may_be_read
from portal_bot.filing.field_words import STATES, state

if TYPE_CHECKING:
    from portal_bot.run.events import Event

__all__ = ["STATES", "ended", "of_event", "state"]

# The event does not say whether the record was not read, or differs: the report does.
_ENDED = {"received": "đã nhận, cần một người xem lại"}


def ended(name: str) -> str:
    """The state in which a dossier's turn ended."""
    return _ENDED.get(name, state(name))


def of_event(event: Event) -> str:
    """What happened."""
    match event.kind:
        case "state":
            return state(event.text)
        case "done":
            return ended(event.text)
        case _:
            return may_be_read(event.text, sys.stderr)
