"""Ctrl-C and SIGTERM: the first one drains the run, the next one ends it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal_bot.filing.stop import Stop

INTERRUPTED, TERMINATED = "interrupted", "terminated"
_CODES = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}
_REASON = (
    "theo ý bạn. Hồ sơ chưa bấm nộp thì thôi, hồ sơ đã bấm thì đợi câu trả lời của cổng; "
    "chạy lại cùng lệnh để làm tiếp"
)


@contextmanager
def draining(stop: Stop) -> Iterator[None]:
    """While it lasts, a signal asks the run to stop instead of tearing it down.

    The second one does what it does to every program. Where the loop takes no signals (Windows),
    Ctrl-C cancels the run, which drains as well.
    """
    loop = asyncio.get_running_loop()

    def asked(number: signal.Signals) -> None:
        loop.remove_signal_handler(number)
        stop.request(_CODES[number], _REASON)

    taken: list[signal.Signals] = []
    try:
        for number in _CODES:
            loop.add_signal_handler(number, asked, number)
            taken.append(number)
    except (NotImplementedError, RuntimeError):
        # Not on this system, or not in the main thread.
        pass
    try:
        yield
    finally:
        for number in taken:
            loop.remove_signal_handler(number)
