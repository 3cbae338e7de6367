"""Working copies: in the home alone, gone with their program, swept after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from portal_bot import clock, rooms
from portal_bot.run.home_lock import held
from portal_bot.strongbox.working import SHEETS, opened_folder, sweep, work_folder

PROGRAM = """
import sys
from pathlib import Path
from portal_bot.atomic_write import write_private
from portal_bot.strongbox.working import work_folder

write_private(work_folder(Path(sys.argv[1])) / "scans" / "the.jpg", b"a citizen's card")
print("written", flush=True)
sys.stdin.read()
"""


def working(home: Path) -> subprocess.Popen[bytes]:
    """A program that has a working copy in this home, and waits."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, home], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"written\n"
    return process


def copies(home: Path) -> list[Path]:
    return list(home.rglob("the.jpg"))


def test_a_kill_leaves_what_the_next_start_sweeps(tmp_path: Path) -> None:
    home = rooms.room(tmp_path, "home")
    living, killed = working(home), working(home)
    try:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert len(copies(home)) == 2
        with held(home):
            # That of the program that lives stays.
            [left] = copies(home)
        assert left.read_bytes() == b"a citizen's card"
        living.communicate(b"")
        assert living.returncode == 0
        assert copies(home) == []
    finally:
        for process in (living, killed):
            process.kill()
            process.communicate()


def test_it_is_private_and_not_where_the_system_puts_such_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(rooms.room(tmp_path, "tmpdir")))
    place = work_folder(rooms.room(tmp_path, "home"))
    assert place.is_relative_to(tmp_path / "home")
    assert place == work_folder(tmp_path / "home")
    if os.name == "posix":
        assert place.stat().st_mode & 0o777 == 0o700
    assert not list((tmp_path / "tmpdir").iterdir())


def test_what_was_looked_at_and_never_filed_goes_in_time(tmp_path: Path) -> None:
    opened = rooms.room(opened_folder(tmp_path), "PB-A")
    sheets = rooms.room(tmp_path, SHEETS, "mock", "PB-A")
    for days, left in ((0.4, (True, True)), (0.6, (False, True)), (61, (False, False))):
        _older(opened, days)
        _older(sheets, days)
        sweep(tmp_path)
        assert (opened.exists(), sheets.exists()) == left


def _older(place: Path, days: float) -> None:
    if place.exists():
        then = (clock.machine() - timedelta(days=days)).timestamp()
        os.utime(place, (then, then))


def test_nothing_is_swept_through_a_link(tmp_path: Path) -> None:
    elsewhere = rooms.room(tmp_path, "elsewhere", "mine")
    home = rooms.room(tmp_path, "home")
    (home / "work").symlink_to(elsewhere.parent)
    sweep(home)
    assert elsewhere.exists()
