"""`status --queue`: how the shared queue stands. Reads only; asks no portal and no worker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from portal_bot.batch.cluster import queue_tables
from portal_bot.batch.cluster.clerks import Counter
from portal_bot.batch.cluster.found_files import FoundFiles
from portal_bot.batch.cluster.lines import SharedLines
from portal_bot.batch.cluster.opened_queue import open_queue
from portal_bot.batch.cluster.queued import QUEUED, WAITING, Dossiers
from portal_bot.batch.cluster.vault import Vault
from portal_bot.batch.cluster.workers import alive
from portal_bot.batch.waiting import CAPTCHA, CONSENT, OTP
from portal_bot.checking import check_paths
from portal_bot.dossier.file_names import keep_names_out
from portal_bot.filing import contents
from portal_bot.filing.report import FilingReport, Report, of_filing
from portal_bot.journal import Filing, JournalPort, State
from portal_bot.journal.link import Link
from portal_bot.roster import on_duty

_ASKED = {"captcha": CAPTCHA, "otp": OTP, "confirm": CONSENT}
_PERSON = frozenset({State.NEEDS_HUMAN, State.UNCERTAIN, State.AWAITING_PAYMENT})


@dataclass(frozen=True, slots=True)
class QueueOverview:
    """The shared queue at one moment.

    Attributes:
        report: the filings, as `status` tells of them.
        workers: who works: the names of the workers that were heard of lately.
        queued: how many of the filings are under way or in line.
        people: the filings that do not go on without a person.
        stopped: why nobody files, by the names of the portals whose lines are stopped.
    """

    report: Report
    workers: tuple[str, ...] = ()
    queued: int = 0
    people: tuple[str, ...] = ()
    stopped: Mapping[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape of `status --json`, and the queue's own beside it."""
        queue = {
            "workers": list(self.workers),
            "queued": self.queued,
            "people": list(self.people),
            "stopped": dict(self.stopped or {}),
        }
        return {**self.report.as_json(), "queue": queue}


class Board:
    """Where it can be read how a queue stands.

    Args:
        link: a connection to the database.
        vault: this machine's.
        paths: only the filings of these dossiers; empty: all.
    """

    def __init__(self, link: Link, vault: Vault, paths: Sequence[Path] = ()) -> None:
        self._link = link
        self._wanted = FoundFiles(check_paths(paths), vault) if paths else None
        self._journal = queue_tables.journal_of(link, vault)
        self._dossiers = Dossiers(link, vault)
        self._counter = Counter(link, vault)
        self._lines = SharedLines(link)

    def look(self) -> QueueOverview:
        """How it stands now."""
        altered = self._journal.unsound()
        found = [
            (replace(f, altered=f.id in altered), path)
            for f in self._journal.all()
            if (path := self._path(f)) is not None
        ]
        keep_names_out(path for _, path in found)
        names = [filing.id for filing, _ in found]
        stages = {e.filing: e.stage for e in self._dossiers.entries(names).values()}
        asked = {q.filing: _ASKED[q.kind] for q in self._counter.questions(names)}
        compared = contents.compared_of_each(self._journal.events([contents.KIND]))
        present = on_duty.told_of_each(self._journal.events([on_duty.KIND]))
        report = Report(
            tuple(
                replace(
                    of_filing(f, path, compared=compared.get(f.id), attendants=present.get(f.id)),
                    waits_for=asked.get(f.id),
                )
                for f, path in found
            )
        )
        return QueueOverview(
            report=report,
            workers=tuple(worker.id for worker in alive(self._link)),
            queued=sum(stage == QUEUED for stage in stages.values()),
            people=tuple(f.id for f in report.filings if f.id and _waits(f, stages.get(f.id))),
            stopped=self._lines.all_stopped(),
        )

    def _path(self, filing: Filing) -> Path | None:
        """By what name it is told; `None`: it was not asked for."""
        return Path(filing.path) if self._wanted is None else self._wanted.path(filing)


def _waits(filing: FilingReport, stage: str | None) -> bool:
    """A person is asked, must look, or must come and say `submit` again."""
    if filing.waits_for is not None:
        return True
    return stage != QUEUED and (filing.state in _PERSON or stage == WAITING)


@contextmanager
def board(url: str, paths: Sequence[Path] = ()) -> Iterator[Board]:
    """Opens a queue for reading.

    Raises:
        SetupError: no key, a wrong key, no database, or no queue in it.
    """
    with open_queue(url) as queue:
        yield Board(queue.link, queue.vault, paths)


@contextmanager
def journal(url: str) -> Iterator[JournalPort]:
    """Opens a queue's journal for reading; errors as `board`."""
    with open_queue(url) as queue:
        yield queue.journal
