"""The one clock: Vietnam's time, set by tests and practice, and never for a real filing."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import portal_bot
from portal_bot import clock, settings
from portal_bot.errors import SetupError
from portal_bot.portals.profile import Portal, choose, load
from tests.unit.cli.conftest import Call, _alone, call, home

__all__ = ["_alone", "call", "home"]

NEAR = timedelta(seconds=60)
PACKAGE = Path(portal_bot.__file__).parent


@pytest.fixture(autouse=True)
def _untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_set", None)
    monkeypatch.delenv(settings.NOW, raising=False)


def about(moment: datetime) -> bool:
    return abs(clock.now() - moment) < NEAR


def vietnam(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.VIETNAM)


def test_nobody_set_it_and_it_is_the_machines() -> None:
    assert not clock.is_set()
    assert about(clock.machine())
    assert clock.now().utcoffset() == timedelta(hours=7)
    assert clock.now(UTC).utcoffset() == timedelta()


def test_it_is_set_for_a_while_and_runs_on() -> None:
    with clock.at(vietnam("2026-12-31T23:59:00")):
        first = clock.now()
        assert about(vietnam("2026-12-31T23:59:00"))
        with clock.at(date(2028, 2, 29)):
            assert (clock.today(), clock.now().hour) == (date(2028, 2, 29), 9)
        assert first <= clock.now()
        assert clock.today() == date(2026, 12, 31)
    assert not clock.is_set()


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2027-02-06", "2027-02-06T09:00"),
        ("2027-02-06T16:00", "2027-02-06T16:00"),
        ("2027-02-06 16:00", "2027-02-06T16:00"),
        ("2027-02-06T16:00:00+00:00", "2027-02-06T23:00"),
    ],
)
def test_the_variable_sets_it(told: str, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.NOW, told)
    assert clock.is_set()
    assert about(vietnam(moment))


@pytest.mark.parametrize("told", ["+86400", "-3600.5", "+0"])
def test_the_variable_may_say_how_far_it_is_moved(
    told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.NOW, told)
    assert about(clock.machine() + timedelta(seconds=float(told)))
    assert clock.is_set()


@pytest.mark.parametrize(
    "told", ["Tết", "2027-02-30", "06/02/2027", "86400", "+9e99", "-999999999999", "0001-01-01"]
)
def test_what_nobody_understands_is_exit_12_and_says_how(
    told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.NOW, told)
    with pytest.raises(SetupError, match=settings.NOW) as caught:
        clock.now()
    assert "2027-02-06" in caught.value.message


def test_programs_agree_on_a_variable_that_was_made_for_them() -> None:
    moment = vietnam("2031-06-15T10:00")
    told = clock.as_variable(moment)
    asked = "from portal_bot import clock; print(clock.now().isoformat())"
    run = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ | {settings.NOW: told},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    theirs = datetime.fromisoformat(run.stdout.strip())
    assert timedelta() <= theirs - moment < NEAR


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kabul"])
def test_today_is_vietnams_wherever_the_machine_believes_it_stands(zone: str) -> None:
    asked = (
        "from datetime import *; from portal_bot import clock\n"
        "for hour in ('2026-12-31T16:59:59', '2026-12-31T17:00:00'):\n"
        "    with clock.at(datetime.fromisoformat(hour + '+00:00')): print(clock.today())"
    )
    run = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ | {"TZ": zone},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert run.stdout.split() == ["2026-12-31", "2027-01-01"]


def real() -> Portal:
    return load("mock").model_copy(
        update={"name": "that", "practice": False, "address": "https://dichvucong.example"}
    )


@pytest.mark.parametrize("how", ["here", "variable"])
def test_at_a_real_portal_nothing_is_done_under_a_clock_that_is_set(
    how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real().insist_on_real_time()
    if how == "here":
        monkeypatch.setattr(clock, "_set", timedelta(days=3))
    else:
        monkeypatch.setenv(settings.NOW, "2031-06-15")
    with pytest.raises(SetupError, match="không phải giờ thật"):
        real().insist_on_real_time()
    load("mock").insist_on_real_time()


@pytest.mark.parametrize("verb", ["submit", "fill"])
def test_a_command_for_a_real_portal_stops_at_once(
    verb: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (PACKAGE / "portals" / "profiles" / "mock.toml").read_text("utf-8")
    own = tmp_path / "cong.toml"
    text = text.replace('name = "mock"', 'name = "that"')
    own.write_text(text.replace("practice = true", "practice = false"), "utf-8")
    monkeypatch.setenv(settings.NOW, "2031-06-15")
    said = call(
        verb, tmp_path / "ho-so.yaml", "--portal", own, "--portal-url", "https://that.example"
    )
    assert said.code == 12
    assert settings.NOW in said.err
    assert not (tmp_path / "home" / "journal.sqlite3").exists()


def test_a_file_may_say_the_time_and_say_otherwise_while_a_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "_set", None)
    file = tmp_path / "clock"
    monkeypatch.setenv(settings.NOW, f"@{file}")
    with pytest.raises(SetupError, match="không đọc được"):
        clock.now()
    for shift in (0, 86_400, -86_400):
        file.write_text(f"{shift:+}\n", "utf-8")
        assert abs(clock.now() - clock.machine() - timedelta(seconds=shift)) < timedelta(minutes=1)
    assert clock.is_set()


def test_a_portal_on_this_machine_may_be_asked_at_any_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(settings.NOW, "2031-06-15")
    assert choose(None, "http://127.0.0.1:8899").practice


def test_nobody_writes_a_time_in_the_machines_own_zone() -> None:
    """`astimezone()` without a zone; `datetime.now` and its like are ruff's to find."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            (node.func.attr == "astimezone" and not node.args)
            or (node.func.attr == "fromtimestamp" and len(node.args) < 2)
        )
    ]
    assert found == []


def test_ruff_forbids_every_other_clock(tmp_path: Path) -> None:
    asked = (
        "import time\nimport datetime as d\nfrom datetime import UTC, date, datetime\n\n"
        "print(datetime.now(UTC), date.today(), time.time(), d.datetime.now(UTC))\n"
        "print(datetime.utcnow(), time.strftime('%H'), time.localtime())\n"
    )
    run = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--output-format", "concise",
         "--stdin-filename", str(PACKAGE / "new.py"), "-"],
        input=asked, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.stdout.count("TID251") == 7
    assert run.stdout.count("portal_bot.clock") == 7
