"""Other hands change a home: every file, every column of every table, found by looking at them.

What a later version keeps is so tried, too: a file or a column that `verify` does not look at turns
this red.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from portal_bot.atomic_write import write_private
from portal_bot.errors import SetupError
from portal_bot.filing.report import Report, of_filing
from portal_bot.keeping.verify import verify
from portal_bot.reports.open_page import NAME, write_open_page
from portal_bot.run.home import JOURNAL, reading
from tests.support.kept_home import as_made, made_kept

pytestmark = pytest.mark.usefixtures("on_the_machines_day")

# Of what is gone altogether without a fault, as docs/giu-va-xoa.md says: copies of what is there,
# hashes by which only a difference is told, a key of which somebody else may have the copy.
MAY_GO = ("backups/", "fingerprints/", "home.key", "reports/20261122/manifest.json")
# Holds nothing.
NOTHING = ("keys.lock",)
DEEDS: dict[str, Callable[[bytes], bytes]] = {
    "first byte": lambda content: bytes([content[0] ^ 1]) + content[1:],
    "middle byte": lambda content: _bent(content, len(content) // 2),
    "last byte": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "cut": lambda content: content[: len(content) // 2],
    "longer": lambda content: content + b"x\n",
    "emptied": lambda _content: b"",
}


# What is put into a column: `{0}` in the table `{1}`.
VALUES = ("'x'", "NULL", "7", "x'ff'", "(SELECT {0} FROM {1} t WHERE t.rowid <> {1}.rowid)")


def _bent(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_kept(tmp_path_factory.mktemp("kept"))


def unseen(home: Path, deed: Callable[[], object]) -> bool:
    """Whether `verify` has nothing against a home after the deed; it was right before."""
    as_made(home)
    deed()
    return not verify(home).faults


def test_every_file_that_is_changed_is_named(made: Path) -> None:
    assert verify(as_made(made)).faults == []
    files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    # One of a kind: those of the other filing are as these.
    files = [file for file in files if "PB-B" not in str(file)]
    assert len(files) >= 18
    missed = []
    for name in files:
        if str(name) in NOTHING:
            continue
        for deed, change in DEEDS.items():
            # Pages of a database are not used to the last byte; columns are tried by themselves.
            if name.suffix == ".sqlite3" and deed in {"middle byte", "last byte"}:
                continue

            def do(name: Path = name, change: Callable[[bytes], bytes] = change) -> None:
                file = made / name
                file.chmod(0o600)
                file.write_bytes(change(file.read_bytes()))

            if unseen(made, do):
                missed.append(f"{name}: {deed}")
        if not str(name).startswith(MAY_GO) and unseen(made, (made / name).unlink):
            missed.append(f"{name}: gone")
    assert missed == []


def test_every_column_of_every_table_is_looked_at(made: Path) -> None:
    with closing(sqlite3.connect(as_made(made) / JOURNAL)) as db:
        tables = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        columns = [
            (table, str(column[1]))
            for table in tables
            for column in db.execute(f'PRAGMA table_info("{table}")')
        ]
    assert len(columns) >= 31
    missed = []
    for table, column in columns:
        for value in (
            "'x'",
            "NULL",
            "7",
            "x'ff'",
            "(SELECT {0} FROM {1} t WHERE t.rowid <> {1}.rowid)",
        ):
            said = value.format(column, table)
            for end in ("min", "max"):
                row = f"rowid = (SELECT {end}(rowid) FROM {table}) AND {column} IS NOT {said}"
                change = f"UPDATE {table} SET {column} = {said} WHERE {row}"
                if _taken(made, change) and not verify(made).faults:
                    missed.append(f"{table}.{column} = {said}")
                if "x'" in said and end == "min":
                    # What is no text stops nobody who only lists what there is.
                    with suppress(SetupError), reading(made) as journal:
                        assert json.dumps([of_filing(one, made).as_json() for one in journal.all()])
    assert missed == []


def _taken(home: Path, change: str) -> bool:
    """Changes the journal as it was made; false: the database does not take it."""
    for file in home.glob(f"{JOURNAL}*"):
        file.unlink()
    shutil.copy(home.with_name("as-made") / JOURNAL, home / JOURNAL)
    try:
        return bool(_run(home, change))
    except sqlite3.IntegrityError:
        return False


def _run(home: Path, *statements: str) -> int:
    with closing(sqlite3.connect(home / JOURNAL)) as db, db:
        return sum(db.execute(statement).rowcount for statement in statements)


ROWS = {
    "a filing's row": ["DELETE FROM filings WHERE id = 'PB-A'"],
    "all of a filing": [
        "DELETE FROM filings WHERE id = 'PB-B'",
        "DELETE FROM events WHERE filing = 'PB-B'",
        "DELETE FROM roll WHERE id = 'PB-B'",
    ],
    "the last line": ["DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)"],
    "two lines swapped": [
        "UPDATE events SET seq = -1 WHERE seq = 2", "UPDATE events SET seq = 2 WHERE seq = 3",
        "UPDATE events SET seq = 3 WHERE seq = -1",
    ],
    "two rows swapped": [
        "UPDATE filings SET id = 'x' WHERE id = 'PB-A'",
        "UPDATE filings SET id = 'PB-A' WHERE id = 'PB-B'",
        "UPDATE filings SET id = 'PB-B' WHERE id = 'x'",
    ],
    "a line added": [
        """INSERT INTO events (filing, attempt, at, kind, detail)
           SELECT filing, attempt, at, kind, detail FROM events WHERE seq = 1"""
    ],
    "a filing added": [
        """INSERT INTO filings SELECT 'PB-C', 'key-c', portal, procedure, path, content_hash,
           state, attempts, intent, receipt, verified, fault, evidence, changed_at, due, account,
           marks, head, mac FROM filings WHERE id = 'PB-A'"""
    ],
    "numbered anew": ["UPDATE events SET seq = 99 WHERE seq = (SELECT max(seq) FROM events)"],
    "turned back": ["UPDATE events SET at = '2020-01-01T00:00:00+00:00'"],
    "another's secret": ["UPDATE meta SET value = '0000000000000000' WHERE name = 'secret'"],
    "an older version": ["UPDATE meta SET value = '3' WHERE name = 'schema'"],
    "the oldest version": [
        "UPDATE meta SET value = '1' WHERE name = 'schema'",
        "DELETE FROM meta WHERE name = 'secret'",
    ],
    "a word of its own": ["INSERT INTO meta VALUES ('note', 'x')"],
    "a column": ["ALTER TABLE filings ADD COLUMN more TEXT"],
    "a column that is reckoned": [
        "ALTER TABLE events ADD COLUMN more TEXT GENERATED ALWAYS AS (kind) VIRTUAL"
    ],
    "a table without its bounds": [
        "CREATE TABLE more AS SELECT * FROM filings", "DROP TABLE filings",
        "ALTER TABLE more RENAME TO filings", "CREATE INDEX filings_path ON filings (path)",
    ],
    "no bound of a key": [
        "PRAGMA writable_schema = 1",
        """UPDATE sqlite_master SET sql = replace(sql, 'key TEXT NOT NULL UNIQUE', 'key TEXT')
           WHERE name = 'filings'""",
        "DELETE FROM sqlite_master WHERE name = 'sqlite_autoindex_filings_2'",
    ],
    "a table": ["CREATE TABLE more (a)"],
    "a view": ["CREATE VIEW more AS SELECT * FROM filings"],
    "a trigger": [
        "CREATE TRIGGER more AFTER INSERT ON events BEGIN DELETE FROM roll; END"
    ],
    "no histories": ["DROP TABLE events"],
    "no roll": ["DROP TABLE roll"],
    "nothing said of itself": ["DROP TABLE meta"],
    "no rows": ["DELETE FROM filings"],
}  # fmt: skip


STRAYS = [
    *("evidence/stray", "evidence/mock/stray", "evidence/mock/PB-A/more.html.sealed"),
    *("evidence/mock/PB-A/more/a", "evidence/mock/PB-C/a", "results/stray"),
    *("results/mock/H45.22243-261122-0001/more.pdf.sealed", "results/more/a/b.pdf.sealed"),
    *("scans/stray", "scans/0123456789abcdef/more.sealed", "scans/more/made.json.sealed"),
    *("fingerprints/mock/PB-A.json", "fingerprints/stray", "keys/stray", "keys/PB-C.key"),
    *("reports/stray", "reports/20261122/more.html", "backups/stray", "counter/stray"),
]


@pytest.mark.parametrize("name", STRAYS)
def test_what_is_added_to_a_room_is_named(made: Path, name: str) -> None:
    def add() -> None:
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(b"x")

    assert not unseen(made, add)
    assert any(name.startswith(str(Path(f.where).relative_to(made))) for f in verify(made).faults)


def test_the_page_of_what_is_open_and_a_lock_are_no_strays(made: Path) -> None:
    def leave() -> None:
        write_open_page(Report(()), made / "reports" / NAME)
        write_private(made / "counter" / "lock", b"")

    assert unseen(made, leave)


def test_a_link_in_the_place_of_anything_is_named(made: Path) -> None:
    kept = sorted(path.relative_to(made) for path in as_made(made).rglob("*"))
    missed = []
    for name in kept:

        def lead_out(name: Path = name) -> None:
            there, elsewhere = made / name, made.with_name("elsewhere")
            shutil.rmtree(elsewhere, ignore_errors=True)
            elsewhere.unlink(missing_ok=True)
            there.rename(elsewhere)
            there.symlink_to(elsewhere)

        if unseen(made, lead_out) or str(made / name) not in {f.where for f in verify(made).faults}:
            missed.append(str(name))
    assert missed == []


@pytest.mark.parametrize("deed", ROWS)
def test_rows_that_are_taken_out_added_or_moved_are_noticed(made: Path, deed: str) -> None:
    assert not unseen(made, lambda: _run(made, *ROWS[deed]))


def test_what_is_wrong_in_a_copy_is_told_of_the_copy(made: Path) -> None:
    [copy] = (as_made(made) / "backups").glob("journal-*")
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("UPDATE filings SET receipt = NULL, state = 'checked' WHERE id = 'PB-A'")
    [fault] = verify(made).faults
    assert fault.where == str(copy)
    assert "PB-A" in fault.words
