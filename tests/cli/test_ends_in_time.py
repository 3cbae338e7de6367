"""Before the commit Ctrl-C and SIGTERM end the program within five seconds, wherever it stands."""

from __future__ import annotations

import os
import pty
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal_bot import settings
from portal_bot.journal import State
from portal_bot.run.home import reading
from tests.support.between import Answer, Asking, Portal, between, page
from tests.support.dossiers import written
from tests.support.english import english_in
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="groups and terminals are posix's")

LIMIT_S = 5.0
# Says that it has begun, by a request that passes everywhere, before it takes the page for itself.
BEGUN = "/dich-vu-cong/captcha?begun"
BEGIN = f"const x = new XMLHttpRequest(); x.open('GET', '{BEGUN}', false); x.send();"
LOOP = f"<script>setTimeout(() => {{ {BEGIN} for (;;); }}, 100)</script>"
ALERTS = f"<script>setTimeout(() => {{ {BEGIN} for (;;) alert('Chú ý'); }}, 100)</script>"


class Scene(Portal):
    """A portal that stands still somewhere; `reached` gets an entry each time it does."""

    def __init__(self) -> None:
        super().__init__()
        self.reached: queue.Queue[str] = queue.Queue()

    def at(self, path: str, then: Callable[[Asking], Answer]) -> None:
        """What becomes of requests whose path holds `path`."""

        def asking(asked: Asking) -> Asking | Answer:
            if path not in asked.path or asked.method != "GET":
                return self._begun(asked)
            self.reached.put(asked.path)
            return then(asked)

        self.asking = asking

    def on(self, path: str, script: str) -> None:
        """A script at the end of the pages whose path holds `path`; it tells that it has begun."""

        def answer(asked: Asking, given: Answer) -> Answer:
            if path in asked.path and given.is_page:
                return given.saying(given.text.replace("</body>", f"{script}</body>"))
            return given

        self.asking, self.answer = self._begun, answer

    def _begun(self, asked: Asking) -> Asking | Answer:
        if asked.path == BEGUN:
            self.reached.put(asked.path)
            return page("")
        return asked

    def behave(self) -> None:
        """From now on it is the known one."""
        self.asking, self.answer = (lambda asking: asking), (lambda _, answer: answer)


def _hangs(path: str) -> Callable[[Scene], None]:
    def set_up(scene: Scene) -> None:
        def stuck(_: Asking) -> Answer:
            scene.hang()
            raise AssertionError

        scene.at(path, stuck)

    return set_up


def _drips(path: str) -> Callable[[Scene], None]:
    html = {"content-type": "text/html; charset=utf-8"}
    return lambda scene: scene.at(path, lambda _: Answer(200, html, scene.dripping()))


def _down(path: str) -> Callable[[Scene], None]:
    busy = Answer(503, {"content-type": "text/plain", "retry-after": "50"}, b"busy")
    return lambda scene: scene.at(path, lambda _: busy)


@dataclass(frozen=True)
class Case:
    """Where the program stands when it is stopped.

    Attributes:
        set_up: makes the portal stand still.
        says: what the program tells then; empty: the portal says so.
        many: how many dossiers, each in a session of its own.
        options: of the command.
    """

    set_up: Callable[[Scene], None]
    says: str = ""
    many: int = 1
    options: tuple[str, ...] = ()


CASES = {
    "sign-in hangs": Case(_hangs("/dang-nhap")),
    "form loops": Case(lambda scene: scene.on("/nhap-thong-tin-ho-so", LOOP)),
    "review drips": Case(_drips("/kiem-tra-ho-so")),
    "fee page hangs": Case(_hangs("/nhap-le-phi-ho-so")),
    "review loops": Case(lambda scene: scene.on("/kiem-tra-ho-so", LOOP)),
    "alerts": Case(lambda scene: scene.on("/nhap-thong-tin-ho-so", ALERTS)),
    "captcha waits": Case(lambda scene: None, "gõ mã xác nhận", options=("--human", "terminal")),
    "between attempts": Case(_down("/nhap-thong-tin-ho-so"), "thử lại"),
    "list hangs": Case(_hangs("/quan-ly-ho-so")),
    "three sessions hang": Case(_hangs("/nhap-le-phi-ho-so"), many=3),
    "three sessions loop": Case(lambda scene: scene.on("/nhap-thong-tin-ho-so", LOOP), many=3),
}
KEPT = {("form loops", "SIGTERM")}
STOPS = [
    pytest.param(name, how, marks=() if (name, how) in KEPT else (pytest.mark.thorough,))
    for name in CASES
    for how in ("ctrl-c", "SIGINT", "SIGTERM")
]


@contextmanager
def _running(paths: list[Path], scene: Scene, home: Path, *options: str) -> Iterator[_Program]:
    command = [sys.executable, "-m", "portal_bot", "submit", *map(str, paths), "--portal", "mock"]
    command += ["--portal-url", scene.address, "--sessions", str(len(paths)), *options]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, settings.HOME: str(home), settings.PASSWORD: "Mat-khau-123"},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield _Program(process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ours)


class _Program:
    """A command that runs, and all it says."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._said = b""
        self._more = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as out:
            while piece := os.read(out.fileno(), 4096):
                with self._more:
                    self._said += piece
                    self._more.notify_all()

    @property
    def said(self) -> str:
        return self._said.decode("utf-8", "replace")

    def wait_for(self, text: str) -> None:
        with self._more:
            assert self._more.wait_for(lambda: text in self.said, timeout=100), self.said

    def stopped(self, how: str) -> float:
        """Stops it; returns how long it took to end, in seconds."""
        began = time.monotonic()
        if how == "ctrl-c":
            os.killpg(self.process.pid, signal.SIGINT)
        else:
            self.process.send_signal(signal.Signals[how])
        self.process.wait(timeout=60)
        took = time.monotonic() - began
        self._reader.join(timeout=10)
        return took


def _crowding() -> float:
    """How much longer than on an idle machine something takes just now: other tests run beside."""
    wall, cpu = time.perf_counter(), time.process_time()
    while (worked := time.process_time() - cpu) < 0.2:
        pass
    return max(1.0, (time.perf_counter() - wall) / worked)


@pytest.mark.parametrize(("name", "how"), STOPS)
def test_it_ends_within_five_seconds_and_goes_on_later(
    mock: MockPortal, tmp_path: Path, name: str, how: str
) -> None:
    case, scene, home = CASES[name], Scene(), tmp_path / "home"
    paths = [BIRTH]
    if case.many > 1:
        names = [f"{n}.yaml" for n in range(case.many)]
        paths = [written(tmp_path / n, {"request": f"lần {n}"}) for n in names]
    case.set_up(scene)
    with between(mock.address, scene):
        with _running(paths, scene, home, *case.options) as program:
            if case.says:
                program.wait_for(case.says)
            else:
                for _ in paths:
                    scene.reached.get(timeout=100)
            took = program.stopped(how)
        assert took < LIMIT_S * _crowding(), program.said
        assert program.process.returncode == (143 if how == "SIGTERM" else 130)
        assert "Traceback" not in program.said
        assert english_in(program.said) == []
        assert (mock.commits(), mock.submissions()) == ([], [])
        with reading(home) as journal:
            assert {(f.state, f.intent) for f in journal.all()} == {(State.CHECKED, None)}
        scene.behave()
        with _running(paths, scene, home) as again:
            assert again.process.wait(timeout=200) == 0, again.said
    assert len(mock.commits()) == len(mock.submissions()) == len(paths)
