"""The words people read for what programs call otherwise."""

from portal_bot.filing.words import GOOD, STATES, state

__all__ = ["GOOD", "STATES", "state"]
