"""The other end of `apart`: does what it is asked, one piece of work after the other."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import Any

from portal_bot.papers.apart import receive, send

# Address space, all libraries with it (a third of a gigabyte): the largest pictures that are
# unpacked, twice over, for two threads.
_MOST_MEMORY = 2 * 1024**3
_MOST_FILES = 64


def serve() -> None:
    """Works until nobody is there any more to ask."""
    # Ctrl-C is for whoever asks; without them there is nothing more to read here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.dont_write_bytecode = True
    # What a library prints must not come between the answers.
    with os.fdopen(os.dup(0), "rb") as questions, os.fdopen(os.dup(1), "wb") as answers:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        _limit()
        while True:
            try:
                asked, blobs = receive(questions.read)
                send(answers.write, *_answer(asked, blobs))
                answers.flush()
            except (EOFError, OSError):
                return


def _answer(asked: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    module, _, name = asked["work"].partition(":")
    _limit_time(asked["cpu_s"])
    try:
        told, parts = getattr(import_module(module), name)(blobs, asked["said"])
    except MemoryError:
        return {"unfinished": "memory"}, []
    except Exception as error:  # noqa: BLE001 - told to whoever asked
        return {"error": type(error).__name__}, []
    return {"told": told}, parts


if sys.platform == "win32":

    def _limit() -> None:
        """Windows has no such limits: only whoever asks ends what takes too long."""

    def _limit_time(_cpu_s: float) -> None:
        """Likewise."""

else:
    import resource

    def _limit() -> None:
        """What a parser may never do here: write files, dump its memory, take all of it."""
        wanted = {
            resource.RLIMIT_AS: _MOST_MEMORY,
            resource.RLIMIT_NOFILE: _MOST_FILES,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0,
        }
        for kind, most in wanted.items():
            _lower(kind, most)

    def _limit_time(cpu_s: float) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + cpu_s) + 1, for_good=False)

    def _lower(kind: int, most: int, *, for_good: bool = True) -> None:
        """Some systems know a limit's name and refuse to set it: then it is as on Windows."""
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        try:
            resource.setrlimit(kind, (most, most if for_good else hard))
        except (OSError, ValueError):
            return
