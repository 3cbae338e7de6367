"""Finds the procedure that a person named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from portal_bot.errors import UsageError

if TYPE_CHECKING:
    from portal_bot.registry import AnyFlow


def wanted(words: Sequence[str]) -> AnyFlow:
    """The flow that is called so.

    Args:
        words: its name, in one piece or as the shell took it apart.

    Raises:
        UsageError: none is, or several are; the message lists the nearest, title and slug.
    """
    from portal_bot.procedure_names import Miss, look_up  # slow: not for --help

    found = look_up(" ".join(words))
    if isinstance(found, Miss):
        listed = "".join(f"\n  {line}" for line in found.lines)
        raise UsageError(f"{found.headline}:{listed}\nXem tất cả: portal-bot list")
    return found
