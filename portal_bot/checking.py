"""Checks dossier files before anybody wastes a trip: every problem, and no request to anyone."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter

from portal_bot import clock, files
from portal_bot.catalogue.years import Year
from portal_bot.checked import Checked, Checks, nothing_in
from portal_bot.dossier.book_rows import file_of, is_row, is_workbook
from portal_bot.dossier.finding import Skipped, survey
from portal_bot.dossier.load import load
from portal_bot.dossier.places import Agency
from portal_bot.dossier.source import Source
from portal_bot.judging import default_agency, judge
from portal_bot.papers.limits import USUAL, Limits
from portal_bot.side_by_side import tell_of_duplicates, tell_of_scans

__all__ = ["Checked", "Checks", "check_paths", "check_source", "default_agency", "nothing_in"]

# Of a workbook in which there is no dossier.
NOTHING = ("empty_workbook", "not_a_dossier")


def check_paths(
    paths: Iterable[Path | str],
    *,
    today: date | None = None,
    office: Agency | None = None,
    limits: Limits = USUAL,
    home: Path | None = None,
    edition: Year | None = None,
) -> Checks:
    """Checks files, and folders of files, one by one and against each other.

    Args:
        paths: dossier files, or folders of them.
        today: the day of judgment; `None`: today in Vietnam.
        office: where they are filed, if they do not say.
        limits: what the portal takes of scans.
        home: where a bug of ours is written down, and copies of scans are kept; `None`: the usual
            one.
        edition: which one is spoken where they are filed; `None`: each dossier's own, else 2022.
    """
    today = today or clock.today()  # one day for all, also at midnight
    given = [Path(path) for path in paths]
    found = survey(given)
    checked = list[Checked]()
    with _collector_paused():
        for path in found.dossiers:
            if is_workbook(path) or is_row(path):
                rows = _rows(path, found.skipped, home, named=path in given)
            else:
                rows = [(Checked(path), None)]
            for each, source in rows:
                began = perf_counter()
                with each.guarded(home):
                    # Of a row, since its workbook was read.
                    each.stamp = each.stamp or files.stamp(path)
                    judge(each, source or load(path), today, office, limits, home, edition)
                each.seconds += perf_counter() - began
                checked.append(each)
    tell_of_duplicates(checked)
    tell_of_scans(checked)
    return Checks(checked, found.skipped)


def _rows(
    path: Path, skipped: list[Skipped], home: Path | None, *, named: bool
) -> list[tuple[Checked, Source | None]]:
    """The dossiers of a workbook, a row each.

    Args:
        path: the workbook, or a row of it.
        skipped: what is left out is told there.
        home: where a bug of ours is written down.
        named: whether the workbook was asked for by its name, and not only lies in a folder.
    """
    from portal_bot.intake.workbook.reading import read  # slow: only for workbooks

    whole, began = Checked(path), perf_counter()
    stamp = files.stamp(file_of(path))
    with whole.guarded(home):
        book = read(path)
        skipped += book.skipped
        if not named and not book.sources and book.problem and book.problem.code in NOTHING:
            # An empty form, or somebody's own list, that lies among the dossiers.
            skipped.append(Skipped(path, "no_dossier", book.problem.message, is_dossier=False))
            return []
        if book.problem is not None:
            whole.problems.append(book.problem)
        rows: list[tuple[Checked, Source | None]] = [
            (Checked(s.path, stamp=stamp), s) for s in book.sources
        ]
        if rows:
            rows[0][0].seconds = perf_counter() - began
            return rows
    return [(whole, Source(path, problems=whole.problems))]


@contextmanager
def _collector_paused() -> Iterator[None]:
    """What is checked is kept, and next to nothing of it in circles: there is nothing to collect.

    A sixth of the time went into looking. Afterwards all of it counts as old, and is not gone
    through at once.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def check_source(
    source: Source,
    *,
    today: date | None = None,
    office: Agency | None = None,
    limits: Limits = USUAL,
    home: Path | None = None,
    edition: Year | None = None,
) -> Checked:
    """Checks one dossier by itself; arguments as `check_paths`."""
    checked = Checked(source.path)
    judge(checked, source, today, office, limits, home, edition)
    return checked
