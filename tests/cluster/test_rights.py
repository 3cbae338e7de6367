"""The role of daily work cannot rewrite history or drop it, and nobody forges a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from portal_bot.batch.cluster import engine
from portal_bot.batch.cluster.queued import Dossiers
from portal_bot.batch.cluster.rights import RIGHTS, prepare_for
from portal_bot.batch.cluster.vault import Vault, new_key, parse_key
from portal_bot.errors import SetupError
from portal_bot.journal import Receipt
from tests.cluster.standing import Standing

ROLE = "portal_bot_desk"
FORBIDDEN = [
    "DELETE FROM portal_bot.filings",
    "DELETE FROM portal_bot.events",
    "UPDATE portal_bot.events SET detail = '{}'",
    "DELETE FROM portal_bot.roll",
    "UPDATE portal_bot.meta SET value = 'x'",
    "DELETE FROM portal_bot.meta",
    "DELETE FROM portal_bot.dossiers",
    "TRUNCATE portal_bot.events",
    "DROP TABLE portal_bot.events CASCADE",
    "ALTER TABLE portal_bot.filings DROP COLUMN mac",
    "CREATE TABLE portal_bot.mine (a text)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION portal_bot.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TRIGGER t AFTER INSERT ON portal_bot.events EXECUTE FUNCTION f()",
    "ALTER ROLE portal_bot_desk SUPERUSER",
    "COPY portal_bot.filings TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT rolpassword FROM pg_authid",
]


@dataclass
class Desks:
    owner: str
    role: str


@pytest.fixture
def desks(database: str, key: str) -> Iterator[Desks]:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"DROP ROLE IF EXISTS {ROLE}")
        connection.execute(f"CREATE ROLE {ROLE} LOGIN")
    prepare_for(database, ROLE)
    yield Desks(database, database.replace("postgres@", f"{ROLE}@"))
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {ROLE}")
        connection.execute(f"DROP ROLE {ROLE}")


def test_the_role_of_daily_work_does_all_that_filing_needs(desks: Desks, tmp_path: Path) -> None:
    # The engine's own tables are there: nothing is left to make.
    engine.prepare(desks.role)
    standing = Standing.at(desks.role, tmp_path)
    try:
        filing = standing.queued("a")
        standing.lines.allow("mock", sessions=1, failures=1)
        standing.lines.turn("mock", 0.0)
        begun = standing.journal.begin(filing)
        received = standing.journal.receive(begun, Receipt("H45-1"), how="answer")
        standing.journal.verify(received, verified=True)
        assert standing.journal.unsound() == frozenset()
        assert standing.dossiers.content(filing.id).data
        assert standing.dossiers.requeue(filing.id, after=1, failed=False) == 2
        standing.dossiers.purge(filing.id)
    finally:
        standing.link.close()


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_and_nothing_else(desks: Desks, statement: str) -> None:
    with psycopg.connect(desks.role, autocommit=True) as connection:
        with pytest.raises((errors.InsufficientPrivilege, errors.DuplicateObject)):
            connection.execute(statement.encode())


def test_every_table_of_ours_has_its_rights_said(desks: Desks) -> None:
    with psycopg.connect(desks.owner, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'portal_bot'"
        ).fetchall()
    assert {name for [name] in tables} == set(RIGHTS)


def test_a_role_that_is_not_there_and_who_is_not_the_owner_are_told(desks: Desks) -> None:
    with pytest.raises(SetupError, match="chưa có vai trò"):
        prepare_for(desks.owner, "nobody_of_this_name")
    with pytest.raises(SetupError, match="không phải chủ"):
        prepare_for(desks.role, ROLE)


def test_without_the_key_nobody_reads_or_forges_a_dossier(desks: Desks, tmp_path: Path) -> None:
    """Another desk's row, an older content, a row made up: none of it opens."""
    standing = Standing.at(desks.role, tmp_path)
    try:
        one, other = standing.queued("a"), standing.queued("b")
        stranger = Dossiers(standing.link, Vault(parse_key(new_key())))
        with pytest.raises(SetupError, match="khóa"):
            stranger.content(one.id)
        with psycopg.connect(desks.role, autocommit=True) as connection:
            for statement in (
                (
                    "UPDATE portal_bot.dossiers d SET manifest = o.manifest "
                    "FROM portal_bot.dossiers o WHERE d.filing = %s AND o.filing = %s"
                ),
                (
                    "UPDATE portal_bot.dossiers SET manifest = '\\x00'::bytea || manifest "
                    "WHERE filing = %s AND filing <> %s"
                ),
            ):
                connection.execute(statement.encode(), (one.id, other.id))
                with pytest.raises(SetupError, match="bị sửa hoặc hỏng"):
                    standing.dossiers.content(one.id)
            assert standing.dossiers.content(other.id).data
            connection.execute(
                "UPDATE portal_bot.filings SET state = 'verified' WHERE id = %s", (other.id,)
            )
            connection.execute(
                "INSERT INTO portal_bot.events (filing, attempt, at, kind, detail, change) "
                "VALUES (%s, 0, 'x', 'received', '{}', gen_random_uuid())",
                (one.id,),
            )
        assert standing.journal.unsound() >= {one.id, other.id}
    finally:
        standing.link.close()
