"""The dossier's key: the same request is the same key, whatever it is spelt like."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from portal_bot.intake.identity import Identity, reference

SECRET = b"s" * 32


def key(**changes: object) -> str:
    place: dict[str, object] = {"secret": SECRET, "portal": "mock", "world": "w1"}
    facts: dict[str, object] = {
        "procedure": "1.001193",
        "subject": ("Nguyễn Văn Thử", "2026-11-01"),
        "request": None,
    }
    place |= {name: value for name, value in changes.items() if name in place}
    facts |= {name: value for name, value in changes.items() if name in facts}
    return Identity(**place).key(**facts)  # type: ignore[arg-type] # a mix of types


def test_spelling_does_not_make_another_dossier() -> None:
    same = (unicodedata.normalize("NFD", "NGUYỄN  VĂN THỬ"), "2026-11-01")
    assert key(subject=same) == key()


@pytest.mark.parametrize(
    "change",
    [
        {"portal": "phuyen"},
        {"world": "w2"},
        {"procedure": "1.004873"},
        {"subject": ("Nguyễn Văn Thử", "2026-11-02")},
        {"subject": ("Nguyễn Văn", "Thử 2026-11-01")},
        {"request": "bản thứ hai"},
    ],
)
def test_each_part_makes_another_dossier(change: dict[str, object]) -> None:
    assert key(**change) != key()


def test_parts_do_not_run_into_each_other() -> None:
    assert key(subject=("a", "b")) != key(subject=("a b",))
    assert key(subject=("a",), request="b") != key(subject=("a", "b"))


def test_the_key_cannot_be_computed_without_the_homes_secret() -> None:
    assert key(secret=b"t" * 32) != key()


def test_a_reference_is_short_and_can_be_read_aloud() -> None:
    assert len(reference(key())) == 13
    assert set(reference(key())[3:]) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_what_a_journal_keeps_of_a_content_cannot_be_tried_out() -> None:
    plain = hashlib.sha256(b"a dossier with a 12-digit id").hexdigest()
    one, other = (Identity(secret, "mock") for secret in (SECRET, b"t" * 32))
    assert plain not in one.content(plain)
    assert one.content(plain) != other.content(plain)
    assert one.content(one.content(plain)) == one.content(plain)
    # What an older version kept is still the same content.
    assert one.is_same(plain, plain)
    assert one.is_same(one.content(plain), plain)
    assert not one.is_same(one.content(plain), hashlib.sha256(b"another").hexdigest())
