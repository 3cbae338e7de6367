"""What `demo` says of its outcome; the run itself is in `tests/cli`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portal_bot import registry, settings
from portal_bot.cli import demo
from portal_bot.cli.demo import DemoOutcome
from portal_bot.filing.report import FilingReport, Report
from portal_bot.journal import Receipt
from tests.unit.cli.conftest import Call


def _report(*numbers: str, exit_code: int = 0) -> Report:
    return Report(
        tuple(
            FilingReport(
                id=None,
                path=Path("a.yaml"),
                procedure=None,
                state="verified",
                receipt=Receipt(number),
                exit_code=exit_code,
            )
            for number in numbers
        )
    )


@pytest.mark.parametrize(
    ("report", "stored", "is_true"),
    [
        (_report("1", "2"), ["2", "1"], True),
        (_report("1"), ["1", "2"], False),
        (_report("1", "2"), ["1"], False),
        (_report("1"), ["1", "1"], False),
        (_report("1", exit_code=30), ["1"], False),
        (_report(), [], False),
    ],
)
def test_what_is_told_must_be_what_is_stored(
    report: Report, stored: list[str], is_true: bool
) -> None:
    assert DemoOutcome(Path(), report, stored, 1.0).is_true is is_true


@pytest.mark.parametrize(("stored", "code"), [(["1"], 0), (["1", "2"], 50), ([], 50)])
def test_says_whether_it_is_true(
    stored: list[str], code: int, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = DemoOutcome(Path("/home/x"), _report("1"), stored, 1.25)
    monkeypatch.setattr(demo, "_demonstrate", lambda **_: outcome)
    said = call("demo")
    assert said.code == code
    assert "1 hồ sơ trong 1 giây. Bằng chứng: /home/x" in said.out
    assert ("KHÔNG KHỚP" in said.out) is (code == 50)
    told = call("demo", "--json").json
    assert (told["matches"], told["stored"], told["seconds"]) == (code == 0, stored, 1.2)
    assert len(told["filings"]) == 1


def test_the_samples_are_two_of_each_shown_procedure() -> None:
    folders = [sample.parent.name for sample in demo._samples(every=False)]
    assert set(folders) == set(demo._SHOWN)
    assert all(folders.count(slug) >= 2 for slug in demo._SHOWN)


def test_with_all_there_are_two_of_every_procedure() -> None:
    folders = [sample.parent.name for sample in demo._samples(every=True)]
    assert set(folders) == set(registry.flows())
    assert all(folders.count(slug) >= 2 for slug in registry.flows())


@pytest.mark.parametrize("before", [None, "của tôi"])
def test_the_password_is_there_only_meanwhile(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before is not None:
        monkeypatch.setenv(settings.PASSWORD, before)
    with demo._password():
        assert os.environ[settings.PASSWORD] == "Mat-khau-123"
    assert os.environ.get(settings.PASSWORD) == before


def test_a_mock_that_does_not_start_is_told(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(broken))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    said = call("demo")
    assert said.code == 12
    assert "cổng thử nghiệm không mở được" in said.err
