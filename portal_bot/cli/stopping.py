"""Ctrl-C and SIGTERM: the first one drains the run, the next one ends it."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal_bot.run.stop import Stop

INTERRUPTED, TERMINATED = "interrupted", "terminated"
_CODES = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}
_REASON = (
    "theo ý bạn. Hồ sơ chưa bấm nộp thì thôi, hồ sơ đã bấm thì đợi câu trả lời của cổng; "
    "chạy lại cùng lệnh để làm tiếp"
)


@contextmanager
def heard(stop: Stop) -> Iterator[None]:
    """Before there is a loop a signal asks the run to stop, too: it must find nobody half started.

    The second one does what it does to every program.
    """

    def asked(number: int, _frame: object) -> None:
        signal.signal(number, before[signal.Signals(number)])
        stop.request(_CODES[signal.Signals(number)], _REASON)

    before: dict[signal.Signals, Any] = {}
    if threading.current_thread() is threading.main_thread():
        before = {number: signal.signal(number, asked) for number in _CODES}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


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
        # What asked already is not asked again: its next signal ends the program.
        for number in (one for one, code in _CODES.items() if code != stop.code):
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
