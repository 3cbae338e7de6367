"""The home's copies of scans that the portal does not take as they are; the originals stay alone.

A dossier *is* what its originals are: their hashes make its content. A copy is only how they
travel, so that another version of this program, which may make other bytes of them, makes no
other dossier. A copy that was made once is used again as long as it is there: what was sent is
what is compared afterwards.

They lie locked, each with a key of its own; what a portal is sent is laid out in the clear for as
long as the program runs (`strongbox.working`).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portal_bot import clock, files, settings
from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError
from portal_bot.intake.scans.one_paper import NotMade, Original, made_of
from portal_bot.intake.scans.safe_names import safe_name
from portal_bot.papers.inspection import MOST_BYTES
from portal_bot.papers.limits import Limits
from portal_bot.reasons import in_words
from portal_bot.strongbox.box import Strongbox, box_of, sealed
from portal_bot.strongbox.working import FOLDER as WORK
from portal_bot.strongbox.working import work_folder

FOLDER = "scans"
_RECORD = "made.json"
# Under this name a filing's summary tells which of them were sent.
COPIES = "copies"
# Nobody asked for it so long: what needs it again makes it again.
_KEPT_DAYS = 60
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class ScanCopy:
    """What is sent in a scan's place."""

    path: Path
    sha256: str
    size: int


class ScanCopies:
    """``<home>/scans/<key>/``: a folder a copy, beside it what it was when it was made, locked.

    Args:
        home: the home folder; `None`: the usual one.
    """

    def __init__(self, home: Path | None) -> None:
        self._home = settings.home_place(home)
        self._folder = self._home / FOLDER

    def of(self, scan: Path, digest: str, limits: Limits) -> ScanCopy:
        """The copy of a scan, made now or before.

        Args:
            scan: the original.
            digest: its SHA-256.
            limits: the portal's, for which it is made.

        Raises:
            NotMade: there is none, and why.
        """
        name = safe_name(scan.stem, "", ())
        key = "\x1f".join((digest, name, str(limits.max_bytes), *limits.types))
        folder = self._folder / hashlib.sha256(key.encode()).hexdigest()[:32]
        return self._kept(folder) or self._made(folder, scan, digest, limits)

    def _made(self, folder: Path, scan: Path, digest: str, limits: Limits) -> ScanCopy:
        try:
            content = files.read(scan, MOST_BYTES)
        except files.Unopened as fault:
            raise NotMade(f"không đọc được: {fault.reason}") from fault
        if hashlib.sha256(content).hexdigest() != digest:
            raise NotMade("vừa bị sửa trong lúc đọc; chạy lại cùng lệnh")
        made = made_of([Original(scan.name, content)], limits)
        copy = folder / safe_name(scan.stem, made.ending)
        known = {"name": copy.name, "sha256": hashlib.sha256(made.content).hexdigest()}
        try:
            box = box_of(settings.made_home(self._home))
            self._sweep()
            box.keep(copy, made.content, key_name(folder))
            # Last: a copy without it is half a copy.
            box.keep(folder / _RECORD, json.dumps(known).encode(), key_name(folder))
            laid = self._laid_out(copy, made.content)
        except (OSError, SetupError) as error:
            why = in_words(error) if isinstance(error, OSError) else str(error)
            raise NotMade(f"không ghi được bản để gửi vào thư mục dữ liệu: {why}") from error
        return ScanCopy(laid, known["sha256"], len(made.content))

    def _laid_out(self, copy: Path, content: bytes) -> Path:
        laid = work_folder(self._home) / copy.relative_to(self._home)
        if laid.exists() and laid.read_bytes() == content:
            return laid
        return write_private(laid, content)

    def _sweep(self) -> None:
        """ScanCopies that nobody asked for in a long time go; they hold what citizens gave."""
        oldest = clock.now().timestamp() - _KEPT_DAYS * _DAY_S
        with suppress(OSError):
            for folder in self._folder.iterdir():
                with suppress(OSError):
                    if folder.stat().st_mtime < oldest:
                        destroy_copy(self._home, folder)

    def _kept(self, folder: Path) -> ScanCopy | None:
        """One that is there whole, and now was asked for."""
        if not folder.is_dir():
            return None
        box = box_of(self._home)
        try:
            known = json.loads(box.read(folder / _RECORD))
            path = folder / Path(known["name"]).name
            content = box.read(path)
            if hashlib.sha256(content).hexdigest() != known["sha256"]:
                return None
            os.utime(folder)
            laid = self._laid_out(path, content)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return ScanCopy(laid, known["sha256"], len(content))


def whole_copy(box: Strongbox, folder: Path) -> bool:
    """Whether a copy is what it was when it was made, and nothing lies beside it."""
    try:
        known = json.loads(box.read(folder / _RECORD))
        path = folder / Path(known["name"]).name
        same = hashlib.sha256(box.read(path)).hexdigest() == known["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return same and set(folder.iterdir()) == {sealed(folder / _RECORD), sealed(path)}


def copies_of(home: Path, papers: Iterable[Iterable[Path]]) -> list[str]:
    """Which of the home's copies are among what is sent, by their folders' names."""
    work = home / WORK
    sent = (path for paths in papers for path in paths if path.is_relative_to(work))
    return sorted({path.parent.name for path in sent})


def key_name(folder: Path) -> str:
    """By which the key of a copy is known."""
    return f"scan-{folder.name}"


def destroy_copy(home: Path, folder: Path) -> None:
    """A copy, and what opens it, are gone.

    Raises:
        OSError: they cannot be taken away.
    """
    box_of(home).keys.destroy(key_name(folder))
    shutil.rmtree(folder)
