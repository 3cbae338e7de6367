"""The answers of a portal's interface in the home: written as they come, so that a walk goes on.

Nothing of anybody is in them: facts of procedures, forms and agencies only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from portal_bot import clock, files
from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError
from portal_bot.moments import iso
from portal_bot.reasons import in_words
from portal_bot.rooms import private_dir

FOLDER = "published"
_FORMAT = 1
_LARGEST = 20_000_000
_PLAIN = re.compile(r"[\w.-]{1,60}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: what it is, and when it was given."""

    data: Any
    at: datetime


class Shelf:
    """The kept answers of one portal.

    Args:
        home: the home folder.
        portal: the portal's name.
        fresh: for how long an answer is not asked for again.
    """

    def __init__(self, home: Path, portal: str, *, fresh: timedelta = timedelta()) -> None:
        self.folder = home / FOLDER / portal
        self._fresh = fresh

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds it for one walk: two at once would ask twice as fast as the portal is promised.

        Raises:
            SetupError: another program walks, or the folder cannot be made.
        """
        lock = FileLock(private_dir(self.folder) / "lock", timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout as error:
            raise SetupError(
                f"một lệnh “catalogue pull” khác đang hỏi cổng này ({self.folder}): đợi nó xong; "
                "câu trả lời nó nhận được dùng chung"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def put(self, kind: str, key: str, data: Any) -> None:
        """Keeps an answer (0600), whole or not at all.

        Raises:
            SetupError: it cannot be written.
        """
        told = {"format": _FORMAT, "at": iso(clock.now()), "data": data}
        path = self._path(kind, key)
        try:
            write_private(path, json.dumps(told, ensure_ascii=False))
        except OSError as error:
            raise SetupError(f"không ghi được {path}: {in_words(error)}") from error

    def get(self, kind: str, key: str) -> Answered | None:
        """What was answered last; `None`: nothing that can be read."""
        try:
            told = json.loads(files.read(self._path(kind, key), _LARGEST))
            if told["format"] != _FORMAT:
                return None
            return Answered(told["data"], datetime.fromisoformat(told["at"]))
        except (files.Unopened, ValueError, KeyError, TypeError):
            # It is asked for again: nobody else's work is lost by it.
            return None

    def fresh(self, kind: str, key: str) -> Answered | None:
        """The same, where it need not be asked for again."""
        found = self.get(kind, key)
        return found if found and clock.now() - found.at < self._fresh else None

    def _path(self, kind: str, key: str) -> Path:
        # Keys are the portal's own words: they name no place.
        name = key if _PLAIN.fullmatch(key) else blake2b(key.encode(), digest_size=12).hexdigest()
        return self.folder / f"{kind}-{name}.json"
