"""`account set`: asked twice, hidden, kept by the system."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from portal_bot.human import keyring_service
from tests.unit.cli.conftest import Call
from tests.unit.cli.terminal import Terminal


class Ring(KeyringBackend):
    """A keyring that forgets when the test ends."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person types at the hidden prompts, in turn."""
    answers: list[str] = []
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: answers.pop(0))
    return answers


def test_the_password_goes_into_the_keyring_and_nowhere_else(
    ring: Ring, typed: list[str], call: Call
) -> None:
    typed += ["Bi-mat-123", "Bi-mat-123"]
    said = call("account", "set", "thu", "--portal", "mock")
    assert said.code == 0
    assert ring.kept == {(keyring_service("http://127.0.0.1:8899"), "thu"): "Bi-mat-123"}
    assert "Bi-mat-123" not in said.out + said.err


def test_for_programs(ring: Ring, typed: list[str], call: Call) -> None:
    typed += ["x", "x"]
    said = call("account", "set", "thu", "--portal", "mock", "--json")
    assert said.json == {"portal": "mock", "username": "thu", "stored": True}


@pytest.mark.parametrize("answers", [["a", "b"], [""]])
def test_nothing_is_kept_of_a_slip(
    answers: list[str], ring: Ring, typed: list[str], call: Call
) -> None:
    typed += answers
    assert call("account", "set", "thu", "--portal", "mock").code == 2
    assert not ring.kept


def test_without_a_person_there_is_no_password(ring: Ring, call: Call) -> None:
    assert call("account", "set", "thu", "--portal", "mock").code == 30
    assert not ring.kept


def test_without_a_keyring_the_variable_is_named(typed: list[str], call: Call) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    typed += ["x", "x"]
    try:
        said = call("account", "set", "thu", "--portal", "mock")
    finally:
        keyring.set_keyring(before)
    assert said.code == 12
    assert "PORTAL_BOT_PASSWORD" in said.err
