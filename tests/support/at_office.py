"""Dossiers that a portal has and a home knows of, without a browser: what tracking begins with."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from portal_bot import clock
from portal_bot.filing.supplement_book import SentFile, SupplementBook
from portal_bot.intake.marks import account_mark
from portal_bot.journal import Filing, Journal, Marks, Receipt, Seal, State
from portal_bot.run.home import JOURNAL, home_secret, journal_of_home
from tests.portal.conftest import Citizen, Mock
from tests.support.mock import MockPortal

ACCOUNT = "nguyenvanthu"


def name_of(place: int) -> str:
    """A filing's id, as the library makes them."""
    return f"PB-{base64.b32encode(hashlib.sha256(str(place).encode()).digest()).decode()[:10]}"


def filed(
    mock: MockPortal, home: Path, count: int, *, notes: Sequence[str] = (), account: str = ACCOUNT
) -> list[Filing]:
    """Files so many dossiers by hand, and writes down that this home did.

    Args:
        mock: where.
        home: the home, made where there is none.
        count: how many.
        notes: what stands in the note of each; left out: the filing's own id.
        account: whose.
    """
    home.mkdir(parents=True, exist_ok=True)
    portal = Mock(mock.process, mock.address)
    citizen = Citizen(portal, account)
    first = len(mock.submissions())
    ids = [name_of(first + place) for place in range(count)]
    numbers = [
        citizen.file(HoSoOnline_ghiChu=notes[place] if place < len(notes) else ids[place])
        for place in range(count)
    ]
    citizen.http.close()
    portal.client.close()
    stored = {one["number"]: one for one in mock.submissions()}
    return [
        known(mock, home, id_, stored[number]) for id_, number in zip(ids, numbers, strict=True)
    ]


def known(mock: MockPortal, home: Path, id_: str, stored: dict[str, str]) -> Filing:
    """Writes the way of one dossier to its receipt."""
    secret = home_secret(home)
    marks = Marks(
        world=mock.get("/health")["world"],
        origin=mock.address,
        agency="",
        account=account_mark(secret, stored["account"]),
        file="",
        scans="",
        request="",
        days="",
        subject=(),
        deed="",
    )
    new = Filing(
        id_, f"key {id_}", "mock", stored["procedure"], str(home / f"{id_}.yaml"), "", State.NEW,
        marks=marks,
    )  # fmt: skip
    receipt = Receipt(stored["number"], stored["received_at"], f"{stored['due_at']}T00:00:00+07:00")
    with journal_of_home(home, secret) as journal:
        filing = journal.begin(journal.open(new))
        filing = journal.intend(filing, click_deadline=clock.now(UTC) + timedelta(seconds=30))
        filing = journal.receive(filing, receipt, how="answer")
        return journal.verify(filing, verified=True)


def history(home: Path, filing_id: str) -> list[dict[str, object]]:
    with Journal.reading(home / JOURNAL, Seal(home_secret(home))) as journal:
        return journal.history(filing_id)


def intended(home: Path, filing_id: str, files: Sequence[SentFile], *, at: datetime) -> None:
    """As a program leaves it that is killed over the last button of a supplement."""
    with journal_of_home(home, home_secret(home)) as journal:
        filing = journal.by_id(filing_id)
        assert filing is not None
        book = SupplementBook(journal, filing, 1, "asked", files)
        book.intend(replace(book.about_to_be_sent()), click_deadline=at + timedelta(seconds=30))
