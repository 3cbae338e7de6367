"""What only a person may do, and who plays that person on the mock."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from portal_bot import human, settings
from portal_bot.batch.cluster import clerks_desk
from portal_bot.errors import HumanNeeded, SetupError
from portal_bot.filing import opened_desk
from portal_bot.human import (
    ABOUT,
    Captcha,
    MockHuman,
    TerminalHuman,
    password_again,
    password_for,
)
from portal_bot.portals.profile import Portal, choose
from portal_bot.run.options import Options

CAPTCHA = Captcha("http://127.0.0.1:1/dich-vu-cong/captcha/ab12.png", b"", None)  # type: ignore[arg-type] # no page


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the mock's own API says, by path."""
    known: dict[str, Any] = {}

    async def ask(address: str, path: str) -> Any:
        return known[path]

    monkeypatch.setattr(human, "ask", ask)
    return known


async def test_the_mock_answers_for_its_own_picture(answers: dict[str, Any]) -> None:
    answers["/captcha/ab12"] = {"text": "X7K2P"}
    assert await MockHuman("http://127.0.0.1:1").captcha(CAPTCHA) == "X7K2P"


async def test_the_newest_code_for_this_telephone_is_taken(answers: dict[str, Any]) -> None:
    answers["/outbox"] = [
        {"to": "0905000101", "text": "Mã OTP: 111111."},
        {"to": "0905000101", "text": "Mã OTP: 222222."},
        {"to": "0905000102", "text": "Mã OTP: 333333."},
    ]
    assert await MockHuman("http://127.0.0.1:1").otp("0905000101") == "222222"
    with pytest.raises(HumanNeeded):
        await MockHuman("http://127.0.0.1:1").otp("0905000999")


@pytest.mark.parametrize(
    "address", ["https://dichvucong.example", "http://127.0.0.1.example", "http://10.0.0.1"]
)
def test_nobody_plays_the_person_for_a_portal_elsewhere(address: str) -> None:
    with pytest.raises(SetupError, match="một người"):
        MockHuman(address)


async def test_without_a_terminal_a_person_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(HumanNeeded):
        await TerminalHuman().otp("0905000101")


def test_the_variable_serves_only_where_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.PASSWORD, "bí mật")
    monkeypatch.setattr(human, "from_keyring", lambda *_: "của khóa")
    assert password_for("mock", "http://127.0.0.1:8899", "a", shared_variable=True) == "bí mật"
    assert password_for("phuyen", "https://cong.example", "a", shared_variable=False) == "của khóa"


def test_no_password_and_no_terminal_needs_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(settings.PASSWORD, raising=False)
    monkeypatch.setattr(human, "from_keyring", lambda *_: None)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(HumanNeeded, match="account set TÊN_ĐĂNG_NHẬP --portal mock"):
        password_for("mock", "http://127.0.0.1:8899", "a", shared_variable=True)


@pytest.mark.usefixtures("on_the_machines_day")
def test_the_variable_is_not_sent_where_portal_url_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was set for the portal that was named; its password is nobody else's."""
    here, there = choose("phuyen", None), choose("phuyen", "https://gia-mao.example")
    assert (here.takes_variable, there.takes_variable) == (True, False)
    assert choose("phuyen", f"{here.address}/").takes_variable
    # Also not on this machine: whoever listens there is not the portal.
    assert not choose("phuyen", "http://127.0.0.1:8080").takes_variable
    assert choose("mock", "http://127.0.0.1:8080").takes_variable
    monkeypatch.setenv(settings.PASSWORD, "Mat-khau-cua-bien")
    kept = {(here.origin, "a"): "Mat-khau-trong-khoa"}
    monkeypatch.setattr(human, "from_keyring", lambda *whose: kept.get(whose))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(HumanNeeded, match=r"gia-mao\.example.*biến PORTAL_BOT_PASSWORD chỉ dùng"):
        opened_desk._passwords(there, Options(), [], ["a"])("a")
    assert opened_desk._passwords(here, Options(), [], ["a"])("a") == "Mat-khau-cua-bien"
    assert opened_desk._passwords(here, Options(), [], ["a", "b"])("a") == "Mat-khau-trong-khoa"


@pytest.mark.usefixtures("on_the_machines_day")
def test_a_queue_does_not_say_where_the_variable_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile that came through a queue goes by this machine's own of the same name."""
    monkeypatch.setenv(settings.PASSWORD, "Mat-khau-cua-bien")
    monkeypatch.setattr(human, "from_keyring", lambda *_: None)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)

    def come(url: str | None) -> Portal:
        return Portal.model_validate(choose("phuyen", url).model_dump(mode="json"))

    def given(portal: Portal, *, alone: bool = True) -> str:
        return clerks_desk._password(portal, "a", alone=alone)

    assert given(come(None)) == "Mat-khau-cua-bien"
    with pytest.raises(HumanNeeded, match="gia-mao"):
        given(come("https://gia-mao.example"))
    with pytest.raises(HumanNeeded):
        given(come(None).model_copy(update={"name": "chua-biet"}))
    # One variable is not sent as the password of several accounts.
    with pytest.raises(HumanNeeded):
        given(come(None), alone=False)


@pytest.mark.usefixtures("on_the_machines_day")
def test_a_mock_elsewhere_is_no_mock() -> None:
    mock = choose("mock", None).model_dump(mode="json")
    with pytest.raises(ValueError, match="chỉ ở máy này"):
        Portal.model_validate(mock | {"address": "https://gia-mao.example"})
    here, there = choose("phuyen", None), "https://gia-mao.example"
    assert here.origins
    assert here.at(there).origin == there


def test_a_refused_password_is_asked_for_again_where_somebody_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert password_again("phuyen", "https://cong.example", "a") is None
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    asked: list[str] = []
    for typed, given in (("đúng", "đúng"), ("", None)):

        def answer(question: str, typed: str = typed) -> str:
            asked.append(question)
            return typed

        monkeypatch.setattr("getpass.getpass", answer)
        assert password_again("phuyen", "https://cong.example", "a") == given
    assert all("https://cong.example" in question for question in asked)
    assert not any("account set" in question for question in asked)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A real terminal at stdin; what is written to the number returned is typed."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield ours
    os.close(ours)


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
async def test_the_question_names_the_dossier_and_nothing_draws_meanwhile(
    terminal: int, capsys: pytest.CaptureFixture[str]
) -> None:
    quiet: list[str] = []

    @contextmanager
    def hush() -> Iterator[None]:
        quiet.append("begins")
        yield
        quiet.append("ends")

    ABOUT.set("PB-A · ho-so/1.yaml")
    asked = asyncio.ensure_future(TerminalHuman(hush).otp("0905000101"))
    await until(lambda: quiet)
    os.write(terminal, b"123456\n")
    assert await asked == "123456"
    assert quiet == ["begins", "ends"]
    assert "[PB-A · ho-so/1.yaml] Gõ mã OTP đã gửi tới" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
async def test_a_question_that_is_given_up_takes_no_answer_of_the_next(terminal: int) -> None:
    quiet: list[int] = []

    @contextmanager
    def hush() -> Iterator[None]:
        quiet.append(1)
        yield

    person = TerminalHuman(hush)
    given_up = asyncio.ensure_future(person.otp("a"))
    await until(lambda: quiet)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    asked = asyncio.ensure_future(person.confirm("Đồng ý?"))
    await until(lambda: len(quiet) == 2)
    os.write(terminal, "có\n".encode())
    assert await asked is True


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0)


@pytest.mark.skipif(os.name != "posix", reason="a program ends itself by signals on posix only")
@pytest.mark.parametrize(
    ("number", "ends"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)]
)
def test_a_signal_ends_a_question_for_a_password(
    monkeypatch: pytest.MonkeyPatch, number: signal.Signals, ends: type[BaseException]
) -> None:
    """It stops the loop, which would hear of the signal when it is answered."""
    monkeypatch.setattr(human, "from_keyring", lambda *_: None)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _: signal.raise_signal(number))
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    with pytest.raises(ends):
        password_for("phuyen", "https://cong.example", "a", shared_variable=False)
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == before
