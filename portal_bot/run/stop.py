"""The wish to end a run early: what has not been submitted stays as it is."""

from __future__ import annotations

import asyncio


class Stop:
    """Set once, by Ctrl-C, by the breaker or by whoever runs the batch.

    Attributes:
        code: a stable English word, or `None` while nobody wants to stop.
        reason: Vietnamese, and how to go on.
        exit_code: the least exit code of a run that was stopped so.
    """

    def __init__(self) -> None:
        self.code: str | None = None
        self.reason = ""
        self.exit_code = 0
        self.event = asyncio.Event()

    def request(self, code: str, reason: str, *, exit_code: int = 0) -> None:
        """Asks for it; the first reason stands."""
        if self.code is None:
            self.code, self.reason, self.exit_code = code, reason, exit_code
            self.event.set()
