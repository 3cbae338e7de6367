"""What the cluster keeps in the database beside the journal and the engine's own tables.

Nothing here can be read without the cluster's key, save ids, states, sizes and times.
"""

from __future__ import annotations

from portal_bot.batch.cluster.vault import Vault
from portal_bot.errors import SetupError
from portal_bot.journal import shared_tables
from portal_bot.journal.link import Connection, Link
from portal_bot.journal.shared import SharedJournal
from portal_bot.journal.shared_keys import SharedKeys

# Of `dossiers.stage`: `queued`: a session is to come or goes on; `waiting`: for a person;
# `settled`: nothing more happens by itself.
TABLES = """
CREATE TABLE IF NOT EXISTS portal_bot.dossiers (
    filing text PRIMARY KEY REFERENCES portal_bot.filings (id),
    portal text NOT NULL,
    stage text NOT NULL CHECK (stage IN ('queued', 'waiting', 'settled')),
    turn integer NOT NULL,
    failures integer NOT NULL DEFAULT 0,
    settle_s double precision NOT NULL,
    content_hash text NOT NULL,
    key_id text NOT NULL, manifest bytea, digest text NOT NULL,
    submitted_at timestamptz NOT NULL DEFAULT now(), purged_at timestamptz);
CREATE TABLE IF NOT EXISTS portal_bot.scans (
    filing text NOT NULL REFERENCES portal_bot.dossiers (filing),
    number integer NOT NULL, key_id text NOT NULL, body bytea, digest text NOT NULL,
    PRIMARY KEY (filing, number));
CREATE TABLE IF NOT EXISTS portal_bot.workers (
    id text PRIMARY KEY, sessions integer NOT NULL,
    state text NOT NULL CHECK (state IN ('working', 'stopped')), beat_s double precision NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(), beat_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS portal_bot.lines (
    portal text PRIMARY KEY, next_at timestamptz NOT NULL DEFAULT now(),
    sessions integer, tolerates integer NOT NULL DEFAULT 3,
    failures integer NOT NULL DEFAULT 0, stopped text);
CREATE TABLE IF NOT EXISTS portal_bot.clerks (
    filing text PRIMARY KEY, seen_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS portal_bot.questions (
    id uuid PRIMARY KEY, filing text NOT NULL, key_id text NOT NULL, body bytea NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now());
"""


def refuse_none(link: Link) -> None:
    """For who only reads: a mistyped address makes no queue.

    Raises:
        SetupError: there is none in this database.
    """

    def work(connection: Connection) -> object:
        row = connection.execute("SELECT to_regclass('portal_bot.dossiers') IS NOT NULL").fetchone()
        return row and row[0]

    if not link.run(work):
        raise SetupError(
            f"cơ sở dữ liệu {link.name} chưa có hàng đợi nào: xem lại địa chỉ ở --queue; hàng đợi "
            "được tạo khi `portal-bot worker` hoặc `submit --queue` chạy lần đầu"
        )


def set_up(link: Link, vault: Vault) -> None:
    """Makes the tables that are not there, and binds a new queue to this key.

    Raises:
        SetupError: the queue was begun with another key, or by another version.
    """
    # Nothing is made, and nothing of an older version sealed, with another key than the queue's.
    _check_key(link, vault)
    tables, keys = shared_tables.TABLES + TABLES, keys_of(link, vault)
    shared_tables.set_up(link, tables, seal=vault.seal, cover=keys)
    link.run(
        lambda connection: connection.execute(
            "INSERT INTO portal_bot.meta VALUES ('key', %s) ON CONFLICT DO NOTHING",
            (vault.key_id,),
        )
    )
    _check_key(link, vault)


def journal_of(
    link: Link, vault: Vault, *, owner: str | None = None, place: str = ""
) -> SharedJournal:
    """The queue's journal, sealed and covered; `owner` and `place` as there."""
    return SharedJournal(
        link, owner=owner, place=place, seal=vault.seal, cover=keys_of(link, vault)
    )


def keys_of(link: Link, vault: Vault) -> SharedKeys:
    """The keys of the filings in the queue's journal."""
    return SharedKeys(link, vault.wraps)


def _check_key(link: Link, vault: Vault) -> None:
    """Refuses another key than the one with which the queue was begun, if it was."""

    def work(connection: Connection) -> str | None:
        there = connection.execute("SELECT to_regclass('portal_bot.meta')").fetchone()
        if there is None or there[0] is None:
            return None
        row = connection.execute("SELECT value FROM portal_bot.meta WHERE name = 'key'").fetchone()
        return None if row is None else str(row[0])

    if (found := link.run(work)) is not None:
        vault.check(found)
