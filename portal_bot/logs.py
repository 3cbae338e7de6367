"""The log: English, one line an event, through the redactor: in a file of the home, or on stderr.

A clerk reads no log: without `--verbose` warnings go to the file only.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from portal_bot import settings
from portal_bot.moments import in_vietnam
from portal_bot.privacy import redact

if TYPE_CHECKING:
    from loguru import Message, Record

FILE = "log.txt"
_LARGEST = 1_000_000
# Through no link, and into no pipe that nobody reads: the home need not be looked at by then.
_APPENDING = (
    os.O_WRONLY
    | os.O_APPEND
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
_LEVELS = ("WARNING", "INFO", "DEBUG")
_PACKAGE = __name__.partition(".")[0]
_is_ours = False
_LINE = "{level: <7} {message}\n{exception}"


def configure(verbose: int = 0, *, for_operators: bool = False) -> None:
    """Says where the log goes and how much of it.

    Args:
        verbose: 0: warnings, to the file in the home; more: on stderr, with every `--verbose` more.
        for_operators: also warnings go to stderr: a service's log is kept by the system.
    """
    from loguru import logger  # slow: `list` and `show` log nothing

    global _is_ours
    _is_ours = True
    logger.enable(_PACKAGE)
    logger.remove()
    level = _LEVELS[min(verbose, len(_LEVELS) - 1)]
    shown = bool(verbose) or for_operators
    logger.add(
        _show if shown else _keep,
        level=level,
        format=lambda _: _LINE,
        # diagnose would print the value of every variable in a trace.
        backtrace=False,
        diagnose=False,
    )


def keep_still() -> None:
    """In somebody's script nothing is logged until `configure` is called.

    What loguru does where nobody says otherwise prints the value of every variable in a trace.
    """
    if not _is_ours:
        from loguru import logger  # slow: only where somebody files

        logger.disable(_PACKAGE)


# Every time that people read is Vietnam's; it stays, though somebody was born on that day.
def _timed(record: Record) -> str:
    return in_vietnam(record["time"]).time().isoformat("milliseconds")


def _dated(record: Record) -> str:
    return in_vietnam(record["time"]).isoformat(" ", "milliseconds")


def _show(message: Message) -> None:
    # Looked up each time: a progress bar puts its own stderr in between.
    sys.stderr.write(f"{_timed(message.record)} {redact(str(message))}")


def _keep(message: Message) -> None:
    """Appends a line for the home's owner only; where that cannot be, nobody is told of it."""
    file = settings.home_path() / FILE
    with suppress(OSError):
        if not file.parent.is_dir():
            return
        if file.exists() and file.stat().st_size > _LARGEST:
            file.replace(file.with_suffix(".old.txt"))
        handle = os.open(file, _APPENDING, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as opened:
            opened.write(f"{_dated(message.record)} {redact(str(message))}")
