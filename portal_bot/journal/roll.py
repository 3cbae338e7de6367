"""The roll of a journal: which filings there ever were, so that none can be taken out unseen.

Each filing's id stands in it with the id that comes next in the alphabet, sealed. An id that was
never entered lies between two neighbours that say so; one that was taken out, with its row and all
of its history, is still named by its neighbour. To look costs one row, however many there are, and
two writers meet only where they enter neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from portal_bot.journal.refusals import JournalAltered
from portal_bot.journal.seal import Seal

SQLITE = """
CREATE TABLE IF NOT EXISTS roll (id TEXT PRIMARY KEY, next TEXT NOT NULL, mac TEXT NOT NULL);
"""
# Compared letter by letter, whatever the database's own language is.
POSTGRESQL = """
CREATE TABLE IF NOT EXISTS portal_bot.roll (
    id text COLLATE "C" PRIMARY KEY, next text NOT NULL, mac text NOT NULL);
"""
# Before and behind every id.
FIRST, LAST = "", "~"
# Runs a statement with `?` for its values, and `roll` for the table; returns the rows.
Run = Callable[..., list[tuple[Any, ...]]]


class Roll:
    """One journal's roll, within a transaction of who opened it.

    Args:
        seal: the journal's.
        run: runs a statement.
        hold: goes behind a question whose row is to be held until the transaction ends.
    """

    def __init__(self, seal: Seal, run: Run, *, hold: str = "") -> None:
        self._seal = seal
        self._run = run
        self._hold = hold

    def begin(self, ids: Iterable[str]) -> None:
        """Enters the filings of a journal that is sealed for the first time."""
        for here, there in pairwise([FIRST, *sorted(ids), LAST]):
            self._add(here, there)

    def enter(self, filing_id: str) -> None:
        """Enters a filing that was not known.

        Raises:
            JournalAltered: it was entered before, or its place in the roll is not as it was
                written: other hands took filings out.
        """
        looked_at = None
        while (link := self._before(filing_id)) and link[0] != looked_at:
            here, there, mac = link
            if not self._seal.is_link(here, there, mac) or filing_id in {here, there}:
                break
            if there > filing_id:
                self._add(filing_id, there)
                self._run(
                    "UPDATE roll SET next = ?, mac = ? WHERE id = ?",
                    (filing_id, self._seal.link(here, filing_id), here),
                )
                return
            # A neighbour was entered while its row was waited for; else it was taken out.
            looked_at = here
        raise JournalAltered(filing_id)

    def missing(self, known: Iterable[str]) -> set[str]:
        """The ids that do not stand both in the roll and among the filings that are `known`.

        With them the neighbours between whom the roll is not as it was written.
        """
        links = self._run("SELECT id, next, mac FROM roll ORDER BY id")
        told: set[str] = set()
        torn: set[str] = set()
        expected = FIRST
        for here, there, mac in links:
            (told if self._seal.is_link(here, there, mac) else torn).update((here, there))
            if here != expected:
                torn.update((expected, here))
            expected = there
        if expected != LAST:
            torn.add(expected)
        return ((told ^ set(known)) | torn) - {FIRST, LAST}

    def _before(self, filing_id: str) -> tuple[Any, ...] | None:
        found = self._run(
            f"SELECT id, next, mac FROM roll WHERE id <= ? ORDER BY id DESC LIMIT 1{self._hold}",  # noqa: S608 - ours
            (filing_id,),
        )
        return found[0] if found else None

    def _add(self, here: str, there: str) -> None:
        values = (here, there, self._seal.link(here, there))
        self._run("INSERT INTO roll (id, next, mac) VALUES (?, ?, ?)", values)
