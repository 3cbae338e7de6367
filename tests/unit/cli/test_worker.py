"""`worker` and `submit --queue` from the command line: what can be said without a server."""

from __future__ import annotations

import importlib.util
import io
import sys
from typing import Any

import keyring
import pytest

from portal_bot import batch
from portal_bot.batch import cluster
from portal_bot.batch.cluster.vault import KEY, SERVICE, USER, Vault, parse_key
from portal_bot.cli.app import main
from portal_bot.filing.report import Report
from portal_bot.run.run import Run
from portal_bot.settings import QUEUE
from tests.support.fixtures import BIRTH


def test_a_key_is_made_and_only_it_stands_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["worker", "--make-key"]) == 0
    said = capsys.readouterr()
    assert len(parse_key(said.out)) == 32
    assert said.out.strip() not in said.err
    assert KEY in said.err


def test_a_key_is_kept_and_only_its_name_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["worker", "--make-key"])
    key = capsys.readouterr().out.strip()
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(
        keyring, "set_password", lambda service, user, text: kept.update({(service, user): text})
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(key + "\n"))
    assert main(["worker", "--store-key"]) == 0
    said = capsys.readouterr()
    assert kept == {(SERVICE, USER): key}
    assert Vault(parse_key(key)).key_id in said.err
    assert key not in said.out + said.err


def test_without_a_queue_it_says_how_to_name_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_BOT_QUEUE", raising=False)
    assert main(["worker"]) == 2
    assert "PORTAL_BOT_QUEUE" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["-", ""])
def test_a_queue_that_was_asked_for_and_has_no_address_is_wrong_usage(
    given: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(QUEUE, raising=False)
    assert main(["submit", str(BIRTH), "--portal", "mock", "--queue", given]) == 2
    assert QUEUE in capsys.readouterr().err


def test_submit_takes_the_queue_of_the_variable_only_when_it_is_asked_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []

    async def submit(_: Any, run: Run) -> Report:
        asked.append(run.options.queue)
        return Report(())

    monkeypatch.setenv(QUEUE, "postgresql://db/queue")
    monkeypatch.setattr(batch, "submit", submit)
    for more in ([], ["--queue", "-"], ["--queue", "postgresql://other/queue"]):
        assert main(["submit", str(BIRTH), "--portal", "mock", *more]) == 0
    assert asked == [None, "postgresql://db/queue", "postgresql://other/queue"]


def test_without_the_extra_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec

    def without(name: str, *rest: Any) -> Any:
        return None if name == "dbos" else find(name, *rest)

    monkeypatch.setattr(cluster, "find_spec", without)
    for call in (
        ["worker", "--queue", "postgresql://db/queue"],
        ["submit", str(BIRTH), "--portal", "mock", "--queue", "postgresql://db/queue"],
    ):
        assert main(call) == 12
        said = capsys.readouterr().err
        assert "dbos" in said
        assert 'pip install "portal-bot[cluster]"' in said


@pytest.mark.parametrize("option", [["--sessions", "2"], ["--headed"], ["--device", "Pixel 7"]])
def test_what_concerns_the_browser_is_the_workers(
    option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["submit", str(BIRTH), "--portal", "mock", "--queue", "postgresql://db/queue"]
    assert main([*call, *option]) == 2
    assert "portal-bot worker" in capsys.readouterr().err


def test_not_to_wait_is_for_the_queue_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["submit", str(BIRTH), "--portal", "mock", "--no-wait"]) == 2
    assert "--queue" in capsys.readouterr().err
