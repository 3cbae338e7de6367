"""What a shared queue keeps, for `verify`, `export`, `purge`: its journal, and how it forgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from portal_bot.batch.cluster import queue_tables
from portal_bot.batch.cluster.opened_queue import open_queue
from portal_bot.batch.cluster.overview import Board
from portal_bot.batch.cluster.queued import QUEUED, Dossiers
from portal_bot.batch.cluster.rights import RIGHTS
from portal_bot.batch.cluster.vault import Vault
from portal_bot.filing.report import FilingReport
from portal_bot.journal import Filing
from portal_bot.journal.link import Connection, Link
from portal_bot.journal.shared import SharedJournal

# What nobody of ours makes in the queue's schema: it would act or stand beside its tables unseen.
_ADDED = """
SELECT 'trigger ' || t.tgname || ' ở ' || c.relname FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'portal_bot' AND NOT t.tgisinternal
UNION ALL SELECT 'rule ' || rulename || ' ở ' || tablename FROM pg_rules
    WHERE schemaname = 'portal_bot'
UNION ALL SELECT 'bảng ' || table_name FROM information_schema.tables
    WHERE table_schema = 'portal_bot' AND NOT table_name = ANY(%s)
"""


class QueueJournal(SharedJournal):
    """The queue's journal for a person who puts things in order; it also forgets.

    Args:
        link: a connection to a database whose tables are set up.
        vault: this machine's.
    """

    def __init__(self, link: Link, vault: Vault) -> None:
        self._keys = queue_tables.keys_of(link, vault)
        super().__init__(link, seal=vault.seal, cover=self._keys)
        self._dossiers = Dossiers(link, vault)

    def purge(self, filing: Filing, detail: Mapping[str, Any]) -> Filing:
        """As every journal's; with it go the filing's key and its content, or nothing does."""

        def work(_: Connection) -> Filing:
            purged = super(QueueJournal, self).purge(filing, detail)
            self._keys.destroy(filing.id)
            self._dossiers.purge(filing.id)
            return purged

        return self._link.run(work)

    def stays(self, filing: Filing) -> str | None:
        """Why a filing must not be forgotten yet; `None`: the queue has done with it."""
        entry = self._dossiers.entry(filing.id)
        if entry is not None and entry.stage == QUEUED:
            return "còn đang trong hàng đợi: đợi máy nộp xong rồi chạy lại cùng lệnh"
        return None

    def entered(self) -> frozenset[str]:
        """The filings that stand in the roll, with and without their rows."""
        rows = self._link.run(
            lambda connection: connection.execute("SELECT id, next FROM portal_bot.roll").fetchall()
        )
        return frozenset(str(name) for row in rows for name in row)

    def added(self) -> list[str]:
        """What somebody made among the queue's tables."""
        rows = self._link.run(
            lambda connection: connection.execute(_ADDED, (list(RIGHTS),)).fetchall()
        )
        return [str(told) for (told,) in rows]


@dataclass(frozen=True, slots=True)
class KeptQueue:
    """A queue that is open.

    Attributes:
        name: where it is, without user and password.
        journal: its journal.
        board: how it stands.
    """

    name: str
    journal: QueueJournal
    board: Board

    def filings(self) -> Sequence[FilingReport]:
        """All of them, as `status` tells of them."""
        return self.board.look().report.filings


@contextmanager
def kept_queue(url: str) -> Iterator[KeptQueue]:
    """Opens a queue.

    Raises:
        SetupError: no key, a wrong key, no database, or no queue in it.
    """
    with open_queue(url) as queue:
        link, vault = queue.link, queue.vault
        yield KeptQueue(link.name, QueueJournal(link, vault), Board(link, vault))
