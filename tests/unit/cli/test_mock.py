"""`mock`: another program, started with what was asked for."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from portal_bot import settings
from tests.unit.cli.conftest import Call


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have taken this process over."""
    commands: list[list[str]] = []
    monkeypatch.setenv(settings.PASSWORD, "Mat-khau-khong-ke")

    def take_over(_program: str, command: list[str], environment: dict[str, str]) -> None:
        commands.append(command)
        assert settings.PASSWORD not in environment
        assert environment["MOCK_PORTAL_CALLED"] == "portal-bot mock"

    monkeypatch.setattr(os, "execve", take_over)
    monkeypatch.setattr(subprocess, "call", lambda _command, **_: 0)
    return commands


@pytest.mark.skipif(os.name != "posix", reason="elsewhere it is a child")
def test_passes_every_option_on(started: list[list[str]], tmp_path: Path, call: Call) -> None:
    options = ["--host", "localhost", "--port", "0", "--platform", "igate_v1", "--pace", "instant"]
    options += ["--seed", "7", "--fault", "down", "--fault", "slow=2", "--data", str(tmp_path)]
    options += ["--office", "auto"]
    assert call("mock", *options).code == 0
    [command] = started
    assert command == [sys.executable, "-m", "portal_bot_mock", *options]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere it is a child")
def test_the_usual_mock_is_where_the_profile_looks(started: list[list[str]], call: Call) -> None:
    call("mock")
    [command] = started
    assert "--host 127.0.0.1 --port 8899" in " ".join(command)
    assert "--pace real" in " ".join(command)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_programs_are_told_where_it_is_and_end_it() -> None:
    command = [sys.executable, "-m", "portal_bot", "mock", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        document = ""
        while not document.rstrip().endswith("}"):
            document += process.stdout.readline()
        told = json.loads(document)
        assert httpx.get(f"{told['ready']}/__mock__/health").json()["ok"] is True
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)
    with pytest.raises(httpx.ConnectError):
        httpx.get(told["ready"])


def test_the_help_names_the_mocks_own_faults(call: Call) -> None:
    told = call("mock", "--help").out
    asked = [sys.executable, "-m", "portal_bot_mock", "--faults"]
    faults = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    named = [
        line.split("[=")[0].strip()
        for line in faults.splitlines()
        if line.startswith("  ") and line[2:3] != " "
    ]
    assert {"commit_then_drop", "list_old_page", "version_2"} <= set(named)
    assert all(name in told for name in named)
    assert told.rstrip().endswith("commit_then_drop=rst,times=1")
