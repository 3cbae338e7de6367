"""The log: English, one line an event, on stderr, and through the redactor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from portal_bot.privacy import redact

if TYPE_CHECKING:
    from loguru import Message

_LEVELS = ("WARNING", "INFO", "DEBUG")
_LINE = "{time:HH:mm:ss.SSS} {level: <7} {message}"


def configure(verbose: int = 0) -> None:
    """Sends the log to stderr: warnings, or more with every `--verbose`."""
    from loguru import logger

    logger.remove()
    # diagnose would print the value of every variable in a trace.
    level = _LEVELS[min(verbose, len(_LEVELS) - 1)]
    logger.add(_write, level=level, format=_LINE, backtrace=False, diagnose=False)


def _write(message: Message) -> None:
    # Looked up each time: a progress bar puts its own stderr in between.
    sys.stderr.write(redact(str(message)))
