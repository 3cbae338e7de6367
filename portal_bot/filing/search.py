"""Finds our own dossier among those that an account's list shows.

By our reference, where the portal keeps one for us; else, or where it was lost, cut or rewritten,
by what was filed: procedure, owner, subject, papers and the time. Every record that may have come
of the request is opened: what the list prints decides the order, never what is left out. Only what
plainly contradicts the dossier rules a record out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from portal_bot import clock, privacy
from portal_bot.dossier.entries import Entry
from portal_bot.errors import PortalChanged
from portal_bot.filing.likeness import (
    another_owner,
    another_procedure,
    contradicts,
    is_cut,
)
from portal_bot.filing.readback import by_place, place_of
from portal_bot.form.text import squeeze
from portal_bot.intake.ready import Ready
from portal_bot.portals.roles import Listed, Overview, Platform, Record, Request

# How wrong a portal's clock may be before its times prove nothing.
CLOCK_S = 300.0
_OWNER = ("applicant.full_name", "applicant.citizen_id")
_REFERENCE = re.compile(r"PB-[A-Z2-7]{10}")


class Match(Enum):
    """How a stored record stands to the dossier that is looked for."""

    OURS = "it carries our reference"
    LIKELY = "same subject, papers and time; no reference that says otherwise"
    POSSIBLE = "nothing contradicts it, but the note, the time or the papers do not fit"
    NOT = "another dossier"


def has_reference(note: str) -> bool:
    """Whether a note carries a reference of this program's, from whatever home."""
    return _REFERENCE.search(note) is not None


def _nobody(_: str) -> bool:
    """No other filing is known."""
    return False


def _nothing() -> Collection[str]:
    """No other filing has a number."""
    return ()


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for.

    Attributes:
        request: the dossier in the platform's terms, with our reference.
        subject: the entries that say whom or what it is about.
        since: the earliest moment at which it can have been received, or `None`.
        known: numbers that were read back as those of other filings.
        before: numbers that the list showed before the request left: none of them came of it.
        draft: the draft that was sent, or `None` where nobody knows; empty where the portal keeps
            none of what is still being made.
        shown: numbers that this account's list has shown, and must show again.
        unlisted: why the portal may keep it, once sent, without showing it on the list; empty: it
            does not.
        is_another: whether a reference is that of another filing of this home.
        held: the numbers that other filings have now, also those that nobody has read back: such a
            one may be ours by its reference, never for its content alone.
    """

    request: Request
    subject: tuple[Entry, ...]
    since: datetime | None
    known: Collection[str] = ()
    before: Collection[str] = ()
    draft: str | None = None
    shown: Collection[str] = ()
    unlisted: str = ""
    is_another: Callable[[str], bool] = field(default=_nobody)
    held: Callable[[], Collection[str]] = field(default=_nothing)

    @classmethod
    def of(
        cls,
        ready: Ready,
        request: Request,
        expected: Sequence[Entry],
        since: datetime | None,
    ) -> Sought:
        """What is known of a filing: its dossier, and its earliest possible time of receipt."""
        paths = {path.strip() for paths in ready.flow.subject for path in paths.split("|")}.union(
            _OWNER
        )
        return cls(
            request=request,
            subject=tuple(e for e in expected if e.value is not None and _names(e, paths)),
            since=since,
        )

    def is_plainly_another(self, line: Listed) -> bool:
        """Whether a line of the list says by itself that it is not this dossier."""
        request = self.request
        return another_procedure(line.procedure, request.code, request.title) or another_owner(
            line.owner, request.applicant.full_name
        )

    def judge(self, record: Record) -> Match:
        """How an opened record stands to the dossier."""
        reference, note = self.request.reference, record.reference
        # It outweighs all else: a portal may have cut or rewritten the rest.
        if note is not None and reference in note:
            return Match.OURS
        if self.is_of_another(note) or self.contradicted_by(record):
            return Match.NOT
        # Somebody else's words in the note speak neither for it nor against it.
        if note is not None and not is_cut(note, reference):
            return Match.POSSIBLE
        fits = self._in_time(record.filed_at) and self._same_papers(record)
        return Match.LIKELY if fits and self._tells(record) else Match.POSSIBLE

    def is_of_another(self, note: str | None) -> bool:
        """Whether a note carries the reference of another filing of this home."""
        return any(self.is_another(found) for found in _REFERENCE.findall(note or ""))

    def contradicted_by(self, record: Record) -> bool:
        """Whether a record is plainly of another procedure, owner or subject."""
        request, stored = self.request, by_place(record)
        title = record.procedure
        return (
            another_procedure(title, request.code, request.title)
            or self._is_of_another_form(title, record)
            or any(contradicts(stored.get(place_of(e)), e.value) for e in self.subject)
        )

    def _is_of_another_form(self, title: str, record: Record) -> bool:
        """Whether it shows the owner where we know him, has another title, and lacks our blocks."""
        request, stored = self.request, by_place(record)
        owner = [e for e in self.subject if e.path in _OWNER]
        own = [e for e in self.subject if e.path not in _OWNER]
        return (
            bool(title and own and owner)
            and not is_cut(title, request.title)
            and request.code not in title
            and all(stored.get(place_of(e)) for e in owner)
            and not any(place_of(e) in stored for e in own)
        )

    def _tells(self, record: Record) -> bool:
        """Whether it shows anything of the subject at all: what shows nothing is not likely it."""
        stored = by_place(record)
        return not self.subject or any(stored.get(place_of(e)) for e in self.subject)

    def _in_time(self, filed: datetime | None) -> bool:
        if filed is None or self.since is None:
            return False
        error = timedelta(seconds=CLOCK_S)
        return self.since - error <= filed <= clock.now() + error

    def _same_papers(self, record: Record) -> bool:
        """Not one paper in common is another dossier; some missing is for the read-back to say."""
        mine = {squeeze(file.name) for paper in self.request.papers for file in paper.files}
        theirs = {squeeze(paper.name) for paper in record.papers}
        return not mine or not theirs or bool(mine & theirs)


@dataclass(frozen=True, slots=True)
class Findings:
    """The records that may be ours, by how sure that is; their numbers.

    Attributes:
        doubts: why what was not found may be there all the same.
        sent: why the request may have been taken, whatever the list shows.
    """

    ours: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """All of them, the surest first."""
        return (*self.ours, *self.likely, *self.possible)

    @property
    def adopted(self) -> str | None:
        """The one record that can only be ours, or `None`."""
        if self.ours:
            return self.ours[0] if len(self.ours) == 1 else None
        return (
            self.likely[0] if len(self.numbers) == 1 and self.likely and not self.doubts else None
        )

    @property
    def proves_absence(self) -> bool:
        """Whether everything was read and understood, nothing may be it, the draft is still one."""
        return not (self.numbers or self.doubts or self.sent)


async def search(platform: Platform, sought: Sought) -> Findings:
    """Reads the account's whole list and opens every record that may be ours.

    The portal's clock decides nothing alone: the list is read to its end, and a record whose time
    does not fit is still a possible one.

    Raises:
        PortalUnavailable: list or record could not be read just now; nothing is known then.
    """
    try:
        seen = await platform.overview()
    except PortalChanged as error:
        return Findings(doubts=(privacy.redact(f"{error}"),))
    found = await judged(platform, sought, to_open(seen, sought))
    doubts = (*seen.doubts, *_unlike_itself(seen, sought), *found.doubts)
    return replace(found, doubts=doubts, sent=_taken(seen, sought))


def to_open(seen: Overview, sought: Sought) -> list[str]:
    """The numbers of all that may have come of the request, the likeliest first."""
    others = {*sought.known, *sought.before}
    unlikely = {line.number for line in seen.lines if sought.is_plainly_another(line)}
    # False sorts first: what no line contradicts is opened before what one does.
    return sorted((n for n in seen.numbers if n not in others), key=unlikely.__contains__)


def _unlike_itself(seen: Overview, sought: Sought) -> list[str]:
    """What a list must show before its silence is believed: all of itself, and what it had."""
    doubts = [] if seen.whole else ["danh sách dài quá, chưa đọc hết"]
    missing = sorted({*sought.before, *sought.shown} - {*seen.numbers})
    if missing:
        doubts.append(f"không thấy lại hồ sơ {', '.join(missing[:3])} mà danh sách đã từng có")
    return doubts


def _taken(seen: Overview, sought: Sought) -> tuple[str, ...]:
    """A draft that was not taken is a draft still, on the very list that is asked."""
    if sought.unlisted:
        return (sought.unlisted,)
    if not sought.draft and sought.draft is not None:
        return ()
    if sought.draft is None:
        return ("không biết bản nháp nào đã được gửi",)
    if not seen.has_draft(sought.draft):
        return (f"bản nháp {sought.draft} không còn là bản nháp",)
    return ()


async def judged(
    platform: Platform, sought: Sought, numbers: Sequence[str], *, beside: bool = False
) -> Findings:
    """Opens each of these records and says how it stands to the dossier."""
    found: dict[Match, list[str]] = {match: [] for match in Match}
    doubts = []
    for number in numbers:
        try:
            record = await platform.record(number, beside=beside)
        except PortalChanged as error:
            doubts.append(privacy.redact(f"không đọc được hồ sơ {number}: {error}"))
        else:
            found[sought.judge(record)].append(number)
    return Findings(
        tuple(found[Match.OURS]),
        tuple(found[Match.LIKELY]),
        tuple(found[Match.POSSIBLE]),
        tuple(doubts),
    )


def _names(entry: Entry, paths: Collection[str]) -> bool:
    """Whether one of the paths is the entry's, or lies in its table."""
    return bool(entry.path) and any(
        path == entry.path or path.startswith(f"{entry.path}.") for path in paths
    )
