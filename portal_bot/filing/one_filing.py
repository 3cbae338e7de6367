"""One dossier of a run, and what the journal knows of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from loguru import logger

from portal_bot import files, office_states, settings
from portal_bot.dossier.file_names import keep_names_out
from portal_bot.errors import PortalBotError, SetupError
from portal_bot.filing import contents, drafts
from portal_bot.filing.desk import Desk
from portal_bot.filing.file import DossierFiling
from portal_bot.filing.report import FilingReport, Report, fault_of, of_filing
from portal_bot.intake.ready import Ready
from portal_bot.journal import Filing, Journal, State
from portal_bot.roster import on_duty
from portal_bot.run.home import JOURNAL, known_secret, reading, used
from portal_bot.strongbox.home_key import known_key, was_begun


async def submit_one(desk: Desk, ready: Ready) -> FilingReport:
    """Files one dossier."""
    # Outside the `try`: what the journal does not take has no filing to report of.
    work = DossierFiling(desk, ready)
    try:
        await work.submit()
    except PortalBotError as error:
        logger.info("filing {}: {}", work.filing.id, error.code)
        return _submitted(work, ready, error)
    return _submitted(work, ready)


def _submitted(
    work: DossierFiling, ready: Ready, error: PortalBotError | None = None
) -> FilingReport:
    filing, history = work.current(), work.history()
    return of_filing(
        filing,
        ready.path,
        error=error,
        proof=work.proof,
        sheet=work.sheet,
        sent=work.sent,
        draft=drafts.newest(history),
        account=ready.account,
        compared=contents.compared(history),
        attendants=on_duty.told(history),
    )


async def fill_one(desk: Desk, ready: Ready) -> FilingReport:
    """The dry run of one dossier: up to the review screen, with nothing armed."""
    work = DossierFiling(desk, ready)
    try:
        prepared = await work.fill()
    except PortalBotError as error:
        return of_filing(work.current(), ready.path, error=error, account=ready.account)
    report = of_filing(
        work.current(),
        ready.path,
        exit_code=0,
        due=prepared.due,
        proof=work.proof,
        sheet=work.sheet,
        draft=prepared.draft,
        account=ready.account,
    )
    # Why an earlier `submit` of it came to nothing is no fault of this one.
    return replace(report, error=None, filled=True)


def status(paths: Sequence[Path] | None, home: Path | None) -> Report:
    """What the journal knows, of all filings or of those from these files and folders.

    Reads only: another program may be filing meanwhile. That the secret is lost, or that other
    hands changed the journal, is told beside what it says.
    """
    place = settings.home(home)
    trouble = _trouble(place)
    if not (place / JOURNAL).exists():
        return replace(Report(()), **trouble)
    wanted = [files.whole(p) for p in paths or ()]
    # Not the lock: another run may hold the home for hours, and be asked how far it is.
    with reading(place) as journal:
        if trouble:
            # What is covered may not open; what was filed is told all the same.
            journal.hide()
        left = drafts.newest_of_each(journal.events(drafts.KINDS))
        compared = contents.compared_of_each(journal.events([contents.KIND]))
        present = on_duty.told_of_each(journal.events([on_duty.KIND]))
        office = {of: str(event["state"]) for of, event in journal.events([office_states.KIND])}
        altered = journal.unsound()
        keep_names_out(Path(filing.path) for filing in journal.all())
        filings = (
            replace(
                of_filing(
                    replace(filing, altered=filing.id in altered),
                    Path(filing.path),
                    draft=left.get(filing.id),
                    compared=compared.get(filing.id),
                    attendants=present.get(filing.id),
                ),
                waits_for=_waits_for(journal, filing),
                office=office.get(filing.id),
            )
            for filing in journal.all()
            if not wanted or any(is_within(files.whole(Path(filing.path)), w) for w in wanted)
        )
        return replace(Report(tuple(filings)), **trouble)


def _trouble(home: Path) -> dict[str, Any]:
    """What keeps this home from filing: its secret, or its journal, is not what it was."""
    if used(home) is None:
        return {}
    try:
        known_secret(home)
        if was_begun(home):
            known_key(home)
    except SetupError as error:
        return {"stopped": fault_of(error), "stop_exit": error.exit_code}
    return {}


def _waits_for(journal: Journal, filing: Filing) -> str | None:
    """What a person is being asked for, while the filing is on its way."""
    if filing.state is not State.FILING:
        return None
    last = journal.history(filing.id)[-1:]
    waits = [e for e in last if e["kind"] == "person" and e.get("waiting")]
    return str(waits[0]["for"]) if waits else None


def is_within(path: Path, place: Path) -> bool:
    """Whether a dossier is this file, or lies in this folder or workbook."""
    return path == place or place in path.parents
