"""The dossier's key: the same request is the same key, whatever it is spelt like."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from portal_bot.errors import SetupError
from portal_bot.filing.key import filing_key, home_secret, reference

SECRET = b"s" * 32


def key(**changes: object) -> str:
    facts: dict[str, object] = {
        "portal": "mock",
        "world": "w1",
        "procedure": "1.001193",
        "subject": ("Nguyễn Văn Thử", "2026-11-01"),
        "request": None,
    }
    return filing_key(SECRET, **{**facts, **changes})  # type: ignore[arg-type] # a mix of types


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
    other = filing_key(
        b"t" * 32, portal="mock", world="w1", procedure="1.001193", subject=(), request=None
    )
    assert other != key(subject=())


def test_a_reference_is_short_and_can_be_read_aloud() -> None:
    assert len(reference(key())) == 13
    assert set(reference(key())[3:]) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_the_secret_is_made_once_and_private(tmp_path: Path) -> None:
    secret = home_secret(tmp_path, has_filings=False)
    assert home_secret(tmp_path, has_filings=True) == secret
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_a_lost_secret_stops_everything_while_filings_are_known(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="sao lưu"):
        home_secret(tmp_path, has_filings=True)
