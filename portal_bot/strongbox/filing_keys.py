"""One key a filing, wrapped by the home's: ``<home>/keys/<filing>.key``.

They lie in files of their own and not in the journal, of which copies are kept: a key that is
destroyed must not come back with one of them.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

from portal_bot.atomic_write import write_private
from portal_bot.files import Stamp, stamp
from portal_bot.rooms import room
from portal_bot.strongbox.home_key import KEYS, HomeKey
from portal_bot.strongbox.locking import KEY_BYTES, NotOpened, PlaceLock

_NAME = re.compile(r"[\w-][\w.-]{0,100}", re.ASCII)
_WRAPPED = 100


class FilingKeys:
    """The keys of a home's filings, each unwrapped once.

    Args:
        home: the home folder.
        key: gives the home's key, when one is needed.
    """

    def __init__(self, home: Path, key: Callable[[], HomeKey]) -> None:
        self._home = home
        self._key = key
        self._folder = str(home / KEYS)
        self._known: dict[str, PlaceLock] = {}
        self._seen: dict[str, Stamp] = {}

    def made(self, filing: str) -> PlaceLock:
        """The key of a filing that something is to be locked for; made where there is none.

        Raises:
            NotOpened: there is one, but it is not what was put there.
            OSError: it cannot be written.
            SetupError: the home's key is missing.
        """
        path = self._path(filing)
        now = stamp(path)
        if now is not None and now == self._seen.get(filing):
            return self._known[filing]
        # Another program may have destroyed it, and made another one, since it was read here.
        self._known.pop(filing, None)
        if now is None:
            wrapped = self._key().lock.lock(secrets.token_bytes(KEY_BYTES), _place(filing))
            room(self._home, KEYS)
            write_private(path, wrapped)
        lock = self.known(filing)
        if (now := stamp(path)) is not None:
            self._seen[filing] = now
        return lock

    def known(self, filing: str) -> PlaceLock:
        """The key of a filing that something was locked for.

        Raises:
            NotOpened: there is none (any more), or it is not what was put there.
            SetupError: the home's key is missing.
        """
        if (known := self._known.get(filing)) is not None:
            return known
        try:
            wrapped = _bytes(self._name(filing))
        except OSError as error:
            raise NotOpened(_place(filing)) from error
        lock = PlaceLock(self._key().lock.open(wrapped, _place(filing)))
        self._known[filing] = lock
        return lock

    def destroy(self, filing: str) -> None:
        """Nothing that was locked for this filing opens again, wherever copies of it lie.

        Raises:
            OSError: the key's file cannot be written or taken away.
        """
        self._known.pop(filing, None)
        path = self._path(filing)
        if not path.exists():
            return
        with path.open("r+b") as file:
            # Where the disk writes in place, not even its old block tells.
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()

    def _path(self, filing: str) -> Path:
        return Path(self._name(filing))

    def _name(self, filing: str) -> str:
        # As text: a report opens some ten thousand of them.
        if not _NAME.fullmatch(filing):
            raise ValueError(f"{filing!r} names no filing")
        return f"{self._folder}{os.sep}{filing}.key"


def wrapped_anew(file: Path, before: HomeKey | None, after: HomeKey) -> None:
    """Wraps a filing's key with another key of the home; one that is wrapped so stays.

    Args:
        file: where it lies.
        before: the key it was wrapped with; `None`: it is lost.
        after: the key it is to be wrapped with.

    Raises:
        NotOpened: neither opens it.
        OSError: it cannot be read or written.
    """
    wrapped, place = file.read_bytes(), _place(file.stem)
    try:
        after.lock.open(wrapped, place)
    except NotOpened:
        if before is None:
            raise
        write_private(file, after.lock.lock(before.lock.open(wrapped, place), place))


def _bytes(name: str) -> bytes:
    handle = os.open(name, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(handle, _WRAPPED)
    finally:
        os.close(handle)


def _place(filing: str) -> str:
    return f"keys/{filing}"
