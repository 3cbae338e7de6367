"""The durable record: what we meant to do, and what we know happened.

`Journal` is one home's, in SQLite. Several machines share one in PostgreSQL
(`portal_bot.journal.shared.SharedJournal`), which needs the extra `cluster`.
"""

from portal_bot.journal.filing import (
    FILED,
    NOTHING_DUE,
    SENT_AND_OPEN,
    Due,
    Fault,
    Filing,
    Intent,
    Marks,
    Receipt,
    State,
    last_intent,
)
from portal_bot.journal.port import JournalPort
from portal_bot.journal.refusals import JournalAltered, OtherSecret, TakenOver
from portal_bot.journal.seal import Seal
from portal_bot.journal.store import Journal

__all__ = [
    "FILED",
    "NOTHING_DUE",
    "SENT_AND_OPEN",
    "Due",
    "Fault",
    "Filing",
    "Intent",
    "Journal",
    "JournalAltered",
    "JournalPort",
    "Marks",
    "OtherSecret",
    "Receipt",
    "Seal",
    "State",
    "TakenOver",
    "last_intent",
]
