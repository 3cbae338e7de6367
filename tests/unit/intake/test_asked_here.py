"""`new --ask` as a person meets it: a real terminal, keys, Ctrl-C, a window that is closed."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_bot import clock, settings
from portal_bot.checking import check_paths, default_agency
from portal_bot.intake.asking.answer_checks import AskingPlace
from portal_bot.intake.asking.interview import Interview
from portal_bot.intake.filed_content import content_hash
from portal_bot.papers.limits import USUAL
from portal_bot.registry import flows
from tests.support.asking import Answerer
from tests.support.days import USUAL as DAY
from tests.support.fixtures import BIRTH

pty = pytest.importorskip("pty", reason="a terminal of this kind is no part of Windows")
# A machine that is busy with other tests takes its time to start a program.
PATIENCE_S = 240.0
PROMPT = re.compile(r"> \Z")
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
COMMAND = ["new", "khai sinh", "--ask", "--out", "ho-so.yaml"]


# Makes the window its own terminal: Ctrl-C and a closed window then reach it as they would anybody,
# also where whoever runs the tests ignores it, as a shell's background does.
_IN_ITS_WINDOW = (
    "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "os.execv(sys.executable, [sys.executable, '-m', 'portal_bot', *sys.argv[1:]])"
)


class Window:
    """A terminal window in which the command runs."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._screen, inside = pty.openpty()
        self._program = subprocess.Popen(
            [sys.executable, "-c", _IN_ITS_WINDOW, *arguments],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            cwd=folder,
            env={**os.environ, "TERM": "xterm"},
            start_new_session=True,
        )
        os.close(inside)
        self.seen = ""

    def read(self) -> str:
        """What came since the last key, up to the next prompt or the end."""
        text, end = "", time.monotonic() + PATIENCE_S
        while not PROMPT.search(_COLOURS.sub("", text)):
            ready, _, _ = select.select([self._screen], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"nothing came after: {text[-500:]}"
            try:
                part = os.read(self._screen, 65_536)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            text += part.decode("utf-8", "replace")
        self.seen += text
        return _COLOURS.sub("", text)

    def type(self, text: str) -> str:
        os.write(self._screen, f"{text}\n".encode())
        return self.read()

    def press_ctrl_c(self) -> str:
        os.write(self._screen, b"\x03")
        return self.read()

    def close(self) -> None:
        """Closes the window under the program."""
        os.close(self._screen)

    def kill(self) -> None:
        self._program.kill()

    def wait(self) -> int:
        return self._program.wait(PATIENCE_S)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(settings.NOW, clock.as_variable(DAY))
    monkeypatch.setenv(settings.HOME, str(tmp_path / "home"))
    yield tmp_path
    # What was typed stands in the dossier and nowhere else.
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.suffix != ".yaml":
            assert "054192000102" not in path.read_text("utf-8", "replace"), path


class Typist:
    """Types a fixture into the window, keeping count in an interview of their own."""

    def __init__(self, folder: Path, case: Path = BIRTH) -> None:
        self.answerer = Answerer(case)
        desk = AskingPlace(clock.today(), folder, USUAL, default_agency())
        self.own = Interview(flows()[case.parent.name], desk)

    def next(self) -> str | None:
        """What to type at the next question; `None`: it was the last."""
        question = self.own.next()
        if question is None:
            return None
        text = self.answerer.answer(question)
        assert not self.own.answer(question, text).refused
        return text


def test_a_whole_birth_is_asked_and_filed_as_the_fixture_says(folder: Path) -> None:
    typist, window = Typist(folder), Window(folder, *COMMAND)
    shown = window.read()
    assert "Đăng ký khai sinh" in shown or "đăng ký khai sinh" in shown
    while (text := typist.next()) is not None:
        shown = window.type(text)
        assert "Chưa được" not in shown, shown
    assert "Xem lại" in shown
    assert "Sửa mục số mấy? (Enter: xong)" in shown
    shown = window.type("")
    assert "Tiếp theo: portal-bot fill ho-so.yaml" in shown
    assert window.wait() == 0
    (checked,) = check_paths([folder / "ho-so.yaml"])
    assert checked.ok
    assert content_hash(checked) == content_hash(typist.answerer.checked)
    assert (folder / "ho-so.yaml").stat().st_mode & 0o777 == 0o600


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("how", ["ctrl-c", "closed", "killed"])
def test_who_stops_in_the_middle_goes_on_from_there(folder: Path, how: str) -> None:
    typist, window = Typist(folder), Window(folder, *COMMAND)
    window.read()
    for _ in range(9):
        window.type(typist.next() or "")
    if how == "ctrl-c":
        assert "chạy lại cùng lệnh" in window.press_ctrl_c()
        assert window.wait() == 130
    elif how == "closed":
        window.close()
        assert window.wait() != 0
    else:
        window.kill()
        assert window.wait() == -signal.SIGKILL
    assert [path.name for path in folder.iterdir() if path.name != "home"] == ["ho-so.yaml"]
    window = Window(folder, *COMMAND)
    shown = window.read()
    assert "Đã có 9 câu trả lời" in shown
    while (text := typist.next()) is not None:
        shown = window.type(text)
    window.type("")
    assert window.wait() == 0
    (checked,) = check_paths([folder / "ho-so.yaml"])
    assert content_hash(checked) == content_hash(typist.answerer.checked)


def test_a_wrong_answer_is_asked_again_and_an_old_one_can_be_changed(folder: Path) -> None:
    window = Window(folder, *COMMAND)
    window.read()
    window.type("")
    assert "1. Nhãn yêu cầu" in window.type("<")
    window.type("")
    assert "Số định danh" in window.type("Trần Thị Mẫu")
    shown = window.type("12")
    assert "Chưa được: “12” có 2 chữ số" in shown
    assert "12 chữ số" in window.type("?")
    assert "Ngày sinh" in window.type("054192000102")
    back = window.type("<")
    assert "Số định danh cá nhân [054192000102]" in back
    back = window.type("<")
    assert "Họ và tên [Trần Thị Mẫu]" in back
    # Forth again, one with the key, then to the first that nobody answered.
    assert "Số định danh" in window.type("")
    assert "Ngày sinh" in window.type(">")
    window.type("<")
    assert "Ngày sinh" in window.type("054192000102")
    assert "chạy lại cùng lệnh" in window.press_ctrl_c()
    assert window.wait() == 130


def test_a_mistake_is_put_right_in_the_review(folder: Path) -> None:
    typist, window = Typist(folder), Window(folder, *COMMAND)
    shown = window.read()
    while (text := typist.next()) is not None:
        shown = window.type("0905999999" if text.startswith("0905") else text)
    found = re.search(r"(\d+)\. Số điện thoại: 0905999999", shown)
    assert found
    assert "không có mục số" in window.type("999").lower()
    assert "[0905999999]" in window.type(found[1])
    phone = typist.answerer.said.at(("applicant", "phone"))[1]
    shown = window.type(phone)
    assert f"Số điện thoại: {phone}" in shown
    window.type("")
    assert window.wait() == 0
    (checked,) = check_paths([folder / "ho-so.yaml"])
    assert content_hash(checked) == content_hash(typist.answerer.checked)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "portal_bot", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_without_a_terminal_it_says_what_to_do(folder: Path) -> None:
    said = run(folder, *COMMAND)
    assert said.returncode == 2
    assert "--short" in said.stderr
    assert not (folder / "ho-so.yaml").exists()


@pytest.mark.parametrize(
    "words",
    [["--ask", "--short"], ["--all", "--ask"], ["--short", "--out", "x.xlsx"]],
)
def test_what_does_not_go_together_is_said(words: list[str], folder: Path) -> None:
    assert run(folder, "new", "khai", "sinh", *words).returncode == 2


def test_short_is_a_file_like_any_other(folder: Path) -> None:
    made = run(folder, "new", "khai", "sinh", "--short", "--out", "ho-so.yaml", "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout) == {"procedure": "birth_registration", "path": "ho-so.yaml"}
    assert (folder / "ho-so.yaml").stat().st_mode & 0o777 == 0o600
    assert run(folder, "new", "khai", "sinh", "--short", "--out", "ho-so.yaml").returncode == 2
    printed = run(folder, "new", "khai", "sinh", "--short")
    assert printed.stdout == (folder / "ho-so.yaml").read_text("utf-8")
