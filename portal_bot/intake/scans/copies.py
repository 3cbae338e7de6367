"""The home's copies of scans that the portal does not take as they are; the originals stay alone.

A dossier *is* what its originals are: their hashes make its content. A copy is only how they
travel, so that another version of this program, which may make other bytes of them, makes no
other dossier. A copy that was made once is used again as long as it is there: what was sent is
what is compared afterwards.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
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

FOLDER = "scans"
_RECORD = "made.json"
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
    """``<home>/scans/<key>/``: a folder a copy, beside it what it was when it was made.

    Args:
        home: the home folder; `None`: the usual one.
    """

    def __init__(self, home: Path | None) -> None:
        self._folder = settings.home_place(home) / FOLDER

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
        return _kept(folder) or self._made(folder, scan, digest, limits)

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
            settings.made_home(self._folder.parent)
            self._sweep()
            write_private(copy, made.content)
            # Last: a copy without it is half a copy.
            write_private(folder / _RECORD, json.dumps(known))
        except (OSError, SetupError) as error:
            why = in_words(error) if isinstance(error, OSError) else str(error)
            raise NotMade(f"không ghi được bản để gửi vào thư mục dữ liệu: {why}") from error
        return ScanCopy(copy, known["sha256"], len(made.content))

    def _sweep(self) -> None:
        """ScanCopies that nobody asked for in a long time go; they hold what citizens gave."""
        oldest = clock.now().timestamp() - _KEPT_DAYS * _DAY_S
        with suppress(OSError):
            for folder in self._folder.iterdir():
                with suppress(OSError):
                    if folder.stat().st_mtime < oldest:
                        shutil.rmtree(folder)


def _kept(folder: Path) -> ScanCopy | None:
    """One that is there whole, and now was asked for."""
    try:
        known = json.loads((folder / _RECORD).read_text("utf-8"))
        path = folder / Path(known["name"]).name
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != known["sha256"]:
            return None
        os.utime(folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return ScanCopy(path, known["sha256"], len(content))
