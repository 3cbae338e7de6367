"""The log: English, one line an event, on stderr, and never with a citizen's data in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from portal_bot.privacy import redact

if TYPE_CHECKING:
    from loguru import Message

_LINE = "{time:HH:mm:ss.SSS} {level: <7} {message}"


def configure(*, verbose: bool = False) -> None:
    """Sends the log to stderr: warnings, or with `verbose` everything."""
    from loguru import logger

    logger.remove()
    # diagnose would print the value of every variable in a trace.
    logger.add(
        _write,
        level="DEBUG" if verbose else "WARNING",
        format=_LINE,
        backtrace=False,
        diagnose=False,
    )


def _write(message: Message) -> None:
    # Looked up each time: a progress bar puts its own stderr in between.
    sys.stderr.write(redact(str(message)))
