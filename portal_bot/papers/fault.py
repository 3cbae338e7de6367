"""What a scan's fault is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal_bot.marked import MarkedText


@dataclass(frozen=True, slots=True)
class PaperFault:
    """One thing that is wrong with a scan; the message is for the clerk.

    Attributes:
        severity: an error is what the office could do nothing with; a warning is for a look.
    """

    code: str
    message: str
    severity: Literal["error", "warning"] = "error"

    def __post_init__(self) -> None:
        """Keeps the marks of the names in its message."""
        object.__setattr__(self, "message", MarkedText(self.message))
