"""`track --queue`: what was filed through the shared queue, asked after from a clerk's machine.

What the office did is written into the shared journal, for every machine; results lie on the one
that fetched them. A filing that a worker has in hand is the worker's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portal_bot.batch.cluster.clerks_desk import clerk_desk
from portal_bot.batch.cluster.found_files import FoundFiles
from portal_bot.batch.cluster.opened_queue import OpenedQueue, open_queue
from portal_bot.batch.cluster.queued import QUEUED
from portal_bot.checking import check_paths
from portal_bot.dossier.file_names import keep_names_out
from portal_bot.errors import SetupError
from portal_bot.filing.desk import Desk
from portal_bot.journal import Filing
from portal_bot.journal.link import Connection
from portal_bot.run.run import Run

# Any number: two machines at once would write down the same news twice.
_ONE_AT_A_TIME = 7_204_512


@dataclass(frozen=True)
class QueueFollowed:
    """What is asked after of a queue.

    Args:
        queue: the queue.
        run: which portal, and how it is met.
        paths: only the filings of these files and folders; empty: all.
    """

    queue: OpenedQueue
    run: Run
    paths: Sequence[Path]
    _files: dict[str, Path] = field(default_factory=dict)

    @property
    def secret(self) -> bytes:
        """What names of accounts are known by: the cluster's."""
        return self.queue.vault.secret

    def filings(self) -> list[Filing]:
        """Those of the portal that were received, and that no worker has in hand."""
        altered = self.queue.journal.unsound()
        filed = [
            filing
            for filing in self.queue.journal.all()
            if filing.portal == self.run.portal.name
            and filing.is_received
            and filing.id not in altered
        ]
        entries = self.queue.dossiers.entries([filing.id for filing in filed])
        busy = {name for name, entry in entries.items() if entry.stage == QUEUED}
        if self.paths:
            found = FoundFiles(check_paths(self.paths), self.queue.vault)
            named = ((filing.id, found.path(filing)) for filing in filed)
            self._files.update((name, path) for name, path in named if path is not None)
            keep_names_out(self._files.values())
        return [
            filing
            for filing in filed
            if filing.id not in busy and (not self.paths or filing.id in self._files)
        ]

    def file(self, filing: Filing) -> Path:
        """The dossier's file, where it was given; else the filing's id."""
        return self._files.get(filing.id, Path(filing.path))

    @asynccontextmanager
    async def desk(self, accounts: Collection[str]) -> AsyncIterator[Desk]:
        """The desk from which the portal is asked after these accounts; errors as `clerk_desk`."""
        how = self.run.options
        async with clerk_desk(
            self.queue, self.run.portal, how, human=how.human, alone=len(accounts) <= 1
        ) as desk:
            yield desk


@contextmanager
def followed_queue(url: str, paths: Sequence[Path], run: Run) -> Iterator[QueueFollowed]:
    """Opens a queue to ask the portal after what was filed through it.

    Raises:
        SetupError: another machine does so now; no key, a wrong key, no database, or no queue.
    """
    with open_queue(url) as queue:
        if not queue.link.run(_is_alone):
            raise SetupError(
                "một máy khác đang chạy `portal-bot track --queue` trên hàng đợi này: đợi máy ấy "
                "xong rồi chạy lại; kết quả ghi vào sổ nhật ký chung, máy nào cũng xem được"
            )
        # Released with the connection.
        yield QueueFollowed(queue, run, paths)


def _is_alone(connection: Connection) -> bool:
    asked = "SELECT pg_try_advisory_lock(%s)"
    return bool((connection.execute(asked, (_ONE_AT_A_TIME,)).fetchone() or (False,))[0])
