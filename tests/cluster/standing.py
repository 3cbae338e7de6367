"""A shared queue with dossiers in it and no worker: what the commands beside `submit` meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path

from portal_bot import clock
from portal_bot.batch.cluster import queue_tables
from portal_bot.batch.cluster.bundle import filing_of, pack
from portal_bot.batch.cluster.lines import SharedLines
from portal_bot.batch.cluster.queued import SETTLED, Dossiers, QueueEntry
from portal_bot.batch.cluster.vault import open_vault
from portal_bot.checking import check_paths
from portal_bot.intake.ready import Ready
from portal_bot.journal import Fault, Filing, State
from portal_bot.journal.link import Link
from portal_bot.journal.shared import SharedJournal
from portal_bot.portals.profile import load
from tests.support.dossiers import written

LONG_AGO = timedelta(hours=-1)


@dataclass
class Standing:
    """The queue, as a worker would see it."""

    url: str
    link: Link
    folder: Path

    @classmethod
    def at(cls, url: str, folder: Path) -> Standing:
        link = Link(url)
        queue_tables.set_up(link, open_vault())
        return cls(url, link, folder)

    @property
    def journal(self) -> SharedJournal:
        return queue_tables.journal_of(self.link, open_vault())

    @property
    def dossiers(self) -> Dossiers:
        return Dossiers(self.link, open_vault())

    @property
    def lines(self) -> SharedLines:
        return SharedLines(self.link)

    def queued(self, name: str, world: str = "w") -> Filing:
        """A dossier in line; its file is `name`.yaml, the mock that it goes to is in this world."""
        vault, portal = open_vault(), load("mock")
        path = written(self.folder / f"{name}.yaml", {"request": name})
        [checked] = check_paths([path])
        filing = filing_of(Ready.of(checked), portal, secret=vault.secret, world=world)
        known = self.journal.open(filing)
        bundle = pack(checked, portal, None)
        self.dossiers.put(filing.id, bundle, content_hash=filing.content_hash, settle_s=1.0)
        return known

    def stands(self, filing: Filing, stage: str) -> None:
        self.dossiers.stand(filing.id, stage, at=1)

    def uncertain(
        self, name: str, *, deadline: timedelta = LONG_AGO, stage: str = SETTLED
    ) -> Filing:
        """One that was clicked, whose answer was lost, and which no list decides."""
        begun = self.journal.begin(self.queued(name))
        intended = self.journal.intend(begun, click_deadline=clock.now(UTC) + deadline)
        fault = Fault("submission_uncertain", "hai hồ sơ")
        filing = self.journal.set_aside(intended, State.UNCERTAIN, fault)
        self.stands(filing, stage)
        return filing

    def state(self, filing: Filing) -> State:
        known = self.journal.by_id(filing.id)
        assert known is not None
        return known.state

    def entry(self, filing: Filing) -> QueueEntry:
        found = self.dossiers.entry(filing.id)
        assert found is not None
        return found
