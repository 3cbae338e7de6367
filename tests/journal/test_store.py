"""The journal of one home: what is written is true, also after a kill."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.errors import SetupError
from portal_bot.journal import Filing, Journal, State, store

SOON = clock.now(UTC) + timedelta(seconds=30)
NEW = Filing("PB-A", "key-a", "mock", "birth_registration", "a.yaml", "hash-1", State.NEW)


@pytest.fixture
def home_journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite3") as journal:
        yield journal


def test_a_damaged_journal_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(b"not a database, and long enough to be read as a damaged one" * 20)
    with pytest.raises(SetupError, match="khôi phục"):
        Journal(path)


def test_those_who_make_the_same_new_journal_at_once_all_have_it(tmp_path: Path) -> None:
    def opened(number: int) -> int:
        begin.wait()
        with Journal(tmp_path / f"{number}.sqlite3") as journal:
            return len(journal.all())

    begin = threading.Barrier(4)
    with ThreadPoolExecutor(4) as four:
        for number in range(50):
            assert list(four.map(opened, [number] * 4)) == [0] * 4


def test_a_journal_that_another_writes_for_too_long_is_busy_and_not_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_S", 0.1)
    path = tmp_path / "journal.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE a (b)")
        other.commit()
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SetupError, match="đang được chương trình khác ghi"):
            Journal(path)
    other.close()


def test_a_journal_of_a_newer_version_is_refused(home_journal: Journal) -> None:
    home_journal.close()
    with sqlite3.connect(home_journal.path) as db:
        db.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    db.close()
    with pytest.raises(SetupError, match="phiên bản 99"):
        Journal(home_journal.path)


def test_the_journal_is_for_its_owner_only(home_journal: Journal) -> None:
    assert home_journal.path.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a POSIX signal")
def test_what_was_written_before_a_kill_is_there_after_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    script = textwrap.dedent(f"""
        import os, signal
        from datetime import UTC
        from pathlib import Path
        from portal_bot import clock
        from portal_bot.journal import Filing, Journal, State
        journal = Journal(Path({str(path)!r}))
        new = Filing("PB-A", "key-a", "mock", "x", "a.yaml", "h", State.NEW)
        journal.intend(journal.begin(journal.open(new)), click_deadline=clock.now(UTC))
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    ended = subprocess.run([sys.executable, "-c", script], env=dict(os.environ), check=False)
    assert ended.returncode == -signal.SIGKILL
    with Journal(path) as journal:
        known = journal.by_key("key-a")
    assert known is not None
    assert known.intent is not None
    assert known.state is State.FILING
