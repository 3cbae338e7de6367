"""What filing one dossier needs, made once for a whole run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from portal_bot.browser.latch import Latch
from portal_bot.browser.session import Running, open_context
from portal_bot.evidence.posts import Posts
from portal_bot.filing.events import Tell
from portal_bot.human import Human
from portal_bot.journal import JournalPort
from portal_bot.portals import platform_of
from portal_bot.portals.base import Platform
from portal_bot.portals.delays import Delays
from portal_bot.portals.profile import Portal


@dataclass(frozen=True, slots=True)
class Desk:
    """One run's home, journal, portal, browser and people.

    Attributes:
        home: the home folder.
        secret: the home's secret, for keys.
        journal: the journal: the home's, or one that several machines share.
        portal: where dossiers go.
        delays: what reconciliation waits for.
        running: the browser.
        human: who answers captchas.
        password: gives an account's password, or raises `HumanNeeded`.
        tell: is told what happens.
        device: a phone or tablet to pretend to be, or `None`.
        started_at: when this program started: an intent older than this was made by one that died.
    """

    home: Path
    secret: bytes
    journal: JournalPort
    portal: Portal
    delays: Delays
    running: Running
    human: Human
    password: Callable[[str], str]
    tell: Tell
    device: str | None = None
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """A fresh context and page on the portal, fenced; wiped at the end.

        The latch is not in yet: before the review screen there is nothing it could stop, and it
        slows every page down. `Preparation` puts it in, shut, on the review screen.
        """
        async with open_context(self.running, self.portal.origins, device=self.device) as context:
            kind = platform_of(self.portal)
            latch = Latch(kind.commit, answer_timeout_s=self.portal.timing.answer_timeout_s)
            page = await context.new_page()
            yield Session(kind(page, self.portal, self.human), latch, Posts(page))


@dataclass(frozen=True, slots=True)
class Session:
    """One dossier's page on the portal."""

    platform: Platform
    latch: Latch
    posts: Posts
