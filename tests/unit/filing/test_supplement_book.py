"""A supplement stands in its dossier's history, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from portal_bot import clock
from portal_bot.filing.supplement_book import (
    SentFile,
    SupplementBook,
    last_supplement,
    next_count,
)
from portal_bot.journal import Fault, Filing, Journal, Receipt, State

NUMBER = "H45.22243-261122-0001"
NEW = Filing("PB-1", "key", "mock", "birth_registration", "a.yaml", "hash", State.NEW)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite3") as journal:
        yield journal


def received(journal: Journal) -> Filing:
    filing = journal.begin(journal.open(NEW))
    deadline = clock.now(UTC) + timedelta(seconds=30)
    return journal.receive(
        journal.intend(filing, click_deadline=deadline), Receipt(NUMBER), how="answer"
    )


def test_its_life_leaves_the_dossiers_own_row_as_it_was(journal: Journal) -> None:
    filing = received(journal)
    book = SupplementBook(journal, filing, 1, "2026-11-20", [SentFile("Giấy chứng sinh", 9)])
    deadline = clock.now(UTC) + timedelta(seconds=30)
    one = book.intend(book.about_to_be_sent(), click_deadline=deadline)
    told = last_supplement(journal.history(filing.id))
    assert told is not None
    assert (told.state, told.is_open, told.files) == (
        State.FILING, True, (SentFile("Giấy chứng sinh", 9),),
    )  # fmt: skip
    # While nobody knows of one there is no other.
    with pytest.raises(ValueError, match="nobody knows"):
        book.intend(book.about_to_be_sent(), click_deadline=deadline)
    one = book.set_aside(one, State.UNCERTAIN, Fault("submission_uncertain", "mất trả lời"))
    told = last_supplement(journal.history(filing.id))
    assert told is not None
    assert (told.is_open, told.reason, next_count(told)) == (True, "mất trả lời", 2)
    book.receive(one, Receipt(NUMBER), how="reconciliation")
    book.verify(verified=True)
    told = last_supplement(journal.history(filing.id))
    assert told is not None
    assert (told.state, told.verified, told.is_open) == (State.RECEIVED, True, False)
    assert journal.by_key("key") == filing
    assert journal.receipts("mock") == {NUMBER}
    assert len(journal.all()) == 1


def test_one_that_was_not_sent_leaves_its_number_free(journal: Journal) -> None:
    filing = received(journal)
    assert last_supplement(journal.history(filing.id)) is None
    book = SupplementBook(journal, filing, 1, "2026-11-20", [])
    deadline = clock.now(UTC) + timedelta(seconds=30)
    book.withdraw(book.intend(book.about_to_be_sent(), click_deadline=deadline), "no click")
    told = last_supplement(journal.history(filing.id))
    assert told is not None
    assert (told.state, next_count(told)) == (State.CHECKED, 1)
