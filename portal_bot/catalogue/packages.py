"""The packages of flows on this machine: ours, and anybody's, who says so by an entry point."""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

GROUP = "portal_bot.flows"
# What comes with the library stands first: nobody's package takes a name or a code away from it.
OURS = "portal_bot_flows"


def comes_with_us(module: str) -> bool:
    """Whether a flow's module is one of those that come with the library."""
    return module.partition(".")[0] == OURS


@cache
def packages() -> tuple[EntryPoint, ...]:
    """Looked up once: it reads the description of all that is installed."""
    return tuple(sorted(entry_points(group=GROUP), key=lambda one: (one.value != OURS, one)))


@cache
def folders() -> tuple[Path, ...]:
    """Where their flows lie, each with its facts beside it. None of them is loaded for it."""
    found = []
    for entry in packages():
        try:
            spec = importlib.util.find_spec(entry.value)
        except (ImportError, ValueError):  # the registry says what is wrong with it
            continue
        found += [Path(place) for place in (spec and spec.submodule_search_locations) or ()]
    return tuple(found)
