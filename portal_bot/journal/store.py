"""The durable record of what we meant to do and what we know happened.

One SQLite file in the home. It alone answers "was this dossier submitted?". Every change is one
transaction, flushed to the disk before the call returns, so after a kill at any instruction the
journal says either that an intent was made or that it was not.

The journal holds no value of a declaration: keys are keyed hashes, contents are hashes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from portal_bot.errors import SetupError
from portal_bot.journal.filing import FILED, NEXT, Fault, Filing, Intent, Receipt, State
from portal_bot.journal.rows import SELECT, TABLES, UPSERT, filing_of, now, row_of

SCHEMA = 1


class Journal:
    """The journal of one home. Opened by one writer at a time (`Home.lock`), read by any number.

    Args:
        path: the SQLite file; made with mode 0600 if it is not there.

    Raises:
        SetupError: the file is damaged, or was written by a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise SetupError(
                f"sổ nhật ký {path} bị hỏng ({error}); không nộp gì thêm. Giữ nguyên tệp này, "
                "khôi phục từ bản sao lưu, rồi chạy lại cùng lệnh"
            ) from error

    def _prepare(self) -> None:
        try:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript(TABLES)
            self._check_schema()
        except BaseException:
            self.close()
            raise

    def _check_schema(self) -> None:
        row = self._db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
        if row is None:
            self._db.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA),))
        elif int(row[0]) != SCHEMA:
            raise SetupError(
                f"sổ nhật ký {self.path} thuộc phiên bản {row[0]}, chương trình này đọc phiên bản "
                f"{SCHEMA}: hãy dùng phiên bản portal-bot tương ứng"
            )

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def open(self, filing: Filing) -> Filing:
        """Returns the filing under this key as it stands, or notes this one as checked.

        A filing that was never sent takes the new content and path; one that was, keeps its own:
        the caller compares `content_hash`.
        """
        known = self.by_key(filing.key)
        if known is None:
            fresh = replace(filing, state=State.CHECKED)
            return self._change(fresh, State.CHECKED, {"content_hash": fresh.content_hash})
        settled = known.state in FILED or known.intent is not None
        if settled or (known.content_hash, known.path) == (filing.content_hash, filing.path):
            return known
        return self._change(
            replace(known, content_hash=filing.content_hash, path=filing.path),
            "content",
            {"content_hash": filing.content_hash},
        )

    def begin(self, filing: Filing) -> Filing:
        """A new attempt starts. Refused while an intent is open: that one is reconciled first."""
        if filing.intent is not None:
            raise ValueError(f"{filing.id} has an open intent: reconcile it, do not begin again")
        state = filing.state if filing.state is State.FILING else self._to(filing, State.FILING)
        begun = replace(filing, state=state, attempts=filing.attempts + 1, fault=None)
        return self._change(begun, "attempt", {})

    def intend(self, filing: Filing, *, click_deadline: datetime) -> Filing:
        """On the disk before the last click: from here on the state owns the dossier."""
        if filing.state is not State.FILING or filing.intent is not None:
            raise ValueError(f"{filing.id} is {filing.state}, not ready for an intent")
        intent = Intent(filing.attempts, datetime.now(UTC), click_deadline)
        detail = {"click_deadline": click_deadline.isoformat()}
        return self._change(replace(filing, intent=intent), "intent", detail)

    def withdraw(self, filing: Filing, reason: str) -> Filing:
        """The intent came to nothing, and that is certain: nothing was sent."""
        return self._change(replace(filing, intent=None), "not_sent", {"reason": reason})

    def note(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> None:
        """Adds a line to the filing's history; nothing else changes."""
        with self._transaction():
            self._note(filing, kind, detail)

    def receive(self, filing: Filing, receipt: Receipt, *, how: str) -> Filing:
        """A receipt is known: from the portal's answer (`how="answer"`) or by reconciliation."""
        state = filing.state if filing.state is State.RECEIVED else self._to(filing, State.RECEIVED)
        received = replace(filing, state=state, receipt=receipt, intent=None, fault=None)
        return self._change(received, "received", {"number": receipt.number, "how": how})

    def verify(self, filing: Filing, *, verified: bool, fault: Fault | None = None) -> Filing:
        """The stored record was compared with the dossier; unequal stays `received`."""
        state = self._to(filing, State.VERIFIED) if verified else filing.state
        return self._change(
            replace(filing, state=state, verified=verified, fault=fault),
            "verified" if verified else "not_verified",
            {} if fault is None else {"code": fault.code},
        )

    def set_aside(self, filing: Filing, state: State, fault: Fault) -> Filing:
        """Needs a person, rejected, failed or uncertain: with the reason.

        Only `uncertain` keeps the intent open. The other states say that nothing was sent.
        """
        if filing.intent is not None and state is not State.UNCERTAIN:
            raise ValueError(f"{filing.id} has an open intent: it is uncertain, not {state}")
        to = filing.state if filing.state is state else self._to(filing, state)
        return self._change(
            replace(filing, state=to, fault=fault), state.value, {"code": fault.code}
        )

    def release(self, filing: Filing, reason: str) -> Filing:
        """Back to `checked`: nothing was sent, it may be filed again."""
        free = replace(filing, state=self._to(filing, State.CHECKED), intent=None, fault=None)
        return self._change(free, "released", {"reason": reason})

    def keep_evidence(self, filing: Filing, folder: Path) -> Filing:
        """Notes where the filing's evidence lies."""
        return self._change(replace(filing, evidence=str(folder)), "evidence", {})

    def by_key(self, key: str) -> Filing | None:
        row = self._db.execute(SELECT + " WHERE key = ?", (key,)).fetchone()
        return None if row is None else filing_of(row)

    def all(self) -> list[Filing]:
        """Every filing, in the order in which they were first seen."""
        rows = self._db.execute(SELECT + " ORDER BY rowid")
        return [filing_of(row) for row in rows]

    def history(self, filing_id: str) -> list[dict[str, Any]]:
        """The filing's events, oldest first: the journal extract of the evidence."""
        rows = self._db.execute(
            "SELECT seq, attempt, at, kind, detail FROM events WHERE filing = ? ORDER BY seq",
            (filing_id,),
        )
        return [
            {"seq": seq, "attempt": attempt, "at": at, "kind": kind, **json.loads(detail)}
            for seq, attempt, at, kind, detail in rows
        ]

    def _to(self, filing: Filing, state: State) -> State:
        if state not in NEXT[filing.state]:
            raise ValueError(f"{filing.id}: no way from {filing.state} to {state}")
        return state

    def _change(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> Filing:
        with self._transaction():
            self._write(filing)
            self._note(filing, kind, detail)
        return filing

    def _note(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> None:
        self._db.execute(
            "INSERT INTO events (filing, attempt, at, kind, detail) VALUES (?, ?, ?, ?, ?)",
            (filing.id, filing.attempts, now(), kind, json.dumps(detail, ensure_ascii=False)),
        )

    def _write(self, filing: Filing) -> None:
        self._db.execute(UPSERT, (*row_of(filing), now()))

    def receipts(self, portal: str) -> set[str]:
        """The dossier numbers that filings at this portal have been given."""
        rows = self._db.execute(
            "SELECT receipt FROM filings WHERE portal = ? AND receipt IS NOT NULL", (portal,)
        )
        return {json.loads(receipt)[0] for (receipt,) in rows}

    def by_id(self, filing_id: str) -> Filing | None:
        """The filing of this id, or `None`."""
        row = self._db.execute(SELECT + " WHERE id = ?", (filing_id,)).fetchone()
        return None if row is None else filing_of(row)
