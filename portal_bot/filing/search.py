"""Finds our own dossier among those that an account's list shows.

By our reference, where the portal keeps one for us; else, or where it was lost or cut, by what was
filed: procedure, owner, subject, papers and the time. A value that the portal cut counts as the
same; only what contradicts the dossier rules a record out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from portal_bot import clock
from portal_bot.dossier.entries import Entry
from portal_bot.filing.readback import by_place, place_of, text_of
from portal_bot.filing.ready import Ready
from portal_bot.form.text import fold, squeeze
from portal_bot.portals.base import Listed, Platform, Record, Request

# How wrong a portal's clock may be before its times prove nothing.
CLOCK_S = 300.0
_CUT_ENDS = "…. "
_OWNER = ("applicant.full_name", "applicant.citizen_id")


class Match(Enum):
    """How a stored record stands to the dossier that is looked for."""

    OURS = "it carries our reference"
    LIKELY = "same subject, papers and time; no reference that says otherwise"
    POSSIBLE = "nothing contradicts it, but the time or the papers do not fit"
    NOT = "another dossier"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for.

    Attributes:
        request: the dossier in the platform's terms, with our reference.
        subject: the entries that say whom or what it is about.
        since: the earliest moment at which it can have been received, or `None`.
        known: numbers that are the receipts of other filings.
    """

    request: Request
    subject: tuple[Entry, ...]
    since: datetime | None
    known: Collection[str] = ()

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

    def without(self, known: Collection[str]) -> Sought:
        """The same, leaving aside the numbers of other filings."""
        return replace(self, known=frozenset(known))

    def may_be(self, line: Listed) -> bool:
        """Whether a line of the list is worth opening; what is not printed contradicts nothing."""
        return (
            line.number not in self.known
            and is_cut(line.procedure, self.request.title)
            and is_cut(line.owner, self.request.applicant.full_name)
        )

    def judge(self, platform: Platform, record: Record) -> Match:
        """How an opened record stands to the dossier."""
        reference, note = self.request.reference, platform.reference_in(record)
        if note is not None and reference in note:
            return Match.OURS
        if note is not None and not is_cut(note, reference):
            return Match.NOT
        if not self._same_subject(record):
            return Match.NOT
        fits = self._in_time(platform.filed_at(record)) and self._same_papers(record)
        return Match.LIKELY if fits else Match.POSSIBLE

    def _same_subject(self, record: Record) -> bool:
        stored = by_place(record)
        return all(_compatible(stored.get(place_of(e)), e.value) for e in self.subject)

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
    """The records that may be ours, by how sure that is; their numbers."""

    ours: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """All of them, the surest first."""
        return (*self.ours, *self.likely, *self.possible)

    @property
    def adopted(self) -> str | None:
        """The one record that can only be ours, or `None`."""
        if self.ours:
            return self.ours[0] if len(self.ours) == 1 else None
        return self.likely[0] if len(self.numbers) == 1 and self.likely else None


async def search(platform: Platform, sought: Sought) -> Findings:
    """Reads the account's whole list and opens every record that may be ours.

    The portal's clock decides nothing alone: the list is read to its end, and a record whose time
    does not fit is still a possible one.

    Raises:
        PortalError: list or record could not be read; nothing is known then.
    """
    lines: list[Listed] = []

    async def collect(line: Listed) -> bool:
        if sought.may_be(line):
            lines.append(line)
        return False

    await platform.my_dossiers(collect)
    return await judged(platform, sought, [line.number for line in lines])


async def judged(platform: Platform, sought: Sought, numbers: Sequence[str]) -> Findings:
    """Opens each of these records and says how it stands to the dossier."""
    found: dict[Match, list[str]] = {match: [] for match in Match}
    for number in numbers:
        found[sought.judge(platform, await platform.record(number))].append(number)
    return Findings(
        tuple(found[Match.OURS]), tuple(found[Match.LIKELY]), tuple(found[Match.POSSIBLE])
    )


def is_cut(stored: str, wanted: str) -> bool:
    """Whether a portal's text is the wanted one, whole, cut off at its end, or left out."""
    return fold(wanted).startswith(fold(stored).rstrip(_CUT_ENDS))


def _compatible(stored: object, wanted: object) -> bool:
    if isinstance(wanted, bool):
        return True
    if isinstance(wanted, tuple):
        rows = stored if isinstance(stored, tuple) else ()
        return all(
            _row_compatible(theirs, mine) for theirs, mine in zip(rows, wanted, strict=False)
        )
    return is_cut(text_of(stored if not isinstance(stored, tuple) else None), text_of(wanted))


def _row_compatible(stored: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    return all(is_cut(text_of(stored.get(heading)), text_of(v)) for heading, v in wanted.items())


def _names(entry: Entry, paths: Collection[str]) -> bool:
    """Whether one of the paths is the entry's, or lies in its table."""
    return bool(entry.path) and any(
        path == entry.path or path.startswith(f"{entry.path}.") for path in paths
    )
