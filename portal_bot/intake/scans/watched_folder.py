"""Waits for what a scanner drops into a folder, until each file is whole.

Nobody tells a program of another one's unfinished file on every system and every network share: a
folder is listed again after a pause, during which a stop is heard at once. A file is whole when
neither its size nor its time changed for a while, and it opens.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from portal_bot import files, settings
from portal_bot.errors import UsageError
from portal_bot.intake.scans.copies import FOLDER
from portal_bot.papers import look
from portal_bot.papers.inspection import MOST_BYTES
from portal_bot.papers.limits import Limits
from portal_bot.papers.picture_file import ENDINGS
from portal_bot.rooms import append, room

# How often the folder is listed; how long a file must lie still; how long one that does not open
# may still be in the making (a slow share stops in the middle).
PAUSE_S, QUIET_S, PATIENCE_S = 0.5, 1.5, 15.0
_ANYTHING = Limits(MOST_BYTES, 1, tuple(ENDINGS))
_RECORD = "taken.log"


@dataclass(slots=True)
class _Lying:
    """A file as it was last seen, and since when it is so."""

    stamp: files.Stamp
    since: float


class WatchedFolder:
    """A folder into which scans come.

    Args:
        folder: the folder.
        home: where it is noted which scans were taken, by their hashes.
        stop: set by whoever wants it to end.

    Raises:
        UsageError: there is no such folder.
    """

    def __init__(self, folder: Path, home: Path | None, stop: Event) -> None:
        if not files.is_folder(folder):
            raise UsageError(f"không có thư mục {folder}")
        self._folder = folder
        self._stop = stop
        self._lying: dict[str, _Lying] = {}
        self._done: dict[str, files.Stamp] = {}
        self._record = settings.home_place(home) / FOLDER / _RECORD
        self._place = hashlib.sha256(str(files.whole(folder)).encode()).hexdigest()[:16]

    def scans(self) -> Iterator[Path]:
        """Every scan that is whole and was not taken before, until somebody says stop."""
        while not self._stop.is_set():
            for name in self._names():
                if self._stop.is_set():
                    return
                if self._is_whole(self._folder / name):
                    yield self._folder / name
            self._stop.wait(PAUSE_S)

    def taken(self, scan: Path) -> None:
        """Notes on the disk that this scan needs nothing more."""
        line = f"{self._place} {_digest(scan)}\n"
        settings.made_home(self._record.parent.parent)
        room(self._record.parent.parent, self._record.parent.name)
        append(self._record, line.encode("ascii"))
        self.left(scan)

    def left(self, scan: Path) -> None:
        """Not again in this run, unless it is changed."""
        if (stamp := files.stamp(scan)) is not None:
            self._done[scan.name] = stamp

    def _names(self) -> list[str]:
        try:
            names = files.listed(self._folder)
        except files.Unopened as fault:
            raise UsageError(f"thư mục {self._folder}: {fault.reason}") from fault
        return [n for n in names if not n.startswith(".") and Path(n).suffix[1:].lower() in ENDINGS]

    def _is_whole(self, scan: Path) -> bool:
        stamp, now = files.stamp(scan), time.monotonic()
        if stamp is None or self._done.get(scan.name) == stamp or files.is_folder(scan):
            return False
        if not files.whole(scan).is_relative_to(files.whole(self._folder)):
            # A scanner makes no links; who else may write there could have any file handed in.
            return False
        lying = self._lying.get(scan.name)
        if lying is None or lying.stamp != stamp:
            self._lying[scan.name] = _Lying(stamp, now)
            return False
        if now - lying.since < QUIET_S or (not stamp[1] and now - lying.since < PATIENCE_S):
            return False
        torn = any(fault.code == "paper_unreadable" for fault in look(scan, _ANYTHING).faults)
        if torn and now - lying.since < PATIENCE_S:
            return False
        if f"{self._place} {_digest(scan)}" in self._known():
            self.left(scan)
            return False
        return True

    def _known(self) -> set[str]:
        try:
            return set(self._record.read_text("ascii", errors="replace").splitlines())
        except OSError:
            return set()


def _digest(scan: Path) -> str:
    try:
        return hashlib.sha256(files.read(scan, MOST_BYTES)).hexdigest()
    except files.Unopened:
        return "-"
