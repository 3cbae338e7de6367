"""The journal of one home: one SQLite file, one writer.

It alone answers "was this dossier submitted?". Every change is one transaction, flushed to the disk
before the call returns, so after a kill at any instruction the journal says either that an intent
was made or that it was not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random

from portal_bot.errors import SetupError
from portal_bot.journal import roll
from portal_bot.journal.covering import Cover, covered, covered_detail
from portal_bot.journal.filing import Filing
from portal_bot.journal.port import JournalPort
from portal_bot.journal.refusals import JournalAltered, TakenOver
from portal_bot.journal.rows import (
    CHANGING,
    COLUMN_NAMES,
    INSERT,
    LINE,
    SELECT,
    TABLES,
    UPDATE,
    changes_of,
    event_of,
    filing_of,
    history_of,
    is_sealed,
    known_of,
    now,
    row_of,
)
from portal_bot.journal.schema import (
    meta,
    open_schema,
    reseal,
    roll_of,
    row_of_id,
    transaction,
    unsound_in,
)
from portal_bot.journal.seal import Seal
from portal_bot.reasons import in_words
from portal_bot.rooms import PRIVATE_FILE, private_dir
from portal_bot.strongbox import is_covered

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
        seal: the home's. `None`: for reading only, and nothing is said of who wrote what is read.
        cover: covers what is personal. `None`: nothing is covered, and what was stays hidden.

    Raises:
        SetupError: the file is damaged, was written by a newer version or with another secret, or
            is busy for too long.
    """

    def __init__(self, path: Path, seal: Seal | None = None, cover: Cover | None = None) -> None:
        super().__init__()
        self.path = path
        self._seal = seal
        self._cover = cover
        if not path.exists():
            private_dir(path.parent)
            path.touch(mode=PRIVATE_FILE)
            path.chmod(PRIVATE_FILE)
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

    @classmethod
    def reading(cls, path: Path, seal: Seal | None, cover: Cover | None = None) -> Journal:
        """A journal that is only read; its seals are looked at where they are ours."""
        journal = cls(path)
        journal._cover = cover
        if seal is not None and meta(journal._db, "secret") == seal.fingerprint:
            journal._seal = seal
        return journal

    def hide(self) -> None:
        """From now on what is covered stays so: there is no key, or nobody needs to know."""
        self._cover = None

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
            self._db.executescript(TABLES + roll.SQLITE)
            open_schema(self._db, self.path, self._seal, self._cover)
        except BaseException:
            self.close()
            raise

    def _insist_not_reading(self) -> None:
        if self._seal is None and meta(self._db, "secret") is not None:
            raise ValueError(f"{self.path} is sealed: open it with the home's secret to write")

    def _insist_writable(self, filing_id: str) -> None:
        """In a transaction, before a row is changed: it must be as it was written."""
        self._insist_not_reading()
        if self._seal is None:
            return
        if (row := row_of_id(self._db, filing_id)) is None or filing_of(
            row, self._seal, self._cover
        ).altered:
            raise JournalAltered(filing_id)

    def is_sound(self, filing_id: str) -> bool:
        return self._seal is None or is_sealed(self._db, self._seal, filing_id)

    def unsound(self) -> frozenset[str]:
        return frozenset() if self._seal is None else unsound_in(self._db, self._seal)

    def close(self) -> None:
        self._db.close()

    def note(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> None:
        with transaction(self._db):
            self._insist_writable(filing.id)
            self._note(filing, kind, detail)

    def keep_evidence(self, filing: Filing, folder: Path) -> Filing:
        with transaction(self._db):
            self._insist_writable(filing.id)
            self._db.execute(
                "UPDATE filings SET evidence = ? WHERE id = ?", (str(folder), filing.id)
            )
            self._note(filing, "evidence", {})
        return replace(filing, evidence=str(folder))

    def by_key(self, key: str) -> Filing | None:
        row = self._db.execute(SELECT + " WHERE key = ?", (key,)).fetchone()
        return None if row is None else filing_of(row, self._seal, self._cover)

    def all(self) -> list[Filing]:
        rows = self._db.execute(SELECT + " ORDER BY rowid")
        return [filing_of(row, self._seal, self._cover) for row in rows]

    def history(self, filing_id: str) -> list[dict[str, Any]]:
        rows = self._db.execute(
            "SELECT seq, attempt, at, kind, detail FROM events WHERE filing = ? ORDER BY seq",
            (filing_id,),
        )
        return history_of(rows, filing_id, self._cover)

    def events(self, kinds: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        rows = self._db.execute(
            "SELECT filing, seq, attempt, at, kind, detail FROM events "  # noqa: S608 - marks only
            f"WHERE kind IN ({', '.join('?' * len(kinds))}) ORDER BY seq",
            tuple(kinds),
        )
        for filing, *event in rows:
            if self._cover is None and is_covered(event[-1]):
                continue
            # What was purged, or does not open, is told with its filing, not here.
            with suppress(ValueError, TypeError):
                yield filing, event_of(tuple(event), filing, self._cover)

    def _add(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> Filing:
        with transaction(self._db):
            self._insist_not_reading()
            if self._seal is not None:
                roll_of(self._db, self._seal).enter(filing.id)
            row = covered(self._cover, filing.id, COLUMN_NAMES, row_of(filing))
            self._db.execute(INSERT, (*row, now()))
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
        with transaction(self._db):
            self._insist_writable(old.id)
            changes = covered(self._cover, new.id, CHANGING, changes_of(new))
            done = self._db.execute(UPDATE, (*changes, now(), *known_of(old)))
            if done.rowcount == 0:
                raise TakenOver(old, kind)
            self._note(new, kind, detail)
        return new

    def _note(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> None:
        text = json.dumps(detail, ensure_ascii=False)
        stored = covered_detail(self._cover, filing.id, kind, text)
        line = (filing.attempts, now(), kind, stored)
        self._db.execute(
            f"INSERT INTO events (filing, {LINE}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - likewise
            (filing.id, *line),
        )
        if self._seal is not None and (row := row_of_id(self._db, filing.id)) is not None:
            reseal(self._db, self._seal, filing.id, self._seal.next(row[-2], line))

    def receipts(self, portal: str, world: str | None = None) -> set[str]:
        rows = self._db.execute(
            "SELECT receipt, marks FROM filings WHERE portal = ? AND receipt IS NOT NULL", (portal,)
        )
        return {
            json.loads(receipt)[0]
            for receipt, marks in rows
            if world is None or marks is None or json.loads(marks)["world"] == world
        }

    def by_id(self, filing_id: str) -> Filing | None:
        row = row_of_id(self._db, filing_id)
        return None if row is None else filing_of(row, self._seal, self._cover)
