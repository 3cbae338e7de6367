"""`submit`, `fill`, `register`: what they ask of the library, and what they pass on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from portal_bot import aio, settings
from portal_bot.filing.account import NewAccount
from portal_bot.filing.events import Event
from portal_bot.filing.report import FilingReport, Report
from tests.support.fixtures import BIRTH
from tests.unit.cli.conftest import Call

FILED = FilingReport(id="PB-A", path=BIRTH, procedure="x", state="needs_human", exit_code=30)
MOCK = ["--portal-url", "http://127.0.0.1:9"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any, dict[str, Any]]]:
    """What was asked of the library."""
    calls: list[tuple[str, Any, dict[str, Any]]] = []

    def pretend(name: str) -> None:
        async def work(paths: Sequence[Path], **options: Any) -> Report:
            assert options.pop("stop").code is None
            assert callable(options.pop("quiet"))
            options.pop("tell")(Event("step", "PB-A", BIRTH, "Đăng nhập"))
            calls.append((name, paths, options))
            return Report((FILED,))

        monkeypatch.setattr(aio, name, work)

    pretend("submit")
    pretend("fill")
    return calls


def test_submit_passes_every_option_on(asked: list[Any], call: Call) -> None:
    options = ["--headed", "--human", "window", "--device", "Pixel 7", "--sessions", "3"]
    said = call("submit", BIRTH, *MOCK, *options, "--json")
    assert said.code == 30
    assert said.json["counts"] == {"needs_human": 1}
    [(name, paths, given)] = asked
    assert (name, paths) == ("submit", [BIRTH])
    assert given == {
        "portal": None,
        "portal_url": MOCK[1],
        "headed": True,
        "human": "window",
        "device": "Pixel 7",
        "sessions": 3,
        "queue": None,
        "wait": True,
    }


def test_fill_passes_every_option_on(asked: list[Any], call: Call) -> None:
    said = call("fill", BIRTH, "--portal", "mock")
    assert said.code == 30
    assert "cần một người" in said.out
    assert "birth_registration/plain.yaml: Đăng nhập" in said.err
    [(name, _paths, given)] = asked
    assert name == "fill"
    assert given == {
        "portal": "mock",
        "portal_url": None,
        "headed": False,
        "human": None,
        "device": None,
    }


def test_the_variable_names_the_portal_too(
    asked: list[Any], call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.PORTAL, "mock")
    assert call("fill", BIRTH).code == 30


def test_a_yes_is_enough_for_a_real_portal(
    asked: list[Any], call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal_bot.portals import profile

    real = profile.load("mock").model_copy(update={"practice": False, "title": "Cổng thật"})
    monkeypatch.setattr(profile, "choose", lambda *_: real)
    said = call("submit", BIRTH, "--portal", "x", "--yes")
    assert said.code == 30
    assert "THỬ NGHIỆM" not in said.out + said.err


def test_register_prints_the_account_to_write_down(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def register(path: Path, **options: Any) -> NewAccount:
        assert (path, options["portal"]) == (BIRTH, "mock")
        return NewAccount("mock", "0905000101")

    monkeypatch.setattr(aio, "register", register)
    said = call("register", BIRTH, "--portal", "mock")
    assert said.code == 0
    assert 'account:\n  username: "0905000101"\n  sign_in: password\n' in said.out
    told = call("register", BIRTH, "--portal", "mock", "--json").json
    assert told == {"portal": "mock", "username": "0905000101"}
