"""The line of a run without browser and portal: what is done with each dossier is the test's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from portal_bot import clock
from portal_bot.batch import local
from portal_bot.browser.lending import Browsers
from portal_bot.filing import opened_desk
from portal_bot.filing.desk import Desk
from portal_bot.filing.report import FilingReport, Report, of_filing
from portal_bot.intake.ready import Ready
from portal_bot.journal import Receipt
from portal_bot.portals import profile
from portal_bot.portals.delays import Delays
from portal_bot.portals.profile_parts import Politeness
from portal_bot.run.events import Event
from portal_bot.run.options import Options
from portal_bot.run.run import Run
from portal_bot.run.stop import Stop
from tests.support.dossiers import written

One = Callable[[Desk, Ready], Awaitable[FilingReport]]


async def file_it(desk: Desk, ready: Ready) -> FilingReport:
    """What a filing leaves in the journal when all goes well."""
    filing = desk.journal.open(desk.identity.filing(ready))
    if filing.verified is None:
        filing = desk.journal.begin(filing)
        await desk.turn(filing)
        filing = desk.journal.intend(filing, click_deadline=clock.now(UTC))
        filing = desk.journal.receive(filing, Receipt(f"H45-{filing.id}"), how="answer")
        filing = desk.journal.verify(filing, verified=True)
    return of_filing(filing, ready.path)


@dataclass
class Batch:
    """A folder of dossiers, a home, and what was told."""

    folder: Path
    home: Path
    politeness: Politeness = field(default_factory=lambda: Politeness(sessions=16))
    warmed: int = 0
    events: list[Event] = field(default_factory=list)
    stop: Stop = field(default_factory=Stop)

    def dossiers(self, count: int) -> list[Path]:
        self.folder.mkdir(exist_ok=True)
        return [
            written(self.folder / f"{number:02}.yaml", {"request": f"lần {number}"})
            for number in range(count)
        ]

    async def run(self, one: One = file_it, *, files: bool = True, **options: Any) -> Report:
        asked = Options(
            portal="mock",
            home=self.home,
            tell=self.events.append,
            stop=self.stop,
            **{"sessions": 2, **options},
        )
        return await local.run([self.folder], Run.told(asked), one, files=files)

    def told(self, kind: str) -> list[str]:
        return [event.text for event in self.events if event.kind == kind]


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Batch:
    made = Batch(tmp_path / "ho-so", tmp_path / "home")

    async def delays_of(_: object) -> Delays:
        return Delays(0, 0, "world")

    async def warm(_: Browsers) -> None:
        made.warmed += 1

    def choose(name: str | None, url: str | None, home: Path | None) -> profile.Portal:
        return profile.load("mock").model_copy(update={"politeness": made.politeness})

    monkeypatch.setattr(opened_desk, "delays_of", delays_of)
    monkeypatch.setattr(Browsers, "warm", warm)
    monkeypatch.setattr(profile, "choose", choose)
    monkeypatch.setenv("PORTAL_BOT_PASSWORD", "Mat-khau-123")
    return made
