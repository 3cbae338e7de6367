"""Finds the procedure that a person named."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal_bot.registry import AnyFlow


def wanted(name: str) -> AnyFlow:
    """The flow with this slug or code.

    Raises:
        UsageError: there is none; the message names the nearest.
    """
    from portal_bot import registry
    from portal_bot.errors import UsageError

    flow = registry.find(name)
    if flow is None:
        likely = registry.nearest_slugs(name) or list(registry.flows())
        raise UsageError(f"không có thủ tục “{name}”; gần nhất: {', '.join(likely)}")
    return flow
