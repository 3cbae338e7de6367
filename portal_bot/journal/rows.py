"""How a filing stands in its row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json

from portal_bot import clock
from portal_bot.journal.covering import PERSONAL, PURGED, Cover, uncovered
from portal_bot.journal.filing import Due, Fault, Filing, Intent, Marks, Receipt, State
from portal_bot.journal.refusals import JournalAltered
from portal_bot.journal.seal import Line, Seal
from portal_bot.moments import iso

# 2: filings have `due` and `account`; older rows have neither, which reads as unknown.
# 3: rows and histories are sealed, contents are keyed hashes, and filings have `marks`.
# 4: what is personal is covered (`covering`).
SCHEMA = 4
# The last whose columns are clear.
SEALED_SCHEMA = 3
TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS filings (
    id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, portal TEXT NOT NULL, procedure TEXT NOT NULL,
    path TEXT NOT NULL, content_hash TEXT NOT NULL, state TEXT NOT NULL,
    attempts INTEGER NOT NULL, intent TEXT, receipt TEXT, verified INTEGER, fault TEXT,
    evidence TEXT, changed_at TEXT NOT NULL, due TEXT, account TEXT, marks TEXT,
    head TEXT, mac TEXT);
CREATE INDEX IF NOT EXISTS filings_path ON filings (path);
CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, filing TEXT NOT NULL REFERENCES filings (id),
    attempt INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS events_filing ON events (filing, seq);
"""
COLUMNS = (
    "id, key, portal, procedure, path, content_hash, state, attempts, intent, receipt, verified, "
    "fault, evidence, due, account, marks"
)
# Written by the store itself, read with the rest.
READ = f"{COLUMNS}, changed_at"
_NAMES = tuple(READ.split(", "))
COLUMN_NAMES = tuple(COLUMNS.split(", "))
WIDTH = len(COLUMN_NAMES)
_PERSONAL = tuple(at for at, name in enumerate(_NAMES) if name in PERSONAL)
# What schemas 1 and 2 lack.
ADDED = ("due", "account", "marks", "head", "mac")
# A row as it is sealed, then its history's head, then its seal.
SEALED = f"{READ}, head, mac"
SELECT = f"SELECT {SEALED} FROM filings"  # noqa: S608 - our own names only
INSERT = f"INSERT INTO filings ({READ}) VALUES ({', '.join('?' * (WIDTH + 1))})"  # noqa: S608 - likewise
# What of an event is sealed, in this order.
LINE = "attempt, at, kind, detail"
# Schemas that are widened and sealed; and their events that hold a content's plain hash.
OLDER = frozenset({"1", "2"})
# Those that are covered once the home's key is at hand; till then they are read as they are.
CLEAR = frozenset({"1", "2", "3"})
PLAIN = "kind IN ('checked', 'content')"
# What a change may touch, in the order of `changes_of`.
CHANGING = (
    *("path", "content_hash", "state", "attempts", "intent", "receipt", "verified", "fault"),
    *("due", "account", "marks"),
)
# Only where the row still is what the writer knows (`known_of`).
UPDATE = (
    f"UPDATE filings SET {', '.join(f'{c} = ?' for c in CHANGING)}, changed_at = ? "  # noqa: S608 - likewise
    "WHERE id = ? AND state = ? AND attempts = ? AND content_hash = ? AND intent IS ?"
)


def now() -> str:
    return clock.now(UTC).isoformat()


def row_of(f: Filing) -> tuple[Any, ...]:
    head = (f.id, f.key, f.portal, f.procedure, f.path, f.content_hash, f.state.value, f.attempts)
    return (*head, intent_text(f), *_outcome(f), f.evidence, *_later(f))


def changes_of(f: Filing) -> tuple[Any, ...]:
    """The columns of `CHANGING`."""
    head = (f.path, f.content_hash, f.state.value, f.attempts)
    return (*head, intent_text(f), *_outcome(f), *_later(f))


def known_of(f: Filing) -> tuple[Any, ...]:
    """What a writer's picture of a row is compared by: id, state, attempts, content, intent."""
    return (f.id, f.state.value, f.attempts, f.content_hash, intent_text(f))


def intent_text(f: Filing) -> str | None:
    if f.intent is None:
        return None
    at, deadline = f.intent.at.isoformat(), f.intent.click_deadline.isoformat()
    return json.dumps([f.intent.attempt, at, deadline])


def _outcome(f: Filing) -> tuple[Any, ...]:
    receipt = f.receipt and json.dumps([f.receipt.number, f.receipt.received_at, f.receipt.due_at])
    fault = f.fault and json.dumps(
        [f.fault.code, f.fault.message, f.fault.field], ensure_ascii=False
    )
    return (receipt, None if f.verified is None else int(f.verified), fault)


def _later(f: Filing) -> tuple[str | None, str | None, str | None]:
    due = f.due and [f.due.amount, f.due.why, f.due.where, f.due.paid]
    return _text(due), f.account, _text(f.marks and asdict(f.marks))


def _text(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def filing_of(row: tuple[Any, ...], seal: Seal | None = None, cover: Cover | None = None) -> Filing:
    """A filing from the columns of `SEALED`; `altered` where its seal does not hold.

    Of one whose key is gone or was changed, what is personal is not told.
    """
    *columns, head, mac = row
    opened, whole = _opened(columns, cover)
    whole = whole and (seal is None or seal.holds(columns, head, mac))
    try:
        told = _filing(opened)
        return told if whole else replace(told, changed_at=_moment(told.changed_at), altered=True)
    except (ValueError, TypeError, KeyError):
        if whole:
            raise
        # Nothing in it can be read any more; what it is called is all there is to tell.
        id_, key, portal, procedure, path = (str(column) for column in opened[:5])
        return Filing(id_, key, portal, procedure, path, "", State.UNCERTAIN, altered=True)


def _opened(columns: Sequence[Any], cover: Cover | None) -> tuple[list[Any], bool]:
    """The columns as they were, and whether all of them open.

    In the place of what does not: of the path the filing's id, else nothing.
    """
    opened, filing, whole = list(columns), str(columns[0]), True
    if any(isinstance(column, bytes) for column in columns):
        # No program wrote that; where a text or a number is looked for, it must not be met.
        opened = [repr(column) if isinstance(column, bytes) else column for column in columns]
        whole = False
    for at in _PERSONAL:
        if not isinstance(stored := opened[at], str):
            continue
        try:
            opened[at] = uncovered(cover, filing, stored)
        except ValueError:
            opened[at], whole = None, False
        if opened[at] is None and _NAMES[at] == "path":
            opened[at] = filing
    return opened, whole


def _moment(text: object) -> str | None:
    """What other hands left of a moment; `None`: it is none any more."""
    try:
        return iso(datetime.fromisoformat(str(text)), timespec="microseconds")
    except ValueError:
        return None


def _filing(row: Sequence[Any]) -> Filing:
    facts = dict(zip(_NAMES, row, strict=True))
    intent, receipt, fault, due, marks = (
        facts.pop(name) for name in ("intent", "receipt", "fault", "due", "marks")
    )
    verified = facts.pop("verified")
    # A report reads some hundred thousand of these texts: `json` takes five times as long.
    return Filing(
        **{**facts, "state": State(facts["state"])},
        intent=None if intent is None else _intent(*from_json(intent)),
        receipt=None if receipt is None else Receipt(*from_json(receipt)),
        verified=None if verified is None else bool(verified),
        fault=None if fault is None else Fault(*from_json(fault)),
        due=None if due is None else Due(*from_json(due)),
        marks=None if marks is None else _marks(from_json(marks)),
    )


def keyed_detail(seal: Seal, detail: str) -> str:
    """An event's detail with the content's hash as it is kept since schema 3."""
    told = json.loads(detail)
    if "content_hash" in told:
        told["content_hash"] = seal.content(str(told["content_hash"]))
    return json.dumps(told, ensure_ascii=False)


def lines_of(db: sqlite3.Connection, filing_id: str) -> list[Line]:
    """A history in SQLite, as it is sealed."""
    found = db.execute(
        f"SELECT {LINE} FROM events WHERE filing = ? ORDER BY seq",  # noqa: S608 - our own names only
        (filing_id,),
    )
    return found.fetchall()


def is_sealed(db: sqlite3.Connection, seal: Seal, filing_id: str) -> bool:
    """Whether a filing's row and history in SQLite are as they were written."""
    row = db.execute(SELECT + " WHERE id = ?", (filing_id,)).fetchone()
    if row is None or not seal.holds(row[:-2], row[-2], row[-1]):
        return False
    return seal.head(lines_of(db, filing_id)) == (row[-2] or "")


def event_of(row: tuple[Any, ...], filing: str = "", cover: Cover | None = None) -> dict[str, Any]:
    """A line of a history from its columns seq, attempt, at, kind, detail.

    Raises:
        ValueError: its detail does not open.
        TypeError: other hands put there what is no line.
    """
    seq, attempt, at, kind, detail = row
    if isinstance(kind, bytes) or isinstance(attempt, bytes):
        raise TypeError(kind)
    told = uncovered(cover, filing, detail)
    at = iso(datetime.fromisoformat(at), timespec="microseconds")
    head = {"seq": seq, "attempt": attempt, "at": at, "kind": kind}
    return head if told is None else {**head, **from_json(told)}


def history_of(
    rows: Iterable[tuple[Any, ...]], filing: str, cover: Cover | None
) -> list[dict[str, Any]]:
    """A history from its lines; what was purged of it is left out.

    Raises:
        JournalAltered: a line does not open, and nothing says that it was purged.
    """
    told: list[dict[str, Any]] = []
    unread = False
    for row in rows:
        try:
            told.append(event_of(row, filing, cover))
        except (ValueError, TypeError):
            unread = True
        if row[3] == PURGED:
            unread = False
    if unread:
        raise JournalAltered(filing)
    return told


def _marks(told: dict[str, Any]) -> Marks:
    return Marks(**{**told, "subject": tuple(tuple(part) for part in told["subject"])})


def _intent(attempt: int, at: str, deadline: str) -> Intent:
    return Intent(attempt, datetime.fromisoformat(at), datetime.fromisoformat(deadline))
