"""Where log lines go: stderr, in English, through the redactor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from portal_bot.privacy import redact

if TYPE_CHECKING:
    from loguru import Message, Record

_LEVELS = ("WARNING", "INFO", "DEBUG")


def begin(verbose: int = 0) -> None:
    """Sends the library's log to stderr: warnings for people, more with every `--verbose`."""
    from loguru import logger

    logger.remove()
    logger.add(
        _write,
        level=_LEVELS[min(verbose, len(_LEVELS) - 1)],
        format=_line,
        # Frames and values of variables hold personal data; the exception's own words may too.
        backtrace=False,
        diagnose=False,
        catch=True,
    )


def _line(record: Record) -> str:  # noqa: ARG001 - loguru passes it
    return "{time:HH:mm:ss} {level: <7} {message}\n{exception}"


def _write(message: Message) -> None:
    # Asked for at every line: a progress display puts its own stream there meanwhile.
    sys.stderr.write(redact(str(message)))
