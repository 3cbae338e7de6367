"""What nobody foresaw, written down for the maintainer: one file each, that only its owner reads.

An exception's own words may hold what the dossier says, so they are kept only redacted; where the
dossier's values are not known, not at all.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from datetime import UTC
from itertools import count
from pathlib import Path

from portal_bot import clock, privacy, settings
from portal_bot.atomic_write import write_private
from portal_bot.errors import PortalBotError

FOLDER = "bugs"
_number = count(1)
# The deepest recursion's report need not be a thousand lines long.
_MOST_FRAMES = 40


class Bug(PortalBotError):
    """An error of the program itself, with the file that tells the maintainer of it."""

    code = "bug"


def bug(error: BaseException, *, home: Path | None = None, words: bool = True) -> Bug:
    """Writes the report and says what to do with it.

    Args:
        error: what nobody foresaw.
        home: the home folder, or `None` for `PORTAL_BOT_HOME` or the usual one.
        words: whether the exception's own words are kept, redacted; only where the values that
            may stand in them are registered with `privacy`.
    """
    file = write(error, home=home, words=words)
    place = f"; chi tiết ở {file}, gửi tệp ấy cho người bảo trì" if file else ""
    return Bug(f"lỗi của chương trình ({type(error).__name__}){place}")


def write(error: BaseException, *, home: Path | None = None, words: bool = True) -> Path | None:
    """Writes the trace into the home; `None`: not even that could be done."""
    name = f"{clock.machine(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}-{next(_number)}.txt"
    try:
        trace = privacy.redact("".join(_lines(error, words=words)))
        return write_private(settings.home(home) / FOLDER / name, trace)
    except (OSError, ValueError, PortalBotError):
        return None


def _lines(error: BaseException, *, words: bool) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines(before, words=words)
        yield "\nThen:\n\n"
    yield from traceback.format_tb(error.__traceback__)[-_MOST_FRAMES:]
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    yield f": {error}\n" if words else "\n"
    for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _lines(inner, words=words)
