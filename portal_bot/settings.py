"""Where things lie on this machine, and the names of the variables that say otherwise.

No settings file and no hierarchy: a command-line option, else a variable, else the default.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from portal_bot.errors import SetupError

HOME = "PORTAL_BOT_HOME"
BROWSER = "PORTAL_BOT_BROWSER"
PORTAL = "PORTAL_BOT_PORTAL"
FEES = "PORTAL_BOT_FEES"
# For tests and practice: the moment it is taken to be (`portal_bot.clock`).
NOW = "PORTAL_BOT_NOW"
QUEUE = "PORTAL_BOT_QUEUE"
# The name of the variable, not a password.
PASSWORD = "PORTAL_BOT_PASSWORD"  # noqa: S105


def home(explicit: Path | None = None) -> Path:
    """The folder of journal and evidence; made private if it is not there yet."""
    chosen = explicit or _from_environment(HOME)
    if chosen is None:
        import platformdirs

        chosen = platformdirs.user_data_path("portal_bot", appauthor=False)
    return private_dir(chosen.expanduser().absolute())


def value(name: str) -> str | None:
    """A variable of ours; set but empty counts as not set."""
    return os.environ.get(name) or None


def private_dir(path: Path) -> Path:
    """Makes a folder that only its owner enters (0700).

    One that is there already keeps its rights: it may be a shared folder that somebody chose.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"Không tạo được thư mục {path}: {error.strerror or error}") from error
    return path


def write_private(path: Path, content: str | bytes) -> Path:
    """Writes a file for its owner only (0600), whole or not at all."""
    data = content.encode() if isinstance(content, str) else content
    private_dir(path.parent)
    # mkstemp makes the file 0600 from its first moment.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    return path


def _from_environment(name: str) -> Path | None:
    text = value(name)
    return Path(text) if text else None
