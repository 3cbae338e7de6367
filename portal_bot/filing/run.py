"""Several dossiers through one browser: check all, then each in a context of its own."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from loguru import logger

from portal_bot import privacy, settings
from portal_bot.checking import check_paths
from portal_bot.dossier.places import agency
from portal_bot.errors import PortalBotError, UsageError
from portal_bot.filing.desk import Desk
from portal_bot.filing.file import DossierFiling
from portal_bot.filing.opening import JOURNAL, Options, open_desk
from portal_bot.filing.ready import Ready
from portal_bot.filing.report import FilingReport, Report, of_error, of_filing, of_refused
from portal_bot.journal import Journal
from portal_bot.portals.profile import Portal, choose

One = Callable[[Desk, Ready], Awaitable[FilingReport]]


async def run(paths: Sequence[Path], options: Options, one: One) -> Report:
    """Checks every dossier, then does `one` with each that passed.

    Nothing is asked of the portal for a dossier that fails its check; the others go on.

    Raises:
        UsageError: no portal was named, or there is no dossier.
        SetupError: no browser, or the home is held by another program or damaged.
        PortalUnavailable: the mock does not answer.
    """
    portal = choose(options.portal, options.portal_url)
    checked = check_paths(paths, office=agency(portal.agency.commune, portal.agency.district))
    if not checked:
        raise UsageError("không có hồ sơ nào ở " + ", ".join(str(p) for p in paths))
    refused = tuple(c for c in checked if not c.ok)
    done = {c.path: of_refused(c) for c in refused}
    good = [Ready.of(c) for c in checked if c.ok]
    if good:
        done |= await _all_of(good, portal, options, one)
    return Report(tuple(done[c.path] for c in checked), refused)


async def _all_of(
    dossiers: Sequence[Ready], portal: Portal, options: Options, one: One
) -> dict[Path, FilingReport]:
    done: dict[Path, FilingReport] = {}
    for ready in dossiers:
        privacy.register(ready.sensitive)
    async with open_desk(portal, options, dossiers) as desk:
        turn = asyncio.Semaphore(max(1, options.sessions))

        async def take_turn(ready: Ready) -> None:
            async with turn:
                done[ready.path] = await _guarded(one, desk, ready)

        async with asyncio.TaskGroup() as group:
            for ready in dossiers:
                group.create_task(take_turn(ready))
    return done


async def _guarded(one: One, desk: Desk, ready: Ready) -> FilingReport:
    """One dossier; every error becomes its line, and a bug of ours does not stop the others."""
    try:
        return await one(desk, ready)
    except PortalBotError as error:
        return of_error(ready, error)
    except Exception as error:  # noqa: BLE001 - reported as our bug, with exit 50
        # As text: a sink that is not ours would print every variable on the way, values and all.
        trace = "".join(traceback.format_exception(error))
        logger.error("unexpected error in {}:\n{}", ready.flow.slug, privacy.redact(trace))
        return of_error(ready, PortalBotError(f"lỗi của chương trình ({type(error).__name__})"))


async def submit_one(desk: Desk, ready: Ready) -> FilingReport:
    """Files one dossier."""
    work = DossierFiling(desk, ready)
    try:
        await work.submit()
    except PortalBotError as error:
        logger.info("filing {}: {}", work.filing.id, error.code)
        return of_filing(work.current(), ready.path, error=error, due=work.due, proof=work.proof)
    return of_filing(work.current(), ready.path, due=work.due, proof=work.proof)


async def fill_one(desk: Desk, ready: Ready) -> FilingReport:
    """The dry run of one dossier: up to the review screen, with the latch shut."""
    work = DossierFiling(desk, ready)
    try:
        prepared = await work.fill()
    except PortalBotError as error:
        return of_filing(work.current(), ready.path, error=error)
    return of_filing(work.current(), ready.path, exit_code=0, due=prepared.due, proof=work.proof)


def status(paths: Sequence[Path] | None, home: Path | None) -> Report:
    """What the journal knows, of all filings or of those from these files and folders."""
    file = settings.home(home) / JOURNAL
    if not file.exists():
        return Report(())
    wanted = [p.resolve() for p in paths or ()]
    with Journal(file) as journal:
        filings = journal.all()
    return Report(
        tuple(
            of_filing(filing, Path(filing.path))
            for filing in filings
            if not wanted or any(_within(Path(filing.path).resolve(), w) for w in wanted)
        )
    )


def _within(path: Path, place: Path) -> bool:
    return path == place or place in path.parents
