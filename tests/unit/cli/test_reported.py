"""One place turns whatever goes wrong into a line and an exit code."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from portal_bot import errors, privacy
from portal_bot.cli import app
from portal_bot.cli.reported import reported
from portal_bot.marked import own

ALL = [
    errors.UsageError,
    errors.DossierError,
    errors.SetupError,
    errors.PortalUnavailable,
    errors.PortalChanged,
    errors.PortalRejected,
    errors.HumanNeeded,
    errors.SubmissionUncertain,
]


def _raises(error: BaseException) -> NoReturn:
    raise error


@pytest.mark.parametrize("kind", ALL)
def test_every_error_has_its_code(
    kind: type[errors.PortalBotError], capsys: pytest.CaptureFixture[str]
) -> None:
    assert reported(lambda: _raises(kind("điều gì đó")), []) == kind.exit_code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "Lỗi: điều gì đó\n")


@pytest.mark.parametrize(("returned", "code"), [(None, 0), (0, 0), (10, 10), (40, 40)])
def test_a_verb_says_its_own_code(returned: int | None, code: int) -> None:
    assert reported(lambda: returned, []) == code


def test_values_do_not_come_out_with_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    privacy.register(["Nguyễn Văn Thử"])
    error = errors.PortalRejected("“NGUYỄN VĂN THỬ” không hợp lệ", field="applicant.full_name")
    assert reported(lambda: _raises(error), ["submit", "--json"]) == 22
    captured = capsys.readouterr()
    assert captured.err == "Lỗi: “•••” không hợp lệ\n"
    assert "•••" in captured.out
    assert "applicant.full_name" in captured.out


def test_a_bug_is_told_as_ours_with_a_trace_for_its_owner_only(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    privacy.register(["Nguyễn Văn Thử"])
    assert reported(lambda: _raises(KeyError("Nguyễn Văn Thử")), []) == 50
    told = capsys.readouterr().err
    assert told.startswith("Lỗi: lỗi của chương trình (KeyError); chi tiết ở ")
    [trace] = (home / "bugs").iterdir()
    assert str(trace) in told
    assert trace.stat().st_mode & 0o777 == 0o600
    assert "KeyError: '•••'" in trace.read_text("utf-8")
    assert "Nguyễn" not in trace.read_text("utf-8")


def test_a_bug_is_told_also_where_no_file_can_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PORTAL_BOT_HOME", str(tmp_path / "file" / "home"))
    assert reported(lambda: _raises(ZeroDivisionError()), []) == 50
    assert capsys.readouterr().err == "Lỗi: lỗi của chương trình (ZeroDivisionError)\n"


def test_ctrl_c_says_what_is_true(capsys: pytest.CaptureFixture[str]) -> None:
    assert reported(lambda: _raises(KeyboardInterrupt()), []) == 130
    told = capsys.readouterr().err
    assert told.startswith("Dừng: ")
    assert "portal-bot status" in told


def test_ctrl_c_within_a_verb_says_so_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal_bot import registry
    from portal_bot.cli.app import main

    monkeypatch.setattr(registry, "flows", lambda: _raises(KeyboardInterrupt()))
    assert main(["list", "--json"]) == 130
    captured = capsys.readouterr()
    assert '"code": "interrupted"' in captured.out
    assert captured.err.startswith("Dừng: ")


def test_a_file_gets_no_value_of_an_error_that_the_terminal_shows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However short it is: too short to be looked for, and marked."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    error = errors.DossierError(f"“{own('An')}” không phải số")
    assert reported(lambda: _raises(error), ["--json"]) == 10
    captured = capsys.readouterr()
    assert captured.err == "Lỗi: “An” không phải số\n"
    assert json.loads(captured.out)["error"]["message"] == "“•••” không phải số"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_crash_leaves_no_memory_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource  # Windows has none

    asked: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *what: asked.append(what))
    monkeypatch.setattr(app, "main", lambda: 0)
    with pytest.raises(SystemExit):
        app.run()
    assert [(kind, most[0]) for kind, most in asked] == [(resource.RLIMIT_CORE, 0)]
