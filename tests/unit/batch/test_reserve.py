"""Room for the outcome is there before the click, and is given back where the disk is full."""

from __future__ import annotations

import errno
import os
import sqlite3
from datetime import UTC
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.batch.careful import CarefulJournal
from portal_bot.batch.reserve import BYTES, HomeUnwritable, Reserve
from portal_bot.journal import Filing, Journal, Receipt, State

NEW = Filing("PB-A", "key-a", "mock", "birth_registration", "a.yaml", "hash", State.NEW)


def test_the_room_is_really_taken_and_private(tmp_path: Path) -> None:
    Reserve(tmp_path).hold()
    kept = (tmp_path / "reserve").stat()
    assert kept.st_size == BYTES
    assert kept.st_mode & 0o077 == 0
    if hasattr(kept, "st_blocks"):
        assert kept.st_blocks * 512 >= BYTES
    Reserve(tmp_path).give_back()
    assert not (tmp_path / "reserve").exists()


def test_without_room_nothing_may_be_clicked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(HomeUnwritable, match="chưa gửi gì") as told:
        Reserve(tmp_path).hold()
    assert told.value.exit_code == 12
    # What was begun of it does not stand in the way of whoever makes room.
    assert not (tmp_path / "reserve").exists()


class Disk:
    """A disk that is full as long as the reserve lies on it."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._home = home
        self.refused = 0
        real = Journal._change

        def change(*args: object, **options: object) -> Filing:
            if (self._home / "reserve").exists():
                self.refused += 1
                raise sqlite3.OperationalError("database or disk is full")
            return real(*args, **options)  # type: ignore[arg-type] # passed on as they came

        monkeypatch.setattr(Journal, "_change", change)


def test_a_disk_that_fills_up_after_the_click_takes_the_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal(tmp_path / "journal.sqlite3") as journal:
        filing = journal.intend(journal.begin(journal.open(NEW)), click_deadline=clock.now(UTC))
        reserve = Reserve(tmp_path)
        careful, watched = CarefulJournal.around(journal, reserve)
        reserve.hold()
        disk = Disk(tmp_path, monkeypatch)
        received = watched.receive(filing, Receipt("H45-1"), how="answer")
        assert disk.refused == 1
        assert careful.unwritten == {}
        assert journal.by_key("key-a") == received
        # Neither is the next outcome lost, and the next click is not made without room.
        assert watched.verify(received, verified=True).state is State.VERIFIED


def test_a_doubt_is_written_with_the_room_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal(tmp_path / "journal.sqlite3") as journal:
        filing = journal.intend(journal.begin(journal.open(NEW)), click_deadline=clock.now(UTC))
        reserve = Reserve(tmp_path)
        _, watched = CarefulJournal.around(journal, reserve)
        reserve.hold()
        Disk(tmp_path, monkeypatch)
        assert watched.withdraw(filing, "not sent").intent is None


def test_a_really_full_database_takes_the_receipt_with_the_room_given_back(
    tmp_path: Path,
) -> None:
    """SQLite's own refusal, and its own way of undoing: what was begun is made again."""
    with Journal(tmp_path / "journal.sqlite3") as journal:
        filing = journal.intend(journal.begin(journal.open(NEW)), click_deadline=clock.now(UTC))
        pages = journal._db.execute("PRAGMA page_count").fetchone()[0]
        journal._db.execute(f"PRAGMA max_page_count = {pages}")

        class Room(Reserve):
            def give_back(self) -> None:
                super().give_back()
                journal._db.execute(f"PRAGMA max_page_count = {pages + 100}")

        careful, watched = CarefulJournal.around(journal, Room(tmp_path))
        for number in range(200):
            watched.note(filing, "filler", {"text": "x" * 500, "number": number})
        received = watched.receive(filing, Receipt("H45-1"), how="answer")
        assert careful.unwritten == {}
        assert [e["kind"] for e in journal.history("PB-A")].count("received") == 1
        assert [e["kind"] for e in journal.history("PB-A")].count("filler") == 200
        assert journal.by_key("key-a") == received


def test_what_cannot_be_written_after_all_is_kept_to_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with Journal(tmp_path / "journal.sqlite3") as journal:
        filing = journal.intend(journal.begin(journal.open(NEW)), click_deadline=clock.now(UTC))
        careful, watched = CarefulJournal.around(journal, Reserve(tmp_path))
        monkeypatch.setattr(Journal, "_change", full)
        watched.receive(filing, Receipt("H45-1"), how="answer")
        assert careful.unwritten == {"PB-A": Receipt("H45-1")}
