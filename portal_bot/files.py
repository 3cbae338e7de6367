"""Reads files that somebody named, whatever they turn out to be: never waits, never takes too much.

A path may lead to a device, a pipe, a folder, a link to itself, or to nothing the system can name.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Literal

from portal_bot.errors import UsageError
from portal_bot.reasons import in_words

Kind = Literal["missing", "folder", "special", "refused"]

_NO_NAME = in_words(OSError(errno.EINVAL, ""))
_NOT_FILES = {
    stat.S_IFIFO: "là ống dẫn (FIFO), không phải tệp",
    stat.S_IFSOCK: "là ổ cắm (socket), không phải tệp",
    stat.S_IFCHR: "là thiết bị, không phải tệp",
    stat.S_IFBLK: "là thiết bị, không phải tệp",
}
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class Unopened(OSError):
    """Why a file could not be read.

    Attributes:
        kind: nothing there, a folder, something that is no file, or the system's refusal.
        reason: Vietnamese, to stand after the file's name: ``là thư mục``.
    """

    def __init__(self, kind: Kind, reason: str) -> None:
        super().__init__(reason)
        self.kind: Kind = kind
        self.reason = reason


# What changes with a file's bytes: which file it is, its size, when it was written and touched.
Stamp = tuple[int, int, int, int]


def stamp(path: Path) -> Stamp | None:
    """By which it is known, without reading it, that a file was not touched; `None`: it is gone."""
    try:
        now = path.stat()
    except (OSError, ValueError):
        return None
    return (now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


def named(said: str | Path) -> Path:
    """A path that was really said: an empty one would be the folder one happens to stand in.

    Raises:
        UsageError: it is empty, as an unset variable in a script is, or no path at all.
    """
    if not isinstance(said, str | Path):
        kind = type(said).__name__
        raise UsageError(f"đường dẫn phải là str hoặc Path, không phải {kind}")
    if isinstance(said, str) and not said.strip():
        raise UsageError('có một đường dẫn rỗng (""); ghi tên tệp hoặc thư mục')
    return Path(said)


def read(path: Path, limit: int) -> bytes:
    """The file's bytes, one more than `limit` at the most: then it is longer than that.

    Raises:
        Unopened: it is no file, or may not be read.
    """
    try:
        # Some devices do something when they are opened: looked at first, and again when open.
        _refuse_what_is_no_file(path.stat().st_mode)
        file = os.open(path, _FLAGS)
        try:
            now = os.fstat(file)
            _refuse_what_is_no_file(now.st_mode)
            return _read(file, limit + 1, now.st_size)
        finally:
            os.close(file)
    except Unopened:
        raise
    except OSError as error:
        raise refused(error) from error
    except ValueError as error:
        # A NUL, or a letter that no file's name can have.
        raise Unopened("missing", _NO_NAME) from error


def _read(file: int, most: int, likely: int) -> bytes:
    """Of a file that grows meanwhile, no more than `most` either."""
    parts: list[bytes] = []
    while most > 0 and (part := os.read(file, min(most, likely + 1))):
        parts.append(part)
        most -= len(part)
        if len(part) == likely:  # all that there was said to be, and not the one byte more
            break
    return b"".join(parts)


def refused(error: OSError) -> Unopened:
    """The system's refusal in words that a clerk can act on."""
    if error.errno == errno.EISDIR:
        return Unopened("folder", "là thư mục, không phải tệp")
    missing = error.errno in {errno.ENOENT, errno.ENOTDIR}
    return Unopened("missing" if missing else "refused", in_words(error))


def _refuse_what_is_no_file(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise Unopened("folder", "là thư mục, không phải tệp")
    raise Unopened("special", _NOT_FILES.get(stat.S_IFMT(mode), "không phải tệp thường"))


def is_folder(path: Path) -> bool:
    """Whether a folder is there; false also for what the system cannot even look at."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def listed(folder: Path) -> list[str]:
    """What is in a folder, by name.

    Raises:
        Unopened: it is none, or may not be looked into.
    """
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries)
    except OSError as error:
        raise refused(error) from error
    except ValueError as error:
        raise Unopened("missing", _NO_NAME) from error


def closed(folder: Path) -> str | None:
    """Why a folder cannot be looked into; `None`: it can."""
    try:
        listed(folder)
    except Unopened as fault:
        return fault.reason
    return None


def is_there(path: Path) -> bool:
    """Whether anything is there under this name, also a link that leads nowhere."""
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def whole(path: Path) -> Path:
    """The path from the root without links, as far as the system knows it; nothing is raised."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path.absolute()
