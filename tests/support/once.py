"""What is made once for all testers of a run, though each is a process of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder of this name that `make` has filled; whoever asks meanwhile waits for it.

    What fails is made again, from nothing, by whoever asks next.
    """
    base = factory.getbasetemp()
    # Of a tester, one is within the run's own.
    run = base.parent if base.name.startswith("popen-") else base
    folder = run / f"once-{name}"
    done = run / f"once-{name}.done"
    with FileLock(run / f"once-{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
