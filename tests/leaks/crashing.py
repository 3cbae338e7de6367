"""The program with a crash in it, whose words say all that is known of a citizen.

`python -m tests.leaks.crashing POINT WORDS…`: as `portal-bot WORDS…`, but that what is named in
`POINTS` raises what nobody foresaw.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
import threading
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

# Where it crashes: in the check of a dossier, in the middle of a filing, behind its end, in a
# thread and in a task of which nobody asks, and before anything was begun.
POINTS = {
    "check": "portal_bot.judging:_Check._papers",
    "begin": "portal_bot.batch.turn:Turns.take",
    "filing": "portal_bot.filing.prepare:Preparation._declare",
    "keep": "portal_bot.filing.keep:Keeper.summarise",
    "end": "portal_bot.batch.records:_page",
}


class Crash(Exception):
    """What nobody foresaw."""


def crash_at(point: str) -> None:
    """Puts the crash in."""
    owner, name = owner_of(POINTS[point])
    is_async = asyncio.iscoroutinefunction(getattr(owner, name))
    setattr(owner, name, _crashing_async if is_async else _crashing)


def owner_of(point: str) -> tuple[Any, str]:
    """What has a function, `module:Class.name`, and the function's name in it."""
    module, _, place = point.partition(":")
    *owners, name = place.split(".")
    owner: Any = importlib.import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    return owner, name


def _crashing(*given: Any, **more: Any) -> Any:
    everything = told((*given, *more.values()))
    _elsewhere(lambda: _raise(everything))
    _raise(everything)


async def _crashing_async(*given: Any, **more: Any) -> Any:
    _crashing(*given, **more)


def _raise(everything: str) -> None:
    local = everything
    raise Crash(f"nobody foresaw {local}") from ValueError(local.upper())


def _elsewhere(crash: Callable[[], None]) -> None:
    """A thread dies of it as well, and tells on stderr."""
    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()


def told(given: tuple[Any, ...]) -> str:
    """All that can be reached from what the function was given."""
    seen: set[int] = set()
    texts: list[str] = []

    def look(value: Any, depth: int) -> None:
        if depth > 6 or id(value) in seen:
            return
        seen.add(id(value))
        if isinstance(value, str | PurePath):
            texts.append(f"{value}")
        elif isinstance(value, dict):
            for each in value.values():
                look(each, depth + 1)
        elif isinstance(value, list | tuple | set | frozenset):
            for each in value:
                look(each, depth + 1)
        elif type(value).__module__.split(".")[0] in {"portal_bot", "portal_bot_flows"}:
            names = [*getattr(value, "__dict__", {}), *getattr(value, "__slots__", ())]
            for name in names:
                look(getattr(value, name, None), depth + 1)

    look(given, 0)
    return " | ".join(texts)


if __name__ == "__main__":
    crash_at(sys.argv[1])
    from portal_bot.cli.app import main

    sys.exit(main(sys.argv[2:]))
