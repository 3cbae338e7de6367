"""What the counter's work needs, made once for a whole run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from portal_bot import privacy, settings
from portal_bot.browser import trouble
from portal_bot.browser.gate import Gate
from portal_bot.browser.session import answering, gated, open_context
from portal_bot.browser.uninvited import naming
from portal_bot.counter.deed import DeedNames
from portal_bot.errors import SetupError
from portal_bot.human import password_for
from portal_bot.journal import Journal, JournalAltered
from portal_bot.journal.backup import back_up
from portal_bot.portals import office_side_of
from portal_bot.portals.delays import Delays, delays_of
from portal_bot.portals.office_side import OfficeSide, Task
from portal_bot.portals.profile import Portal
from portal_bot.retry import while_unavailable
from portal_bot.rooms import room
from portal_bot.run.account_sessions import AccountSession
from portal_bot.run.home import JOURNAL, altered, home_secret, journal_of_home, keep_copy
from portal_bot.run.home_lock import held
from portal_bot.run.run import Run

FOLDER = "counter"
# How long signing in may take on the portal's side.
SIGN_IN_S = 60.0


@dataclass(frozen=True, slots=True)
class CounterDesk:
    """One officer's run at one portal.

    Attributes:
        run: where, and how.
        officer: the user name.
        journal: of deeds; beside the home's own, and kept by the same means.
        names: names the deeds of this run.
        delays: what reconciliation waits for.
        started_s: when this program started, by the machine's monotonic clock, which nobody sets.
    """

    run: Run
    officer: str
    journal: Journal
    names: DeedNames
    delays: Delays
    _password: str = field(repr=False)
    started_s: float = field(default_factory=monotonic)
    _signed_in: AccountSession = field(default_factory=lambda: AccountSession([]))

    @property
    def portal(self) -> Portal:
        """Where the dossiers are."""
        return self.run.portal

    @asynccontextmanager
    async def session(self, number: str = "", task: Task | None = None) -> AsyncIterator[AtOffice]:
        """A fresh page behind its gate, signed in; wiped at the end.

        Args:
            number: the one dossier that something may be done with; empty: looking only.
            task: the one thing. The gate lets no other through, and this one once it is armed.

        Raises:
            SignInRefused: the portal does not take the officer's password.
            PortalError: it cannot be reached, or shows other pages than those we know.
        """
        kind = office_side_of(self.portal)
        requests = kind.requests(number, task)
        timing = self.portal.timing
        async with (
            self.run.browsers.lent() as running,
            open_context(running, device=self.run.options.device) as context,
            gated(
                running,
                context,
                self.portal.origins,
                requests,
                answer_timeout_s=timing.answer_timeout_s,
            ) as behind,
        ):
            async with answering(running):
                await self._signed_in.enter(context)
            if task is None:
                behind.gate.read_only()
            office = kind(behind.page, self.portal)
            async with naming(behind.page, behind.gate):
                with trouble.told():
                    async with trouble.bounded(SIGN_IN_S):
                        await self.run.sign_ins.sign_in(
                            self.officer, self._password, office.sign_in
                        )
                    yield AtOffice(office, behind.gate)
            await self._signed_in.leave(context)


@dataclass(frozen=True, slots=True)
class AtOffice:
    """One signed-in page of the office."""

    office: OfficeSide
    gate: Gate


@asynccontextmanager
async def open_counter(run: Run, officer: str) -> AsyncIterator[CounterDesk]:
    """Takes the journal of deeds, asks the portal for its delays, starts a browser; ends them all.

    Raises:
        HumanNeeded: nobody gave the officer's password.
        SetupError: no browser; or the journal is held by another program, or damaged.
        JournalAltered: other hands changed it.
        PortalUnavailable: the mock does not answer.
    """
    portal, home = run.portal, settings.made_home(run.home)
    # What this version cannot do is said before anybody is asked for anything.
    office_side_of(portal)
    password = _password_of(run, officer)
    folder = room(home, FOLDER)
    secret = _secret(home)
    with held(folder):
        back_up(folder / JOURNAL)
        with journal_of_home(home, secret, folder) as journal:
            _insist_sound(journal, folder, secret)
            keep_copy(folder, secret)
            asked = asyncio.ensure_future(while_unavailable(lambda: delays_of(portal)))
            try:
                await run.browsers.warm()
                delays = await asked
                names = DeedNames(secret, portal.name, delays.world, portal.origins[0])
                yield CounterDesk(run, officer, journal, names, delays, password)
            finally:
                with suppress(SetupError):
                    back_up(folder / JOURNAL)
                asked.cancel()
                await asyncio.gather(asked, return_exceptions=True)
                await run.browsers.close()


def _password_of(run: Run, officer: str) -> str:
    with run.options.quiet():
        password = password_for(
            run.portal.name,
            run.portal.origin,
            officer,
            shared_variable=run.portal.takes_variable,
            whose=f"tài khoản cán bộ {officer}",
        )
    # The browser's own errors tell what was typed.
    privacy.register([password])
    return password


def _secret(home: Path) -> bytes:
    """The home's secret; made, where it is the first, by one program alone."""
    if (home / JOURNAL).exists():
        return home_secret(home)
    with held(home):
        return home_secret(home)


def _insist_sound(journal: Journal, folder: Path, secret: bytes) -> None:
    """A row that was changed may be any dossier's: nothing at all is done.

    Raises:
        JournalAltered: other hands changed rows, or took some out.
    """
    if unsound := sorted(journal.unsound()):
        raise altered(folder, secret, JournalAltered(unsound[0]))
