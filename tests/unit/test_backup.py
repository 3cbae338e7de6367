"""A copy of the journal is kept, of a whole journal only, and a damaged one says how to restore."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.errors import SetupError
from portal_bot.journal import Filing, Journal, State
from portal_bot.journal.backup import KEPT, back_up, folder_of, newest, pin


def filing(number: int) -> Filing:
    return Filing(f"PB-{number}", f"key-{number}", "mock", "x", "a.yaml", "hash", State.NEW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Journal(tmp_path / "journal.sqlite3") as journal:
        journal.open(filing(0))
    return journal.path


def test_a_copy_is_whole_private_and_a_journal_itself(path: Path) -> None:
    copy = back_up(path)
    assert copy is not None
    assert copy.stat().st_mode & 0o077 == 0
    with Journal(copy) as journal:
        assert [f.id for f in journal.all()] == ["PB-0"]


def test_the_newest_copy_is_the_last_that_was_made_whatever_the_clock_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for number, year in enumerate((2026, 2031, 2020), 1):
        moment = datetime(year, 1, 1, tzinfo=UTC)
        monkeypatch.setattr(clock, "machine", lambda _zone=UTC, moment=moment: moment)
        with Journal(path) as journal:
            journal.open(filing(number))
        made.append(back_up(path))
    assert newest(path) == made[-1]


def test_a_copy_of_before_they_were_numbered_is_the_oldest(path: Path) -> None:
    old = folder_of(path) / "journal-20991231T235959000000.sqlite3"
    old.parent.mkdir()
    old.write_bytes(path.read_bytes())
    with Journal(path) as journal:
        journal.open(filing(1))
    copy = back_up(path)
    assert copy is not None
    assert newest(path) == copy


def test_no_copy_goes_once_other_hands_were_noticed(path: Path) -> None:
    pin(path)
    for number in range(1, KEPT + 3):
        with Journal(path) as journal:
            journal.open(filing(number))
        back_up(path)
    assert len(list(folder_of(path).glob("journal-*"))) == KEPT + 2


def test_an_unchanged_journal_is_not_copied_again(path: Path) -> None:
    assert back_up(path) is not None
    assert back_up(path) is None
    with Journal(path) as journal:
        journal.open(filing(1))
    assert back_up(path) is not None


def test_what_is_not_there_needs_no_copy(tmp_path: Path) -> None:
    assert back_up(tmp_path / "journal.sqlite3") is None


def test_only_the_newest_copies_are_kept(path: Path) -> None:
    made = []
    for number in range(1, KEPT + 3):
        with Journal(path) as journal:
            journal.open(filing(number))
        made.append(back_up(path))
    assert sorted(folder_of(path).iterdir()) == made[-KEPT:]
    assert newest(path) == made[-1]


@pytest.mark.parametrize("damage", ["header", "page"])
def test_a_damaged_journal_is_refused_names_its_copy_and_is_not_copied(
    path: Path, damage: str
) -> None:
    with Journal(path) as journal:
        for number in range(1, 200):
            journal.open(filing(number))
    copy = back_up(path)
    content = bytearray(path.read_bytes())
    begin = 0 if damage == "header" else len(content) // 2
    content[begin : begin + 6000] = b"\xff" * 6000
    path.write_bytes(content)
    with pytest.raises(SetupError, match="Khôi phục") as told:
        back_up(path)
    assert str(copy) in str(told.value)
    assert newest(path) == copy


def test_a_damaged_journal_without_a_copy_says_so(path: Path) -> None:
    path.write_bytes(b"no database at all, but long enough" * 100)
    with pytest.raises(SetupError, match="chưa có bản sao lưu"):
        back_up(path)


def test_a_journal_locked_by_another_program_is_told_as_that(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda p, **_: connect(p, timeout=0))
    holder = connect(path)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(SetupError, match="khóa"):
            back_up(path)
    finally:
        holder.close()
