"""`submit`, `fill`, `register`: what they ask of the library, and what they pass on."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from portal_bot import aio, batch, settings
from portal_bot.filing.account import NewAccount
from portal_bot.filing.report import FilingReport, Report
from portal_bot.journal import Fault
from portal_bot.run.events import Event
from portal_bot.run.options import Options
from portal_bot.run.run import Run
from tests.support.fixtures import BIRTH
from tests.unit.cli.conftest import Call

FILED = FilingReport(id="PB-A", path=BIRTH, procedure="x", state="needs_human", exit_code=30)
MOCK = ["--portal-url", "http://127.0.0.1:9"]


def said_of(options: Options) -> dict[str, Any]:
    """What of them is not as it is where nothing is said; who is told, and when to stop, aside."""
    told = {name: getattr(options, name) for name in Options.__dataclass_fields__}
    usual = Options()
    return {
        name: value
        for name, value in told.items()
        if name not in {"tell", "quiet", "stop"} and value != getattr(usual, name)
    }


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any, dict[str, Any]]]:
    """What was asked of the library."""
    calls: list[tuple[str, Any, dict[str, Any]]] = []

    def pretend(name: str) -> None:
        async def work(paths: Sequence[Path], run: Run) -> Report:
            options = run.options
            assert options.stop.code is None
            assert callable(options.quiet)
            options.tell(Event("step", "PB-A", BIRTH, "Đăng nhập"))
            calls.append((name, paths, said_of(options)))
            return Report((FILED,))

        monkeypatch.setattr(batch, name, work)

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
        "portal_url": MOCK[1],
        "headed": True,
        "human": "window",
        "device": "Pixel 7",
        "sessions": 3,
    }


def test_fill_passes_every_option_on(asked: list[Any], call: Call) -> None:
    said = call("fill", BIRTH, "--portal", "mock")
    assert said.code == 30
    assert "cần một người" in said.out
    assert "birth_registration/plain.yaml: Đăng nhập" in said.err
    [(name, _paths, given)] = asked
    assert name == "fill"
    assert given == {"portal": "mock"}


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


def filled(path: Path, *, ok: bool = True) -> FilingReport:
    return FilingReport(
        id="PB-A",
        path=path,
        procedure="x",
        state="checked",
        filled=ok,
        proof=path.with_suffix(".html") if ok else None,
        exit_code=0 if ok else 21,
        error=None if ok else Fault("portal_changed", "không thấy mục “Giới tính”"),
    )


@pytest.fixture
def fills(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes `fill` end so."""

    def ends(*filings: FilingReport) -> None:
        async def work(*_: Any, **__: Any) -> Report:
            return Report(filings)

        monkeypatch.setattr(batch, "fill", work)

    return ends


def test_a_dry_run_that_went_well_says_how_to_go_on(
    fills: Callable[..., None], call: Call, tmp_path: Path
) -> None:
    dossier = tmp_path / "ho so" / "khai sinh.yaml"
    fills(filled(dossier))
    said = call("fill", dossier, *MOCK, "--human", "terminal", "--device", "Pixel 7")
    assert said.code == 0
    assert "đã điền xong, chưa nộp" in said.out
    line = said.out.splitlines()[-1]
    words = shlex.split(line)
    assert words[words.index("submit") :] == [
        *("submit", str(dossier), *MOCK, "--human", "terminal", "--device", "Pixel 7"),
    ]
    again = call(*words[words.index("submit") :], "--help")
    assert again.code == 0


def test_a_dry_run_that_failed_says_otherwise(
    fills: Callable[..., None], call: Call, tmp_path: Path
) -> None:
    fills(filled(tmp_path / "a.yaml", ok=False))
    said = call("fill", tmp_path, *MOCK)
    assert said.code == 21
    assert "không điền xong, chưa nộp" in said.out
    assert "đã điền xong" not in said.out
    assert "portal-bot submit" not in said.out


def test_of_a_mixed_dry_run_only_the_good_ones_go_on(
    fills: Callable[..., None], call: Call, tmp_path: Path
) -> None:
    fills(filled(tmp_path / "a.yaml"), filled(tmp_path / "b.yaml", ok=False))
    said = call("fill", tmp_path, *MOCK)
    assert "1/2 hồ sơ chưa điền xong" in said.out
    words = shlex.split(said.out.splitlines()[-1])
    assert words[words.index("submit") + 1 :] == [str(tmp_path / "a.yaml"), *MOCK]


def _opener(opened: list[str]) -> Callable[[str], bool]:
    def opener(address: str) -> bool:
        opened.append(address)
        return True

    return opener


@pytest.mark.parametrize("seen", [True, False])
def test_the_sheet_opens_where_somebody_sees_it(
    seen: bool,
    fills: Callable[..., None],
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", _opener(opened))
    monkeypatch.setattr("portal_bot.cli.next_step.can_show", lambda *_: seen)
    fills(filled(tmp_path / "a.yaml"), filled(tmp_path / "b.yaml", ok=False))
    said = call("fill", tmp_path, *MOCK, "--open", "--json")
    assert [filing["state"] for filing in said.json["filings"]] == ["checked", "checked"]
    assert opened == ([(tmp_path / "a.html").as_uri()] if seen else [])
    assert ("a.html" in said.err) is not seen


def test_a_junit_file_that_cannot_be_written_hides_no_receipt(
    asked: list[Any], call: Call, tmp_path: Path
) -> None:
    said = call("submit", BIRTH, *MOCK, "--junit", tmp_path, "--json")
    assert said.code == 30
    assert said.json["counts"] == {"needs_human": 1}
    assert "không ghi được tệp JUnit" in said.err
