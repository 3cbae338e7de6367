"""Scans: is this file one that a portal takes and an official can open?"""

from portal_bot.papers.card_sign import may_be_a_card
from portal_bot.papers.fault import PaperFault
from portal_bot.papers.inspection import Scan, inspect, look, sha256
from portal_bot.papers.limits import USUAL, Limits
from portal_bot.papers.locating import locate

__all__ = [
    "USUAL",
    "Limits",
    "PaperFault",
    "Scan",
    "inspect",
    "locate",
    "look",
    "may_be_a_card",
    "sha256",
]
