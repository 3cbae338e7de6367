"""Which shared queue a command means: an address, or the variable that holds one."""

from __future__ import annotations

from typing import Any

import typer

from portal_bot.errors import UsageError
from portal_bot.settings import QUEUE, value

# An address may hold a password, and a command line is shown by the list of processes.
FROM_VARIABLE = "-"


def queue_option(what: str) -> Any:
    """`--queue` of a verb.

    Args:
        what: what the verb does with a queue, for its help.
    """
    said = f"{what} URL: postgresql://máy-chủ/tên, hoặc “-”: lấy từ biến {QUEUE}."
    return typer.Option(metavar="URL", help=said)


def named(queue: str | None) -> str | None:
    """The queue that was asked for, or `None`: a variable alone sends nothing to a queue.

    Raises:
        UsageError: the variable was asked for and is not set, or the address is empty.
    """
    return None if queue is None else needed(queue)


def needed(queue: str | None) -> str:
    """For a verb that is about nothing but a queue: left out, it is the variable's.

    Raises:
        UsageError: neither names one.
    """
    url = value(QUEUE) if queue in {None, FROM_VARIABLE} else queue
    if not url:
        raise UsageError(
            "chưa nói hàng đợi nào: thêm --queue postgresql://máy-chủ/portal_bot, hoặc đặt biến "
            f"{QUEUE} (để mật khẩu không hiện trong danh sách tiến trình) rồi thêm --queue -"
        )
    return url
