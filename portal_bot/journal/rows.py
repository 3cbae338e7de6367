"""How a filing stands in its row."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from portal_bot.journal.filing import Fault, Filing, Intent, Receipt, State

TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS filings (
    id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, portal TEXT NOT NULL, procedure TEXT NOT NULL,
    path TEXT NOT NULL, content_hash TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL, intent TEXT, receipt TEXT, verified INTEGER, fault TEXT,
    evidence TEXT, changed_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS filings_path ON filings (path);
CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, filing TEXT NOT NULL REFERENCES filings (id),
    attempt INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS events_filing ON events (filing, seq);
"""
COLUMNS = (
    "id, key, portal, procedure, path, content_hash, state, attempts, intent, receipt, verified, "
    "fault, evidence"
)
SELECT = f"SELECT {COLUMNS} FROM filings"  # noqa: S608 - our own names only
_MARKS = ", ".join("?" * 14)
_CHANGES = ", ".join(f"{c} = excluded.{c}" for c in [*COLUMNS.split(", ")[1:], "changed_at"])
UPSERT = f"INSERT INTO filings ({COLUMNS}, changed_at) VALUES ({_MARKS}) "  # noqa: S608 - likewise
UPSERT += f"ON CONFLICT (id) DO UPDATE SET {_CHANGES}"


def now() -> str:
    return datetime.now(UTC).isoformat()


def row_of(f: Filing) -> tuple[Any, ...]:
    intent = f.intent and json.dumps(
        [f.intent.attempt, f.intent.at.isoformat(), f.intent.click_deadline.isoformat()]
    )
    receipt = f.receipt and json.dumps([f.receipt.number, f.receipt.received_at, f.receipt.due_at])
    fault = f.fault and json.dumps(
        [f.fault.code, f.fault.message, f.fault.field], ensure_ascii=False
    )
    head = (f.id, f.key, f.portal, f.procedure, f.path, f.content_hash, f.state.value, f.attempts)
    return (*head, intent, receipt, f.verified, fault, f.evidence)


def filing_of(row: tuple[Any, ...]) -> Filing:
    facts = dict(zip(COLUMNS.split(", "), row, strict=True))
    intent, receipt, fault = (facts.pop(name) for name in ("intent", "receipt", "fault"))
    verified = facts.pop("verified")
    return Filing(
        **{**facts, "state": State(facts["state"])},
        intent=None if intent is None else _intent(*json.loads(intent)),
        receipt=None if receipt is None else Receipt(*json.loads(receipt)),
        verified=None if verified is None else bool(verified),
        fault=None if fault is None else Fault(*json.loads(fault)),
    )


def _intent(attempt: int, at: str, deadline: str) -> Intent:
    return Intent(attempt, datetime.fromisoformat(at), datetime.fromisoformat(deadline))
