"""Opens the desk for one run: home, journal, portal, browser, people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    suppress,
)

from portal_bot import privacy, settings
from portal_bot.browser.find import find_browser
from portal_bot.browser.session import Running, open_browser
from portal_bot.errors import SetupError, UsageError
from portal_bot.filing.browsers import Browsers
from portal_bot.filing.desk import Desk
from portal_bot.filing.holding import held
from portal_bot.filing.home import JOURNAL, home_secret, keep_copy
from portal_bot.filing.identity import Identity
from portal_bot.filing.marks import Kin
from portal_bot.filing.options import Options
from portal_bot.filing.ready import Ready
from portal_bot.human import Human, MockHuman, TerminalHuman, WindowHuman, password_for
from portal_bot.journal import Journal, Seal
from portal_bot.journal.backup import back_up
from portal_bot.portals.delays import delays_of
from portal_bot.portals.profile import Portal
from portal_bot.retry import while_unavailable


@asynccontextmanager
async def open_desk(
    portal: Portal,
    options: Options,
    dossiers: Sequence[Ready] = (),
    *,
    browsers: Browsers | None = None,
) -> AsyncIterator[Desk]:
    """Takes the home, asks the portal for its delays, lends browsers; ends them all.

    Args:
        portal: where dossiers go.
        options: how the run is to go.
        dossiers: all of the run; their accounts say whether one password may serve all.
        browsers: where sessions get theirs from, ended by whoever made them; `None`: one starts at
            once.

    Raises:
        SetupError: no browser, or the home is held by another program or damaged.
        PortalUnavailable: the mock does not answer.
        UsageError: there is no such `human`.
    """
    home = settings.home(options.home)
    human = _human(portal, options)
    with held(home):
        back_up(home / JOURNAL)
        secret = home_secret(home)
        with Journal(home / JOURNAL, Seal(secret)) as journal:
            keep_copy(home, secret)
            lent = browsers or browsers_for(portal, options)
            # The browser starts while the portal is asked.
            asked = asyncio.ensure_future(while_unavailable(lambda: delays_of(portal)))
            try:
                if browsers is None:
                    await lent.warm()
                delays = await asked
                identity = Identity.at(portal, secret, delays.world)
                yield Desk(
                    home=home,
                    secret=secret,
                    journal=journal,
                    portal=portal,
                    delays=delays,
                    browsers=lent,
                    human=human,
                    password=_passwords(portal, options, dossiers),
                    tell=options.tell,
                    device=options.device,
                    kin=Kin(journal.all, lambda: {identity.key_of(r) for r in dossiers}),
                )
            finally:
                with suppress(SetupError):
                    # The way back, should this journal be lost before the next run copies it.
                    back_up(home / JOURNAL)
                asked.cancel()
                await asyncio.gather(asked, return_exceptions=True)
                if browsers is None:
                    await lent.close()


def browsers_for(portal: Portal, options: Options) -> Browsers:
    """The run's browsers, none of them started yet; to be closed by the caller."""

    def start() -> AbstractAsyncContextManager[Running]:
        found = find_browser(headed=options.headed, channel=portal.browser_channel)
        return open_browser(found, headed=options.headed, origins=portal.origins)

    return Browsers(start, recycle_after=options.recycle_after)


def _human(portal: Portal, options: Options) -> Human:
    match options.human:
        case "terminal":
            return TerminalHuman(options.quiet)
        case "window":
            return WindowHuman(options.quiet)
        case None if portal.practice:
            return MockHuman(portal.address)
        case None:
            return WindowHuman(options.quiet) if options.headed else TerminalHuman(options.quiet)
        case other:
            raise UsageError(f"--human {other}: chỉ có terminal hoặc window")


def _passwords(portal: Portal, options: Options, dossiers: Sequence[Ready]) -> Callable[[str], str]:
    """Asks for each account's password once, whoever is asked."""
    accounts = {d.dossier.account.username for d in dossiers if d.dossier.account}
    shared = portal.practice or len(accounts) <= 1
    known: dict[str, str] = {}

    def password(username: str) -> str:
        if username not in known:
            with options.quiet():
                known[username] = password_for(portal.name, username, shared_variable=shared)
            # The browser's own errors tell what was typed.
            privacy.register([known[username]])
        return known[username]

    return password
