"""Runs a verb's asynchronous work."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """As `asyncio.run`, and what the loop has to tell of goes to the log, not to the terminal.

    Ctrl-C in a terminal reaches the browser's driver as well. The calls that were on their way to
    it then fail with nobody left who waits for them, each of which the loop would print in English:
    "Future exception was never retrieved".
    """

    async def listened() -> T:
        asyncio.get_running_loop().set_exception_handler(_to_the_log)
        return await work

    return asyncio.run(listened())


def _to_the_log(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    from loguru import logger  # slow: `list` and `show` log nothing

    error = context.get("exception")
    kind = type(error).__name__ if error is not None else "nothing raised"
    logger.info("loop: {} ({})", context.get("message", ""), kind)
