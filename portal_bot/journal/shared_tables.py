"""The tables of the shared journal: made, widened, and sealed once by who has the queue's key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal_bot.errors import SetupError
from portal_bot.journal.covering import PERSONAL, Cover, covered, covered_detail
from portal_bot.journal.link import Connection, Link
from portal_bot.journal.refusals import OtherSecret
from portal_bot.journal.roll import POSTGRESQL, Roll
from portal_bot.journal.rows import (
    ADDED,
    LINE,
    OLDER,
    PLAIN,
    READ,
    SCHEMA,
    SEALED,
    SEALED_SCHEMA,
    keyed_detail,
)
from portal_bot.journal.seal import Line, Seal

TABLES = (
    """
CREATE SCHEMA IF NOT EXISTS portal_bot;
CREATE TABLE IF NOT EXISTS portal_bot.meta (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE IF NOT EXISTS portal_bot.filings (
    id text PRIMARY KEY, key text NOT NULL UNIQUE, portal text NOT NULL, procedure text NOT NULL,
    path text NOT NULL, content_hash text NOT NULL, state text NOT NULL,
    attempts integer NOT NULL, intent text, receipt text, verified integer, fault text,
    evidence text, changed_at text NOT NULL, due text, account text, marks text, head text,
    mac text, owner text, seen bigint GENERATED ALWAYS AS IDENTITY);
CREATE TABLE IF NOT EXISTS portal_bot.events (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    filing text NOT NULL REFERENCES portal_bot.filings (id),
    attempt integer NOT NULL, at text NOT NULL, kind text NOT NULL, detail text NOT NULL,
    change uuid NOT NULL UNIQUE);
CREATE INDEX IF NOT EXISTS events_filing ON portal_bot.events (filing, seq);
CREATE TABLE IF NOT EXISTS portal_bot.keys (filing text PRIMARY KEY, wrapped bytea NOT NULL);
"""
    + POSTGRESQL
)
# Any number: two programs that set the tables up at once would trip over each other.
SETUP_LOCK = 7_204_511
# A journal of schema 1 gets the columns that it lacks; no row of it is touched.
_WIDEN = "; ".join(
    f"ALTER TABLE portal_bot.filings ADD COLUMN IF NOT EXISTS {column} text" for column in ADDED
)
SELECT = f"SELECT {SEALED} FROM portal_bot.filings"  # noqa: S608 - our own names only


def set_up(
    link: Link, tables: str = TABLES, *, seal: Seal | None = None, cover: Cover | None = None
) -> None:
    """Makes the tables and columns that are not there.

    Args:
        link: the connection.
        tables: the statements that make them.
        seal: the queue's; what an older version wrote is sealed with it. `None`: nothing is sealed.
        cover: covers what is personal of what an older version wrote. `None`: it stays as it is.

    Raises:
        SetupError: they belong to another version of the program, or to another secret; or only
            their owner can bring them to this one.
    """

    def work(connection: Connection) -> None:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (SETUP_LOCK,))
        # Who may only work there (`batch.cluster.rights`) finds them made.
        if _may_make(connection):
            connection.execute(tables)
        connection.execute(
            "INSERT INTO portal_bot.meta VALUES ('schema', %s) ON CONFLICT DO NOTHING",
            (str(SEALED_SCHEMA),),
        )
        row = connection.execute("SELECT value FROM portal_bot.meta WHERE name = 'schema'")
        [found] = row.fetchone() or (None,)
        # What was sealed once is no older journal, whatever it says of itself.
        sealed = connection.execute("SELECT 1 FROM portal_bot.meta WHERE name = 'secret'")
        if found in OLDER and sealed.fetchone() is None:
            connection.execute(_WIDEN)
            if seal is not None:
                _seal_all(connection, seal)
            connection.execute(
                "UPDATE portal_bot.meta SET value = %s WHERE name = 'schema'", (str(SEALED_SCHEMA),)
            )
            found = str(SEALED_SCHEMA)
        if found not in {str(SEALED_SCHEMA), str(SCHEMA)}:
            raise SetupError(
                f"sổ nhật ký chung ở {link.name} thuộc phiên bản {found}, chương trình này đọc "
                f"phiên bản {SCHEMA}: mọi máy phải chạy cùng một phiên bản portal-bot"
            )
        if seal is not None:
            _check_secret(connection, seal, link.name)
            if cover is not None and found != str(SCHEMA):
                _cover_all(connection, seal, cover, link.name)

    link.run(work)


def _may_make(connection: Connection) -> bool:
    row = connection.execute(
        "SELECT to_regnamespace('portal_bot') IS NULL "
        "OR has_schema_privilege('portal_bot', 'CREATE')"
    ).fetchone()
    return row is not None and bool(row[0])


def _check_secret(connection: Connection, seal: Seal, name: str) -> None:
    if connection.execute("SELECT 1 FROM portal_bot.filings WHERE mac IS NULL").fetchone() is None:
        made = connection.execute(
            "INSERT INTO portal_bot.meta VALUES ('secret', %s) ON CONFLICT DO NOTHING",
            (seal.fingerprint,),
        )
        if made.rowcount:
            known = connection.execute("SELECT id FROM portal_bot.filings").fetchall()
            roll_of(connection, seal).begin(str(filing) for (filing,) in known)
    row = connection.execute("SELECT value FROM portal_bot.meta WHERE name = 'secret'").fetchone()
    if row is None or row[0] != seal.fingerprint:
        raise OtherSecret(f"sổ nhật ký chung ở {name}", None if row is None else str(row[0]))


def _seal_all(connection: Connection, seal: Seal) -> None:
    told = connection.execute(f"SELECT seq, detail FROM portal_bot.events WHERE {PLAIN}")  # noqa: S608 - our own names only
    for seq, detail in told.fetchall():
        connection.execute(
            "UPDATE portal_bot.events SET detail = %s WHERE seq = %s",
            (keyed_detail(seal, str(detail)), seq),
        )
    known = connection.execute("SELECT id, content_hash FROM portal_bot.filings")
    for filing, content in known.fetchall():
        connection.execute(
            "UPDATE portal_bot.filings SET content_hash = %s WHERE id = %s",
            (seal.content(str(content)), filing),
        )
        reseal(connection, seal, str(filing), seal.head(lines(connection, str(filing))))


def _cover_all(connection: Connection, seal: Seal, cover: Cover, name: str) -> None:
    """Covers what an older version left clear; what other hands changed stays as it is."""
    known = connection.execute(SELECT).fetchall()
    if not _may_make(connection):
        if not known:
            return
        raise SetupError(
            f"sổ nhật ký chung ở {name} còn để rõ phần riêng của người dân (phiên bản cũ): chủ "
            "cơ sở dữ liệu chạy `portal-bot worker --prepare VAI_TRÒ` một lần"
        )
    names = sorted(PERSONAL)
    at = [READ.split(", ").index(name) for name in names]
    for row in known:
        filing, told = str(row[0]), lines(connection, str(row[0]))
        if not is_sealed(seal, row, told):
            continue
        found = connection.execute(
            "SELECT seq, kind, detail FROM portal_bot.events WHERE filing = %s", (filing,)
        )
        for seq, kind, detail in found.fetchall():
            connection.execute(
                "UPDATE portal_bot.events SET detail = %s WHERE seq = %s",
                (covered_detail(cover, filing, str(kind), str(detail)), seq),
            )
        connection.execute(
            f"UPDATE portal_bot.filings SET {' = %s, '.join(names)} = %s WHERE id = %s",  # noqa: S608 - our own names only
            (*covered(cover, filing, names, [row[place] for place in at]), filing),
        )
        reseal(connection, seal, filing, seal.head(lines(connection, filing)))
    connection.execute(
        "UPDATE portal_bot.meta SET value = %s WHERE name = 'schema'", (str(SCHEMA),)
    )


def roll_of(connection: Connection, seal: Seal) -> Roll:
    """The journal's roll; a row of it that is looked at is held until the transaction ends."""

    def run(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        told = statement.replace("?", "%s").replace(" roll ", " portal_bot.roll ")
        done = connection.execute(told.encode(), values)
        return done.fetchall() if done.description else []

    return Roll(seal, run, hold=" FOR UPDATE")


def reseal(connection: Connection, seal: Seal, filing_id: str, head: str) -> None:
    if (row := held_row(connection, filing_id)) is not None:
        connection.execute(
            "UPDATE portal_bot.filings SET head = %s, mac = %s WHERE id = %s",
            (head, seal.row(row[:-2], head), filing_id),
        )


def is_sealed(seal: Seal, row: tuple[Any, ...], lines: Any) -> bool:
    """Whether a row, as `SELECT` gives it, and its history are as they were written."""
    *columns, head, mac = row
    whole = seal.holds(columns, head, mac)
    return whole and seal.head(tuple(line) for line in lines or ()) == (head or "")


def held_row(connection: Connection, filing_id: str) -> tuple[Any, ...] | None:
    """The row, held until the transaction ends."""
    return connection.execute(SELECT + " WHERE id = %s FOR UPDATE", (filing_id,)).fetchone()


def lines(connection: Connection, filing_id: str) -> list[Line]:
    found = connection.execute(
        f"SELECT {LINE} FROM portal_bot.events WHERE filing = %s ORDER BY seq",  # noqa: S608 - our own names only
        (filing_id,),
    )
    return found.fetchall()
