"""What a stored dossier's own page tells of the office: its state, what it asks for, its result."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One line of a dossier's history: since when, what it is since then, in whose words."""

    at: datetime | None
    words: str
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AddedPaper:
    """A file that was added to a stored dossier, as the portal kept it; the size in bytes."""

    row: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Added:
    """Papers that were added at one time, and the words with which they were."""

    note: str = field(repr=False)
    papers: tuple[AddedPaper, ...]


@dataclass(frozen=True, slots=True)
class OfferedResult:
    """A result that can be fetched: its file's name, its size in bytes where told, its address."""

    name: str
    size: int | None
    at: str


@dataclass(frozen=True, slots=True)
class ToldOffice:
    """The office's side of a stored dossier.

    Attributes:
        words: the state, as the portal prints it.
        steps: the history, the oldest first.
        due: the appointed day.
        asked: the papers that are to be added; empty where nothing is asked for.
        reason: why.
        until: the last day for them.
        pay_until: the last day for what is to be paid.
        confirm_until: the last day for a word on a draft certificate; silence is a yes.
        added: what was added so far.
        result: the result, once there is one.
    """

    words: str
    steps: tuple[ToldStep, ...] = ()
    due: date | None = None
    asked: tuple[str, ...] = ()
    reason: str = ""
    until: date | None = None
    pay_until: date | None = None
    confirm_until: date | None = None
    added: tuple[Added, ...] = ()
    result: OfferedResult | None = None
