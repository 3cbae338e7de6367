"""Official facts: procedures, places, people, working days. Data files with small typed doors.

`appointment` says when a result is due, `fee_due` what a dossier costs and why.
"""

from portal_bot.catalogue.deadline import appointment
from portal_bot.catalogue.fee import FeeDue, FeeLine, fee_due

__all__ = ["FeeDue", "FeeLine", "appointment", "fee_due"]
