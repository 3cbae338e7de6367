"""The tables of a home's journal: made, widened, and sealed once by who has the secret."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portal_bot.errors import SetupError
from portal_bot.journal.covering import PERSONAL, Cover, covered, covered_detail
from portal_bot.journal.refusals import OtherSecret
from portal_bot.journal.roll import Roll
from portal_bot.journal.rows import (
    ADDED,
    CLEAR,
    LINE,
    OLDER,
    PLAIN,
    SCHEMA,
    SEALED_SCHEMA,
    SELECT,
    is_sealed,
    keyed_detail,
    lines_of,
)
from portal_bot.journal.seal import Seal


def open_schema(
    db: sqlite3.Connection, path: Path, seal: Seal | None, cover: Cover | None = None
) -> None:
    """Brings a journal to what this version reads.

    Args:
        db: the journal.
        path: where it lies.
        seal: the home's, if it is to be written.
        cover: covers what is personal of one that is older.

    Raises:
        SetupError: it is a newer version's, or was made with another secret.
    """
    if meta(db, "schema") is None:
        db.execute("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", (str(SCHEMA),))
    # What was sealed once is no older journal, whatever it says of itself.
    older = meta(db, "schema") in OLDER and meta(db, "secret") is None
    if older:
        _widen(db, seal)
    if seal is not None and meta(db, "secret") == seal.fingerprint:
        _cover_all(db, seal, cover)
    version = meta(db, "schema")
    # Who only reads leaves an older journal as old as it is.
    if version != str(SCHEMA) and not (seal is None and version in CLEAR):
        raise SetupError(
            f"sổ nhật ký {path} thuộc phiên bản {version}, chương trình này đọc phiên bản "
            f"{SCHEMA}: hãy dùng phiên bản portal-bot tương ứng"
        )
    if seal is not None:
        _check_secret(db, path, seal)


def meta(db: sqlite3.Connection, name: str) -> str | None:
    """What the journal says of itself, or `None`."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it, or nothing; durable when it ends."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # A full disk may have undone it already.
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def row_of_id(db: sqlite3.Connection, filing_id: str) -> tuple[Any, ...] | None:
    """A filing's row as `SELECT` gives it."""
    found = db.execute(SELECT + " WHERE id = ?", (filing_id,)).fetchone()
    return None if found is None else tuple(found)


def reseal(db: sqlite3.Connection, seal: Seal, filing_id: str, head: str) -> None:
    """Seals a row as it stands now, with its history's new head."""
    if (row := row_of_id(db, filing_id)) is not None:
        db.execute(
            "UPDATE filings SET head = ?, mac = ? WHERE id = ?",
            (head, seal.row(row[:-2], head), filing_id),
        )


def roll_of(db: sqlite3.Connection, seal: Seal) -> Roll:
    """The journal's roll."""
    return Roll(seal, lambda statement, values=(): db.execute(statement, values).fetchall())


def unsound_in(db: sqlite3.Connection, seal: Seal) -> frozenset[str]:
    """The filings whose row, history or place in the roll other hands changed, by their ids."""
    heads: dict[str, str] = {}
    for filing, *line in db.execute(f"SELECT filing, {LINE} FROM events ORDER BY seq"):  # noqa: S608 - our own names only
        heads[filing] = seal.next(heads.get(filing), tuple(line))
    known: dict[str, bool] = {}
    for row in db.execute(SELECT):
        whole = seal.holds(row[:-2], row[-2], row[-1])
        known[row[0]] = whole and heads.get(row[0], "") == (row[-2] or "")
    # A history without its filing: the row was taken out; or all of it, but for the roll.
    gone = (heads.keys() - known) | roll_of(db, seal).missing(known)
    changed = {filing for filing, whole in known.items() if not whole} | gone
    # Other hands may have put anything there, nothing among it.
    return frozenset(map(str, changed))


def _check_secret(db: sqlite3.Connection, path: Path, seal: Seal) -> None:
    made_with = meta(db, "secret")
    if made_with == seal.fingerprint:
        return
    if db.execute("SELECT 1 FROM filings").fetchone():
        raise OtherSecret(f"sổ nhật ký {path}", made_with)
    # Nothing depends on a secret yet; what lies beside a blank journal is for its home.
    with transaction(db):
        db.execute("DELETE FROM roll")
        roll_of(db, seal).begin([])
        db.execute("INSERT OR REPLACE INTO meta VALUES ('secret', ?)", (seal.fingerprint,))


def _widen(db: sqlite3.Connection, seal: Seal | None) -> None:
    """Gives an older journal its columns and, where the secret is at hand, its seals."""
    if seal is None and not _lacking(db):
        return
    with transaction(db):
        for column in _lacking(db):
            db.execute(f"ALTER TABLE filings ADD COLUMN {column} TEXT")
        # Another program may have done it while this one waited for its turn.
        if seal is not None and meta(db, "schema") in OLDER:
            _seal_all(db, seal)
            told = {"schema": str(SEALED_SCHEMA), "secret": seal.fingerprint}
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", told.items())


def _cover_all(db: sqlite3.Connection, seal: Seal, cover: Cover | None) -> None:
    """Covers what is personal in a journal of before; what other hands changed stays as it is."""
    if meta(db, "schema") != str(SEALED_SCHEMA):
        return
    with transaction(db):
        # Another program may have done it while this one waited for its turn.
        if meta(db, "schema") == str(SEALED_SCHEMA):
            for (filing,) in db.execute("SELECT id FROM filings").fetchall():
                if cover is not None and is_sealed(db, seal, filing):
                    _cover_one(db, seal, cover, filing)
            db.execute("UPDATE meta SET value = ? WHERE name = 'schema'", (str(SCHEMA),))
    if cover is not None:
        # What stood there in the clear is not to be found in pages that are free now.
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _cover_one(db: sqlite3.Connection, seal: Seal, cover: Cover, filing: str) -> None:
    found = db.execute("SELECT seq, kind, detail FROM events WHERE filing = ?", (filing,))
    db.executemany(
        "UPDATE events SET detail = ? WHERE seq = ?",
        [(covered_detail(cover, filing, kind, text), seq) for seq, kind, text in found.fetchall()],
    )
    names = sorted(PERSONAL)
    row = db.execute(f"SELECT {', '.join(names)} FROM filings WHERE id = ?", (filing,)).fetchone()  # noqa: S608 - our own names only
    db.execute(
        f"UPDATE filings SET {' = ?, '.join(names)} = ? WHERE id = ?",  # noqa: S608 - likewise
        (*covered(cover, filing, names, row), filing),
    )
    reseal(db, seal, filing, seal.head(lines_of(db, filing)))


def _lacking(db: sqlite3.Connection) -> list[str]:
    known = {row[1] for row in db.execute("PRAGMA table_info(filings)")}
    return [column for column in ADDED if column not in known]


def _seal_all(db: sqlite3.Connection, seal: Seal) -> None:
    told = db.execute(f"SELECT seq, detail FROM events WHERE {PLAIN}").fetchall()  # noqa: S608 - our own names only
    db.executemany(
        "UPDATE events SET detail = ? WHERE seq = ?",
        [(keyed_detail(seal, detail), seq) for seq, detail in told],
    )
    for filing, content in db.execute("SELECT id, content_hash FROM filings").fetchall():
        db.execute(
            "UPDATE filings SET content_hash = ? WHERE id = ?", (seal.content(content), filing)
        )
        reseal(db, seal, filing, seal.head(lines_of(db, filing)))
    roll_of(db, seal).begin(filing for (filing,) in db.execute("SELECT id FROM filings"))
