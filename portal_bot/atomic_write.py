"""Writes a file whole or not at all: whoever pulls the plug finds the old one, or the new one."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from portal_bot.errors import SetupError
from portal_bot.rooms import PRIVATE_FILE, private_dir

# Of a file's own name, in its temporary one: systems take 255 bytes, and a letter may be three.
_LONGEST_PART = 60


def write_private(path: Path, content: str | bytes) -> Path:
    """Writes a file for its owner only (0600), in a folder that is made where there is none.

    Raises:
        SetupError: its folder cannot be made, or a device or a pipe has its name.
        OSError: it cannot be written; what was there before still is.
    """
    private_dir(path.parent)
    _insist_no_device(path)
    _put(path, content.encode() if isinstance(content, str) else content, like=None)
    return path


def write_with_rights_of(like: Path, path: Path, content: bytes) -> None:
    """Writes somebody's own file, with the rights that `like` has; it may be the file itself.

    Raises:
        OSError: it cannot be written; what was there before still is.
    """
    _put(path, content, like=like)


def _insist_no_device(path: Path) -> None:
    """A file would take its place: root that writes to `/dev/null` would have none any more."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise SetupError(f"{path} là thiết bị hoặc ống dẫn, không phải tệp: chọn tên tệp khác")


def _put(path: Path, content: bytes, *, like: Path | None) -> None:
    # Beside it: only within one file system does a file take another's place in one step.
    prefix = f".{path.name[:_LONGEST_PART]}."
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=prefix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            # Else the name may be on the disk before the bytes are.
            os.fsync(file.fileno())
        if like is not None:
            shutil.copymode(like, temporary)
        else:
            # mkstemp makes it 0600 from its first moment; a strange umask may leave less.
            Path(temporary).chmod(PRIVATE_FILE)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
