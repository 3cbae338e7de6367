"""The log: English, one line an event, on stderr, and through the redactor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from portal_bot.moments import in_vietnam
from portal_bot.privacy import redact

if TYPE_CHECKING:
    from loguru import Message, Record

_LEVELS = ("WARNING", "INFO", "DEBUG")
# Every time that people read is Vietnam's.
_LINE = "{extra[at]} {level: <7} {message}\n{exception}"


def configure(verbose: int = 0) -> None:
    """Sends the log to stderr: warnings, or more with every `--verbose`."""
    from loguru import logger

    logger.remove()
    # diagnose would print the value of every variable in a trace.
    level = _LEVELS[min(verbose, len(_LEVELS) - 1)]
    logger.add(_write, level=level, format=_line, backtrace=False, diagnose=False)


def _line(record: Record) -> str:
    at = in_vietnam(record["time"]).time().isoformat("milliseconds")
    record["extra"]["at"] = at
    return _LINE


def _write(message: Message) -> None:
    # Looked up each time: a progress bar puts its own stderr in between.
    sys.stderr.write(redact(str(message)))
