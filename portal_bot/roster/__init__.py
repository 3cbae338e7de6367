"""Who is on duty: which officer, and who of the youth union, on each working day."""

from portal_bot.roster.duty import DutyDay, Roster, RosterError, RosterPerson, RosterRemark
from portal_bot.roster.roster_file import find_roster, read_roster

__all__ = [
    "DutyDay",
    "RosterRemark",
    "Roster",
    "RosterError",
    "RosterPerson",
    "find_roster",
    "read_roster",
]
