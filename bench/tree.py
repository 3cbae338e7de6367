"""What a process and all that it started take of the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil

MIB = 1024 * 1024
# Linux alone shares a page's bytes out among those who hold it; elsewhere what is one's own.
_SHARED_OUT = ("pss", "uss", "rss")
Figure = Callable[[psutil.Process], float]


def members(root: psutil.Process) -> list[psutil.Process]:
    """The process, its children, and theirs."""
    with suppress(psutil.NoSuchProcess):
        return [root, *root.children(recursive=True)]
    return []


def memory_mib(root: psutil.Process) -> float:
    """The memory of the whole tree in MiB; shared pages are counted once (PSS)."""
    return sum(_of_each(root, _memory)) / MIB


def cpu_s(root: psutil.Process) -> float:
    """CPU seconds of the whole tree so far, those of ended and awaited children included."""
    return sum(_of_each(root, _cpu))


def open_files(root: psutil.Process) -> int:
    """Open descriptors of the process itself (handles on Windows)."""
    return int(root.num_handles() if hasattr(root, "num_handles") else root.num_fds())


def _of_each(root: psutil.Process, figure: Figure) -> Iterator[float]:
    for process in members(root):
        # It may end while it is being looked at.
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            yield figure(process)


def _memory(process: psutil.Process) -> float:
    found = process.memory_full_info()
    return float(next(getattr(found, name) for name in _SHARED_OUT if hasattr(found, name)))


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)
