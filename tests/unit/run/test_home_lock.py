"""One program at a time on a home, and who it is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from portal_bot.errors import SetupError
from portal_bot.run.home_lock import held


def test_the_second_one_is_told_who_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/portal-bot", "submit", "nguyen-van-thu.yaml"])
    with held(tmp_path), pytest.raises(SetupError) as told, held(tmp_path):
        pass
    message = str(told.value)
    assert "“portal-bot submit”" in message
    assert f"tiến trình {os.getpid()}" in message
    assert "nguyen-van-thu" not in message


def test_a_holder_that_said_nothing_is_still_a_holder(tmp_path: Path) -> None:
    with held(tmp_path):
        (tmp_path / "lock.json").write_text("{")
        with pytest.raises(SetupError, match="một chương trình portal-bot khác"), held(tmp_path):
            pass


def test_it_is_free_again_afterwards(tmp_path: Path) -> None:
    with held(tmp_path):
        pass
    with held(tmp_path):
        pass
    assert not (tmp_path / "lock.json").exists()
