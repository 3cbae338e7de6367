"""No zombies: whatever the browser's driver does, it and the browser end with this program.

Measured after `kill -9` of the parent: the driver notices that its pipe is closed and ends the
browser, within 0.2 s on an idle machine. But a driver that is itself stopped, stuck or starved does
not, and then the browser lives for good and may still send what it holds. So a shell of a few
kilobytes stands by: it holds a pipe to this program, and when the pipe breaks without a word, it
kills both a second later. That second is for what they would do by themselves.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
from contextlib import suppress
from pathlib import Path

from portal_bot import settings

# Shorter than the time for which reconciliation takes an orphaned browser to live (3 s).
GRACE_S = 1
# The first line names whom to kill; a second one says that all ended in order.
_SCRIPT = 'read -r them || exit 0; read -r word && exit 0; sleep "$0"; kill -s KILL -- $them'
_SHELL = "/bin/sh"
_PROC = Path("/proc")


class Watch:
    """Stands by one driver and its browser; does nothing where there is no `/proc` (not Linux)."""

    def __init__(self) -> None:
        self._before = frozenset(_parents())
        self._shell: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """The browser is up: from now on it is watched."""
        parents = {pid: of for pid, of in _parents().items() if pid not in self._before}
        drivers = [pid for pid, of in parents.items() if of == os.getpid()]
        # The browser leads a group of its own, the driver is in ours.
        groups = [-pid for pid, of in parents.items() if of in drivers]
        if not groups or not Path(_SHELL).exists():
            return
        self._shell = subprocess.Popen(
            [_SHELL, "-c", _SCRIPT, str(GRACE_S)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=settings.for_children(os.environ),
            # Ctrl-C in a terminal goes to the whole group; this one must outlive it.
            start_new_session=True,
        )
        _tell(self._shell, " ".join(map(str, [*groups, *drivers])))

    async def end(self) -> None:
        """The browser was ended in order."""
        shell, self._shell = self._shell, None
        if shell is None:
            return
        _tell(shell, "ended")
        if shell.stdin is not None:
            with suppress(BrokenPipeError):
                shell.stdin.close()
        await asyncio.to_thread(shell.wait)


def _tell(shell: subprocess.Popen[bytes], line: str) -> None:
    if shell.stdin is not None:
        with suppress(BrokenPipeError):
            shell.stdin.write(f"{line}\n".encode())
            shell.stdin.flush()


def _parents() -> dict[int, int]:
    """Every process and the one that started it; none where there is no `/proc`."""
    found = {}
    for entry in _PROC.glob("[0-9]*"):
        with suppress(OSError, ValueError):
            # The name, in brackets, may hold anything; after it come the state and the parent.
            found[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    return found
