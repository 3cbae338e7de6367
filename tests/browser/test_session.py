"""What is said when the browser, or what drives it, does not start, or does not end."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psutil
import pytest

from portal_bot.browser import session
from portal_bot.browser.find import Browser, find_browser
from portal_bot.browser.session import open_browser, open_context
from portal_bot.errors import SetupError


async def test_a_driver_that_does_not_start_is_this_machines_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", "/bin/false")
    found = Browser(None, "chrome", is_headless_shell=False, source="")
    with pytest.raises(SetupError, match="doctor --fix"):
        async with open_browser(found):
            pass


async def test_a_browser_that_does_not_answer_is_left_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As one that was killed under a request: its driver waits for it for good."""
    monkeypatch.setattr(session, "CLOSE_S", 0.2)
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    async with open_browser(find_browser()) as running:
        async with open_context(running):
            started = [c for c in psutil.Process().children(recursive=True) if c.pid not in before]
            stopped = [c for c in started if "--type=" not in " ".join(c.cmdline())][1:]
            for browser in stopped:
                os.kill(browser.pid, signal.SIGSTOP)
        assert running.wedged
        for browser in stopped:
            browser.kill()
    assert stopped


async def test_what_the_driver_compiled_is_kept_for_its_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NODE_COMPILE_CACHE", "")
    monkeypatch.delenv("NODE_COMPILE_CACHE")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    async with open_browser(find_browser()):
        pass
    kept = tmp_path / "cache" / "driver"
    assert [each for each in kept.rglob("*") if each.is_file()]
    assert kept.stat().st_mode & 0o077 == 0
