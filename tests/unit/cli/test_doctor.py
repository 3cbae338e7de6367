"""`doctor`: each check by itself, and what stands in the way."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot import settings
from portal_bot.browser import find
from portal_bot.cli import doctor, health
from portal_bot.clock import VIETNAM
from portal_bot.errors import SetupError
from portal_bot.journal import Filing, State
from portal_bot.journal.backup import back_up
from portal_bot.run.home import writing
from portal_bot.strongbox.home_key import home_key
from tests.unit.cli.conftest import Call

GOOD = health.Health("browser", "ok", "Trình duyệt", "có")


def _none_here(**_: Any) -> find.Browser:
    raise SetupError("không có trình duyệt nào")


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "find_browser", _none_here)


def test_a_browser_that_is_not_there_stands_in_the_way(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.BROWSER, "/nowhere/chromium")
    said = call("doctor", "--json")
    assert said.code == 12
    assert said.json["ok"] is False
    checks = {check["name"]: check for check in said.json["checks"]}
    assert checks["browser"]["status"] == "fail"
    assert "/nowhere/chromium" in checks["browser"]["found"]
    assert "doctor --fix" in checks["browser"]["advice"]
    assert set(checks) == {
        *("browser", "sandbox", "window", "home", "settings", "journal", "disk", "parsers"),
        *("keyring", "home_key", "clock", "fonts", "proxy", "edge_policy"),
    }


def test_people_read_a_line_and_what_to_do(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = health.Health("home", "fail", "Thư mục dữ liệu", "không ghi được", "cho quyền ghi")
    monkeypatch.setattr(health, "examine", lambda: [GOOD, bad])
    said = call("doctor")
    assert said.code == 12
    assert said.out.splitlines() == [
        "✓ Trình duyệt: có",
        "✗ Thư mục dữ liệu: không ghi được",
        "    cho quyền ghi",
    ]


def test_a_warning_stands_in_nobodys_way(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "examine", lambda: [health.Health("x", "warn", "X", "hơi lạ")])
    assert call("doctor").code == 0


class TestFix:
    @pytest.fixture
    def ran(self, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        import subprocess

        commands: list[list[str]] = []

        def call(command: list[str], **_: Any) -> int:
            commands.append(command)
            return 1 if command[0] == "bad" else 0

        monkeypatch.setattr(subprocess, "call", call)
        monkeypatch.setattr(doctor, "_can_be_driven", lambda: True)
        monkeypatch.setattr(health, "examine", lambda: [GOOD])
        monkeypatch.delenv(settings.BROWSER, raising=False)
        return commands

    def test_installs_one_where_there_is_none(
        self, no_browser: None, ran: list[list[str]], call: Call, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(find, "install_commands", lambda: [["one"], ["two"]])
        said = call("doctor", "--fix", "--json")
        assert ran == [["one"], ["two"]]
        assert said.json["ok"] is True
        assert said.err == "$ one\n$ two\n"

    def test_stops_at_the_first_command_that_fails(
        self, no_browser: None, ran: list[list[str]], call: Call, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(find, "install_commands", lambda: [["bad"], ["two"]])
        call("doctor", "--fix")
        assert ran == [["bad"]]

    def test_leaves_a_browser_that_is_there(
        self, ran: list[list[str]], call: Call, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(find, "find_browser", lambda: None)
        call("doctor", "--fix")
        assert not ran

    def test_installs_what_drives_the_browser_where_that_does_not_start(
        self, ran: list[list[str]], call: Call, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(find, "find_browser", lambda: None)
        monkeypatch.setattr(doctor, "_can_be_driven", lambda: False)
        monkeypatch.setattr(find, "install_commands", lambda: [["one"]])
        call("doctor", "--fix")
        assert ran == [["one"]]

    def test_asks_playwright_itself_whether_it_starts(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert doctor._can_be_driven()
        monkeypatch.setattr(sys, "executable", "/bin/false")
        assert not doctor._can_be_driven()

    def test_leaves_a_wrong_path_to_its_owner(
        self, no_browser: None, ran: list[list[str]], call: Call, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(settings.BROWSER, "/nowhere")
        call("doctor", "--fix")
        assert not ran


@pytest.mark.skipif(sys.platform != "linux", reason="asks for a screen on Linux only")
def test_a_window_needs_a_screen(monkeypatch: pytest.MonkeyPatch, no_browser: None) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert "màn hình" in health.window().found
    monkeypatch.setenv("DISPLAY", ":0")
    assert health.window().found == "không có"
    shown = find.Browser(None, "msedge", is_headless_shell=False, source="channel msedge")
    monkeypatch.setattr(find, "find_browser", lambda **_: shown)
    assert health.window().status == "ok"


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_home_that_others_read_is_closed_and_one_that_is_a_link_is_told(home: Path) -> None:
    assert health.home().status == "ok"
    home.chmod(0o755)
    assert health.home().status == "ok"
    assert home.stat().st_mode & 0o777 == 0o700
    (home / "sent.log").symlink_to("/etc/passwd")
    told = health.home()
    assert told.status == "fail"
    assert "sent.log là một liên kết" in told.found


def test_a_home_that_cannot_be_is_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(settings.HOME, str(tmp_path / "file" / "home"))
    assert health.home().status == "fail"
    assert health.disk().status == "fail"


@pytest.mark.parametrize(
    ("free", "status"), [(10_000, "fail"), (500_000_000, "warn"), (5_000_000_000, "ok")]
)
def test_room_on_the_disk(free: int, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    assert health.disk().status == status


@pytest.mark.parametrize(
    ("backend", "status"),
    [
        ("keyring.backends.fail", "warn"),
        ("keyring.backends.null", "warn"),
        ("keyrings.alt.file", "warn"),
        ("keyring.backends.SecretService", "ok"),
    ],
)
def test_only_a_real_keyring_is_one(
    backend: str, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type("Keyring", (), {"__module__": backend, "priority": 0 if "fail" in backend else 5})
    monkeypatch.setattr("keyring.get_keyring", kind)
    assert health.keyring().status == status


@pytest.mark.parametrize(("now", "status"), [(0.0, "fail"), (5e9, "fail"), (None, "ok")])
def test_a_clock_that_cannot_be_right(
    now: float | None, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(settings.NOW, raising=False)
    if now is not None:
        told = datetime.fromtimestamp(now, VIETNAM)
        monkeypatch.setattr("portal_bot.cli.health.machine", lambda: told)
    assert health.clock().status == status


def test_a_clock_that_was_set_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.NOW, "2031-06-15")
    told = health.clock()
    assert (told.status, settings.NOW in told.advice) == ("warn", True)


@pytest.mark.parametrize(
    ("lines", "status"), [("DejaVu Sans,DejaVu Sans Light\nNoto Sans\n", "ok"), ("", "warn")]
)
def test_fonts_with_our_letters(lines: str, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/fc-list")
    monkeypatch.setattr("subprocess.run", lambda *_, **__: SimpleNamespace(stdout=lines))
    told = health.fonts()
    assert told.status == status
    assert (told.found == "DejaVu Sans, Noto Sans") == (status == "ok")


def test_fonts_that_nobody_can_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert health.fonts().status == "warn"
    monkeypatch.setattr("sys.platform", "darwin")
    assert health.fonts().status == "ok"


def test_a_proxy_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    assert health.proxies().status == "ok"
    monkeypatch.setenv("HTTPS_PROXY", "http://ai:matkhau@proxy.example")
    told = health.proxies()
    assert told.status == "warn"
    assert "HTTPS_PROXY" in told.found
    assert "matkhau" not in told.found + told.advice


@pytest.mark.skipif(sys.platform == "win32", reason="reads the registry there")
def test_only_windows_has_a_policy_for_edge() -> None:
    assert health.edge().status == "ok"


def test_a_damaged_journal_stands_in_the_way_and_its_copy_is_named(home: Path) -> None:
    assert health.journal().status == "ok"
    with writing(home) as journal:
        journal.open(Filing("PB-A", "key", "mock", "x", "a.yaml", "hash", State.NEW))
    copy = back_up(journal.path)
    assert str(copy) in health.journal().found
    with closing(sqlite3.connect(journal.path)) as db, db:
        db.execute("UPDATE filings SET attempts = 7")
    altered = health.journal()
    assert (altered.status, "PB-A" in altered.found) == ("fail", True)
    journal.path.write_bytes(b"\xff" * 5000)
    told = health.journal()
    assert told.status == "fail"
    assert str(copy) in told.advice
    journal.path.unlink()
    assert (health.journal().status, str(copy) in health.journal().found) == ("fail", True)


def test_a_key_beside_the_data_is_told_and_a_lost_one_stands_in_the_way(home: Path) -> None:
    assert health.home_key().status == "ok"
    made = home_key(settings.home())
    told = health.home_key()
    assert (told.status, made.id in told.found) == ("warn", True)
    (home / "home.key").unlink()
    assert health.home_key().status == "fail"
