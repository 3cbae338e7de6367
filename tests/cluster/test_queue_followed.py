"""`track --queue`: what the office did with what several machines filed, for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from portal_bot.batch.cluster.queued import QUEUED, SETTLED
from portal_bot.cli.app import main
from portal_bot.journal import Filing
from portal_bot.reports.office_record import office_record
from tests.cluster.standing import Standing
from tests.cluster.test_afterwards import received_as
from tests.portal.conftest import Citizen, Mock
from tests.support.at_office import ACCOUNT
from tests.support.kept import opened
from tests.support.mock import MockPortal

pytestmark = pytest.mark.browser
# As `queue_followed` has it: what keeps a second machine out.
LOCK = 7_204_512


@pytest.fixture
def queue(database: str, key: str, tmp_path: Path) -> Iterator[Standing]:
    standing = Standing.at(database, tmp_path)
    yield standing
    standing.link.close()


def filed(queue: Standing, mock: MockPortal, name: str) -> tuple[Filing, str]:
    """A dossier that a worker has filed, and its number: the mock has it, too."""
    filing = queue.queued(name, mock.get("/health")["world"])
    portal = Mock(mock.process, mock.address)
    citizen = Citizen(portal, ACCOUNT)
    number = citizen.file(HoSoOnline_ghiChu=filing.id)
    citizen.http.close()
    portal.client.close()
    known = received_as(queue.journal, filing, number)
    queue.dossiers.purge(filing.id)
    queue.stands(filing, SETTLED)
    return known, number


def test_what_the_office_did_is_told_to_every_machine_and_once(
    queue: Standing,
    mock: MockPortal,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def looked(desk: str, *words: str, code: int = 0) -> list[dict[str, Any]]:
        monkeypatch.setenv("PORTAL_BOT_HOME", str(tmp_path / desk))
        asked = ["track", "--queue", queue.url, "--portal-url", mock.address, "--now", "--json"]
        assert main([*asked, *words]) == code
        told: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["filings"]
        return told

    filing, number = filed(queue, mock, "một")
    other, _ = filed(queue, mock, "hai")
    # A worker has it in hand still.
    queue.stands(other, QUEUED)
    mock.post(f"/officer/{number}", action="receive")
    mock.post(f"/officer/{number}", action="forward")
    mock.post(f"/officer/{number}", action="resolve")
    sent = len(mock.commits())
    # Whose account it is in only a file says, or a person.
    [told] = looked("một", code=30)
    assert "--account" in told["error"]["message"]
    file = tmp_path / "một.yaml"
    [told] = looked("một", str(file))
    assert (told["number"], told["todo"], told["path"]) == (number, "collect", str(file))
    assert opened(told["result"]).startswith(b"%PDF")
    known = queue.journal.history(filing.id)
    record = office_record(known)
    assert record is not None
    assert record.state == "resolved"
    assert queue.journal.unsound() == frozenset()
    # Nothing of the citizen has come into the journal that all machines read.
    assert str(file) not in json.dumps(known, ensure_ascii=False)

    # Another desk knows it as well, and writes nothing again.
    [again] = looked("hai", "--account", ACCOUNT)
    assert (again["state"], again["path"]) == ("resolved", filing.id)
    assert queue.journal.history(filing.id) == known
    assert len(mock.commits()) == sent


def test_one_machine_at_a_time_and_only_to_ask(
    queue: Standing, mock: MockPortal, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["track", "--queue", queue.url, "--portal-url", mock.address]
    with psycopg.connect(queue.url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        assert main(asked) == 12
    assert "một máy khác đang chạy" in " ".join(capsys.readouterr().err.split())
    assert main([*asked, "--notify"]) == 2
    assert main([*asked, "--supplement", "a.yaml"]) == 2
