"""The journal: what is written is true, also after a kill."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal_bot.errors import SetupError
from portal_bot.journal import Fault, Filing, Journal, Receipt, State

SOON = datetime.now(UTC) + timedelta(seconds=30)
NEW = Filing("PB-A", "key-a", "mock", "birth_registration", "a.yaml", "hash-1", State.NEW)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite3") as journal:
        yield journal


def test_a_new_filing_is_checked_and_found_again_by_its_key(journal: Journal) -> None:
    opened = journal.open(NEW)
    assert opened.state is State.CHECKED
    assert journal.by_key("key-a") == opened
    assert journal.all() == [opened]


def test_an_intent_survives_in_a_second_reader(journal: Journal) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    with Journal(journal.path) as second:
        assert second.by_key("key-a") == intended
        assert second.history("PB-A")[-1]["kind"] == "intent"


def test_no_second_attempt_begins_while_an_intent_is_open(journal: Journal) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    with pytest.raises(ValueError, match="open intent"):
        journal.begin(intended)


def test_an_open_intent_can_only_be_set_aside_as_uncertain(journal: Journal) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    with pytest.raises(ValueError, match="uncertain"):
        journal.set_aside(intended, State.FAILED, Fault("portal_unavailable", "…"))
    aside = journal.set_aside(intended, State.UNCERTAIN, Fault("submission_uncertain", "…"))
    assert aside.intent is not None


def test_a_receipt_closes_the_intent_and_a_read_back_verifies(journal: Journal) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    received = journal.receive(intended, Receipt("H45-1"), how="answer")
    assert (received.state, received.intent) == (State.RECEIVED, None)
    assert journal.verify(received, verified=False).state is State.RECEIVED
    assert journal.verify(received, verified=True).state is State.VERIFIED


def test_a_filed_dossier_keeps_its_own_content_and_path(journal: Journal) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    received = journal.receive(intended, Receipt("H45-1"), how="answer")
    other = replace(NEW, content_hash="hash-2", path="b.yaml")
    assert journal.open(other) == received


def test_a_dossier_that_was_never_sent_takes_the_mended_content(journal: Journal) -> None:
    failed = journal.set_aside(
        journal.begin(journal.open(NEW)), State.FAILED, Fault("portal_changed", "…")
    )
    mended = journal.open(replace(NEW, content_hash="hash-2"))
    assert (mended.content_hash, mended.state) == ("hash-2", failed.state)


@pytest.mark.parametrize("state", [State.RECEIVED, State.VERIFIED])
def test_there_is_no_way_back_from_a_receipt(journal: Journal, state: State) -> None:
    intended = journal.intend(journal.begin(journal.open(NEW)), click_deadline=SOON)
    filed = journal.receive(intended, Receipt("H45-1"), how="answer")
    if state is State.VERIFIED:
        filed = journal.verify(filed, verified=True)
    with pytest.raises(ValueError, match="no way"):
        journal.begin(filed)
    with pytest.raises(ValueError, match="no way"):
        journal.release(filed, "…")


def test_a_damaged_journal_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(b"not a database, and long enough to be read as a damaged one" * 20)
    with pytest.raises(SetupError, match="khôi phục"):
        Journal(path)


def test_a_journal_of_a_newer_version_is_refused(journal: Journal) -> None:
    journal.close()
    with sqlite3.connect(journal.path) as db:
        db.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    db.close()
    with pytest.raises(SetupError, match="phiên bản 99"):
        Journal(journal.path)


def test_the_journal_is_for_its_owner_only(journal: Journal) -> None:
    assert journal.path.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a POSIX signal")
def test_what_was_written_before_a_kill_is_there_after_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    script = textwrap.dedent(f"""
        import os, signal
        from datetime import UTC, datetime
        from pathlib import Path
        from portal_bot.journal import Filing, Journal, State
        journal = Journal(Path({str(path)!r}))
        new = Filing("PB-A", "key-a", "mock", "x", "a.yaml", "h", State.NEW)
        journal.intend(journal.begin(journal.open(new)), click_deadline=datetime.now(UTC))
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    ended = subprocess.run([sys.executable, "-c", script], env=dict(os.environ), check=False)
    assert ended.returncode == -signal.SIGKILL
    with Journal(path) as journal:
        known = journal.by_key("key-a")
    assert known is not None
    assert known.intent is not None
    assert known.state is State.FILING


def test_the_numbers_of_one_portals_receipts_are_known(journal: Journal) -> None:
    filing = journal.begin(journal.open(NEW))
    assert journal.receipts("mock") == set()
    journal.receive(filing, Receipt("H45-1", "2026-11-22T09:00:00+07:00"), how="answer")
    assert journal.receipts("mock") == {"H45-1"}
    assert journal.receipts("daklak") == set()


def test_a_filing_is_found_by_its_id(journal: Journal) -> None:
    opened = journal.open(NEW)
    assert journal.by_id("PB-A") == opened
    assert journal.by_id("PB-B") is None
