"""A row or a history that other hands changed is noticed, and stops that filing alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.errors import UsageError
from portal_bot.filing.payment import known as known_to_pay
from portal_bot.filing.questions import asked_of
from portal_bot.filing.report import of_filing
from portal_bot.journal import (
    Due,
    Fault,
    Filing,
    Journal,
    JournalAltered,
    JournalPort,
    Receipt,
    State,
)
from tests.journal.conftest import SEAL

SOON = clock.now(UTC) + timedelta(seconds=30)
A = Filing("PB-A", "key-a", "mock", "birth_registration", "a.yaml", "hash-1", State.NEW)
B = replace(A, id="PB-B", key="key-b")
Alter = Callable[[str], None]


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[JournalPort, Alter]]:
    """A journal, and other hands that know SQL and not the secret; `{}` is where the tables are."""
    if request.param == "sqlite":
        path = tmp_path / "journal.sqlite3"

        def alter(statement: str) -> None:
            with closing(sqlite3.connect(path)) as db, db:
                db.execute(statement.replace("{}", ""))

        with Journal(path, SEAL) as journal:
            yield journal, alter
        return
    from portal_bot.journal.link import Link
    from portal_bot.journal.shared import SharedJournal
    from portal_bot.journal.shared_tables import set_up

    link = Link(request.getfixturevalue("server").emptied("journal"))
    set_up(link, seal=SEAL)

    def alter_shared(statement: str) -> None:
        link.run(
            lambda connection: connection.execute(statement.replace("{}", "portal_bot.").encode())
        )

    yield SharedJournal(link, seal=SEAL), alter_shared
    link.close()


def both(journal: JournalPort) -> tuple[Filing, Filing]:
    """One that is received, owing a fee; one whose intent is open."""
    begun = journal.begin(journal.open(A))
    owing = journal.owe(begun, Due(8_000, "Phí", "tại quầy"), by="review")
    intended = journal.intend(owing, click_deadline=SOON)
    received = journal.receive(intended, Receipt("H45-1"), how="answer")
    uncertain = journal.set_aside(
        journal.intend(journal.begin(journal.open(B)), click_deadline=SOON),
        State.UNCERTAIN,
        Fault("submission_uncertain", "…"),
    )
    return received, uncertain


ROWS = [
    "UPDATE {}filings SET state = 'checked', receipt = NULL, verified = NULL WHERE id = 'PB-A'",
    """UPDATE {}filings SET receipt = '["H45-2", null, null]' WHERE id = 'PB-A'""",
    "UPDATE {}filings SET state = 'verified', verified = 1 WHERE id = 'PB-A'",
    "UPDATE {}filings SET content_hash = 'hash-2' WHERE id = 'PB-A'",
    "UPDATE {}filings SET attempts = 0 WHERE id = 'PB-A'",
    "UPDATE {}filings SET path = 'b.yaml' WHERE id = 'PB-A'",
    "UPDATE {}filings SET due = NULL WHERE id = 'PB-A'",
    "UPDATE {}filings SET state = 'nonsense' WHERE id = 'PB-A'",
    "UPDATE {}filings SET receipt = 'nonsense' WHERE id = 'PB-A'",
    "UPDATE {}filings SET mac = NULL WHERE id = 'PB-A'",
    "UPDATE {}filings SET mac = (SELECT mac FROM {}filings WHERE id = 'PB-B') WHERE id = 'PB-A'",
    "UPDATE {}filings SET head = NULL WHERE id = 'PB-A'",
]
HISTORIES = [
    "DELETE FROM {}events WHERE filing = 'PB-A' AND kind = 'received'",
    "DELETE FROM {}events WHERE filing = 'PB-A' AND kind = 'intent'",
    "DELETE FROM {}events WHERE filing = 'PB-A'",
    "UPDATE {}events SET filing = 'PB-B' WHERE filing = 'PB-A' AND kind = 'received'",
    "UPDATE {}events SET kind = 'note' WHERE filing = 'PB-A' AND kind = 'intent'",
    "UPDATE {}events SET at = '2020-01-01T00:00:00+00:00' WHERE filing = 'PB-A'",
    "UPDATE {}events SET attempt = 7 WHERE filing = 'PB-A' AND kind = 'received'",
    """UPDATE {}events SET detail = '{"number": "H45-2"}'
       WHERE filing = 'PB-A' AND kind = 'received'""",
]


@pytest.mark.parametrize("statement", [*ROWS, *HISTORIES])
def test_what_other_hands_changed_stops_that_filing(
    store: tuple[JournalPort, Alter], statement: str
) -> None:
    journal, alter = store
    both(journal)
    assert journal.unsound() == frozenset()
    alter(statement)
    assert "PB-A" in journal.unsound()
    with pytest.raises(JournalAltered, match="PB-A"):
        journal.open(A)
    with pytest.raises(JournalAltered, match="PB-A"):
        asked_of(journal, "PB-A")
    with pytest.raises(JournalAltered, match="PB-A"):
        known_to_pay(journal, "PB-A")


# Whose turn it is, when a filing was first seen, an event's own number: of the database alone.
UNSEALED = {"filings.owner", "filings.seen", "events.seq", "events.change"}


def test_every_column_is_sealed_whatever_a_later_version_adds(
    store: tuple[JournalPort, Alter], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    journal, alter = store
    both(journal)
    columns = list(_columns(request, tmp_path))
    assert len(columns) >= 25
    for table, whose in (("filings", "id"), ("events", "filing")):
        alter(f"CREATE TABLE {{}}kept_{table} AS SELECT * FROM {{}}{table}")
        for column, kind in ((c, k) for t, c, k in columns if t == table):
            if f"{table}.{column}" in UNSEALED or (table, column) == ("filings", "id"):
                continue
            value = "9" if "int" in kind.lower() else "'PB-B'"
            alter(f"UPDATE {{}}{table} SET {column} = {value} WHERE {whose} = 'PB-A'")
            assert "PB-A" in journal.unsound(), f"{table}.{column}"
            key = "id" if table == "filings" else "seq"
            before = f"SELECT {column} FROM {{}}kept_{table} k WHERE k.{key} = {{}}{table}.{key}"
            alter(f"UPDATE {{}}{table} SET {column} = ({before})")
            assert journal.unsound() == frozenset(), f"{table}.{column}"


def _columns(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """Table, column and its type, as the database tells them."""
    if (tmp_path / "journal.sqlite3").exists():
        with closing(sqlite3.connect(tmp_path / "journal.sqlite3")) as db:
            for table in ("filings", "events"):
                for column in db.execute(f"PRAGMA table_info({table})"):
                    yield table, str(column[1]), str(column[2])
        return
    import psycopg

    told = (
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = 'portal_bot' AND table_name IN ('filings', 'events')"
    )
    with psycopg.connect(request.getfixturevalue("server").url("journal")) as db_:
        yield from ((str(t), str(c), str(k)) for t, c, k in db_.execute(told).fetchall())


@pytest.mark.parametrize("statement", ROWS)
def test_nothing_is_written_over_a_changed_row_and_its_word_is_not_told(
    store: tuple[JournalPort, Alter], statement: str, tmp_path: Path
) -> None:
    journal, alter = store
    received, _ = both(journal)
    alter(statement)
    for write in (
        lambda: journal.verify(received, verified=True),
        lambda: journal.note(received, "note", {}),
        lambda: journal.keep_evidence(received, tmp_path),
        lambda: journal.owe(received, Due(1, "", ""), by="record"),
    ):
        with pytest.raises(JournalAltered):
            write()
    altered = journal.by_id("PB-A")
    assert altered is not None
    assert altered.altered
    report = of_filing(altered, Path("a.yaml"))
    assert (report.state, report.receipt, report.verified) == ("uncertain", None, None)
    assert report.exit_code == 40
    assert report.error is not None
    assert report.error.code == "journal_altered"


@pytest.mark.parametrize("statement", [*ROWS, *HISTORIES[:3]])
def test_the_others_go_on(store: tuple[JournalPort, Alter], statement: str) -> None:
    journal, alter = store
    _, uncertain = both(journal)
    alter(statement)
    assert journal.open(B) == uncertain
    assert asked_of(journal, "PB-B").filing == uncertain
    received = journal.receive(uncertain, Receipt("H45-9"), how="reconciliation")
    assert journal.verify(received, verified=True).state is State.VERIFIED
    assert journal.unsound() == {"PB-A"}
    fresh = journal.open(replace(A, id="PB-C", key="key-c"))
    assert journal.begin(fresh).attempts == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {}filings SET key = 'key-x' WHERE id = 'PB-A'",
        "UPDATE {}filings SET id = 'PB-X', key = 'key-x' WHERE id = 'PB-A'",
        "DELETE FROM {}filings WHERE id = 'PB-A'",
    ],
)
def test_a_row_that_was_taken_out_or_renamed_leaves_its_history(
    tmp_path: Path, statement: str
) -> None:
    """SQLite alone: PostgreSQL keeps a history's filing by a foreign key."""
    path = tmp_path / "journal.sqlite3"
    with Journal(path, SEAL) as journal:
        both(journal)
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(statement.replace("{}", ""))
        assert journal.unsound()
        with pytest.raises(JournalAltered, match="PB-A"):
            journal.open(A)


def test_another_rows_word_and_seal_are_no_seal_of_this_one(
    store: tuple[JournalPort, Alter],
) -> None:
    journal, alter = store
    both(journal)
    columns = ("state", "receipt", "intent", "attempts", "head", "mac")
    taken = (f"{c} = (SELECT {c} FROM {{}}filings f WHERE f.id = 'PB-B')" for c in columns)
    alter(f"UPDATE {{}}filings SET {', '.join(taken)} WHERE id = 'PB-A'")
    assert journal.unsound() == {"PB-A"}


def test_a_filing_nobody_knows_is_no_altered_one(store: tuple[JournalPort, Alter]) -> None:
    with pytest.raises(UsageError):
        asked_of(store[0], "PB-NONE")


WHOLE = ("DELETE FROM {}events WHERE filing = 'PB-A'", "DELETE FROM {}filings WHERE id = 'PB-A'")
COVERED = {
    "the roll as it is": (),
    "its line of the roll": ("DELETE FROM {}roll WHERE id = 'PB-A'",),
    "its line, joined over": (
        "UPDATE {}roll SET next = (SELECT next FROM {}roll r WHERE r.id = 'PB-A') WHERE id = ''",
        "DELETE FROM {}roll WHERE id = 'PB-A'",
    ),
    "its line and the one before": ("DELETE FROM {}roll WHERE id IN ('', 'PB-A')",),
    "all of the roll": ("DELETE FROM {}roll",),
    "its line, with another's seal": (
        "DELETE FROM {}roll WHERE id = 'PB-A'",
        "UPDATE {}roll SET mac = (SELECT mac FROM {}roll r WHERE r.id = 'PB-B') WHERE id = ''",
    ),
}


@pytest.mark.parametrize("covered", COVERED)
def test_a_filing_that_was_taken_out_whole_is_never_taken_for_a_new_one(
    store: tuple[JournalPort, Alter], covered: str
) -> None:
    journal, alter = store
    _, uncertain = both(journal)
    for statement in (*WHOLE, *COVERED[covered]):
        alter(statement)
    assert journal.by_key(A.key) is None
    assert journal.unsound() & {"PB-A", "PB-B"}
    with pytest.raises(JournalAltered, match="PB-A"):
        journal.open(A)
    assert journal.by_key(A.key) is None
    # What stands there still goes on.
    assert journal.open(B) == uncertain


def test_others_are_entered_around_one_that_was_taken_out(
    store: tuple[JournalPort, Alter],
) -> None:
    journal, alter = store
    both(journal)
    for statement in WHOLE:
        alter(statement)
    for name in ("PB-0", "PB-AA", "PB-C", "PB-A0"):
        journal.open(replace(A, id=name, key=f"key-{name}"))
    assert journal.unsound() == {"PB-A"}
    with pytest.raises(JournalAltered, match="PB-A"):
        journal.open(A)
