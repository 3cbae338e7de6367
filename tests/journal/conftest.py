"""Both stores of the journal, so that one set of tests holds for both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from portal_bot.journal import Journal, JournalPort, Seal

Open = Callable[[], JournalPort]
SEAL = Seal(b"s" * 32)


@pytest.fixture(params=["sqlite", "postgresql"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same journal, each time as another program would."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            yield lambda: stack.enter_context(Journal(tmp_path / "journal.sqlite3", SEAL))
            return
        from portal_bot.journal.link import Link
        from portal_bot.journal.shared import SharedJournal
        from portal_bot.journal.shared_tables import set_up

        url = request.getfixturevalue("server").emptied("journal")

        def shared() -> JournalPort:
            link = Link(url)
            stack.callback(link.close)
            set_up(link, seal=SEAL)
            return SharedJournal(link, seal=SEAL)

        yield shared


@pytest.fixture
def journal(reopen: Open) -> JournalPort:
    return reopen()
