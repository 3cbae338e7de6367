"""Official facts: procedures, places, people, working days. Data files with small typed doors.

`appointment` says when a result is due, `fee_due` what a dossier costs and why, `forecast` both for
a dossier that would be filed now. Where the facts are from, and which of them were rebuilt without
a source: ``README.md`` beside this file.
"""

from portal_bot.catalogue.deadline import appointment
from portal_bot.catalogue.fee import FeeDue, FeeLine, fee_due
from portal_bot.catalogue.forecast import Forecast, forecast, outlook

__all__ = ["FeeDue", "FeeLine", "Forecast", "appointment", "fee_due", "forecast", "outlook"]
