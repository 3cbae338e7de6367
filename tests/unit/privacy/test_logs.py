"""What reaches stderr, and what does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from loguru import logger

from portal_bot import logs, privacy

SECRET = "Nguyễn Văn Thử Nghiệm"


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    privacy.register([SECRET])
    yield
    privacy.clear()
    logger.remove()


@pytest.mark.parametrize(
    ("verbose", "seen"), [(0, {"warn"}), (1, {"warn", "info"}), (2, {"warn", "info", "debug"})]
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


def test_messages_and_traces_lose_the_values(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
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
    logs.configure()
    unregistered = "Trần Chưa Đăng Ký"
    try:
        int(unregistered and "x")
    except ValueError as error:
        logger.opt(exception=error).error("wrong")
    assert unregistered not in capsys.readouterr().err
