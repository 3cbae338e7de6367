"""What comes after a command: the next one, to be copied, and a page to be looked at."""

from __future__ import annotations

import os
import shlex
import sys
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from portal_bot.cli.console import err
from portal_bot.shown import shown

# More windows at once than this help nobody.
MOST = 5

Opener = Callable[[str], bool]


def command_line(
    verb: str, files: Sequence[str], flags: Sequence[str] = (), *, system: str = sys.platform
) -> str:
    """A command of ours as it can be pasted into a terminal of this system.

    Args:
        verb: what is to be done.
        files: with which files; one whose name begins with a dash is no option.
        flags: options and their values.
        system: as `sys.platform`.
    """
    plain = (f".{os.sep}{file}" if file.startswith("-") else file for file in files)
    quoted = _for_windows if system == "win32" else _for_shells
    return " ".join(map(quoted, [*_program(system), verb, *plain, *flags]))


def open_all(
    pages: Sequence[Path],
    *,
    opener: Opener | None = None,
    variables: Mapping[str, str] = os.environ,
    system: str = sys.platform,
) -> int:
    """Opens pages in the system's browser, if somebody can see it; returns how many.

    Args:
        pages: files on this machine.
        opener: opens an address; `None`: the system's.
        variables: the environment.
        system: as `sys.platform`.
    """
    if not pages:
        return 0
    opened = 0
    if can_show(variables, system):
        for page in pages[:MOST]:
            opened += bool((opener or webbrowser.open)(page.absolute().as_uri()))
    if opened < len(pages):
        left = ", ".join(str(page) for page in pages[opened:])
        err().print(f"Chưa mở được ở đây, tự mở bằng trình duyệt: {left}", style="yellow")
    return opened


def can_show(variables: Mapping[str, str], system: str) -> bool:
    """Whether somebody sits before a screen: not in CI, not in a bare terminal."""
    if variables.get("CI"):
        return False
    if system in {"win32", "darwin"}:
        return not variables.get("SSH_CONNECTION")
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def _program(system: str) -> list[str]:
    """How this program was started."""
    if Path(sys.argv[0]).name != "__main__.py":
        return ["portal-bot"]
    return ["py" if system == "win32" else sys.executable, "-m", "portal_bot"]


def _for_shells(word: str) -> str:
    if shown(word) == word:
        return shlex.quote(word)
    escaped = word.replace("\\", "\\\\").replace("'", "\\'")
    # What draws nothing is written out, as bash and zsh read it.
    told = "".join(c if shown(c) == c else ascii(c)[1:-1] for c in escaped)
    return f"$'{told}'"


def _for_windows(word: str) -> str:
    """For PowerShell and the old command line alike, where both can be had."""
    if "$" in word or "`" in word:
        # Only PowerShell takes these as they are, between single quotes.
        return "'" + word.replace("'", "''") + "'"
    is_plain = bool(word) and all(one.isalnum() or one in "-_.:/\\" for one in word)
    return word if is_plain else f'"{word}"'
