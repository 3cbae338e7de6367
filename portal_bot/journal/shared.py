"""The journal that several machines share: rows in PostgreSQL. Needs the extra `cluster`.

The rules are `JournalPort`'s; this adds the fence between workers. A worker *claims* a filing
before its first act, and from then on every write carries its token: one that was taken over (it
froze, or its machine was cut off) cannot write any more, whatever it still means to do. Only a
receipt, which is a fact, is kept from anyone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from portal_bot.journal.covering import Cover, covered, covered_detail
from portal_bot.journal.filing import Filing
from portal_bot.journal.link import Connection, Link
from portal_bot.journal.port import JournalPort
from portal_bot.journal.refusals import JournalAltered, TakenOver
from portal_bot.journal.rows import (
    CHANGING,
    COLUMN_NAMES,
    LINE,
    READ,
    SEALED,
    WIDTH,
    changes_of,
    event_of,
    filing_of,
    history_of,
    known_of,
    now,
    row_of,
)
from portal_bot.journal.seal import Seal
from portal_bot.journal.shared_tables import SELECT, held_row, is_sealed, lines, reseal, roll_of
from portal_bot.strongbox import is_covered

_INSERT = (
    f"INSERT INTO portal_bot.filings ({READ}, owner) "  # noqa: S608 - likewise
    f"VALUES ({', '.join(['%s'] * (WIDTH + 2))}) ON CONFLICT DO NOTHING"
)
_UPDATE = (
    f"UPDATE portal_bot.filings SET {', '.join(f'{c} = %s' for c in CHANGING)}, "  # noqa: S608 - likewise
    "changed_at = %s, owner = %s WHERE id = %s AND state = %s AND attempts = %s "
    "AND content_hash = %s AND intent IS NOT DISTINCT FROM %s"
)
_EVENT = (
    f"INSERT INTO portal_bot.events (filing, {LINE}, change) "  # noqa: S608 - likewise
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (change) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A filing that was claimed, and the token of the writer who had it before, or `None`."""

    filing: Filing
    before: str | None


class SharedJournal(JournalPort):
    """The journal in a PostgreSQL database whose tables are set up (`set_up`).

    Args:
        link: the connection; not closed with the journal.
        owner: this writer's token, new for each session on a filing, or `None` for a writer that
            is no worker (`submit`, `resolve`): its changes take the filing away from any worker.
        place: goes before the path of evidence: which machine it lies on.
        seal: the queue's. `None`: for reading only.
        cover: covers what is personal, each filing's with its own key. `None`: nothing is covered,
            and what was stays hidden.
    """

    def __init__(
        self,
        link: Link,
        *,
        owner: str | None = None,
        place: str = "",
        seal: Seal | None = None,
        cover: Cover | None = None,
    ) -> None:
        super().__init__()
        self._seal = seal
        self._cover = cover
        self._link = link
        self._owner = owner
        self._place = place

    def claim(self, filing_id: str, *, by: str) -> Claim | None:
        """Takes the filing for this writer, from whoever had it; `None` if there is none.

        Args:
            filing_id: the filing's.
            by: the worker's id, for the history.

        Raises:
            JournalAltered: other hands changed it.
        """
        change = uuid4()

        def work(connection: Connection) -> Claim | None:
            row = held_row(connection, filing_id)
            if row is None:
                return None
            self._insist_whole(connection, filing_id)
            had = connection.execute(
                "SELECT owner FROM portal_bot.filings WHERE id = %s", (filing_id,)
            ).fetchone()
            connection.execute(
                "UPDATE portal_bot.filings SET owner = %s WHERE id = %s", (self._owner, filing_id)
            )
            filing = filing_of(row, self._seal, self._cover)
            self._note(connection, filing, "claimed", {"by": by}, change)
            return Claim(filing, str(had[0]) if had and had[0] is not None else None)

        return self._link.run(work)

    def open(self, filing: Filing) -> Filing:
        """As every journal's; whose account files it is not written where many can read."""
        return super().open(replace(filing, account=None))

    def close(self) -> None:
        """Nothing: the link is its maker's."""

    def note(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> None:
        change = uuid4()

        def work(connection: Connection) -> None:
            self._insist_writable(connection, filing.id)
            self._note(connection, filing, kind, detail, change)

        self._link.run(work)

    def keep_evidence(self, filing: Filing, folder: Path) -> Filing:
        """Notes where the evidence lies; that of a worker who was overtaken is not noted."""
        change, where = uuid4(), f"{self._place}{folder}"

        def work(connection: Connection) -> None:
            self._insist_writable(connection, filing.id)
            done = connection.execute(
                "UPDATE portal_bot.filings SET evidence = %s "
                "WHERE id = %s AND coalesce(owner = %s, true)",
                (where, filing.id, self._owner),
            )
            if done.rowcount:
                self._note(connection, filing, "evidence", {}, change)

        self._link.run(work)
        return replace(filing, evidence=where)

    def by_key(self, key: str) -> Filing | None:
        found = self._select(" WHERE key = %s", (key,))
        return found[0] if found else None

    def receipts(self, portal: str, world: str | None = None) -> set[str]:
        known = self._select(" WHERE portal = %s AND receipt IS NOT NULL", (portal,))
        return {f.receipt.number for f in known if f.receipt and f.is_at(portal, world)}

    def by_id(self, filing_id: str) -> Filing | None:
        found = self._select(" WHERE id = %s", (filing_id,))
        return found[0] if found else None

    def of(self, filing_ids: list[str]) -> dict[str, Filing]:
        """The filings of these ids, those that are known, in one question."""
        return {f.id: f for f in self._select(" WHERE id = ANY(%s)", (filing_ids,))}

    def all(self) -> list[Filing]:
        return self._select(" ORDER BY seen")

    def history(self, filing_id: str) -> list[dict[str, Any]]:
        rows = self._link.run(
            lambda connection: connection.execute(
                "SELECT seq, attempt, at, kind, detail FROM portal_bot.events "
                "WHERE filing = %s ORDER BY seq",
                (filing_id,),
            ).fetchall()
        )
        return history_of(rows, filing_id, self._cover)

    def events(self, kinds: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        rows = self._link.run(
            lambda connection: connection.execute(
                "SELECT filing, seq, attempt, at, kind, detail FROM portal_bot.events "
                "WHERE kind = ANY(%s) ORDER BY seq",
                (list(kinds),),
            ).fetchall()
        )
        for filing, *event in rows:
            if self._cover is None and is_covered(str(event[-1])):
                continue
            # What does not open is told with its filing, not here.
            with suppress(ValueError, TypeError):
                yield str(filing), event_of(tuple(event), str(filing), self._cover)

    def _select(self, where: str, values: tuple[Any, ...] = ()) -> list[Filing]:
        rows = self._link.run(
            lambda connection: connection.execute(SELECT + where, values).fetchall()
        )
        return [filing_of(row, self._seal, self._cover) for row in rows]

    def is_sound(self, filing_id: str) -> bool:
        return self._link.run(lambda connection: self._is_whole(connection, filing_id))

    def unsound(self) -> frozenset[str]:
        seal = self._seal
        if seal is None:
            return frozenset()

        def work(connection: Connection) -> frozenset[str]:
            # One statement, so one moment: nobody writes between a row and its history.
            told = connection.execute(
                f"SELECT {SEALED}, e.lines FROM portal_bot.filings f LEFT JOIN LATERAL "  # noqa: S608 - our own names only
                f"(SELECT json_agg(json_build_array({LINE}) ORDER BY seq) AS lines "
                "FROM portal_bot.events WHERE filing = f.id) e ON true"
            )
            rows = told.fetchall()
            broken = {str(row[0]) for row in rows if not is_sealed(seal, row[:-1], row[-1])}
            return frozenset(broken | roll_of(connection, seal).missing(str(r[0]) for r in rows))

        return self._link.run(work)

    def _is_whole(self, connection: Connection, filing_id: str) -> bool:
        if self._seal is None:
            return True
        row = held_row(connection, filing_id)
        return row is not None and is_sealed(self._seal, row, lines(connection, filing_id))

    def _insist_whole(self, connection: Connection, filing_id: str) -> None:
        if not self._is_whole(connection, filing_id):
            raise JournalAltered(filing_id)

    def _insist_not_reading(self, connection: Connection) -> None:
        sealed = "SELECT 1 FROM portal_bot.meta WHERE name = 'secret'"
        if self._seal is None and connection.execute(sealed).fetchone() is not None:
            raise ValueError("the shared journal is sealed: the queue's key is needed to write")

    def _insist_writable(self, connection: Connection, filing_id: str) -> None:
        """Before a row is changed: it is held, and must be as it was written."""
        self._insist_not_reading(connection)
        if self._seal is None:
            return
        row = held_row(connection, filing_id)
        if row is None or not self._seal.holds(row[:-2], row[-2], row[-1]):
            raise JournalAltered(filing_id)

    def _note(
        self,
        connection: Connection,
        filing: Filing,
        kind: str,
        detail: Mapping[str, Any],
        change: UUID,
    ) -> None:
        text = json.dumps(detail, ensure_ascii=False)
        line = (filing.attempts, now(), kind, covered_detail(self._cover, filing.id, kind, text))
        done = connection.execute(_EVENT, (filing.id, *line, change))
        if self._seal is not None and done.rowcount and (row := held_row(connection, filing.id)):
            reseal(connection, self._seal, filing.id, self._seal.next(row[-2], line))

    def _add(self, filing: Filing, kind: str, detail: Mapping[str, Any]) -> Filing:
        change = uuid4()

        def work(connection: Connection) -> bool:
            self._insist_not_reading(connection)
            row = covered(self._cover, filing.id, COLUMN_NAMES, row_of(filing))
            values = (*row, now(), self._owner)
            if connection.execute(_INSERT, values).rowcount == 0:
                return False
            if self._seal is not None:
                roll_of(connection, self._seal).enter(filing.id)
            self._note(connection, filing, kind, detail, change)
            return True

        if self._link.run(work):
            return filing
        # Another writer was first, or this very change's answer was lost.
        return self.by_key(filing.key) or filing

    def _change(
        self,
        old: Filing,
        new: Filing,
        kind: str,
        detail: Mapping[str, Any],
        *,
        by_anyone: bool = False,
    ) -> Filing:
        change = uuid4()
        fenced = self._owner is not None and not by_anyone
        # A late receipt takes the filing away from whoever has it: nothing is left to do for them.
        owner = self._owner if fenced else None
        changes = covered(self._cover, new.id, CHANGING, changes_of(new))
        values = (*changes, now(), owner, *known_of(old))
        statement = _UPDATE + (" AND owner = %s" if fenced else "")

        def work(connection: Connection) -> bool:
            self._insist_writable(connection, old.id)
            done = connection.execute(statement, (*values, self._owner) if fenced else values)
            if done.rowcount == 0:
                return _is_noted(connection, change)
            self._note(connection, new, kind, detail, change)
            return True

        if not self._link.run(work):
            raise TakenOver(old, kind)
        return new


def _is_noted(connection: Connection, change: UUID) -> bool:
    """Whether this very change happened: its commit's answer was lost, and it is tried again."""
    found = connection.execute("SELECT 1 FROM portal_bot.events WHERE change = %s", (change,))
    return found.fetchone() is not None
