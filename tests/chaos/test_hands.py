"""Other hands, at a home of another program."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from chaos.hands import SecretChanged
from chaos.program import JOURNAL, Place


async def _nobody_is_asked(place: Place, allowed: frozenset[int]) -> None:
    pytest.fail("a run was said with a secret that nobody changed")


def _place(home: Path) -> Place:
    return Place(home, "http://127.0.0.1:1", (), 1, home / "run")


def test_a_program_that_keeps_no_secret_has_none_to_lose(tmp_path: Path) -> None:
    for how in ("lost", "other", "empty"):
        hand = SecretChanged(how, tmp_path)
        asyncio.run(hand.meddle(_place(tmp_path), _nobody_is_asked))


def test_a_journal_without_its_secret_is_our_own_fault(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).touch()
    hand = SecretChanged("lost", tmp_path)
    with pytest.raises(FileNotFoundError):
        asyncio.run(hand.meddle(_place(tmp_path), _nobody_is_asked))
