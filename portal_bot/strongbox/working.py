"""Working copies in the clear: within the home, as long as the program that needs them lives.

A program that is killed cannot take its own away: the next one does, wherever the lock that its
owner held is free. `TMPDIR` is never used: others may read there, and nobody sweeps it.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
from contextlib import suppress
from datetime import UTC
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from portal_bot import clock
from portal_bot.errors import SetupError
from portal_bot.reasons import in_words
from portal_bot.rooms import room

FOLDER, OPENED, SHEETS = "work", "opened", "sheets"
# What somebody opened to look at goes after half a day; sheets of what was never filed, after two
# months, in seconds.
_OPENED_S, _SHEETS_S = 12 * 3600, 60 * 86_400
_LOCK = ".lock"
# Held for as long as the process lives; the system lets go of them even after a kill.
_held: list[FileLock] = []


def work_folder(home: Path) -> Path:
    """A folder of this program's own in the home, gone when it ends.

    Raises:
        SetupError: it cannot be made.
    """
    return _own(home, os.getpid())


@lru_cache(maxsize=64)
def _own(home: Path, _process: int) -> Path:
    sweep(home)
    place = room(home, FOLDER) / secrets.token_hex(8)
    lock = FileLock(place.with_suffix(_LOCK), mode=0o600)
    try:
        # First of all: a folder without an owner is swept.
        lock.acquire(timeout=0)
        room(home, FOLDER, place.name)
    except OSError as error:
        raise SetupError(f"không ghi được vào {home / FOLDER} ({in_words(error)})") from error
    _held.append(lock)
    atexit.register(_left, place, lock, _process)
    return place


def _left(place: Path, lock: FileLock, process: int) -> None:
    if os.getpid() == process:
        shutil.rmtree(place, ignore_errors=True)
        lock.release()
        place.with_suffix(_LOCK).unlink(missing_ok=True)


def opened_folder(home: Path) -> Path:
    """Where somebody's look at what is locked is laid out; it stays for half a day.

    Raises:
        SetupError: it cannot be made.
    """
    sweep(home)
    return room(home, OPENED)


def sweep(home: Path) -> None:
    """Takes away what programs left that do not live any more, and what was looked at long ago."""
    _sweep_old(home / OPENED, _OPENED_S)
    for portal in _folders(home / SHEETS):
        _sweep_old(portal, _SHEETS_S)
    folder = home / FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return
    for place in sorted(folder.iterdir()):
        if place.name.endswith(_LOCK):
            continue
        lock = FileLock(place.with_suffix(_LOCK), mode=0o600)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        shutil.rmtree(place, ignore_errors=True)
        lock.release()
        place.with_suffix(_LOCK).unlink(missing_ok=True)


def _sweep_old(folder: Path, age_s: int) -> None:
    oldest = clock.machine(UTC).timestamp() - age_s
    for place in _folders(folder):
        with suppress(OSError):
            if place.stat().st_mtime < oldest:
                shutil.rmtree(place)


def _folders(folder: Path) -> list[Path]:
    if folder.is_symlink() or not folder.is_dir():
        return []
    return [place for place in folder.iterdir() if place.is_dir() and not place.is_symlink()]
