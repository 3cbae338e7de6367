"""Locks what an earlier version kept in the clear: once, at the first run that writes in a home."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError
from portal_bot.evidence.folder import EVIDENCE, EvidenceFolder
from portal_bot.evidence.manifest import MANIFEST
from portal_bot.journal import Filing, JournalAltered, JournalPort
from portal_bot.journal.covering import SEALED_EVIDENCE
from portal_bot.reasons import in_words
from portal_bot.strongbox import ENDING
from portal_bot.strongbox.box import Strongbox, box_of, sealed

# Where nothing lies in the clear any more.
_DONE = "all.locked"


def lock_older(home: Path, journal: JournalPort | None = None) -> int:
    """Locks evidence, results, hashes and copies of scans that lie in the clear, and lists them.

    Args:
        home: the home folder, held by this program.
        journal: its journal, which then knows the list of each filing; `None`: a worker's home.

    Returns:
        How many files.

    Raises:
        SetupError: one cannot be locked; the others are, or stay as they were.
    """
    if (home / _DONE).exists():
        return 0
    box, count = box_of(home), 0
    filings = journal.all() if journal else []
    numbers = {f.receipt.number: f.id for f in filings if f.receipt}
    try:
        for path, filing in _clear(home, numbers):
            _lock(box, path, filing)
            count += 1
        for each in filings:
            if journal is not None and (home / EVIDENCE / each.portal / each.id).is_dir():
                _list(home, journal, each)
        write_private(home / _DONE, b"")
    except OSError as error:
        raise SetupError(
            f"không khóa được bằng chứng của phiên bản trước trong {home} ({in_words(error)}); "
            "dọn ổ đĩa hoặc cho quyền ghi, rồi chạy lại cùng lệnh"
        ) from error
    return count


def _lock(box: Strongbox, path: Path, filing: str) -> None:
    is_closed = not path.stat().st_mode & stat.S_IWUSR
    content = path.read_bytes()
    box.keep(path, content, filing)
    if box.read(path) != content:
        raise OSError(str(path))
    if is_closed:
        sealed(path).chmod(stat.S_IRUSR)
    path.unlink()


def _list(home: Path, journal: JournalPort, filing: Filing) -> None:
    told = EvidenceFolder(home, filing.portal, filing.id).seal()
    # One that other hands changed stays as it is, and is told by `verify`.
    with suppress(JournalAltered):
        journal.note(filing, SEALED_EVIDENCE, {"manifest": told})


def _clear(home: Path, numbers: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    for path in _files(home / EVIDENCE):
        yield path, path.relative_to(home).parts[2]
    for path in _files(home / "results"):
        place = path.relative_to(home).parts[2]
        yield path, numbers.get(place, f"result-{place}")
    for path in _files(home / "fingerprints"):
        yield path, path.stem
    for path in _files(home / "scans"):
        if path.parent.name != "scans":
            yield path, f"scan-{path.parent.name}"


def _files(folder: Path) -> list[Path]:
    """Before any of them is written anew."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and path.suffix != ENDING
        and path.name != MANIFEST
    ]
