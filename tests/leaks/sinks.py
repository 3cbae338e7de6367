"""Everything that writes to a file or a pipe, each asked to write a sentence with a value in it."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import TextIO, cast

import pytest
from loguru import logger

from portal_bot import bugs, junit, logs, settings
from portal_bot.batch.records import write_records
from portal_bot.cli import reported
from portal_bot.cli.console import out, print_json
from portal_bot.cli.piped import without_values
from portal_bot.errors import DossierError
from portal_bot.filing.report import FilingReport, Report, fault_of
from portal_bot.journal import Fault
from portal_bot.junit import JUnitCase, NotPassed, Suite
from portal_bot.portals import profile
from portal_bot.reports.open_page import write_open_page
from portal_bot.run.events import Event
from tests.leaks.opened import files_of
from tests.support.days import USUAL

# Takes a sentence and a folder of its own; what it wrote, as bytes.
Sink = Callable[[str, Path], bytes]


def written(folder: Path) -> bytes:
    """All that lies in the folder, and what it is called."""
    return b"\n".join(
        part for name, content in files_of(folder) for part in (name.encode(), content)
    )


def _log(words: str, folder: Path) -> bytes:
    os.environ[settings.HOME] = str(folder)
    logs.configure()
    logger.warning("told: {}", words)
    return written(folder)


def _log_of_exception(words: str, folder: Path) -> bytes:
    os.environ[settings.HOME] = str(folder)
    logs.configure()
    local = words
    try:
        raise ValueError(local) from KeyError(local)
    except ValueError as error:
        logger.opt(exception=error).error("failed")
    return written(folder)


def _verbose_log(words: str, _folder: Path) -> bytes:
    def log() -> None:
        logs.configure(2)
        logger.debug("told: {}", words)

    return _said(log)


def _crash_report(words: str, folder: Path) -> bytes:
    local = words
    try:
        raise ValueError(local) from KeyError(local)
    except ValueError as error:
        bugs.write(error, home=folder)
    return written(folder)


def _error_line(words: str, _folder: Path) -> bytes:
    return _said(lambda: reported.tell(DossierError(words), as_json=True))


def _rich(words: str, _folder: Path) -> bytes:
    return _said(lambda: out().print(words))


def _json(words: str, _folder: Path) -> bytes:
    return _said(lambda: print_json({"dossiers": [{"message": words, "why": [words]}]}))


def _event(words: str, _folder: Path) -> bytes:
    event = Event("note", "PB-1", Path(words), words)
    return json.dumps(event.as_json(), ensure_ascii=False).encode()


def _lost_exception(words: str, _folder: Path) -> bytes:
    """What asyncio says of an exception for which nobody waits, where nobody set up a log."""
    error = ValueError(words)
    told = logging.LogRecord("asyncio", logging.ERROR, "", 0, words, (), (ValueError, error, None))
    assert logging.lastResort is not None
    return _said(lambda: cast("logging.Handler", logging.lastResort).handle(told))


def _junit(words: str, folder: Path) -> bytes:
    failed = NotPassed("failure", "a", words, words)
    junit.write(
        folder / "a.xml", words, [Suite(words, [JUnitCase(words, words, 0, (failed,), words)])]
    )
    return written(folder)


def _batch(words: str, folder: Path) -> bytes:
    write_records(folder, profile.load("mock"), _report(words), USUAL)
    return written(folder)


def _status_page(words: str, folder: Path) -> bytes:
    write_open_page(_report(words), folder / "status.html")
    return written(folder)


def _kept_fault(words: str, _folder: Path) -> bytes:
    return repr(fault_of(DossierError(words))).encode()


def _report(words: str) -> Report:
    """As of a dossier in a folder of that name, refused with those words."""
    name = words.replace("/", "")[-120:]
    refused = FilingReport(
        id="PB-1", path=Path(f"/a/{name}/{name}.yaml"), procedure="birth_registration", state="new",
        error=Fault("a", words, "b"), exit_code=10, waits_for=words, portal="mock",
    )  # fmt: skip
    return Report((refused,), stopped=Fault("a", words, None))


def _said(do: Callable[[], object]) -> bytes:
    """What it says on stdout and stderr, where nobody watches."""
    into = StringIO()
    before = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = cast("TextIO", into)
    try:
        with without_values():
            do()
    finally:
        sys.stdout, sys.stderr = before
        logger.remove()
    return into.getvalue().encode()


SINKS: Mapping[str, Sink] = {
    "log": _log,
    "log of an exception": _log_of_exception,
    "`-vv`": _verbose_log,
    "crash report": _crash_report,
    "error line, its JSON": _error_line,
    "Rich": _rich,
    "`--json`": _json,
    "`--events`": _event,
    "lost exception": _lost_exception,
    "JUnit": _junit,
    "batch page, table": _batch,
    "status page": _status_page,
    "kept error": _kept_fault,
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, in which the sinks write; whatever they set is taken back."""
    monkeypatch.setenv(settings.HOME, str(tmp_path))
    return tmp_path
