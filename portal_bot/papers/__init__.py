"""Scans: is this file one that a portal takes and an official can open?"""

from portal_bot.papers.inspection import MAX_BYTES, PaperFault, inspect, sha256

__all__ = ["MAX_BYTES", "PaperFault", "inspect", "sha256"]
