"""The whole program as a process, against a real mock portal and a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from portal_bot import clock, settings
from tests.support.days import USUAL
from tests.support.said import Said

COMMAND = [sys.executable, "-m", "portal_bot"]


@pytest.fixture(autouse=True)
def _marked(request: pytest.FixtureRequest) -> None:
    request.node.add_marker(pytest.mark.browser)


Call = Callable[..., Said]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """This process's, with a home of the test's own; `mock` has put the password there."""
    monkeypatch.delenv(settings.PORTAL, raising=False)
    # The samples' day, also where this is made before `mock` sets it.
    monkeypatch.setenv(settings.NOW, clock.as_variable(USUAL))
    return {**os.environ, settings.HOME: str(home)}


@pytest.fixture
def call(environment: dict[str, str]) -> Call:
    def run(
        *arguments: str | Path, without: str = "", timeout: float = 600, **variables: str
    ) -> Said:
        given = {k: v for k, v in (environment | variables).items() if k != without}
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            env=given,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return run
