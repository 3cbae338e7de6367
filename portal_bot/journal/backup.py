"""Copies of the journal: one before every run that writes, the newest few kept.

A copy is made only of a journal that is whole, so that damage never replaces the last good copy.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC
from pathlib import Path, PurePath

from portal_bot import clock
from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError
from portal_bot.journal.covering import Cover
from portal_bot.journal.rows import CLEAR, is_sealed
from portal_bot.journal.schema import meta, open_schema
from portal_bot.journal.seal import Seal
from portal_bot.reasons import in_words
from portal_bot.rooms import PRIVATE_FILE, room
from portal_bot.strongbox import CARD

KEPT = 10
# As long as it lies there, ten times as many copies are kept.
_PINNED = "keep-all"
# What `run.home.keep_copy` puts beside them.
BESIDE_COPIES = ("secret.key", CARD)
# By number: the newest is the last that was made, whatever the clock said then.
_NAME = "journal-{number:08}-{at:%Y%m%dT%H%M%S%f}.sqlite3"
_NUMBERED = re.compile(r"journal-(\d{8})-")


def folder_of(journal: Path) -> Path:
    """Where the copies of a journal lie: ``backups/`` beside it."""
    return journal.parent / "backups"


def newest(journal: Path) -> Path | None:
    """The newest copy, or ``None``."""
    return next(reversed(_copies(folder_of(journal))), None)


def copies_of_journal(journal: Path) -> list[Path]:
    """All copies of a journal, the oldest first."""
    return _copies(folder_of(journal))


def is_of_copies(file: PurePath) -> bool:
    """Whether a file is called like one that lies among the copies of a journal."""
    name = file.name
    is_copy = name.startswith("journal-") and ".sqlite3" in name
    return is_copy or name in {_PINNED, *BESIDE_COPIES}


def _copies(folder: Path) -> list[Path]:
    """All copies, the oldest first; those of before they had numbers come first of all."""
    return sorted(folder.glob("journal-*.sqlite3"), key=lambda copy: (_number(copy), copy.name))


def _number(copy: Path) -> int:
    found = _NUMBERED.match(copy.name)
    return int(found[1]) if found else 0


def back_up(journal: Path) -> Path | None:
    """Copies the journal, if it is there and has changed since the newest copy.

    Returns:
        The new copy, or `None` where none was needed.

    Raises:
        SetupError: the journal is damaged or locked: nothing is filed, and the message names the
            newest copy; or the copy cannot be written.
    """
    if not journal.exists() or not journal.stat().st_size:
        return None
    try:
        with closing(sqlite3.connect(journal, timeout=10)) as db:
            check_whole(db)
            last = newest(journal)
            if last is not None and _last_line(db) == _last_line_of(last):
                return None
            return _copy(db, folder_of(journal))
    except sqlite3.DatabaseError as error:
        raise _unusable(journal, error) from error
    except OSError as error:
        raise SetupError(
            f"không ghi được bản sao lưu của sổ nhật ký vào {folder_of(journal)} "
            f"({in_words(error)}); dọn ổ đĩa hoặc cho quyền ghi, rồi chạy lại cùng lệnh"
        ) from error


def holds_filings(journal: Path) -> bool:
    """Whether a journal, or a copy of one, knows of any filing; one that is damaged says no."""
    if not journal.exists() or not journal.stat().st_size:
        return False
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(journal, timeout=10)) as db:
        return db.execute("SELECT 1 FROM filings LIMIT 1").fetchone() is not None
    return False


def is_unsealed(journal: Path) -> bool:
    """Whether a journal, or a copy of one, was never sealed: an older version's, or made so."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(journal, timeout=10)) as db:
        return meta(db, "secret") is None
    return False


def is_clear(journal: Path) -> bool:
    """Whether a journal is there in which nothing personal was covered yet."""
    if not journal.exists() or not journal.stat().st_size:
        return False
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(journal, timeout=10)) as db:
        return meta(db, "schema") in CLEAR
    return False


def cover_copies(journal: Path, seal: Seal, cover: Cover) -> None:
    """Covers what is personal in the copies of a journal; one that is not ours stays as it is."""
    for copy in _copies(folder_of(journal)):
        with suppress(sqlite3.DatabaseError, SetupError), closing(sqlite3.connect(copy)) as db:
            db.isolation_level = None
            if meta(db, "secret") == seal.fingerprint:
                open_schema(db, copy, seal, cover)


def pin(journal: Path) -> None:
    """Keeps copies for long: other hands changed the journal, and only an older copy is right."""
    with suppress(OSError, SetupError):
        write_private(folder_of(journal) / _PINNED, b"")


def newest_with(journal: Path, seal: Seal, filing_id: str) -> Path | None:
    """The newest copy that has this filing as it was written, or `None`."""
    for copy in reversed(_copies(folder_of(journal))):
        with suppress(sqlite3.DatabaseError), closing(_opened(copy)) as db:
            if is_sealed(db, seal, filing_id):
                return copy
    return None


def how_to_restore(journal: Path, last: Path | None = None) -> str:
    """What a person does with a damaged journal.

    Args:
        journal: the journal.
        last: the copy to name; `None`: the newest.
    """
    last = last or newest(journal)
    if last is None:
        return f"chưa có bản sao lưu nào trong {folder_of(journal)}"
    return (
        f"cất {journal} (và hai tệp -wal, -shm cạnh nó) sang chỗ khác, chép {last} thành "
        f"{journal}, rồi chạy lại cùng lệnh: hồ sơ nào đã bấm nộp sau bản sao lưu ấy sẽ được đối "
        "chiếu với cổng, không nộp lại"
    )


def _copy(db: sqlite3.Connection, folder: Path) -> Path:
    room(folder.parent, folder.name)
    before = _copies(folder)
    number = _number(before[-1]) + 1 if before else 1
    made = folder / _NAME.format(number=number, at=clock.machine(UTC))
    part = made.with_suffix(".part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    part.chmod(PRIVATE_FILE)
    try:
        with closing(sqlite3.connect(part)) as copy:
            db.backup(copy)
            # A copy of a WAL journal says so of itself; as one file it needs no company.
            copy.execute("PRAGMA journal_mode = DELETE")
        part.replace(made)
    finally:
        part.unlink(missing_ok=True)
    kept = KEPT * 10 if (folder / _PINNED).exists() else KEPT
    for old in _copies(folder)[:-kept]:
        old.unlink(missing_ok=True)
    return made


def check_whole(db: sqlite3.Connection) -> None:
    """Reads every page of a journal.

    Raises:
        sqlite3.DatabaseError: it is damaged; the first thing that was found.
    """
    (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(str(found).splitlines()[0])


def _opened(copy: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)


def _last_line_of(copy: Path) -> int | None:
    try:
        with closing(_opened(copy)) as db:
            return _last_line(db)
    except sqlite3.DatabaseError:
        return None


def _last_line(db: sqlite3.Connection) -> int:
    has_events = "SELECT count(*) FROM sqlite_master WHERE name = 'events'"
    if not db.execute(has_events).fetchone()[0]:
        return 0
    return int(db.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()[0])


def _unusable(journal: Path, error: sqlite3.DatabaseError) -> SetupError:
    if "locked" in str(error):
        return SetupError(
            f"sổ nhật ký {journal} đang bị một chương trình khác khóa (sao lưu, đồng bộ đám mây, "
            "phần mềm xem SQLite?); đóng chương trình ấy rồi chạy lại cùng lệnh. Không nộp gì thêm"
        )
    return SetupError(
        f"sổ nhật ký {journal} bị hỏng ({in_words(error)}); không nộp gì thêm. Khôi phục: "
        + how_to_restore(journal)
    )
