"""The walk of one dossier from `api.submit` to the commit: which rooms a reader comes through.

A room is what import-linter's layers name: a package of `portal_bot`, or a module that stands
alone. Each file is noted when it is first entered. The walk *climbs back* where the next new file
lies in a higher room that was left already: somebody who follows a dossier must turn round there.

Left out are the ground, to which every room goes and returns, and what goes on beside the walk in
a task of its own (the browser's start, the helpers of a line), which comes now sooner, now later.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
import threading
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

from bench.journey import PASSWORD
from portal_bot import settings

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "portal_bot"
END = "CommitPoint.pass_over"
SIGN_IN = "filing.prepare"
# The tasks and threads that the dossier itself goes through; the rest goes on beside it.
_OWN = re.compile(r"submit|Line\._one|CommitPoint\..*|asyncio_\d+|MainThread|portal-bot_\d+")
# The first room of the ground, from which all others lie above.
_GROUND = "journal"


@dataclass
class Walk:
    """What was seen on the way.

    Attributes:
        files: the files in the order in which they were first entered, as dotted names.
        opened: how often each file of the disk was opened to be read.
        called: how often each function of the library was called, by its dotted name.
    """

    files: list[str] = field(default_factory=list)
    opened: Counter[Path] = field(default_factory=Counter)
    called: Counter[str] = field(default_factory=Counter)

    @property
    def climbs_at_the_door(self) -> list[tuple[str, str]]:
        """Those before the dossier is signed in: from there on, filing and portal take turns."""
        door = self.files[: self.files.index(SIGN_IN) + 1]
        return [climb for climb in self.climbs if climb[1] in door]

    @property
    def climbs(self) -> list[tuple[str, str]]:
        """From which file to which the walk turned back."""
        floors, left, found = layers(), set[str](), []
        walked = [name for name in self.files if _room(name) in floors]
        for before, now in pairwise(walked):
            left.add(_room(before))
            if _room(now) in left and floors[_room(now)] < floors[_room(before)]:
                found.append((before, now))
        return found


def layers() -> dict[str, int]:
    """The rooms above the ground, each with its floor counted from the top."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    names = [re.findall(r"\w+", layer) for layer in contracts["contracts"][0]["layers"]]
    ground = next(floor for floor, rooms in enumerate(names) if _GROUND in rooms)
    return {room: floor for floor, rooms in enumerate(names[:ground]) for room in rooms}


def walked() -> Walk:
    """The walk of `birth_registration/plain` at a mock of its own; all is loaded before."""
    import portal_bot
    from tests.support.fixtures import BIRTH
    from tests.support.mock import running_mock

    with tempfile.TemporaryDirectory() as folder, running_mock("--pace", "instant") as mock:
        os.environ[settings.PASSWORD] = PASSWORD

        def file(home: str) -> None:
            report = portal_bot.submit(BIRTH, portal_url=mock.address, home=f"{folder}/{home}")
            if report.exit_code:
                raise RuntimeError(f"not filed: {report.as_json()}")

        file("before")
        mock.reset()
        with followed() as walk:
            file("home")
        return walk


@contextmanager
def followed() -> Iterator[Walk]:
    """Follows what the library does, in every thread, until the commit."""
    walk, seen, over = Walk(), set[str](), threading.Event()

    def called(frame: FrameType, event: str, _: object) -> None:
        if event != "call" or over.is_set():
            return
        code = frame.f_code
        if not code.co_filename.startswith(f"{LIBRARY}{os.sep}"):
            return
        name = _dotted(code.co_filename)
        # A coroutine is called once, and goes on often.
        walk.called[f"{name}.{code.co_qualname}"] += 1
        if name not in seen and _OWN.fullmatch(_task()):
            seen.add(name)
            walk.files.append(name)
        if code.co_qualname == END:
            over.set()

    def opened(event: str, arguments: Sequence[Any]) -> None:
        if event == "open" and not over.is_set() and isinstance(arguments[0], str):
            walk.opened[Path(arguments[0])] += 1

    sys.addaudithook(opened)
    threading.setprofile(called)
    sys.setprofile(called)
    try:
        yield walk
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        over.set()


def _dotted(file: str) -> str:
    return ".".join(Path(file).relative_to(LIBRARY).with_suffix("").parts).removesuffix(".__init__")


def _room(name: str) -> str:
    return name.partition(".")[0]


def _task() -> str:
    try:
        task = asyncio.current_task()
    except RuntimeError:
        return threading.current_thread().name
    return "" if task is None else str(getattr(task.get_coro(), "__qualname__", ""))
