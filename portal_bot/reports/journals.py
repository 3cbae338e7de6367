"""Reads what a report counts: the journals of homes, and of a shared queue. Changes nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from portal_bot import office_states
from portal_bot.batch.records import PROBLEMS
from portal_bot.errors import UsageError
from portal_bot.journal import Filing, JournalPort
from portal_bot.moments import stamp
from portal_bot.roster import on_duty
from portal_bot.run.home import JOURNAL, reading

TROUBLES = (
    "needs_human", "rejected", "failed", "uncertain", "awaiting_payment", "not_verified",
)  # fmt: skip
_KINDS = (
    "checked",
    "received",
    *TROUBLES,
    on_duty.KIND,
    office_states.KIND,
    office_states.DUE,
)
# Writers of one journal may stand in each other's way so long; more is a clock that was set back.
_BACKWARDS = timedelta(minutes=10)
Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RefusedRun:
    """What one run's check refused: counts by procedure and by problem, and nobody's values."""

    at: datetime
    portal: str
    dossiers: int
    counts: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class JournalRead:
    """One journal, as far as a report needs it.

    Attributes:
        name: what it is called in the report.
        filings: all of them; those that other hands changed say so.
        events: those that count, by filing, oldest first.
        backwards: when the clock was set back, as its journal shows it.
        refused: what checks refused before a filing began.
        is_shared: whether it is a queue's.
    """

    name: str
    filings: tuple[Filing, ...]
    events: Mapping[str, list[Event]]
    backwards: tuple[str, ...] = ()
    refused: tuple[RefusedRun, ...] = field(default=())
    is_shared: bool = False


def read_home(home: Path) -> JournalRead:
    """The journal of a home, this desk's or another's.

    Raises:
        UsageError: there is none in that folder.
        SetupError: it is damaged, or a newer version's.
    """
    if not (home / JOURNAL).is_file():
        raise UsageError(
            f"{home} không có sổ nhật ký ({JOURNAL}): ghi đúng thư mục dữ liệu của quầy ấy"
        )
    with reading(home) as journal:
        read = _read(journal, home.name or str(home))
    return replace(read, refused=tuple(_refused_runs(home / "reports")))


def read_queue(url: str) -> JournalRead:
    """The journal that several machines share.

    Raises:
        SetupError: the queue cannot be opened; the extra `cluster` is not installed.
    """
    from portal_bot.batch import cluster  # slow, and only with a queue

    with cluster.journal(url) as journal:
        return replace(_read(journal, "hàng đợi chung"), is_shared=True)


def _read(journal: JournalPort, name: str) -> JournalRead:
    # Each row's seal is looked at. Whole histories, which `status` looks at, would take longer than
    # all the rest: what is counted stands in the rows.
    filings = tuple(journal.all())
    events: dict[str, list[Event]] = defaultdict(list)
    backwards: list[str] = []
    latest = ""
    for filing_id, event in journal.events(_KINDS):
        events[filing_id].append(event)
        # All have Vietnam's offset and one form: compared as texts, which is quick.
        if event["at"] < latest and _is_far(event["at"], latest):
            backwards.append(stamp(datetime.fromisoformat(event["at"])))
            latest = event["at"]
        latest = max(latest, event["at"])
    return JournalRead(name, filings, events, tuple(backwards))


def _is_far(at: str, latest: str) -> bool:
    return datetime.fromisoformat(latest) - datetime.fromisoformat(at) > _BACKWARDS


def _refused_runs(reports: Path) -> Iterable[RefusedRun]:
    for path in sorted(reports.glob(f"*/{PROBLEMS}")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(path.read_text("utf-8"))
            counts = {
                (str(one["procedure"]), str(one["code"])): int(one["count"])
                for one in told["problems"]
            }
            at = datetime.fromisoformat(told["at"])
            yield RefusedRun(at, str(told["portal"]), int(told["dossiers"]), counts)
