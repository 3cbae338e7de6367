"""A home of before: locked at the first run that writes, word for word, and once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from portal_bot.journal import Filing, Journal, Seal, State
from portal_bot.journal.backup import back_up
from portal_bot.keeping.verify import verify
from portal_bot.run.home import JOURNAL, home_secret, journal_of_home, reading
from portal_bot.run.older_home import lock_older
from portal_bot.strongbox.box import box_of

NAME = "Nguyễn Thị Cũ"
NUMBER = "H45.22243-261122-0001"


def older(home: Path) -> bytes:
    """Schema 3, as it was written: sealed, and in the clear."""
    secret = home_secret(home)
    with Journal(home / JOURNAL, Seal(secret)) as journal:
        new = Filing("PB-A", "key-a", "mock", "birth", f"/{NAME}.yaml", "hash", State.NEW)
        filing = journal.begin(journal.open(new))
        result = home / "results" / "mock" / NUMBER / "ket-qua.pdf"
        journal.note(filing, "result", {"file": str(result)})
        journal.note(filing, "office_state", {"state": "x", "reason": NAME})
        other = Filing("PB-B", "key-b", "mock", "birth", f"/{NAME} 2.yaml", "hash", State.NEW)
        journal.open(other)
    for name in ("journal.json", "proof.html"):
        file = home / "evidence" / "mock" / "PB-A" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name} {NAME}")
        file.chmod(0o400)
    result.parent.mkdir(parents=True)
    result.write_text(NAME)
    with closing(sqlite3.connect(home / JOURNAL)) as db, db:
        db.execute("UPDATE meta SET value = '3' WHERE name = 'schema'")
    back_up(home / JOURNAL)
    return secret


def test_all_of_it_is_locked_and_read_as_before(tmp_path: Path) -> None:
    secret = older(tmp_path)
    with reading(tmp_path) as journal:
        assert journal.history("PB-A")[-1]["reason"] == NAME
    with journal_of_home(tmp_path, secret) as journal:
        assert lock_older(tmp_path, journal) == 3
        assert journal.unsound() == frozenset()
    for file in (f for f in tmp_path.rglob("*") if f.is_file()):
        assert NAME.encode() not in file.read_bytes(), file
    with reading(tmp_path) as journal:
        assert [f.path for f in journal.all()] == [f"/{NAME}.yaml", f"/{NAME} 2.yaml"]
        told = [event for event in journal.history("PB-A") if event["kind"] == "office_state"]
        assert told[0]["reason"] == NAME
    box = box_of(tmp_path)
    proof = tmp_path / "evidence" / "mock" / "PB-A" / "proof.html"
    assert box.read(proof) == f"proof.html {NAME}".encode()
    assert proof.with_name("proof.html.sealed").stat().st_mode & 0o777 == 0o400
    assert box.read(tmp_path / "results" / "mock" / NUMBER / "ket-qua.pdf") == NAME.encode()
    assert lock_older(tmp_path) == 0
    assert [fault for fault in verify(tmp_path).faults if fault.what != "missing"] == []


def test_what_other_hands_changed_before_is_not_sealed_with_the_rest(tmp_path: Path) -> None:
    secret = older(tmp_path)
    with closing(sqlite3.connect(tmp_path / JOURNAL)) as db, db:
        db.execute("UPDATE filings SET attempts = 0 WHERE id = 'PB-A'")
    with journal_of_home(tmp_path, secret) as journal:
        assert journal.unsound() == {"PB-A"}
        assert not journal.is_sound("PB-A")
