"""The cluster's key: nothing opens without it, or anywhere else than where it was locked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import keyring
import pytest
from keyring.errors import NoKeyringError

from portal_bot.batch.cluster.vault import (
    KEY,
    SERVICE,
    USER,
    Vault,
    new_key,
    open_vault,
    parse_key,
    store_key,
)
from portal_bot.errors import SetupError


@pytest.fixture
def vault() -> Vault:
    return Vault(parse_key(new_key()))


def test_what_was_locked_opens_at_its_place_and_shows_nothing(vault: Vault) -> None:
    content = "Nguyễn Văn Thử 054090000101".encode()
    locked = vault.lock(content, place="PB-A")
    assert vault.open(locked, place="PB-A") == content
    assert content not in locked.body
    assert vault.lock(content, place="PB-A").body != locked.body


def test_it_opens_nowhere_else(vault: Vault) -> None:
    locked = vault.lock(b"a scan", place="PB-A/0")
    with pytest.raises(SetupError, match="bị sửa hoặc hỏng"):
        vault.open(locked, place="PB-B/0")


def test_a_changed_bit_is_noticed(vault: Vault) -> None:
    locked = vault.lock(b"a scan", place="PB-A/0")
    bent = locked.body[:-1] + bytes([locked.body[-1] ^ 1])
    with pytest.raises(SetupError, match="bị sửa hoặc hỏng"):
        vault.open(replace(locked, body=bent), place="PB-A/0")


def test_another_key_is_named_and_refused(vault: Vault) -> None:
    locked = vault.lock(b"a scan", place="PB-A")
    other = Vault(parse_key(new_key()))
    with pytest.raises(SetupError) as refused:
        other.open(locked, place="PB-A")
    assert vault.key_id in str(refused.value)
    assert other.key_id in str(refused.value)


def test_all_machines_with_one_key_name_dossiers_alike() -> None:
    text = new_key()
    one, two = Vault(parse_key(text)), Vault(parse_key(text + "\n"))
    assert (one.secret, one.key_id) == (two.secret, two.key_id)
    assert one.digest(b"x") == two.digest(b"x")
    assert Vault(parse_key(new_key())).secret != one.secret


def test_the_key_itself_is_in_nothing_that_is_shown() -> None:
    text = new_key()
    vault = Vault(parse_key(text))
    assert parse_key(text) not in {vault.secret, bytes.fromhex(vault.key_id)}


@pytest.mark.parametrize("text", ["", "abc", "không phải khóa", "AAAA" * 30])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match="không đúng dạng"):
        parse_key(text)


class _Ring:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, user: str) -> str | None:
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, text: str) -> None:
        self.kept[service, user] = text


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> _Ring:
    made = _Ring()
    monkeypatch.setattr(keyring, "get_password", made.get_password)
    monkeypatch.setattr(keyring, "set_password", made.set_password)
    monkeypatch.delenv(KEY, raising=False)
    return made


def test_without_a_key_it_says_how_to_come_by_one(ring: _Ring) -> None:
    with pytest.raises(SetupError) as refused:
        open_vault()
    assert KEY in str(refused.value)
    assert "--make-key" in str(refused.value)


def test_a_key_is_kept_in_the_keyring_and_found_there(ring: _Ring) -> None:
    text = new_key()
    kept = store_key(text + "\n")
    assert ring.kept == {(SERVICE, USER): text}
    assert open_vault().key_id == kept


def test_the_variable_goes_before_the_keyring(ring: _Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    store_key(new_key())
    text = new_key()
    monkeypatch.setenv(KEY, text)
    assert open_vault().key_id == Vault(parse_key(text)).key_id


def test_a_machine_without_a_keyring_is_told_of_the_variable(
    ring: _Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: Any) -> None:
        raise NoKeyringError

    monkeypatch.setattr(keyring, "set_password", none)
    with pytest.raises(SetupError, match=KEY):
        store_key(new_key())
