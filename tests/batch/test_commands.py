"""The batch as a process: signals, kills, what a second one is told, what programs read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import COMMAND, Call
from tests.support.dossiers import mixed, written
from tests.support.killing import assert_ledger_is, kill_and_finish
from tests.support.mock import MockPortal

Births = Callable[[int], Path]


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX signal")
def test_killed_again_and_again_it_is_finished_by_saying_submit_again(
    mock: MockPortal, tmp_path: Path
) -> None:
    """In small; `python -m bench.kill_batch` does 300 dossiers and ten kills."""
    mixed(tmp_path / "ho-so", 8)
    killed = kill_and_finish(mock, tmp_path / "home", tmp_path / "ho-so", kills=2, seed=os.getpid())
    assert killed.kills == 2
    assert_ledger_is(killed.filings, mock, 8)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.thorough)],
)
def test_a_signal_drains_the_batch(
    mock: MockPortal, environment: dict[str, str], births: Births, number: signal.Signals, code: int
) -> None:
    """Who has clicked is waited for; who has not is as it was; the receipts are printed."""
    mock.fault("commit_delay", "1")
    command = [*COMMAND, "submit", str(births(4)), "--portal-url", mock.address, "--json"]
    with subprocess.Popen(
        [*command, "--events", "--sessions", "1"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if json.loads(line)["kind"] == "human":
                break
        while not mock.commits():
            assert process.poll() is None
        process.send_signal(number)
        out, told = process.communicate(timeout=120)
    assert process.returncode == code
    report = json.loads(out)
    states = [f["state"] for f in report["filings"]]
    assert states[0] in {"received", "verified"}
    assert set(states[1:]) == {"checked"}
    assert report["filings"][0]["receipt"]["number"] == mock.submissions()[0]["number"]
    assert len(mock.commits()) == 1
    assert told.splitlines()[-1].startswith("Dừng: ")


@contextmanager
def held_in_its_first_step(command: list[str], env: dict[str, str]) -> Iterator[Popen[str]]:
    """A run that has the home in its hands and cannot end while others look at it."""
    with Popen(
        [*command, "--events", "--sessions", "1"],
        env=env,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if json.loads(line)["kind"] == "step":
                break
        process.send_signal(signal.SIGSTOP)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
        process.communicate(timeout=120)


# In one process, in tests/unit/filing/test_holding.py.
@pytest.mark.thorough
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_second_one_is_told_who_holds_the_home_and_status_is_free(
    mock: MockPortal, environment: dict[str, str], births: Births, call: Call
) -> None:
    folder = births(2)
    command = [*COMMAND, "submit", str(folder), "--portal-url", mock.address]
    with held_in_its_first_step(command, environment) as process:
        second = call("submit", folder, "--portal-url", mock.address)
        status = call("status", "--json")
        check = call("check", folder)
    assert process.returncode == 0
    assert second.code == 12
    assert f"tiến trình {process.pid}" in second.err
    assert "“portal-bot submit”" in second.err
    assert (status.code, check.code) == (0, 0)
    assert len(status.json["filings"]) >= 1
    assert len(mock.submissions()) == 2


@pytest.mark.thorough
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_decision_waits_for_the_run_that_holds_the_home_and_its_question_does_not(
    mock: MockPortal, environment: dict[str, str], births: Births, call: Call
) -> None:
    folder = births(2)
    mock.fault("two_records", times=1)
    mock.fault("commit_then_drop", "fin", times=1)
    first = call("submit", folder / "00.yaml", "--portal-url", mock.address, "--json")
    assert first.code == 40, first.err
    filing = first.json["filings"][0]["id"]
    number = mock.submissions()[0]["number"]
    command = [*COMMAND, "submit", str(folder / "01.yaml"), "--portal-url", mock.address]
    with held_in_its_first_step(command, environment) as process:
        asked = call("resolve", filing)
        online = call("resolve", filing, "--received", number, "--portal-url", mock.address)
        offline = call("resolve", filing, "--received", number, "--offline")
    assert asked.code == 40
    for refused in (online, offline):
        assert refused.code == 12
        assert f"“portal-bot submit” (tiến trình {process.pid}, từ " in refused.err
        assert "đợi nó xong, hoặc bấm Ctrl-C ở đó" in refused.err
    assert process.returncode == 0
    decided = call("resolve", filing, "--received", number, "--portal-url", mock.address)
    # The second record is told of; the decision stands.
    assert (decided.code, number in decided.out) == (30, True)


@pytest.mark.thorough
def test_supersede_says_what_differs_and_files_nothing(
    mock: MockPortal, call: Call, births: Births, tmp_path: Path
) -> None:
    folder = births(1)
    junit = tmp_path / "j.xml"
    first = call("submit", folder, "--portal-url", mock.address, "--junit", junit)
    assert first.code == 0, first.err
    assert ET.parse(junit).getroot()[0].get("failures") == "0"
    [record] = mock.submissions()
    changes = {"request": "lần 0", "declaration.child.birth_place": "Nơi khác, Ví Dụ"}
    written(folder / "00.yaml", changes)
    refused = call("submit", folder, "--portal-url", mock.address)
    assert refused.code == 10
    assert "declaration.child.birth_place" in refused.out

    said = call("submit", folder, "--portal-url", mock.address, "--supersede")
    assert said.code == 0, said.err
    assert record["number"] in said.out
    assert "declaration.child.birth_place (Nơi sinh)" in said.out
    assert "Quản lý hồ sơ" in said.out
    [told] = call("submit", folder, "--portal-url", mock.address, "--supersede", "--json").json[
        "supersede"
    ]
    assert told["differs"] == ["declaration.child.birth_place (Nơi sinh)"]
    assert len(mock.commits()) == 1


@pytest.mark.thorough
def test_a_damaged_journal_is_refused_and_its_copy_brings_everything_back(
    mock: MockPortal, call: Call, births: Births, home: Path
) -> None:
    folder = births(1)
    assert call("submit", folder, "--portal-url", mock.address).code == 0
    journal = home / "journal.sqlite3"
    # The newest copy is older than what comes after it: that must not be filed again either.
    assert call("submit", folder, "--portal-url", mock.address).code == 0
    copy = max((home / "backups").glob("journal-*.sqlite3"))
    journal.write_bytes(b"\xff" * journal.stat().st_size)
    refused = call("submit", folder, "--portal-url", mock.address)
    assert refused.code == 12
    assert str(copy) in refused.err
    journal.write_bytes(copy.read_bytes())
    assert call("submit", folder, "--portal-url", mock.address).code == 0
    assert len(mock.commits()) == 1


# In one process, in tests/filing/test_what_was_meant.py.
@pytest.mark.thorough
def test_a_lost_journal_is_never_begun_anew_beside_what_was_sent(
    mock: MockPortal, call: Call, births: Births, home: Path
) -> None:
    folder = births(1)
    assert call("submit", folder, "--portal-url", mock.address).code == 0
    for file in home.glob("journal.sqlite3*"):
        file.unlink()
    refused = call("submit", folder, "--portal-url", mock.address)
    assert refused.code == 12
    assert "Khôi phục" in refused.err
    copy = max((home / "backups").glob("journal-*.sqlite3"))
    assert str(copy) in refused.err
    (home / "journal.sqlite3").write_bytes(copy.read_bytes())
    assert call("submit", folder, "--portal-url", mock.address).code == 0
    assert len(mock.commits()) == 1
