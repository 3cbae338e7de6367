"""What reaches stderr, and what does not."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from loguru import logger

from portal_bot import logs, privacy, settings

SECRET = "Nguyễn Văn Thử Nghiệm"


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    privacy.register([SECRET])
    yield
    privacy.clear()
    logger.remove()


@pytest.mark.parametrize(
    ("verbose", "seen"), [(0, set()), (1, {"warn", "info"}), (2, {"warn", "info", "debug"})]
)
def test_more_is_said_with_every_verbose(
    verbose: int, seen: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure(verbose)
    logger.warning("warn")
    logger.info("info")
    logger.debug("debug")
    captured = capsys.readouterr()
    assert {word for word in ("warn", "info", "debug") if word in captured.err} == seen
    assert captured.out == ""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_without_verbose_warnings_go_to_a_file_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(settings.HOME, str(tmp_path))
    logs.configure()
    logger.warning("about {}", SECRET)
    logger.info("nothing")
    [line] = (tmp_path / logs.FILE).read_text("utf-8").splitlines()
    assert line.endswith("WARNING about •••")
    assert (tmp_path / logs.FILE).stat().st_mode & 0o777 == 0o600
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_kept_troubles_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(settings.HOME, str(tmp_path / "khong-co"))
    logs.configure()
    logger.warning("lost")
    assert not (tmp_path / "khong-co").exists()
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are POSIX's here")
def test_the_log_goes_through_no_link_and_waits_for_no_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.HOME, str(tmp_path))
    logs.configure()
    elsewhere = tmp_path.with_name("of-others.txt")
    elsewhere.write_text("theirs")
    (tmp_path / logs.FILE).symlink_to(elsewhere)
    logger.warning("about {}", SECRET)
    assert elsewhere.read_text() == "theirs"
    (tmp_path / logs.FILE).unlink()
    os.mkfifo(tmp_path / logs.FILE)
    logger.warning("about {}", SECRET)


def test_a_service_is_warned_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(for_operators=True)
    logger.warning("seen")
    assert "seen" in capsys.readouterr().err


def test_messages_and_traces_lose_the_values(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(1)
    local = SECRET
    try:
        raise ValueError(f"no such person: {local.upper()}")
    except ValueError as error:
        logger.opt(exception=error).error("while filing {}", SECRET)
    told = capsys.readouterr().err
    assert "ValueError: no such person: •••" in told
    assert "while filing •••" in told
    assert SECRET.casefold() not in told.casefold()


def test_the_values_of_variables_are_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """With loguru's `diagnose` the line would show what `unregistered` holds."""
    logs.configure(1)
    unregistered = "Trần Chưa Đăng Ký"
    try:
        int(unregistered and "x")
    except ValueError as error:
        logger.opt(exception=error).error("wrong")
    assert unregistered not in capsys.readouterr().err


def _say_as_one_of_ours() -> None:
    names = {"__name__": "portal_bot.x", "logger": logger, "secret": SECRET}
    exec("logger.warning(secret)", names)


def test_in_a_script_that_set_up_nothing_nothing_is_logged(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loguru's own sink would print what it is given, and the values of variables."""
    monkeypatch.setattr(logs, "_is_ours", False)
    logger.add(sys.stderr, diagnose=True)
    logs.keep_still()
    _say_as_one_of_ours()
    assert SECRET not in capsys.readouterr().err
    logs.configure(1)
    _say_as_one_of_ours()
    assert privacy.MASK in capsys.readouterr().err
