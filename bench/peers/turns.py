"""A contender's side of the race: it is told whose birth comes next and says the number it got.

Standard library only: it runs in every peer's own environment. The functions are Robot
Framework keywords too.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from functools import cache
from typing import Any, TextIO

# Where the race listens, the portal's address, the browser's program and its options.
TURNS, PORTAL, BROWSER, BROWSER_OPTIONS = (
    "BENCH_TURNS",
    "BENCH_PORTAL",
    "BENCH_BROWSER",
    "BENCH_BROWSER_OPTIONS",
)


def portal() -> str:
    """The address of the portal."""
    return os.environ[PORTAL]


def browser() -> str:
    """The program that every contender drives."""
    return os.environ[BROWSER]


def browser_options() -> list[str]:
    """What it is started with."""
    return os.environ.get(BROWSER_OPTIONS, "").split()


def next_child() -> str | None:
    """Waits for the next turn; `None` when the race is over. The first call says "ready"."""
    line = _race().readline()
    return None if not line else str(json.loads(line)["child"])


def filed(number: str) -> None:
    """Ends the turn."""
    _say(number=number)


def take_turns(file_birth: Callable[[str], str]) -> None:
    """Files every child it is told."""
    while (child := next_child()) is not None:
        filed(file_birth(child))


@cache
def _race() -> TextIO:
    host, _, port = os.environ[TURNS].partition(":")
    line = socket.create_connection((host, int(port))).makefile("rw", encoding="utf-8")
    line.write(json.dumps({"ready": True}) + "\n")
    line.flush()
    return line


def _say(**what: Any) -> None:
    _race().write(json.dumps(what) + "\n")
    _race().flush()
