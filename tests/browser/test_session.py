"""What is said when the browser, or what drives it, does not start, or does not end."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest

from portal_bot import settings
from portal_bot.browser import session
from portal_bot.browser.find import Browser, find_browser, sandbox_off
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


async def test_no_child_is_told_what_is_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secrets = {
        settings.PASSWORD: "Mat-khau-khong-ke",
        settings.QUEUE: "postgresql://may:Mat-khau-khong-ke@vidu.example/hang-doi",
        "PGPASSWORD": "Mat-khau-khong-ke",
        "DBOS_SYSTEM_DATABASE_URL": "Mat-khau-khong-ke",
        # By which it would write down all that is typed.
        "DEBUG": "Mat-khau-khong-ke",
    }
    for name, secret in secrets.items():
        monkeypatch.setenv(name, secret)
    before = children()
    async with open_browser(find_browser(), scratch=lambda: tmp_path):
        started = [child for child in children() if child not in before]
        told = {child.name(): child.environ() for child in started}
        # Its profile, too, lies where we say: what a kill leaves is swept there.
        assert [each for each in tmp_path.iterdir() if "profile" in each.name]
    assert not list(tmp_path.iterdir())
    # The driver, the browser with its own, and what watches them.
    assert len(started) >= 3
    assert "PATH" in next(iter(told.values()))
    for name, environment in told.items():
        assert not secrets.keys() & environment.keys(), name
        assert "Mat-khau-khong-ke" not in str(environment), name


# The bar of react-toastify, whose toasts the national portal shows, takes the toast with it.
MOVING = """<style>
  @keyframes shown { from { opacity: 0 } }
  .shown { animation: shown 1s }
  .bar { animation: shown 5s forwards }
  .turning { animation: shown 0.5s infinite }
  p { transition: opacity 0.5s 0.5s }
  .pale { opacity: 0.5 }
</style><p>một</p><p>hai</p><p>ba</p><p>bốn</p>
<div><template shadowrootmode="open"><style>
  @keyframes shown { from { opacity: 0 } }
  .shown { animation: shown 1s }
</style><p>nhịp thường</p></template></div>"""
ENDED = """() => {
  const [short, pale, bar, turning] = document.querySelectorAll("p");
  const usual = document.querySelector("div").shadowRoot.querySelector("p");
  const ended = (el, end) => new Promise((done) => el.addEventListener(end, done, { once: true }));
  const both = Promise.all([ended(short, "animationend"), ended(pale, "transitionend")]);
  const first = Promise.race([
    both.then(() => "short"),
    ended(usual, "animationend").then(() => "usual"),
  ]);
  [usual.className, bar.className, turning.className] = ["shown", "bar", "turning"];
  [short.className, pale.className] = ["shown", "pale"];
  const left = () => [bar, turning].map((el) => el.getAnimations()[0]?.playState);
  return first.then((name) => [name, ...left()]);
}"""


async def test_what_moves_shortly_is_over_at_once_and_is_still_heard_to_end() -> None:
    async with open_browser(find_browser()) as running, open_context(running) as context:
        page = await context.new_page()
        await page.goto(f"data:text/html;charset=utf-8,{quote(MOVING)}")
        async with asyncio.timeout(10):
            assert await page.evaluate(ENDED) == ["short", "running", "running"]


def children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


async def test_the_browser_is_held_and_leaves_nothing_behind() -> None:
    before = children()
    async with open_browser(find_browser()):
        started = [child for child in children() if child not in before]
        browser = next(c for c in started if "--remote-debugging-pipe" in c.cmdline())
        said = set(browser.cmdline())
        cores = {child.rlimit(psutil.RLIMIT_CORE)[0] for child in started[:2]}
    assert said >= set(session.QUIET)
    assert ("--no-sandbox" in said) is bool(sandbox_off())
    assert cores == {0}


@contextmanager
def stopping(before: Sequence[psutil.Process]) -> Iterator[Callable[[], None]]:
    """Lends a way to stop the browsers that were not there before; at the end they are killed."""
    stopped: list[psutil.Process] = []

    def stop() -> None:
        started = [child for child in children() if child not in before]
        # The first is the driver.
        stopped.extend([c for c in started if "--type=" not in " ".join(c.cmdline())][1:])
        for browser in stopped:
            os.kill(browser.pid, signal.SIGSTOP)

    yield stop
    assert stopped
    for browser in stopped:
        browser.kill()


async def test_a_browser_that_does_not_answer_is_left_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As one that was killed under a request: its driver waits for it for good."""
    monkeypatch.setattr(session, "CLOSE_S", 0.2)
    before = children()
    async with open_browser(find_browser()) as running:
        with stopping(before) as stop:
            async with open_context(running):
                stop()
            assert running.wedged


async def test_a_browser_that_opens_nothing_is_left_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As one killed just before a context is asked of it: it neither opens one nor says why."""
    monkeypatch.setattr(session, "OPEN_S", 0.2)
    monkeypatch.setattr(session, "CLOSE_S", 0.2)
    before = children()
    async with open_browser(find_browser()) as running:
        with stopping(before) as stop:
            stop()
            with pytest.raises(SetupError, match="không trả lời"):
                async with open_context(running):
                    pass
            assert running.wedged


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
