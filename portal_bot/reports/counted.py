"""What is counted: each dossier once, from whichever journals; nobody's name or number in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from portal_bot.journal import Due, Filing
from portal_bot.moments import in_vietnam
from portal_bot.reports.journals import TROUBLES, Event, JournalRead
from portal_bot.reports.office_record import OfficeRecord, office_record
from portal_bot.roster import on_duty
from portal_bot.roster.on_duty import Attendants

# As nearly all moments are written, which makes their day the first ten letters.
_OFFSET = "+07:00"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One time that a dossier did not go on."""

    day: date
    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class CountedDossier:
    """One dossier, as a report counts it.

    Attributes:
        journal: which of the journals knows it, by its place in their list.
        portal: the portal's name.
        procedure: the procedure's slug.
        state: the journal's own name for where it stands.
        filed: the day on which the portal received it; `None`: it did not, or nobody knows.
        changed: the day on which the journal last wrote of it.
        due_day: the day of appointment.
        owed: what is to be paid; `None`: nobody knows.
        attendants: who was on duty.
        office: what became of it; `None`: not tracked.
        troubles: each time it did not go on.
        why: the portal's last words, or our own, where it stands aside.
    """

    journal: int
    portal: str
    procedure: str
    state: str
    filed: date | None
    changed: date | None
    due_day: date | None
    owed: Due | None
    attendants: Attendants
    office: OfficeRecord | None
    troubles: tuple[Trouble, ...]
    why: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Merged:
    """All journals together.

    Attributes:
        dossiers: each once.
        doubled: numbers that two journals, or two filings of one, name: counted once.
        altered: ids of filings that other hands changed: not counted.
        practice: how many were left out since they went to a practice portal.
        is_practice: whether it is practice that is counted, for there is nothing else.
    """

    dossiers: tuple[CountedDossier, ...]
    doubled: tuple[str, ...]
    altered: tuple[str, ...]
    practice: int
    is_practice: bool


def merged(
    journals: Iterable[JournalRead],
    is_practice: Callable[[str], bool],
    only: str | None = None,
) -> Merged:
    """Counts each dossier once; practice is never counted together with what is real.

    Args:
        journals: as they were read.
        is_practice: whether a portal of that name is one.
        only: the one portal that is asked for.
    """
    everything = list(journals)
    asked = [(at, f) for at, f in _filings(everything) if only in {None, f.portal}]
    altered = [filing.id for _, filing in asked if filing.altered]
    sound = [(at, filing) for at, filing in asked if not filing.altered]
    # First by our keys, which agree only between a home and its copy: one of them may be older.
    by_key, copied = _once(sound, lambda f: (f.key,), _newer)
    known, doubled = _once(by_key.values(), _number, _knows_more)
    practice = {k for k, (_, f) in known.items() if f.world or is_practice(f.portal)}
    chosen = practice if len(practice) == len(known) else known.keys() - practice
    return Merged(
        tuple(_counted(at, f, everything) for k, (at, f) in known.items() if k in chosen),
        tuple(dict.fromkeys([*copied, *doubled])),
        tuple(altered),
        len(known) - len(chosen),
        bool(practice) and chosen == practice,
    )


def _filings(journals: list[JournalRead]) -> Iterator[tuple[int, Filing]]:
    for at, journal in enumerate(journals):
        yield from ((at, filing) for filing in journal.filings)


def _once(
    filings: Iterable[tuple[int, Filing]],
    name: Callable[[Filing], tuple[str, ...]],
    is_better: Callable[[Filing, Filing], bool],
) -> tuple[dict[tuple[str, ...], tuple[int, Filing]], list[str]]:
    """Each name once, by the better of its rows; and the dossiers that were there twice."""
    known: dict[tuple[str, ...], tuple[int, Filing]] = {}
    doubled: list[str] = []
    for at, filing in filings:
        named = name(filing)
        if named in known:
            doubled.append(filing.receipt.number if filing.receipt else filing.id)
        if named not in known or is_better(filing, known[named][1]):
            known[named] = (at, filing)
    return known, doubled


def _number(filing: Filing) -> tuple[str, ...]:
    """By which two desks know one dossier: the portal's number; else it is nobody else's."""
    if filing.receipt is None:
        return (filing.key,)
    return filing.portal, filing.world or "", filing.receipt.number


def _newer(one: Filing, other: Filing) -> bool:
    """Of one filing in a home and in its copy: the row that was written last."""
    return (one.changed_at or "") > (other.changed_at or "")


def _knows_more(one: Filing, other: Filing) -> bool:
    """Of two desks' rows of one dossier: the one that was read back, or knows what is due."""
    rank = (one.verified is not None, one.due is not None)
    return rank > (other.verified is not None, other.due is not None)


def _counted(at: int, filing: Filing, journals: list[JournalRead]) -> CountedDossier:
    events = journals[at].events.get(filing.id, [])
    receipt = filing.receipt
    received = receipt and (_day(receipt.received_at) or _received_day(events))
    fault = filing.fault
    return CountedDossier(
        journal=at,
        portal=filing.portal,
        procedure=filing.procedure,
        state=filing.state.value,
        filed=(received or _day(filing.changed_at)) if receipt else None,
        changed=_day(filing.changed_at),
        due_day=_day(receipt.due_at) if receipt else None,
        owed=filing.due,
        attendants=on_duty.told(events),
        office=office_record(events),
        troubles=tuple(_troubles(events)),
        why=(fault.code, fault.message) if fault else None,
    )


def _troubles(events: Iterable[Event]) -> Iterator[Trouble]:
    for event in events:
        if event["kind"] in TROUBLES and (day := _day(event["at"])) is not None:
            yield Trouble(day, event["kind"], str(event.get("code") or event["kind"]))


def _received_day(events: Iterable[Event]) -> date | None:
    days = [_day(event["at"]) for event in events if event["kind"] == "received"]
    return days[-1] if days else None


def _day(at: str | None) -> date | None:
    """Vietnam's day; what is no moment is none."""
    if not at:
        return None
    try:
        if at.endswith(_OFFSET):
            return date.fromisoformat(at[:10])
        return in_vietnam(datetime.fromisoformat(at)).date()
    except ValueError:
        return None
