"""Killed right after the commit, and then the dossier is another one."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.between import Answer, Asking, Portal, between
from tests.support.dossiers import written
from tests.support.mock import MockPortal
from tests.support.outcome import submitted
from tests.support.process import command, environment

CHANGES: dict[str, Mapping[str, Any]] = {
    "account": {"account.username": "tinhnguyenvien"},
    "request": {"request": "lần hai"},
    "child": {"declaration.child.full_name": "Nguyễn Thị Mẫu Am"},
}


@pytest.mark.thorough
@pytest.mark.skipif(os.name != "posix", reason="a group of processes is posix's")
@pytest.mark.parametrize("change", CHANGES)
async def test_another_dossier_after_a_kill_is_no_second_filing(
    mock: MockPortal, tmp_path: Path, change: str
) -> None:
    stored, over, home = threading.Event(), threading.Event(), tmp_path / "home"
    dossier = written(tmp_path / "a.yaml")

    def answer(asked: Asking, given: Answer) -> Answer:
        if asked.is_commit:
            stored.set()
            over.wait()
        return given

    with between(mock.address, Portal(answer=answer)) as portal:
        with subprocess.Popen(
            command("--portal-url", portal.address, dossier=dossier),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(home),
            start_new_session=True,
        ) as process:
            assert stored.wait(timeout=100), "not set up: no commit came"
            os.killpg(process.pid, signal.SIGKILL)
        over.set()
    assert len(mock.submissions()) == 1
    written(dossier, CHANGES[change])
    outcome = await submitted(mock, home, dossier)
    assert len(outcome.stored) == len(outcome.commits) == 1
    assert outcome.exit_code in {10, 30, 40}
