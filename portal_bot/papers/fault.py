"""What a scan's fault is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperFault:
    """One reason why a scan cannot be handed in; the message is for the clerk."""

    code: str
    message: str
