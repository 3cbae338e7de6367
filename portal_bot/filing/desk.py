"""What filing one dossier needs, made once for a whole run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from portal_bot.browser.gate import Gate, Requests
from portal_bot.browser.lending import Browsers
from portal_bot.browser.session import Running, answering, gated, open_context
from portal_bot.browser.traces import traced
from portal_bot.browser.uninvited import naming
from portal_bot.dossier.spec import specs
from portal_bot.errors import HumanNeeded
from portal_bot.evidence.posts import Posts
from portal_bot.human import Human
from portal_bot.intake.identity import Identity
from portal_bot.intake.marks import Kin
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, JournalPort
from portal_bot.portals import platform_of
from portal_bot.portals.delays import Delays
from portal_bot.portals.profile import Portal
from portal_bot.portals.profile_parts import AgencyPath
from portal_bot.portals.roles import Paper, Platform, Request
from portal_bot.run.account_sessions import Accounts
from portal_bot.run.events import Tell
from portal_bot.run.refused_passwords import SignIns

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

    from portal_bot.browser.sending import Downloaded
    from portal_bot.portals.screen import PageAnswer


class SignedIn(Protocol):
    """Lets the dossiers of one account share one sign-in, one after the other."""

    async def enter(self, context: BrowserContext) -> None:
        """Before the first page: brings in what an earlier dossier of this account left."""

    async def leave(self, context: BrowserContext) -> None:
        """After a session that ended well: keeps it for the next one of this account."""


async def _at_once(_: Filing) -> None:
    """Nobody else files here."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One run's home, journal, portal, browser and people.

    Attributes:
        home: the home folder.
        secret: the home's secret, for keys.
        journal: the journal: the home's, or one that several machines share.
        portal: where dossiers go.
        delays: what reconciliation waits for.
        identity: names the dossiers of this run.
        browsers: where sessions get their browser from.
        human: who answers captchas.
        password: gives an account's password, or raises `HumanNeeded`.
        password_again: asks for another one where that was refused; `None`: nobody is there.
        tell: is told what happens.
        device: a phone or tablet to pretend to be, or `None`.
        trace: the folder of redacted traces, or `None`: there are none.
        started_s: when this program started, by the machine's monotonic clock, which nobody sets.
        turn: called right before the commit point: waits until the
            portal may be given the next submission.
        answered: is told how the portal answers each page.
        accounts: the sign-ins that dossiers of one account may share.
        signed_in: the sign-in that this dossier's account shares, or `None`: a fresh one.
        kin: what earlier runs sent.
        sign_ins: which passwords the portal has refused; shared by all dossiers of a run.
    """

    home: Path
    secret: bytes
    journal: JournalPort
    portal: Portal
    delays: Delays
    identity: Identity
    browsers: Browsers
    human: Human
    password: Callable[[str], str]
    tell: Tell
    password_again: Callable[[str], str | None] = lambda _: None
    device: str | None = None
    trace: Path | None = None
    started_s: float = field(default_factory=monotonic)
    turn: Callable[[Filing], Awaitable[None]] = _at_once
    answered: Callable[[PageAnswer], None] = lambda _: None
    accounts: Accounts = field(default_factory=Accounts)
    signed_in: SignedIn | None = None
    sign_ins: SignIns = field(default_factory=SignIns)
    kin: Kin = field(default_factory=Kin)

    @property
    def running(self) -> Running:
        """The browser, once it was started."""
        return self.browsers.running

    def request(self, ready: Ready, reference: str) -> Request:
        """What is asked of the portal's platform for a dossier, in its own terms."""
        titles = {spec.name: spec.title for spec in specs(ready.flow.papers)}
        office = ready.dossier.agency or self.portal.office
        return Request(
            code=ready.flow.code,
            title=ready.flow.title,
            agency=AgencyPath.of(office.sent),
            applicant=ready.dossier.applicant,
            reference=reference,
            papers=tuple(
                Paper(titles[key], tuple(files), tuple(ready.digests.get(key, ())))
                for key, files in ready.papers.items()
            ),
            delivery=ready.dossier.delivery,
        )

    def session(self, *, adding: bool = False) -> AbstractAsyncContextManager[Session]:
        """A fresh context and page on the portal behind its gate; wiped at the end.

        Args:
            adding: whether papers are added to a stored dossier; else a dossier is filed, or read.

        Raises:
            SetupError: this version does not know the portal's platform.
            HumanNeeded: nothing can be added at this portal from here.
        """
        kind = platform_of(self.portal)
        requests = kind.adding if adding else kind.requests
        if requests is None:
            raise HumanNeeded(kind.adds_nothing)
        return self._session(kind, requests)

    @asynccontextmanager
    async def _session(self, kind: type[Platform], requests: Requests) -> AsyncIterator[Session]:
        # In this order: the gate stands before the first page asks for anything, and the context is
        # gone before its browser is given back.
        async with (
            self.browsers.lent() as running,
            open_context(running, device=self.device) as context,
            traced(context, self.trace),
            gated(
                running,
                context,
                self.portal.origins,
                requests,
                answer_timeout_s=self.portal.timing.answer_timeout_s,
            ) as behind,
        ):
            if self.signed_in is not None:
                # Before the first request: on the portal a draft belongs to the session it was
                # opened in.
                async with answering(running):
                    await self.signed_in.enter(context)
            page, gate = behind.page, behind.gate

            async def download(address: str) -> Downloaded:
                return await behind.sender.download(address, gate)

            platform = kind(page, self.portal, self.human, download)
            platform.answered = self.answered
            async with naming(page, gate):
                yield Session(platform, gate, Posts(gate))
            if self.signed_in is not None:
                await self.signed_in.leave(context)


@dataclass(frozen=True, slots=True)
class Session:
    """One dossier's page on the portal."""

    platform: Platform
    gate: Gate
    posts: Posts
