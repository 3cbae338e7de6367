"""Ctrl-C as a terminal sends it: to the command, the browser's driver and the browser at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from portal_bot import settings
from tests.support.english import english_in
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal

pytestmark = pytest.mark.in_turn(2)


def _stopped_at(text: str, mock: MockPortal, home: Path) -> tuple[int, str]:
    """The command's exit code and what it said from the moment this step was told."""
    command = [sys.executable, "-m", "portal_bot", "submit", str(BIRTH), "--portal", "mock"]
    with subprocess.Popen(
        [*command, "--portal-url", mock.address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, settings.HOME: str(home), settings.PASSWORD: "Mat-khau-123"},
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        while text not in (line := process.stderr.readline()):
            assert line, f"ended before {text!r}"
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=120)
    return process.returncode, f"{out}\n{err}"


@pytest.mark.skipif(os.name != "posix", reason="a group of processes is posix's")
@pytest.mark.parametrize("step", ["THỬ NGHIỆM", "Đăng nhập", "Điền tờ khai", "Mã xác nhận"])
def test_no_english_and_nothing_is_begun_again(step: str, mock: MockPortal, tmp_path: Path) -> None:
    code, told = _stopped_at(step, mock, tmp_path)
    assert code == 130
    assert english_in(told) == []
    assert "Traceback" not in told
    assert "Dừng: " in told
    # Before the last click: not one; at it, as many as the journal will find.
    assert len(mock.submissions()) <= (step == "Mã xác nhận")
