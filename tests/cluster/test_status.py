"""`status --queue`: what stands in the shared journal, who works, who waits, what is stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from portal_bot.batch.cluster.overview import board
from portal_bot.batch.cluster.queued import WAITING
from portal_bot.batch.cluster.takeover import Beat
from portal_bot.batch.cluster.vault import KEY, new_key, open_vault
from portal_bot.batch.cluster.workers import WorkerName
from portal_bot.cli.app import main
from portal_bot.cli.watching import queue_lines
from portal_bot.errors import SetupError
from portal_bot.journal import Fault, State
from portal_bot.settings import QUEUE
from tests.cluster.standing import Standing
from tests.support.dossiers import written
from tests.support.postgres import Server


@pytest.fixture
def queue(database: str, key: str, tmp_path: Path) -> Iterator[Standing]:
    standing = Standing.at(database, tmp_path)
    yield standing
    standing.link.close()


def told(queue: Standing, *more: str, capsys: pytest.CaptureFixture[str]) -> Any:
    assert main(["status", "--queue", queue.url, "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)


def test_filings_stand_as_the_shared_journal_has_them(
    queue: Standing, capsys: pytest.CaptureFixture[str]
) -> None:
    waits, goes = queue.queued("một"), queue.queued("hai")
    fault = Fault("human_needed", "cần một người gõ mã xác nhận")
    queue.journal.set_aside(queue.journal.begin(waits), State.NEEDS_HUMAN, fault)
    queue.stands(waits, WAITING)
    said = told(queue, capsys=capsys)
    assert [(f["id"], f["state"]) for f in said["filings"]] == [
        (waits.id, "needs_human"),
        (goes.id, "checked"),
    ]
    assert said["counts"] == {"checked": 1, "needs_human": 1}
    assert said["queue"] == {"workers": [], "queued": 1, "people": [waits.id], "stopped": {}}
    assert main(["status", "--queue", queue.url]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "0 máy đang xử lý hàng đợi · 1 hồ sơ" in text
    assert "`portal-bot worker --queue …`" in text
    assert f"1 hồ sơ cần một người ({waits.id})" in text


def test_only_those_of_the_paths_by_the_names_of_their_files(
    queue: Standing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue.queued("một")
    wanted = queue.queued("hai")
    path = tmp_path / "hai.yaml"
    [filing] = told(queue, str(path), capsys=capsys)["filings"]
    assert (filing["id"], filing["path"]) == (wanted.id, str(path))
    other = written(tmp_path / "ba.yaml", {"request": "ba"})
    assert told(queue, str(other), capsys=capsys)["filings"] == []


def test_who_works_and_why_nobody_files(
    queue: Standing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    queue.queued("một")
    queue.lines.stop("mock", "cổng đổi giao diện")
    worker = WorkerName(queue.url, "desk-1", sessions=1, beat=Beat(5.0, 1.0))
    monkeypatch.setenv(QUEUE, queue.url)
    try:
        assert main(["status", "--queue", "-", "--json"]) == 0
    finally:
        worker.leave(drained=True)
    said = json.loads(capsys.readouterr().out)["queue"]
    assert said["workers"] == ["desk-1"]
    assert said["stopped"] == {"mock": "cổng đổi giao diện"}
    with board(queue.url) as there:
        seen = there.look()
    assert seen.workers == ()
    assert "Dừng mọi hồ sơ tới cổng mock: cổng đổi giao diện" in str(queue_lines(seen)[-1])


def test_a_question_that_stands_says_what_is_asked(queue: Standing) -> None:
    filing, question = queue.queued("một"), uuid4()
    asked = json.dumps(["otp", "0900000001", ""]).encode()
    body = open_vault().lock(asked, place=str(question))
    queue.link.run(
        lambda connection: connection.execute(
            "INSERT INTO portal_bot.questions (id, filing, key_id, body) VALUES (%s, %s, %s, %s)",
            (question, filing.id, body.key_id, body.body),
        )
    )
    with board(queue.url) as there:
        seen = there.look()
    assert [f.waits_for for f in seen.report.filings] == ["mã OTP"]
    assert seen.people == (filing.id,)
    assert "0900000001" not in json.dumps(seen.as_json())


def test_watching_goes_on_until_ctrl_c(
    queue: Standing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    queue.queued("một")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("threading.Event.wait", interrupted)
    assert main(["status", "--queue", queue.url, "--watch"]) == 130
    assert "máy đang xử lý hàng đợi" in capsys.readouterr().out


def test_a_database_without_a_queue_gets_none_by_looking(server: Server, key: str) -> None:
    url = server.database("nothing_here")
    for _ in range(2):
        with pytest.raises(SetupError, match="chưa có hàng đợi nào"), board(url):
            pass


def test_another_key_reads_nothing(queue: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, new_key())
    with pytest.raises(SetupError, match="không phải khóa của hàng đợi này"), board(queue.url):
        pass
