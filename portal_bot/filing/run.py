"""Several dossiers through one browser: check all, then each in a context of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from loguru import logger

from portal_bot import settings
from portal_bot.browser.find import find_browser
from portal_bot.browser.session import open_browser
from portal_bot.checking import Checked, check_paths
from portal_bot.dossier.places import agency
from portal_bot.errors import PortalBotError, SetupError, UsageError
from portal_bot.filing.desk import Desk
from portal_bot.filing.events import Tell
from portal_bot.filing.file import DossierFiling
from portal_bot.filing.key import home_secret
from portal_bot.filing.report import FilingReport, Report, of_filing, of_refused
from portal_bot.human import Human, MockHuman, TerminalHuman, WindowHuman, password_for
from portal_bot.journal import Fault, Journal
from portal_bot.portals.delays import Delays, delays_of
from portal_bot.portals.profile import Portal, choose
from portal_bot.retry import while_unavailable


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is to go; the command line's options under the same names."""

    portal: str | None = None
    portal_url: str | None = None
    headed: bool = False
    human: str | None = None
    device: str | None = None
    sessions: int = 1
    home: Path | None = None
    tell: Tell = lambda _: None


One = Callable[[Desk, Checked], Awaitable[FilingReport]]


async def run(paths: Sequence[Path], options: Options, one: One) -> Report:
    """Checks every dossier, then does `one` with each that passed.

    Nothing is asked of the portal for a dossier that fails its check; the others go on.

    Raises:
        UsageError: no portal was named.
        SetupError: no browser, or the home is held by another program or damaged.
        PortalUnavailable: the mock does not answer.
    """
    portal = choose(options.portal, options.portal_url)
    checked = check_paths(paths, office=agency(portal.agency.commune, portal.agency.district))
    if not checked:
        raise UsageError("không có hồ sơ nào ở " + ", ".join(str(p) for p in paths))
    good = [c for c in checked if c.ok]
    refused = [c for c in checked if not c.ok]
    done: dict[Path, FilingReport] = {c.path: of_refused(c) for c in refused}
    if good:
        async with open_desk(portal, options, good) as desk:
            turn = asyncio.Semaphore(max(1, options.sessions))

            async def take_turn(dossier: Checked) -> None:
                async with turn:
                    done[dossier.path] = await _guarded(one, desk, dossier)

            async with asyncio.TaskGroup() as group:
                for dossier in good:
                    group.create_task(take_turn(dossier))
    return Report(tuple(done[c.path] for c in checked), tuple(refused))


@asynccontextmanager
async def open_desk(
    portal: Portal, options: Options, dossiers: Sequence[Checked] = ()
) -> AsyncIterator[Desk]:
    """Home, journal and browser for one run; one program at a time holds a home."""
    home = settings.home(options.home)
    found = find_browser(headed=options.headed, channel=portal.browser_channel)
    with _held(home), Journal(home / "journal.sqlite3") as journal:
        secret = home_secret(home, has_filings=bool(journal.all()))
        # The browser starts while the portal is asked for its delays.
        delays = asyncio.ensure_future(_delays(portal))
        try:
            async with open_browser(
                found, headed=options.headed, origins=portal.origins
            ) as running:
                yield Desk(
                    home=home,
                    secret=secret,
                    journal=journal,
                    portal=portal,
                    delays=await delays,
                    running=running,
                    human=_human(portal, options),
                    password=_passwords(portal, dossiers),
                    tell=options.tell,
                    device=options.device,
                )
        finally:
            delays.cancel()
            await asyncio.gather(delays, return_exceptions=True)


async def _guarded(one: One, desk: Desk, checked: Checked) -> FilingReport:
    """A bug of ours in one dossier must not stop the others."""
    try:
        return await one(desk, checked)
    except Exception as error:  # noqa: BLE001 - reported as our bug, with exit 50
        logger.opt(exception=error).error("unexpected error while filing")
        own = PortalBotError(f"lỗi của chương trình ({type(error).__name__})")
        return _unopened(checked, own)


async def submit_one(desk: Desk, checked: Checked) -> FilingReport:
    """Files one dossier; every error becomes a line of the report."""
    try:
        work = DossierFiling(desk, checked)
    except PortalBotError as error:
        return _unopened(checked, error)
    try:
        await work.submit()
    except PortalBotError as error:
        logger.info("filing {}: {}", work.filing.id, error.code)
        return of_filing(
            work.current(),
            checked.path,
            error=Fault(error.code, str(error), error.field),
            exit_code=error.exit_code,
            due=work.due,
        )
    return of_filing(work.current(), checked.path, due=work.due, proof=work.proof)


async def fill_one(desk: Desk, checked: Checked) -> FilingReport:
    """The dry run of one dossier: up to the review screen, with the latch shut."""
    try:
        work = DossierFiling(desk, checked)
    except PortalBotError as error:
        return _unopened(checked, error)
    try:
        prepared = await work.fill()
    except PortalBotError as error:
        return of_filing(
            work.current(),
            checked.path,
            error=Fault(error.code, str(error), error.field),
            exit_code=error.exit_code,
        )
    return of_filing(
        work.current(), checked.path, exit_code=0, due=prepared.due, proof=work.proof
    )


def status(paths: Sequence[Path] | None, home: Path | None) -> Report:
    """What the journal knows, of all filings or of those from these files and folders."""
    file = settings.home(home) / "journal.sqlite3"
    if not file.exists():
        return Report(())
    wanted = None if not paths else [p.resolve() for p in paths]
    with Journal(file) as journal:
        filings = journal.all()
    return Report(
        tuple(
            of_filing(filing, Path(filing.path))
            for filing in filings
            if wanted is None or any(_within(Path(filing.path), w) for w in wanted)
        )
    )


def _within(path: Path, place: Path) -> bool:
    whole = path.resolve()
    return whole == place or place in whole.parents


def _unopened(checked: Checked, error: PortalBotError) -> FilingReport:
    return FilingReport(
        id=None,
        path=checked.path,
        procedure=checked.procedure,
        state="checked",
        error=Fault(error.code, str(error), error.field),
        exit_code=error.exit_code,
    )


def _held(home: Path) -> FileLock:
    lock = FileLock(home / "lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise SetupError(
            f"thư mục {home} đang được một chương trình portal-bot khác dùng; đợi nó xong rồi chạy "
            "lại (portal-bot status vẫn xem được)"
        ) from error
    return lock


async def _delays(portal: Portal) -> Delays:
    return await while_unavailable(lambda: delays_of(portal))


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


def _passwords(portal: Portal, dossiers: Sequence[Checked]) -> Callable[[str], str]:
    names = {c.dossier.account.username for c in dossiers if c.dossier and c.dossier.account}
    shared = portal.practice or len(names) <= 1

    def password(username: str) -> str:
        return password_for(portal.name, username, shared_variable=shared)

    return password
