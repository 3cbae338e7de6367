"""`verify`, `export`, `purge` of a shared queue: what is kept there is found, given, forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from portal_bot import settings
from portal_bot.cli.app import main
from portal_bot.evidence.folder import EvidenceFolder
from portal_bot.journal import Filing, State
from portal_bot.journal.covering import SEALED_EVIDENCE
from portal_bot.strongbox.box import box_of
from tests.cluster.standing import Standing
from tests.cluster.test_afterwards import received

WHO, OTHER = "Nguyễn Thị Kín", "Trần Văn Khác"


@pytest.fixture
def queue(
    database: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Standing]:
    monkeypatch.setenv(settings.HOME, str(tmp_path / "home"))
    standing = Standing.at(database, tmp_path)
    yield standing
    standing.link.close()
    box_of.cache_clear()


def done(queue: Standing, name: str, who: str, at: int) -> Filing:
    """One that a worker filed, of whom the journal has a word."""
    filing = received(queue.journal, queue.queued(name), at)
    queue.journal.note(filing, "looked", {"who": who})
    queue.stands(filing, "settled")
    return filing


def evidence(queue: Standing, filing: Filing, who: str) -> EvidenceFolder:
    """What this machine keeps of it, as the worker that filed it does."""
    folder = EvidenceFolder(settings.home(), "mock", filing.id)
    folder.keep_sheets(f"<p>{who}", f"<p>{who}")
    folder.keep_summary({}, queue.journal.history(filing.id))
    folder.close()
    queue.journal.note(filing, SEALED_EVIDENCE, {"manifest": folder.seal()})
    return folder


def told(capsys: pytest.CaptureFixture[str], *said: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main([*said, "--json"])
    return code, json.loads(capsys.readouterr().out or "{}")


def sql(queue: Standing, *statements: str, of: Filing) -> None:
    with psycopg.connect(queue.url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.replace("PB-A", of.id).encode())


NO_ROW = tuple(
    f"DELETE FROM portal_bot.{table} WHERE filing = 'PB-A'"
    for table in ("scans", "dossiers", "events")
)
HANDS = {
    "a column": ("changed", ("UPDATE portal_bot.filings SET state = 'failed' WHERE id = 'PB-A'",)),
    "a line": ("changed", (
        "UPDATE portal_bot.events SET attempt = 7 WHERE filing = 'PB-A' AND kind = 'intent'",)),
    "the last line": ("changed", (
        ("DELETE FROM portal_bot.events WHERE seq = (SELECT max(seq) FROM portal_bot.events "
        "WHERE filing = 'PB-A')"),)),
    "a line too many": ("changed", (
        ("INSERT INTO portal_bot.events (filing, attempt, at, kind, detail, change) SELECT filing, "
        "attempt, at, kind, detail, gen_random_uuid() FROM portal_bot.events "
        "WHERE filing = 'PB-A' AND kind = 'intent'"),)),
    "two lines in each other's place": ("changed", (
        ("UPDATE portal_bot.events e SET kind = o.kind, detail = o.detail, at = o.at "
        "FROM portal_bot.events o WHERE e.filing = 'PB-A' AND o.filing = 'PB-A' "
        "AND (e.kind, o.kind) IN (('attempt', 'intent'), ('intent', 'attempt'))"),)),
    "all of it": ("missing", (
        *NO_ROW, "DELETE FROM portal_bot.filings WHERE id = 'PB-A'")),
    "a filing too many": ("added", (
        ("INSERT INTO portal_bot.filings (id, key, portal, procedure, path, content_hash, state, "
        "attempts, changed_at, head, mac) SELECT 'PB-Z', 'z', portal, procedure, path, "
        "content_hash, state, attempts, changed_at, head, mac FROM portal_bot.filings "
        "WHERE id = 'PB-A'"),)),
    "its key": ("key", ("DELETE FROM portal_bot.keys WHERE filing = 'PB-A'",)),
    "another's key": ("key", (
        ("UPDATE portal_bot.keys SET wrapped = (SELECT wrapped FROM portal_bot.keys "
        "WHERE filing <> 'PB-A') WHERE filing = 'PB-A'"),)),
    "a trigger": ("added", (
        ("CREATE OR REPLACE FUNCTION portal_bot.f() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RETURN NULL; END'"),
        ("CREATE TRIGGER t BEFORE INSERT ON portal_bot.events FOR EACH ROW "
        "EXECUTE FUNCTION portal_bot.f()"))),
    "a table": ("added", ("CREATE TABLE portal_bot.mine (a text)",)),
}  # fmt: skip


def test_other_hands_are_found_each_time(
    queue: Standing, server: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    filing = done(queue, "a", WHO, 1)
    done(queue, "b", OTHER, 2)
    queue.link.close()
    assert told(capsys, "verify", "--queue", queue.url)[1]["faults"] == []
    as_made = queue.url.rsplit("/", 1)[1]
    for name, (what, statements) in HANDS.items():
        queue.url = server.database("hands", like=as_made)
        sql(queue, *statements, of=filing)
        code, verdict = told(capsys, "verify", "--queue", queue.url)
        assert (code, {fault["what"] for fault in verdict["faults"]}) == (12, {what}), name


def test_what_was_put_back_to_an_earlier_moment_is_found_where_the_evidence_is(
    queue: Standing, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = queue.journal.begin(queue.queued("a"))
    with psycopg.connect(queue.url, autocommit=True) as connection:
        columns = "state, attempts, intent, receipt, verified, due, changed_at, head, mac, seen"
        before = connection.execute(f"SELECT {columns} FROM portal_bot.filings").fetchone()
        [last] = connection.execute("SELECT max(seq) FROM portal_bot.events").fetchone() or (0,)
        filing = received(queue.journal, begun, 1)
        evidence(queue, filing, WHO)
        assert told(capsys, "verify", "--queue", queue.url)[1]["faults"] == []
        connection.execute("DELETE FROM portal_bot.events WHERE seq > %s", (last,))
        names = columns.removesuffix(", seen").split(", ")
        connection.execute(
            f"UPDATE portal_bot.filings SET {' = %s, '.join(names)} = %s".encode(),
            (before or ())[:-1],
        )
    # Its seals hold: they are ours, of before.
    assert queue.journal.unsound() == frozenset()
    code, verdict = told(capsys, "verify", "--queue", queue.url)
    assert code == 12
    [fault] = [each for each in verdict["faults"] if each["where"] == filing.id]
    assert fault["what"] == "missing"
    assert "intent" in fault["words"]


def test_who_withdraws_consent_is_forgotten_by_the_queue_and_by_this_machine(
    queue: Standing, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    filing, other = done(queue, "a", WHO, 1), done(queue, "b", OTHER, 2)
    evidence(queue, filing, WHO)
    out = tmp_path / "giao"
    asked = ("--queue", queue.url)
    code, given = told(capsys, "export", "--person", WHO, *asked, "--out", str(out))
    assert (code, given["filings"]) == (0, [filing.id])
    assert {"proof.html", "lich-su.json"} <= {path.name for path in out.rglob("*")}
    assert main(["purge", "--person", WHO, *asked]) == 30
    code, gone = told(capsys, "purge", "--person", WHO, *asked, "--yes")
    assert (code, gone["purged"]) == (0, [filing.id])
    assert not list((settings.home() / "evidence").rglob("*.sealed"))
    assert WHO not in json.dumps(queue.journal.history(filing.id), ensure_ascii=False)
    assert OTHER in json.dumps(queue.journal.history(other.id), ensure_ascii=False)
    assert queue.entry(filing).purged
    with psycopg.connect(queue.url) as connection:
        kept = connection.execute("SELECT filing FROM portal_bot.keys").fetchall()
    assert kept == [(other.id,)]
    # It is known as filed all the same, and nobody looks as if they had changed anything.
    known = queue.journal.by_key(filing.key)
    assert known is not None
    assert (known.state, known.receipt) == (State.VERIFIED, filing.receipt)
    assert told(capsys, "verify", *asked)[1]["faults"] == []
    assert told(capsys, "purge", "--person", WHO, *asked, "--yes")[1]["purged"] == []


def test_what_is_still_in_line_stays_and_is_told(
    queue: Standing, capsys: pytest.CaptureFixture[str]
) -> None:
    filing = queue.queued("a")
    code, gone = told(capsys, "purge", "--older-than", "0", "--queue", queue.url, "--yes")
    assert (code, gone["purged"], [each["id"] for each in gone["kept"]]) == (30, [], [filing.id])
    assert "hàng đợi" in gone["kept"][0]["why"]
    assert not queue.entry(filing).purged
