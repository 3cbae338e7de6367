"""Journals of before filings had `due` and `account`: opened, widened, nothing in them changed."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from portal_bot.errors import SetupError
from portal_bot.filing.report import of_filing
from portal_bot.journal import Due, Filing, Journal, OtherSecret, Receipt, Seal, State
from portal_bot.journal.backup import back_up
from portal_bot.journal.link import Link
from portal_bot.journal.shared import SharedJournal
from portal_bot.journal.shared_tables import set_up
from tests.journal.conftest import SEAL
from tests.support.postgres import Server

# As the first version wrote it.
SQLITE = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE filings (
    id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, portal TEXT NOT NULL, procedure TEXT NOT NULL,
    path TEXT NOT NULL, content_hash TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL, intent TEXT, receipt TEXT, verified INTEGER, fault TEXT,
    evidence TEXT, changed_at TEXT NOT NULL);
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, filing TEXT NOT NULL REFERENCES filings (id),
    attempt INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL);
INSERT INTO meta VALUES ('schema', '1');
"""
POSTGRESQL = """
CREATE SCHEMA portal_bot;
CREATE TABLE portal_bot.meta (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE portal_bot.filings (
    id text PRIMARY KEY, key text NOT NULL UNIQUE, portal text NOT NULL, procedure text NOT NULL,
    path text NOT NULL, content_hash text NOT NULL, state text NOT NULL,
    attempts integer NOT NULL, intent text, receipt text, verified integer, fault text,
    evidence text, changed_at text NOT NULL,
    owner text, seen bigint GENERATED ALWAYS AS IDENTITY);
CREATE TABLE portal_bot.events (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    filing text NOT NULL REFERENCES portal_bot.filings (id),
    attempt integer NOT NULL, at text NOT NULL, kind text NOT NULL, detail text NOT NULL,
    change uuid NOT NULL UNIQUE);
INSERT INTO portal_bot.meta VALUES ('schema', '1');
"""
ROW = (
    "VALUES ('PB-A', 'key-a', 'mock', 'birth_registration', 'a.yaml', 'hash-1', 'verified', 1, "
    """NULL, '["H45-1", null, null]', 1, NULL, NULL, '2026-11-22T02:00:00+00:00')"""
)
NAMED = (
    "(id, key, portal, procedure, path, content_hash, state, attempts, intent, receipt, verified, "
    "fault, evidence, changed_at)"
)


def old_journal(path: Path) -> Path:
    with sqlite3.connect(path) as db:
        db.executescript(SQLITE)
        db.execute(f"INSERT INTO filings {NAMED} {ROW}")
    db.close()
    return path


def test_an_old_journal_is_read_and_what_is_owed_is_unknown(tmp_path: Path) -> None:
    path = old_journal(tmp_path / "journal.sqlite3")
    with Journal(path):
        pass
    with Journal(path) as journal:
        [filing] = journal.all()
    assert (filing.state, filing.receipt) == (State.VERIFIED, Receipt("H45-1"))
    assert (filing.due, filing.account) == (None, None)
    report = of_filing(filing, Path("a.yaml"))
    assert (report.due, report.fee_known, report.unpaid) == (None, False, False)
    assert report.as_json()["due"] is None


def test_an_old_journal_takes_what_is_owed(tmp_path: Path) -> None:
    path = old_journal(tmp_path / "journal.sqlite3")
    due = Due(8_000, "Phí", "tại quầy")
    with Journal(path) as journal:
        journal.owe(journal.all()[0], due, by="record")
    with Journal(path) as journal:
        assert journal.all()[0].due == due


def test_an_old_copy_is_as_good_as_an_old_journal(tmp_path: Path) -> None:
    copy = back_up(old_journal(tmp_path / "journal.sqlite3"))
    assert copy is not None
    with Journal(copy) as journal:
        assert [filing.id for filing in journal.all()] == ["PB-A"]


def test_of_many_who_open_an_old_journal_at_once_all_can(tmp_path: Path) -> None:
    path = old_journal(tmp_path / "journal.sqlite3")
    gate, found = threading.Barrier(6), []

    def look() -> None:
        gate.wait()
        with Journal(path) as journal:
            found.append(len(journal.all()))

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 6


def test_an_old_shared_journal_is_widened_too(server: Server) -> None:
    link = Link(server.emptied("journal"))
    try:
        link.run(lambda connection: connection.execute(POSTGRESQL))
        link.run(
            lambda connection: connection.execute(f"INSERT INTO portal_bot.filings {NAMED} {ROW}")
        )
        for _ in range(2):
            set_up(link)
        journal = SharedJournal(link)
        [filing] = journal.all()
        assert (filing.receipt, filing.due) == (Receipt("H45-1"), None)
        paid = journal.owe(filing, Due(8_000, "Phí", "tại quầy", paid=True), by="record")
        assert journal.by_id("PB-A") == paid
    finally:
        link.close()


def test_the_shared_journal_keeps_nobodys_account(server: Server) -> None:
    link = Link(server.emptied("journal"))
    try:
        set_up(link)
        journal = SharedJournal(link)
        filing = Filing("PB-N", "key-n", "mock", "x", "PB-N", "h", State.NEW, account="ng•••an")
        assert journal.open(filing).account is None
        assert journal.open(filing).account is None
        assert [event["kind"] for event in journal.history("PB-N")] == ["checked"]
    finally:
        link.close()


NEW = Filing("PB-A", "key-a", "mock", "birth_registration", "a.yaml", "hash-1", State.NEW)
PLAIN_EVENTS = (
    "INSERT INTO {}events (filing, attempt, at, kind, detail{}) VALUES "
    """('PB-A', 0, '2026-11-22T02:00:00+00:00', 'checked', '{{"content_hash": "hash-1"}}'{}), """
    "('PB-A', 1, '2026-11-22T02:00:00+00:00', 'attempt', '{{}}'{})"
)


def test_an_older_journal_is_sealed_by_who_has_the_secret(tmp_path: Path) -> None:
    path = old_journal(tmp_path / "journal.sqlite3")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(PLAIN_EVENTS.format("", "", "", ""))
    with Journal(path) as reader:
        assert reader.all()[0].content_hash == "hash-1"
    with Journal(path, SEAL) as journal:
        assert journal.unsound() == frozenset()
        known = journal.open(replace(journal.all()[0], state=State.NEW))
        assert known.receipt == Receipt("H45-1")
    # No plain hash is left, in the row or in its history.
    with closing(sqlite3.connect(path)) as db:
        said = db.execute("SELECT content_hash FROM filings").fetchall()
        said += db.execute("SELECT detail FROM events").fetchall()
    assert "hash-1" not in str(said)
    assert said[0][0] == SEAL.content("hash-1")
    with Journal(path, SEAL) as again:
        assert again.unsound() == frozenset()
        assert again.all()[0].content_hash == said[0][0]


def test_an_older_shared_journal_is_sealed_with_the_queues_key(server: Server) -> None:
    link = Link(server.emptied("journal"))
    try:
        link.run(lambda c: c.execute(POSTGRESQL.encode()))
        link.run(lambda c: c.execute(f"INSERT INTO portal_bot.filings {NAMED} {ROW}".encode()))
        event = PLAIN_EVENTS.format(
            "portal_bot.", ", change", ", gen_random_uuid()", ", gen_random_uuid()"
        )
        link.run(lambda c: c.execute(event.encode()))
        for _ in range(2):
            set_up(link, seal=SEAL)
            journal = SharedJournal(link, seal=SEAL)
            assert journal.unsound() == frozenset()
            assert journal.all()[0].content_hash == SEAL.content("hash-1")
            assert "hash-1" not in str(journal.history("PB-A"))
        with pytest.raises(OtherSecret):
            set_up(link, seal=Seal(b"t" * 32))
    finally:
        link.close()


def test_who_makes_a_sealed_journal_look_old_has_it_not_sealed_again(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    with Journal(path, SEAL) as journal:
        journal.begin(journal.open(replace(NEW, content_hash="hash-1")))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE filings SET state = 'checked', mac = NULL")
        db.execute("UPDATE meta SET value = '2' WHERE name = 'schema'")
    with pytest.raises(SetupError, match="phiên bản 2"):
        Journal(path, SEAL)
