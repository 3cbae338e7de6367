"""What opens scans may hang, die or eat all memory: that is one scan's fault, nobody else's."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from portal_bot.papers import apart, inspect
from portal_bot.papers.page_verdicts import _known, looked_through
from tests.support.fixtures import FIXTURES
from tests.support.misbehaving import (
    die,
    eat,
    hang,
    leave,
    print_something,
    sleep_on,
    who,
    write_a_file,
)

ROOT = Path(__file__).parents[3]
SCAN = (FIXTURES / "papers" / "chung-sinh.pdf").read_bytes()
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows knows no such limits")


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    apart.end_all()
    _known.clear()
    yield
    apart.end_all()


@POSIX
@pytest.mark.parametrize(
    ("work", "why"),
    [(hang, "late"), (sleep_on, "late"), (die, "dead"), (leave, "dead"), (eat, "memory")],
)
def test_what_becomes_of_one_scan_is_nothing_to_the_next(
    work: apart.Work, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only who sleeps is ended by the clock; the others must not be, on a machine however busy.
    monkeypatch.setattr(apart, "BUSY", 8 if work is sleep_on else 200)
    before = apart.call(looked_through, [SCAN], "pdf")
    began = time.monotonic()
    with pytest.raises(apart.Unfinished) as caught:
        apart.call(work, [b"x"], cpu_s=0.5)
    assert caught.value.why == why
    assert time.monotonic() - began < 60
    assert apart.call(looked_through, [SCAN], "pdf") == before


def test_one_process_does_it_all_and_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_BOT_PASSWORD", "không nói")
    blobs = [b"", b"\x00" * 3_000_000, b"z"]
    answers = [apart.call(who, blobs) for _ in range(3)]
    (pid, names), parts = answers[0]
    assert answers == [([pid, []], blobs)] * 3
    assert (pid != os.getpid(), names, parts) == (True, [], blobs)


def test_what_a_library_prints_stands_in_nobodys_way() -> None:
    assert apart.call(print_something, []) == ("done", [])


@POSIX
def test_it_writes_no_file(tmp_path: Path) -> None:
    assert apart.call(write_a_file, [], str(tmp_path / "a"))[0] == "refused"


def test_a_process_that_somebody_ended_is_not_the_next_scans_fault() -> None:
    (pid, _), _ = apart.call(who, [])
    psutil.Process(pid).kill()
    (other, _), _ = apart.call(who, [])
    assert other != pid


def test_modules_that_lie_among_the_dossiers_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PIL", "pypdf", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH")
    assert apart.call(looked_through, [SCAN], "pdf")[0]["faults"] == []


@POSIX
def test_it_ends_with_whoever_started_it() -> None:
    script = (
        "import os, sys; from portal_bot.papers import apart;"
        "from tests.support.misbehaving import who;"
        "(pid, _), _ = apart.call(who, []); print(pid, flush=True);"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False
    )
    process = psutil.Process(int(done.stdout)) if psutil.pid_exists(int(done.stdout)) else None
    if process is not None:
        process.wait(10)


def test_a_scan_whose_parser_hangs_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(SCAN)
    for why, said in (("late", "mở mãi không xong"), ("dead", "tắt giữa chừng")):

        def unfinished(*_: Any, why: Any = why, **__: Any) -> apart.Told:
            raise apart.Unfinished(why)

        _known.clear()
        monkeypatch.setattr(apart, "call", unfinished)
        (fault,) = inspect(path)
        assert fault.severity == "error"
        assert said in fault.message
    _known.clear()
