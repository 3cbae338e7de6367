"""What lies in the rooms of a home without being kept there, and links, which lead out of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path, PurePath

from portal_bot.batch.fingerprint import FOLDER as FINGERPRINTS
from portal_bot.batch.records import REPORTS
from portal_bot.counter.counter_desk import FOLDER as COUNTER
from portal_bot.evidence.folder import EVIDENCE
from portal_bot.intake.scans.copies import FOLDER as SCANS
from portal_bot.journal.backup import is_of_copies
from portal_bot.keeping.verdict import KeptVerdict
from portal_bot.portals.profile import FOLDER as PORTALS
from portal_bot.reports.open_page import NAME as OPEN_PAGE
from portal_bot.rooms import READ_ONLY
from portal_bot.run.home import JOURNAL
from portal_bot.strongbox import ENDING
from portal_bot.strongbox.box import bare
from portal_bot.strongbox.home_key import KEYS
from portal_bot.tracking.account_look import RESULTS

Known = Callable[[PurePath], bool]


def _at_depth(depth: int, ending: str = "") -> Known:
    """Files that lie so deep in a room, and are called so; of those its own look tells more."""
    return lambda file: len(file.parts) == depth and file.name.endswith(ending)


# What may lie in a room, by its path within the room.
_ROOMS: Mapping[str, Known] = {
    EVIDENCE: _at_depth(3),
    SCANS: _at_depth(2),
    FINGERPRINTS: _at_depth(2, ENDING),
    # A folder for each run, and the page of what is open.
    REPORTS: lambda file: len(file.parts) == 2 or str(file) == OPEN_PAGE,
    KEYS: _at_depth(1, ".key"),
    "backups": is_of_copies,
    COUNTER: lambda file: (
        file.name.startswith(JOURNAL)
        or str(file) in {"lock", "lock.json"}
        or (file.parts[0] == "backups" and is_of_copies(file))
    ),
}
_WORDS = "thêm vào, chương trình không để gì như thế ở đây"


def look_for_links(home: Path, verdict: KeptVerdict) -> None:
    """Links of any kind: what one leads to is somebody else's to change, today and tomorrow."""
    for place in _walk(home):
        inside = place.relative_to(home)
        own = inside.parts[0] == PORTALS or str(inside) in READ_ONLY
        if place.is_symlink() and not own:
            words = "là liên kết (lối tắt): nội dung nằm ngoài thư mục dữ liệu, ai đổi cũng được"
            verdict.add("changed", place, words)


def look_for_strays(home: Path, verdict: KeptVerdict) -> None:
    """Files in the rooms that no program put there; half-written ones of a kill are left alone."""
    for room, known in _ROOMS.items():
        for file in _files(home / room):
            if not known(file.relative_to(home / room)):
                verdict.add("added", file, _WORDS)


def look_for_stray_results(home: Path, kept: Collection[Path], verdict: KeptVerdict) -> None:
    """Results that no filing's history names.

    Args:
        home: the home folder.
        kept: those that some history names, as they are called in the clear.
        verdict: what is found goes there.
    """
    for file in _files(home / RESULTS):
        if bare(file) not in kept:
            words = (
                "thêm vào: sổ nhật ký không biết kết quả này, hoặc lần tra cứu trước bị ngắt: chạy "
                "lại `portal-bot track` rồi soát lại"
            )
            verdict.add("added", file, words)


def _files(room: Path) -> Iterator[Path]:
    for place in _walk(room):
        if not place.name.startswith(".") and not place.is_dir() and not place.is_symlink():
            yield place


def _walk(folder: Path) -> Iterator[Path]:
    """All that is there, by name; no link is followed."""
    for at, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(at) / name for name in sorted([*folders, *names]))
