"""A home's secret and its journal: made once, and never begun anew beside what they left."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from portal_bot.batch.sent import SentLog
from portal_bot.errors import SetupError
from portal_bot.evidence.folder import EvidenceFolder
from portal_bot.filing.one_filing import status
from portal_bot.journal import Filing, State
from portal_bot.journal.backup import back_up
from portal_bot.run import home as home_module
from portal_bot.run.home import JOURNAL, SENT, home_secret, keep_copy, reading, writing

NEW = Filing("PB-A", "key-a", "mock", "birth_registration", "a.yaml", "hash-1", State.NEW)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that was used: one filing, whose click was noted, and a copy of its journal."""
    with writing(tmp_path) as journal:
        filing = journal.begin(journal.open(NEW))
    secret = home_secret(tmp_path)
    SentLog(tmp_path, secret).note(filing)
    back_up(tmp_path / JOURNAL)
    keep_copy(tmp_path, secret)
    return tmp_path


def test_the_secret_is_made_once_and_private(tmp_path: Path) -> None:
    secret = home_secret(tmp_path)
    assert len(secret) == 32
    assert home_secret(tmp_path) == secret
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def _nothing_left_but(home: Path, kept: str) -> None:
    for path in home.iterdir():
        if path.name != kept:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.parametrize("trace", [JOURNAL, SENT, "backups", "evidence"])
def test_whatever_an_earlier_one_left_no_new_secret_is_made(home: Path, trace: str) -> None:
    (home / "evidence" / "mock" / "PB-A").mkdir(parents=True)
    (home / "evidence" / "mock" / "PB-A" / "journal.json").write_text("{}")
    _nothing_left_but(home, trace)
    with pytest.raises(SetupError, match=r"secret\.key") as told:
        home_secret(home)
    assert told.value.exit_code == 12
    assert not (home / "secret.key").exists()


@pytest.mark.parametrize("content", [b"", b"short", b"s" * 33])
def test_an_empty_or_damaged_secret_is_none(home: Path, content: bytes) -> None:
    (home / "secret.key").write_bytes(content)
    with pytest.raises(SetupError, match="rỗng hoặc hỏng") as told:
        home_secret(home)
    # The way back is at hand, and it works.
    copy = home / "backups" / "secret.key"
    assert str(copy) in told.value.message
    shutil.copy(copy, home / "secret.key")
    with writing(home) as journal:
        assert journal.by_id("PB-A") is not None


def test_another_secret_is_refused_by_the_journal(home: Path) -> None:
    (home / "secret.key").write_bytes(b"t" * 32)
    (home / SENT).unlink()
    with pytest.raises(SetupError, match=r"secret\.key khác"):
        writing(home)


def test_another_secret_is_refused_by_the_note_of_clicks(home: Path) -> None:
    (home / "secret.key").write_bytes(b"t" * 32)
    with pytest.raises(SetupError, match=r"sent\.log.*secret.key khác"):
        home_secret(home)


def test_a_copy_of_the_journal_knows_its_secret_too(home: Path) -> None:
    [copy] = (home / "backups").glob("journal-*")
    (home / "secret.key").write_bytes(b"t" * 32)
    (home / SENT).unlink()
    shutil.copy(copy, home / JOURNAL)
    with pytest.raises(SetupError, match=r"secret\.key khác"):
        writing(home)


def _gone(home: Path) -> None:
    (home / JOURNAL).unlink()


def _blank(home: Path) -> None:
    (home / JOURNAL).unlink()
    (home / JOURNAL).touch()


def _fresh(home: Path) -> None:
    other = home / "other"
    other.mkdir()
    with writing(other):
        pass
    shutil.move(other / JOURNAL, home / JOURNAL)


@pytest.mark.parametrize("lost", [_gone, _blank, _fresh])
@pytest.mark.parametrize("trace", [SENT, "backups", "evidence"])
def test_no_new_journal_is_begun_beside_old_evidence(
    home: Path, lost: Callable[[Path], None], trace: str
) -> None:
    (home / "evidence" / "mock").mkdir(parents=True)
    (home / "evidence" / "mock" / "journal.json").write_text("{}")
    secret = (home / "secret.key").read_bytes()
    _nothing_left_but(home, trace)
    (home / "secret.key").write_bytes(secret)
    (home / JOURNAL).touch()
    lost(home)
    with pytest.raises(SetupError, match="sổ nhật ký") as told:
        writing(home)
    assert told.value.exit_code == 12
    assert "Khôi phục" in told.value.message


def test_the_way_back_of_a_lost_journal_is_its_copy(home: Path) -> None:
    [copy] = (home / "backups").glob("journal-*")
    (home / JOURNAL).unlink()
    with pytest.raises(SetupError) as told:
        writing(home)
    assert str(copy) in told.value.message
    shutil.copy(copy, home / JOURNAL)
    with writing(home) as journal:
        assert journal.by_id("PB-A") is not None


def test_status_tells_of_a_lost_secret_and_still_lists(home: Path) -> None:
    (home / "secret.key").unlink()
    report = status(None, home)
    assert [f.id for f in report.filings] == ["PB-A"]
    assert report.exit_code == 12
    assert report.stopped is not None
    assert "secret.key" in report.stopped.message


def test_status_tells_of_a_lost_journal(home: Path) -> None:
    (home / JOURNAL).unlink()
    report = status(None, home)
    assert (report.filings, report.exit_code) == ((), 12)


def test_what_is_only_read_is_not_written(home: Path) -> None:
    (home / "secret.key").unlink()
    with reading(home) as journal, pytest.raises(ValueError, match="sealed"):
        journal.open(replace(NEW, id="PB-B", key="key-b"))


@pytest.mark.parametrize("schema", ["2", "3"])
def test_a_journal_that_lost_its_seals_is_not_sealed_again(home: Path, schema: str) -> None:
    """Else whoever can write there needs but to call it old to have their own word sealed."""
    with closing(sqlite3.connect(home / JOURNAL)) as db, db:
        db.execute("UPDATE filings SET attempts = 0, head = NULL, mac = NULL")
        db.execute("UPDATE meta SET value = ? WHERE name = 'schema'", (schema,))
        db.execute("DELETE FROM meta WHERE name = 'secret'")
    with pytest.raises(SetupError, match="không còn mang dấu") as told:
        home_secret(home)
    assert told.value.exit_code == 12
    assert "journal-0" in told.value.message


def test_a_home_from_which_nothing_was_filed_may_begin_anew(tmp_path: Path) -> None:
    with writing(tmp_path):
        keep_copy(tmp_path, home_secret(tmp_path))
    (tmp_path / "secret.key").unlink()
    with writing(tmp_path) as journal:
        journal.open(NEW)
        assert journal.unsound() == frozenset()
    # The copy is of the secret that is in use.
    secret = home_secret(tmp_path)
    keep_copy(tmp_path, secret)
    assert (tmp_path / "backups" / "secret.key").read_bytes() == secret


def test_what_was_taken_out_of_the_journal_is_told_by_its_evidence(tmp_path: Path) -> None:
    with writing(tmp_path) as journal:
        sent = SentLog(tmp_path, home_secret(tmp_path))
        fresh = journal.open(NEW)
        assert sent.catch_up(journal, fresh) == fresh
        kept = EvidenceFolder(tmp_path, "mock", "PB-A")
        kept.keep_summary({}, [{"kind": "attempt", "attempt": 2}])
        assert sent.catch_up(journal, fresh) == fresh
        kept.keep_summary({}, [{"kind": "intent", "attempt": 2}])
        doubt = sent.catch_up(journal, fresh)
    assert (doubt.state, doubt.attempts) == (State.UNCERTAIN, 2)
    assert doubt.intent is not None


def test_every_journal_is_opened_by_the_one_door_that_covers_it() -> None:
    """Elsewhere it would be written in the clear; a change of the key notes hashes alone."""
    root = Path(home_module.__file__).parents[1]
    doors = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if re.search(r"(?<!\w)Journal(?:\.reading)?\(", path.read_text("utf-8"))
    }
    assert doors == {"run/home.py", "journal/store.py", "keeping/key_change.py"}
