"""Opens the desk for one run: home, journal, portal, browser, people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from portal_bot import privacy, settings
from portal_bot.browser.find import find_browser
from portal_bot.browser.session import open_browser
from portal_bot.errors import SetupError, UsageError
from portal_bot.filing.desk import Desk
from portal_bot.filing.events import Tell
from portal_bot.filing.key import home_secret
from portal_bot.filing.ready import Ready
from portal_bot.human import Human, MockHuman, TerminalHuman, WindowHuman, password_for
from portal_bot.journal import Journal
from portal_bot.portals.delays import delays_of
from portal_bot.portals.profile import Portal
from portal_bot.retry import while_unavailable

JOURNAL = "journal.sqlite3"


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is to go; the command line's options under the same names.

    Attributes:
        portal: the portal's name, or `None` for `PORTAL_BOT_PORTAL`.
        portal_url: another address for it; one on this machine means the mock.
        headed: whether the browser's window is seen.
        human: `terminal` or `window`; `None`: whatever fits the portal.
        device: a phone or tablet to pretend to be.
        sessions: how many dossiers at once.
        home: the home folder, or `None` for `PORTAL_BOT_HOME` or the usual one.
        tell: is told what happens.
    """

    portal: str | None = None
    portal_url: str | None = None
    headed: bool = False
    human: str | None = None
    device: str | None = None
    sessions: int = 1
    home: Path | None = None
    tell: Tell = lambda _: None


@asynccontextmanager
async def open_desk(
    portal: Portal, options: Options, dossiers: Sequence[Ready] = ()
) -> AsyncIterator[Desk]:
    """Takes the home, starts the browser, asks the portal for its delays; ends them all.

    Raises:
        SetupError: no browser, or the home is held by another program or damaged.
        PortalUnavailable: the mock does not answer.
        UsageError: there is no such `human`.
    """
    home = settings.home(options.home)
    human = _human(portal, options)
    found = find_browser(headed=options.headed, channel=portal.browser_channel)
    with held(home), Journal(home / JOURNAL) as journal:
        secret = home_secret(home, has_filings=bool(journal.all()))
        # The browser starts while the portal is asked.
        asked = asyncio.ensure_future(while_unavailable(lambda: delays_of(portal)))
        try:
            async with open_browser(
                found, headed=options.headed, origins=portal.origins
            ) as running:
                yield Desk(
                    home=home,
                    secret=secret,
                    journal=journal,
                    portal=portal,
                    delays=await asked,
                    running=running,
                    human=human,
                    password=_passwords(portal, dossiers),
                    tell=options.tell,
                    device=options.device,
                )
        finally:
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Holds a home for this program alone; the system lets go of it even after a kill.

    Raises:
        SetupError: another program holds it.
    """
    lock = FileLock(home / "lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise SetupError(
            f"thư mục {home} đang được một chương trình portal-bot khác dùng; đợi nó xong rồi chạy "
            "lại (portal-bot status vẫn xem được)"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _human(portal: Portal, options: Options) -> Human:
    match options.human:
        case "terminal":
            return TerminalHuman()
        case "window":
            return WindowHuman()
        case None if portal.practice:
            return MockHuman(portal.address)
        case None:
            return WindowHuman() if options.headed else TerminalHuman()
        case other:
            raise UsageError(f"--human {other}: chỉ có terminal hoặc window")


def _passwords(portal: Portal, dossiers: Sequence[Ready]) -> Callable[[str], str]:
    accounts = {d.dossier.account.username for d in dossiers if d.dossier.account}
    shared = portal.practice or len(accounts) <= 1

    def password(username: str) -> str:
        given = password_for(portal.name, username, shared_variable=shared)
        # The browser's own errors tell what was typed.
        privacy.register([given])
        return given

    return password
