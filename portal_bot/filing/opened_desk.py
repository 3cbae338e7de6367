"""Opens the desk for one run: home, journal, portal, browser, people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import (
    asynccontextmanager,
    suppress,
)

from portal_bot import privacy, settings
from portal_bot.errors import SetupError, UsageError
from portal_bot.filing.desk import Desk
from portal_bot.human import (
    Human,
    MockHuman,
    TerminalHuman,
    WindowHuman,
    password_again,
    password_for,
)
from portal_bot.intake.identity import Identity
from portal_bot.intake.marks import Kin
from portal_bot.intake.ready import Ready
from portal_bot.journal.backup import back_up
from portal_bot.portals.delays import delays_of
from portal_bot.portals.profile import Portal
from portal_bot.retry import while_unavailable
from portal_bot.run.home import JOURNAL, home_secret, journal_of_home, keep_copy
from portal_bot.run.home_lock import held
from portal_bot.run.older_home import lock_older
from portal_bot.run.options import Options
from portal_bot.run.run import Run


@asynccontextmanager
async def open_desk(
    run: Run,
    dossiers: Sequence[Ready] = (),
    *,
    accounts: Collection[str] = (),
    warm: bool = True,
    secret: bytes | None = None,
) -> AsyncIterator[Desk]:
    """Takes the home, asks the portal for its delays, lends browsers; ends them all.

    Args:
        run: where dossiers go, and how.
        dossiers: all of the run; their accounts say whether one password may serve all.
        accounts: the accounts of a run without dossiers, likewise.
        warm: whether a browser starts at once, and all are ended here; else they are the caller's.
        secret: the home's, where it was read already; else it is read here, or made.

    Raises:
        SetupError: no browser, or the home is held by another program or damaged.
        PortalUnavailable: the mock does not answer.
        UsageError: there is no such `human`.
    """
    portal, options, home = run.portal, run.options, settings.made_home(run.home)
    human = human_of(portal, options)
    run.accounts.expect(dossier.username for dossier in dossiers)
    with held(home):
        # Copied before it is opened, which may bring an older version's tables up to date.
        back_up(home / JOURNAL)
        secret = secret or home_secret(home)
        with journal_of_home(home, secret) as journal:
            lock_older(home, journal)
            keep_copy(home, secret)
            # The browser starts while the portal is asked.
            asked = asyncio.ensure_future(while_unavailable(lambda: delays_of(portal)))
            try:
                if warm:
                    await run.browsers.warm()
                delays = await asked
                identity = Identity.at(portal, secret, delays.world)
                yield Desk(
                    home=home,
                    secret=secret,
                    journal=journal,
                    portal=portal,
                    delays=delays,
                    identity=identity,
                    browsers=run.browsers,
                    human=human,
                    password=_passwords(portal, options, dossiers, accounts),
                    password_again=_again(portal, options),
                    tell=options.tell,
                    device=options.device,
                    trace=home / "traces" if options.trace else None,
                    accounts=run.accounts,
                    sign_ins=run.sign_ins,
                    kin=Kin(journal.all, lambda: {identity.key_of(r) for r in dossiers}),
                )
            finally:
                with suppress(SetupError):
                    # The way back, should this journal be lost before the next run copies it.
                    back_up(home / JOURNAL)
                # Once more: the home's key may have been made by this very run.
                keep_copy(home, secret)
                asked.cancel()
                await asyncio.gather(asked, return_exceptions=True)
                if warm:
                    await run.browsers.close()


def human_of(portal: Portal, options: Options) -> Human:
    """Who is asked what only a person may answer.

    Raises:
        UsageError: there is no such `human`.
    """
    match options.human:
        case "terminal":
            return TerminalHuman(options.quiet, options.home)
        case "window":
            return WindowHuman(options.quiet, options.home)
        case None if portal.practice:
            return MockHuman(portal.address)
        case None:
            kind = WindowHuman if options.headed else TerminalHuman
            return kind(options.quiet, options.home)
        case other:
            raise UsageError(f"--human {other}: chỉ có terminal hoặc window")


def _passwords(
    portal: Portal, options: Options, dossiers: Sequence[Ready], more: Collection[str]
) -> Callable[[str], str]:
    """Asks for each account's password once, whoever is asked."""
    accounts = {d.username for d in dossiers if d.username is not None} | set(more)
    shared = portal.practice or (portal.takes_variable and len(accounts) <= 1)
    known: dict[str, str] = {}

    def password(username: str) -> str:
        if username not in known:
            with options.quiet():
                known[username] = password_for(
                    portal.name, portal.origin, username, shared_variable=shared
                )
            # The browser's own errors tell what was typed.
            privacy.register([known[username]])
        return known[username]

    return password


def _again(portal: Portal, options: Options) -> Callable[[str], str | None]:
    """Asks the person for a password in the place of one that the portal refused."""

    def again(username: str) -> str | None:
        with options.quiet():
            given = password_again(portal.name, portal.origin, username)
        if given is not None:
            privacy.register([given])
        return given

    return again
