"""One dossier of a run, and what the journal knows of all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loguru import logger

from portal_bot import settings
from portal_bot.errors import PortalBotError
from portal_bot.filing.desk import Desk
from portal_bot.filing.file import DossierFiling
from portal_bot.filing.opening import JOURNAL
from portal_bot.filing.ready import Ready
from portal_bot.filing.report import FilingReport, Report, of_filing
from portal_bot.journal import Journal


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
