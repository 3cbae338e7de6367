"""Whose filings are asked after: where they are known, and the desk from which it is done."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from portal_bot import files, settings
from portal_bot.dossier.file_names import keep_names_out
from portal_bot.filing.desk import Desk
from portal_bot.filing.one_filing import is_within
from portal_bot.filing.opened_desk import open_desk
from portal_bot.filing.questions import insist_used
from portal_bot.journal import Filing
from portal_bot.run.home import known_secret, reading
from portal_bot.run.run import Run
from portal_bot.tracking.usernames import as_journalled


class Followable(Protocol):
    """Whose filings are asked after: a home's, or those of a queue that several machines share."""

    @property
    def secret(self) -> bytes:
        """What names of accounts are known by."""

    def filings(self) -> list[Filing]:
        """What was received, and is asked after."""

    def file(self, filing: Filing) -> Path:
        """Where a dossier's file lies."""

    def desk(self, accounts: Collection[str]) -> AbstractAsyncContextManager[Desk]:
        """The desk from which the portal is asked."""


@dataclass(frozen=True)
class HomeFollowed:
    """What is asked after of a home.

    Args:
        run: which portal, and how it is met.
        paths: only the filings of these files and folders; empty: all.
        secret: the home's.
    """

    run: Run
    paths: Sequence[Path]
    secret: bytes = field(repr=False)

    @classmethod
    def of(cls, run: Run, paths: Sequence[Path]) -> Self:
        """This run's.

        Raises:
            UsageError: nothing was ever filed from this home.
            SetupError: the home's secret is missing or damaged.
        """
        home = settings.made_home(run.home)
        insist_used(home)
        return cls(run, paths, known_secret(home))

    def filings(self) -> list[Filing]:
        with reading(settings.made_home(self.run.home)) as journal:
            known = journal.all()
        keep_names_out(Path(filing.path) for filing in known)
        wanted = [files.whole(path) for path in self.paths]
        return [
            filing
            for filing in known
            if filing.portal == self.run.portal.name
            and filing.is_received
            and not filing.altered
            and (not wanted or any(is_within(files.whole(self.file(filing)), w) for w in wanted))
        ]

    def file(self, filing: Filing) -> Path:
        return as_journalled(filing)

    @asynccontextmanager
    async def desk(self, accounts: Collection[str]) -> AsyncIterator[Desk]:
        try:
            async with open_desk(
                self.run, accounts=accounts, warm=False, secret=self.secret
            ) as desk:
                yield desk
        finally:
            await self.run.browsers.close()
