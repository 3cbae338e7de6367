"""The durable record: what we meant to do, and what we know happened."""

from portal_bot.journal.filing import FILED, Fault, Filing, Intent, Receipt, State
from portal_bot.journal.store import Journal

__all__ = ["FILED", "Fault", "Filing", "Intent", "Journal", "Receipt", "State"]
