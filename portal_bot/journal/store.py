"""The journal of one home: one SQLite file, one writer.

It alone answers "was this dossier submitted?". Every change is one transaction, flushed to the disk
before the call returns, so after a kill at any instruction the journal says either that an intent
was made or that it was not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random

from portal_bot.errors import SetupError
from portal_bot.journal.filing import Filing
from portal_bot.journal.port import SCHEMA, JournalPort, TakenOver
from portal_bot.journal.rows import (
    ADDED,
    INSERT,
    SELECT,
    TABLES,
    UPDATE,
    changes_of,
    event_of,
    filing_of,
    known_of,
    now,
    row_of,
)
from portal_bot.reasons import in_words

# How long another program's writing is waited for.
BUSY_S = 10.0


def _is_busy(error: BaseException) -> bool:
    return (
        isinstance(error, sqlite3.OperationalError)
        and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    )


class Journal(JournalPort):
    """The journal of one home. Opened by one writer at a time (`Home.lock`), read by any number.

    Args:
        path: the SQLite file; made with mode 0600 if it is not there.

    Raises:
        SetupError: the file is damaged, was written by a newer version, or is busy for too long.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S)
            self._prepare()
        except sqlite3.DatabaseError as error:
            if _is_busy(error):
                raise SetupError(
                    f"sổ nhật ký {path} đang được chương trình khác ghi; đợi rồi chạy lại cùng lệnh"
                ) from error
            raise SetupError(
                f"sổ nhật ký {path} bị hỏng ({in_words(error)}); không nộp gì thêm. Giữ nguyên "
                "tệp này, khôi phục từ bản sao lưu, rồi chạy lại cùng lệnh"
            ) from error

    def _prepare(self) -> None:
        try:
            # Two who make the same new journal at once: SQLite itself does not wait for the other's
            # change to WAL.
            patient = Retrying(
                retry=retry_if_exception(_is_busy),
                wait=wait_random(max=0.05),
                stop=stop_after_delay(BUSY_S),
                reraise=True,
            )
            patient(self._db.execute, "PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript(TABLES)
            self._check_schema()
        except BaseException:
            self.close()
            raise

    def _schema(self) -> int | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
        return None if row is None else int(row[0])

    def _check_schema(self) -> None:
        version = self._schema()
        if version is None:
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", (str(SCHEMA),))
            version = self._schema()
        if version == 1:
            version = self._widen()
        if version != SCHEMA:
            raise SetupError(
                f"sổ nhật ký {self.path} thuộc phiên bản {version}, chương trình này đọc phiên bản "
                f"{SCHEMA}: hãy dùng phiên bản portal-bot tương ứng"
            )

    def _widen(self) -> int | None:
        """Gives a journal of schema 1 the columns that it lacks; no row of it is touched."""
        with self._transaction():
            # Another program may have done it while this one waited for its turn.
            if self._schema() == 1:
                known = {row[1] for row in self._db.execute("PRAGMA table_info(filings)")}
                for column in ADDED:
                    if column not in known:
                        self._db.execute(f"ALTER TABLE filings ADD COLUMN {column} TEXT")
                self._db.execute("UPDATE meta SET value = ? WHERE name = 'schema'", (str(SCHEMA),))
        return self._schema()

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def note(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> None:
        with self._transaction():
            self._note(filing, kind, detail)

    def keep_evidence(self, filing: Filing, folder: Path) -> Filing:
        with self._transaction():
            self._db.execute(
                "UPDATE filings SET evidence = ? WHERE id = ?", (str(folder), filing.id)
            )
            self._note(filing, "evidence", {})
        return replace(filing, evidence=str(folder))

    def by_key(self, key: str) -> Filing | None:
        row = self._db.execute(SELECT + " WHERE key = ?", (key,)).fetchone()
        return None if row is None else filing_of(row)

    def all(self) -> list[Filing]:
        rows = self._db.execute(SELECT + " ORDER BY rowid")
        return [filing_of(row) for row in rows]

    def history(self, filing_id: str) -> list[dict[str, Any]]:
        rows = self._db.execute(
            "SELECT seq, attempt, at, kind, detail FROM events WHERE filing = ? ORDER BY seq",
            (filing_id,),
        )
        return [event_of(row) for row in rows]

    def events(self, kinds: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        rows = self._db.execute(
            "SELECT filing, seq, attempt, at, kind, detail FROM events "  # noqa: S608 - marks only
            f"WHERE kind IN ({', '.join('?' * len(kinds))}) ORDER BY seq",
            tuple(kinds),
        )
        for filing, *event in rows:
            yield filing, event_of(tuple(event))

    def _add(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> Filing:
        with self._transaction():
            self._db.execute(INSERT, (*row_of(filing), now()))
            self._note(filing, kind, detail)
        return filing

    def _change(
        self,
        old: Filing,
        new: Filing,
        kind: str,
        detail: Mapping[str, Any],
        *,
        by_anyone: bool = False,
    ) -> Filing:
        with self._transaction():
            done = self._db.execute(UPDATE, (*changes_of(new), now(), *known_of(old)))
            if done.rowcount == 0:
                raise TakenOver(old, kind)
            self._note(new, kind, detail)
        return new

    def _note(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> None:
        self._db.execute(
            "INSERT INTO events (filing, attempt, at, kind, detail) VALUES (?, ?, ?, ?, ?)",
            (filing.id, filing.attempts, now(), kind, json.dumps(detail, ensure_ascii=False)),
        )

    def receipts(self, portal: str) -> set[str]:
        rows = self._db.execute(
            "SELECT receipt FROM filings WHERE portal = ? AND receipt IS NOT NULL", (portal,)
        )
        return {json.loads(receipt)[0] for (receipt,) in rows}

    def by_id(self, filing_id: str) -> Filing | None:
        row = self._db.execute(SELECT + " WHERE id = ?", (filing_id,)).fetchone()
        return None if row is None else filing_of(row)
