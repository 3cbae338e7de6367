"""Whose a home is, and that nobody else enters it: folders 0700, files 0600, no links.

What a link in the home leads to is somebody else's to choose, and so is what a stranger's home
holds: neither is written to. Systems without owners and rights (Windows) keep a user's folder for
that user by themselves; there only links are refused.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from portal_bot import files
from portal_bot.errors import SetupError
from portal_bot.reasons import in_words

PRIVATE_DIR, PRIVATE_FILE = 0o700, 0o600
_OTHERS = 0o077
_APPENDING = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
# What people put there themselves and this program only reads: they may be links.
READ_ONLY = ("settings.toml", "roster.yaml", "roster.xlsx")
# By one of these a home is known; beside them it holds folders of usual names.
_KNOWN_BY = frozenset(
    {"journal.sqlite3", "secret.key", "home-key.json", "keys.lock", "all.locked", "sent.log",
     "worker.id", "log.txt", *READ_ONLY}
)  # fmt: skip
_USUAL = frozenset(
    {"backups", "bugs", "counter", "evidence", "fingerprints", "keys", "lock", "lock.json",
     "opened", "portals", "reports", "results", "scans", "sheets", "traces", "work"}
)  # fmt: skip
# What a disk has of its own.
_OF_THE_DISK = "lost+found"


def private_dir(path: Path) -> Path:
    """Makes a folder, and those above it that are not there, for its owner only (0700).

    One that is there already keeps its rights: it may be a shared folder that somebody chose.

    Raises:
        SetupError: it cannot be made, or something else has its name.
    """
    try:
        ways = (place for place in (path, *path.parents) if not files.is_there(place))
        for missing in reversed(list(ways)):
            missing.mkdir(PRIVATE_DIR, exist_ok=True)
            # Whatever the umask left of it.
            missing.chmod(PRIVATE_DIR)
        path.mkdir(exist_ok=True)
    except OSError as error:
        why = _in_the_way(path) or in_words(error)
        raise SetupError(f"Không tạo được thư mục {path}: {why}") from error
    return path


def guarded(home: Path) -> Path:
    """Refuses a home that is not this user's alone, and closes what stands open in it.

    Args:
        home: the folder, which is there.

    Raises:
        SetupError: it is a link or another user's, holds links where this program writes, stands
            open and is no home but holds other things, or its rights cannot be set.
    """
    _insist_no_link(home)
    if not hasattr(os, "geteuid"):
        _refuse_links(home)
        return home
    now = home.stat()
    if now.st_uid != os.geteuid():
        raise SetupError(
            f"thư mục {home} là của người dùng khác trên máy này (số {now.st_uid}, đang chạy với "
            f"số {os.geteuid()}): không đọc, không ghi gì ở đó"
        )
    was_open = bool(now.st_mode & _OTHERS)
    entries = list(_entries(home, deep=False))
    is_home = any(entry.name in _KNOWN_BY for entry in entries)
    if was_open and not is_home:
        _insist_nothing_else(home, entries)
    if was_open:
        _close(home, now.st_mode)
    # Nobody else enters a home that was closed all along: what lies deeper need not be looked at.
    for entry in _entries(home, deep=True) if was_open else entries:
        mode = _mode(entry)
        if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode)):
            raise SetupError(
                f"{entry.path} không phải tệp thường hay thư mục (ống dẫn, thiết bị, ổ cắm?), đọc "
                "nó thì đợi mãi; xem là của ai rồi dời đi"
            )
        if mode & _OTHERS and (was_open or is_home) and not stat.S_ISLNK(mode):
            _close(Path(entry.path), mode)
    return home


def room(home: Path, *names: str) -> Path:
    """A folder within a home, made where it is not there.

    Args:
        home: the home folder.
        names: of the folders on the way to it.

    Raises:
        SetupError: it cannot be made, or one of them is a link.
    """
    place = home
    for name in names:
        place = place / name
        private_dir(place)
        _insist_no_link(place)
    return place


def append(path: Path, line: bytes) -> None:
    """Writes at the end of a file of a home, for its owner only; on the disk when it returns.

    Raises:
        OSError: it cannot be written, or is a link.
    """
    handle = os.open(path, _APPENDING, PRIVATE_FILE)
    try:
        if hasattr(os, "fchmod"):
            # Whatever the umask left of it.
            os.fchmod(handle, PRIVATE_FILE)
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)


def _entries(home: Path, *, deep: bool) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(home) as entries:
            found = list(entries)
    except OSError as error:
        raise SetupError(f"không đọc được thư mục {home}: {in_words(error)}") from error
    for entry in found:
        if entry.is_symlink() and entry.name not in READ_ONLY:
            _insist_no_link(Path(entry.path))
        yield entry
        if deep and entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), deep=True)


def _insist_nothing_else(home: Path, entries: Iterable[os.DirEntry[str]]) -> None:
    """A home is closed to others; a user's whole folder, or a disk, named by mistake is not."""
    known = _USUAL | {_OF_THE_DISK}
    others = sorted(e.name for e in entries if e.name not in known and not e.name.startswith("."))
    if others:
        raise SetupError(
            f"{home} không phải thư mục dữ liệu của chương trình này: trong đó có thứ khác "
            f"({', '.join(others[:3])}), mà thư mục dữ liệu thì phải đóng với người khác. Chọn một "
            "thư mục riêng, trống"
        )


def _mode(entry: os.DirEntry[str]) -> int:
    """Its kind and rights; 0: it is gone, as a file of SQLite's is whenever it likes."""
    try:
        return entry.stat(follow_symlinks=False).st_mode
    except FileNotFoundError:
        return 0


def _refuse_links(home: Path) -> None:
    for _ in _entries(home, deep=False):
        pass


def _insist_no_link(place: Path) -> None:
    if place.is_symlink():
        raise SetupError(
            f"{place} là một liên kết (lối tắt): không ghi dữ liệu của người dân qua liên kết, vì "
            "không biết nó dẫn tới đâu; thay nó bằng thư mục hay tệp thật"
        )


def _close(place: Path, mode: int) -> None:
    """Takes every right from others; the owner keeps theirs: a closed piece stays closed."""
    try:
        place.chmod(stat.S_IMODE(mode) & ~_OTHERS)
        closed = not place.lstat().st_mode & _OTHERS
    except FileNotFoundError:
        return
    except OSError as error:
        raise SetupError(_left_open(place, in_words(error))) from error
    if not closed:
        raise SetupError(_left_open(place, "ổ đĩa này không giữ quyền của tệp"))


def _left_open(place: Path, why: str) -> str:
    return (
        f"người khác trên máy đọc được {place} mà không đóng lại được ({why}): không ghi dữ liệu "
        "của người dân vào đó"
    )


def _in_the_way(path: Path) -> str:
    """What has the folder's name, or a name on the way to it, and is none; empty: nothing."""
    for place in (path, *path.parents):
        if files.is_there(place) and not files.is_folder(place):
            what = "một tệp" if place.exists() else "một liên kết (lối tắt) tới chỗ không còn"
            whose = "tên này là của" if place == path else f"{place} là"
            return f"{whose} {what}, không phải thư mục; đổi tên hoặc dời nó đi"
    return ""
