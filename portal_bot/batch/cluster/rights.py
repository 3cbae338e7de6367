"""A role of the database for daily work: it files, and can neither rewrite history nor drop it.

The owner makes the tables once and gives the role what it needs. What the role cannot do, whoever
took its password from a desk cannot do either: history only grows, no filing is deleted, no table
is made, changed or emptied, nothing else in the database is read.
"""

from __future__ import annotations

from psycopg import errors, sql

from portal_bot.batch.cluster import engine, queue_tables
from portal_bot.batch.cluster.vault import open_vault
from portal_bot.errors import SetupError
from portal_bot.journal.link import Connection, Link

# What the statements of the journal and the queue need, table by table, and no more.
RIGHTS = {
    "meta": "SELECT, INSERT",
    "filings": "SELECT, INSERT, UPDATE",
    "events": "SELECT, INSERT",
    "roll": "SELECT, INSERT, UPDATE",
    "keys": "SELECT, INSERT, DELETE",
    "dossiers": "SELECT, INSERT, UPDATE",
    "scans": "SELECT, INSERT, UPDATE, DELETE",
    "workers": "SELECT, INSERT, UPDATE, DELETE",
    "lines": "SELECT, INSERT, UPDATE",
    "clerks": "SELECT, INSERT, UPDATE, DELETE",
    "questions": "SELECT, INSERT, DELETE",
}


def prepare_for(url: str, role: str) -> str:
    """Makes all tables, as their owner, and gives a role the rights of daily work.

    Args:
        url: the database, as its owner.
        role: who is to work there; the role must be there.

    Returns:
        Where the database is, for people.

    Raises:
        SetupError: no key, no database, no such role, or this is not the owner.
    """
    link = Link(url)
    try:
        queue_tables.set_up(link, open_vault())
        if not link.run(_is_owner):
            raise SetupError(
                f"người dùng này không phải chủ của các bảng ở {link.name}: chạy bằng chủ của chúng"
            )
        try:
            link.run(lambda connection: _grant(connection, role))
        except errors.UndefinedObject as error:
            raise SetupError(
                f"cơ sở dữ liệu {link.name} chưa có vai trò “{role}”: tạo bằng "
                "`createuser --pwprompt`"
            ) from error
        engine.prepare(url, role)
        return link.name
    finally:
        link.close()


def _is_owner(connection: Connection) -> bool:
    # Who is not, is only warned when they grant something.
    row = connection.execute(
        "SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'portal_bot'"
    ).fetchone()
    return row is not None and bool(row[0])


def _grant(connection: Connection, role: str) -> None:
    to = sql.Identifier(role)
    schema = sql.Identifier("portal_bot")
    connection.execute(
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}, PUBLIC").format(schema, to)
    )
    connection.execute(sql.SQL("REVOKE ALL ON SCHEMA {} FROM {}, PUBLIC").format(schema, to))
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, to))
    for table, rights in RIGHTS.items():
        connection.execute(
            sql.SQL("GRANT {} ON {} TO {}").format(
                sql.SQL(rights),  # our own words, from above
                sql.Identifier("portal_bot", table),
                to,
            )
        )
