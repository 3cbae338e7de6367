"""Destroys what is kept of filings, so that nothing opens again; hashes and numbers stay.

A filing's key goes first: from then on neither its evidence nor its lines in the journal open, in
the home or in any copy of it. The row keeps state, dossier number and keyed hashes, by which the
same dossier is never filed twice.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from portal_bot import clock
from portal_bot.batch.fingerprint import fingerprints_of
from portal_bot.batch.records import REPORTS
from portal_bot.dossier.file_names import keep_names_out
from portal_bot.errors import SetupError
from portal_bot.evidence.manifest import noted, strike_out
from portal_bot.filing.supplement_book import last_supplement
from portal_bot.intake.scans.copies import COPIES, destroy_copy
from portal_bot.intake.scans.copies import FOLDER as SCANS
from portal_bot.journal import Filing, JournalAltered, JournalPort, State
from portal_bot.journal.covering import PURGED, SEALED_EVIDENCE
from portal_bot.keeping.pieces import evidence_of, pieces_of
from portal_bot.keeping.whose import NamedPerson, filings_of
from portal_bot.reasons import in_words
from portal_bot.strongbox.box import box_of, sealed
from portal_bot.strongbox.working import OPENED, SHEETS

# Of a run's reports those two name dossiers; the third only counts, and a year's report reads it.
_NAMING = ("batch.html", "batch.csv")


@dataclass(frozen=True, slots=True)
class PurgeChoice:
    """What was asked for, and what may be destroyed of it.

    Attributes:
        filings: to be destroyed.
        kept: those that stay for now, each with why.
    """

    filings: tuple[Filing, ...]
    kept: tuple[tuple[Filing, str], ...]


def chosen(
    home: Path,
    journal: JournalPort,
    *,
    older_than: timedelta | None = None,
    states: Collection[str] = (),
    person: NamedPerson | None = None,
    stays: Callable[[Filing], str | None] = lambda _: None,
) -> PurgeChoice:
    """The filings that are meant; of several conditions all must hold.

    Args:
        home: the home folder.
        journal: its journal.
        older_than: nothing was written of it for so long.
        states: it stands so.
        person: it names them.
        stays: why a filing must not be destroyed yet, for what is no journal's matter.
    """
    found = filings_of(home, journal, person) if person else journal.all()
    keep_names_out(Path(filing.path) for filing in found)
    oldest = clock.now() - older_than if older_than is not None else None
    may: list[Filing] = []
    kept: list[tuple[Filing, str]] = []
    for filing in found:
        if states and filing.state.value not in states:
            continue
        if oldest is not None and not _is_before(filing, oldest):
            continue
        if (why := _open(journal, filing) or stays(filing)) is not None:
            kept.append((filing, why))
        elif not _is_done(home, journal, filing):
            may.append(filing)
    return PurgeChoice(tuple(may), tuple(kept))


def purge(home: Path, journal: JournalPort, filing: Filing, *, why: str) -> int:
    """Destroys all that is kept of one filing; begun anew where an earlier run was killed.

    Args:
        home: the home folder, held by this program.
        journal: its journal, to write in.
        filing: one of `PurgeChoice.filings`.
        why: `age` or `consent`, for the journal.

    Returns:
        How many files went.

    Raises:
        SetupError: something cannot be taken away; say it again.
        JournalAltered: other hands changed what the journal says of it.
    """
    history = journal.history(filing.id)
    pieces = pieces_of(home, filing, history)
    # Before the key goes, which opens what names them.
    copies = _copies(home, filing)
    if not _is_purged(history):
        told = {"why": why, "pieces": len(pieces), "manifest": noted(history, SEALED_EVIDENCE)}
        journal.purge(filing, told)
    try:
        box_of(home).keys.destroy(filing.id)
        for piece in pieces:
            for file in (piece.path, sealed(piece.path)):
                file.unlink(missing_ok=True)
        for copy in copies:
            destroy_copy(home, copy)
        for folder in (evidence_of(home, filing), *_open_places(home, filing)):
            if folder.is_dir():
                shutil.rmtree(folder)
        # Of each field a keyed hash: who has the home's secret could try values against them.
        for file in fingerprints_of(home, filing.portal, filing.id):
            file.unlink(missing_ok=True)
        _forget_in_reports(home, filing.id)
    except OSError as error:
        raise SetupError(
            f"chưa xóa hết của hồ sơ {filing.id} ({in_words(error)}); chạy lại cùng lệnh"
        ) from error
    return len(pieces)


def _is_before(filing: Filing, moment: datetime) -> bool:
    return filing.changed_at is not None and datetime.fromisoformat(filing.changed_at) < moment


def _open(journal: JournalPort, filing: Filing) -> str | None:
    """Why a filing stays for now; `None`: nothing of it is open."""
    try:
        last = last_supplement(journal.history(filing.id))
        journal.insist_sound(filing.id)
    except JournalAltered:
        return "sổ nhật ký bị sửa ở hồ sơ này; xem `portal-bot verify`"
    if filing.intent is not None or filing.state in {State.UNCERTAIN, State.FILING}:
        return "chưa rõ cổng đã nhận hay chưa; quyết định bằng `portal-bot resolve` trước"
    if last is not None and last.is_open:
        return "có lần bổ sung chưa rõ; quyết định bằng `portal-bot resolve` trước"
    return None


def _is_purged(history: Sequence[Mapping[str, Any]]) -> bool:
    """Whether nothing was written of it since it was purged."""
    return bool(history) and history[-1]["kind"] == PURGED


def _is_done(home: Path, journal: JournalPort, filing: Filing) -> bool:
    places = (evidence_of(home, filing), *_open_places(home, filing))
    return _is_purged(journal.history(filing.id)) and not any(
        place.is_dir() and any(place.iterdir()) for place in places
    )


def _open_places(home: Path, filing: Filing) -> tuple[Path, Path]:
    return home / SHEETS / filing.portal / filing.id, home / OPENED / filing.id


def _copies(home: Path, filing: Filing) -> list[Path]:
    """The copies of scans that were sent with it, as its summaries tell."""
    folder, box = evidence_of(home, filing), box_of(home)
    names: set[str] = set()
    for file in folder.glob("journal*.json*") if folder.is_dir() else ():
        with suppress(OSError, ValueError, TypeError):
            names.update(json.loads(box.read(file)).get(COPIES, ()))
    places = (home / SCANS / Path(name).name for name in names)
    return [place for place in places if place.is_dir()]


def _forget_in_reports(home: Path, filing: str) -> None:
    """The pages of runs that name it go; what only counts stays."""
    for name in _NAMING:
        for file in (home / REPORTS).glob(f"*/{name}"):
            if filing.encode() in file.read_bytes():
                file.unlink()
                strike_out(file.parent, {name}, box_of(home).key.signing_seed)
