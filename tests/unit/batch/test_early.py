from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal_bot.batch.early import anything_new, early_browser
from portal_bot.browser import lending
from portal_bot.errors import SetupError
from portal_bot.journal import Filing, Receipt, State
from portal_bot.run.home import JOURNAL, writing
from portal_bot.run.options import Options
from portal_bot.run.run import Run
from tests.support.fixtures import BIRTH

File = Callable[[str], Path]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def dossier(tmp_path: Path) -> File:
    def write(name: str) -> Path:
        path = tmp_path / name
        path.write_text("procedure: birth_registration\n", encoding="utf-8")
        return path

    return write


def filed(home: Path, path: Path, *, verified: bool) -> None:
    with writing(home) as journal:
        name = f"PB-{path.stem.upper()}"
        filing = journal.begin(
            journal.open(
                Filing(name, f"key-{name}", "mock", "birth_registration", str(path), "h", State.NEW)
            )
        )
        filing = journal.receive(filing, Receipt("H45-1"), how="answer")
        if verified:
            journal.verify(filing, verified=True, fault=None)


def test_without_a_journal_everything_is_new(home: Path, dossier: File) -> None:
    assert anything_new([dossier("a.yaml")], home)


def test_what_is_filed_and_verified_is_not_new(home: Path, dossier: File) -> None:
    first, second = dossier("a.yaml"), dossier("b.yaml")
    filed(home, first, verified=True)
    assert not anything_new([first], home)
    assert anything_new([first, second], home)


def test_what_was_not_read_back_needs_a_browser(home: Path, dossier: File) -> None:
    path = dossier("a.yaml")
    filed(home, path, verified=False)
    assert anything_new([path], home)


def test_a_damaged_journal_is_the_runs_own_error(home: Path, dossier: File) -> None:
    home.mkdir()
    (home / JOURNAL).write_bytes(b"no database at all, whatever it is called" * 40)
    assert anything_new([dossier("a.yaml")], home)


async def test_a_browser_that_does_not_start_is_told_to_whoever_asks_for_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(**_: object) -> Any:
        raise SetupError("không có trình duyệt")

    monkeypatch.setattr(lending, "find_browser", none)
    run = Run.told(Options(portal_url="http://127.0.0.1:8899", home=home))
    async with early_browser(run.browsers, wanted=True):
        with pytest.raises(SetupError, match="không có trình duyệt"):
            await run.browsers.warm()


def test_the_driver_starts_before_most_of_the_program_is_loaded(tmp_path: Path) -> None:
    program = (
        "import asyncio, os, sys\n"
        "async def started(*_, **__):\n"
        "    sys.stdout.write(str('portal_bot.batch.run_work' in sys.modules))\n"
        "    sys.stdout.flush()\n"
        "    os._exit(7)\n"
        "asyncio.create_subprocess_exec = started\n"
        "from portal_bot.cli.app import main\n"
        f"main(['fill', {str(BIRTH)!r}, '--portal', 'mock'])\n"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PORTAL_BOT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (asked.stdout, asked.returncode) == ("False", 7), asked.stderr
