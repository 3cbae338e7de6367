"""The editions of a procedure: what it was in 2022, and what public evidence says it is in 2026.

Each fact is a cell: seen, looked for and not there, or unknown, with its source. Those of 2026
stand in ``edition_2026/<slug>.toml`` in the folder of the flows; those of 2022 are what stands
beside the flow, shown in the same shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from portal_bot.catalogue._data import read
from portal_bot.catalogue.facts_file import BrokenFacts, read_facts, refuse
from portal_bot.catalogue.named_question import NamedQuestion
from portal_bot.catalogue.packages import folders
from portal_bot.catalogue.paper_facts import PaperFact
from portal_bot.catalogue.years import Year

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
Channel = Literal["online", "postal", "in_person"]
State = Literal["present", "absent", "unknown"]
SUBFOLDER = "edition_2026"


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """One fact: its value, or that it is not there, or that nobody knows; and who says so.

    Attributes:
        value: what was seen.
        absent: it was looked for and is not there, in words for people.
        unknown: why it is not known.
        source: the key of who says so, or of what was looked through; see `sources`.
        date: when, where that is not the source's own date.
        also: sources that say the same.
        note: what must be known with it.
    """

    value: T | None = None
    absent: str = ""
    unknown: str = ""
    source: str = ""
    date: str = ""
    also: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """Refuses what says nothing, or two things."""
        if [self.value is not None, bool(self.absent), bool(self.unknown)].count(True) != 1:
            raise ValueError("ghi đúng một trong ba: value, absent, unknown")

    @property
    def state(self) -> State:
        """Which of the three it is."""
        if self.value is not None:
            return "present"
        return "absent" if self.absent else "unknown"


@dataclass(frozen=True, slots=True)
class Term:
    """How long the office has, as far as it is printed; `unprinted`: a number without its unit."""

    days: int | None = None
    unit: Literal["working_days", "calendar_days", "unprinted"] | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class EditionFee:
    """What a channel costs. The portal prints “Miễn phí” for no amount, too: that is no zero."""

    amount: int | None = None
    printed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Channels by which it is filed on the same conditions."""

    names: tuple[Channel, ...]
    term: Term = Term()
    fee: EditionFee = EditionFee()


@dataclass(frozen=True, slots=True)
class ProcedureCase:
    """A case (trường hợp) of a procedure on the national portal, with the id that opens it.

    Ids are opaque, and one may open another procedure: the code that the page prints is compared.
    """

    id: str
    code: str = ""
    term: Term = Term()


@dataclass(frozen=True, slots=True)
class EditionPaper:
    """A paper as an edition asks for it; its name is shortened."""

    key: str
    name: str
    group: Literal["submit", "show", "other"]
    originals: int = 0
    copies: int = 0
    when: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class ResultPaper:
    """What the citizen gets."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class LocalAmount:
    """What a province decided: of one channel, for what is filed from a day on."""

    place: str
    channel: Channel
    amount: int
    since: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class OnlineForm:
    """Where the form is filled in: the national page, the Ministry of Justice's, a province's."""

    system: Literal["national_page", "ministry_wizard", "province"]
    name: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One procedure as it is in one edition."""

    slug: str
    edition: Year
    source: str
    status: Cell[Literal["same_code", "renumbered"]]
    """Of 2026: whether the code of 2022 is still its own."""
    code: Cell[str]
    predecessor: Cell[str]
    successor: Cell[str]
    name: Cell[str]
    domain: Cell[str]
    levels: Cell[tuple[Literal["commune", "province", "ministry", "other"], ...]]
    """Of the competent agency; who receives it need not be competent."""
    decision: Cell[str]
    valid_from: Cell[date]
    valid_to: Cell[date]
    formality_id: Cell[str]
    cases: Cell[tuple[ProcedureCase, ...]]
    channels: Cell[tuple[Way, ...]]
    online_level: Cell[str]
    others_may_file: Cell[bool]
    papers: Cell[tuple[EditionPaper, ...]]
    results: Cell[tuple[ResultPaper, ...]]
    legal_basis: Cell[tuple[str, ...]]
    form: Cell[OnlineForm]
    form_version: Cell[str]
    local_fees: Cell[tuple[LocalAmount, ...]]
    instead: str = ""
    """Where to go, where there is nothing to file here."""
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The lists of the online form, as `ProcedureFacts.options`."""
    uploads: tuple[PaperFact, ...] = ()
    """The rows of papers of the online form."""
    questions: tuple[NamedQuestion, ...] = ()
    """Of the online form, by name; the parts of an address were not seen."""
    extracts: tuple[str, ...] = ()
    """Where the online form asks for copies that cost, where the earlier one asks elsewhere."""
    labels_seen: tuple[str, ...] = ()
    """Of the online form; every other label is inferred from names and from others' programs."""
    advice: tuple[str, ...] = ()
    """What a citizen should know."""
    notes: tuple[str, ...] = ()
    """What whoever reads the facts should know."""

    @property
    def cells(self) -> dict[str, Cell[Any]]:
        """Every cell by its name, in order."""
        held = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {name: value for name, value in held if isinstance(value, Cell)}

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "edition": self.edition,
            "online": self.is_online,
            "instead": self.instead,
            "advice": list(self.advice),
            "notes": list(self.notes),
            "cells": {
                name: {"state": cell.state, **asdict(cell, dict_factory=_plain)}
                for name, cell in self.cells.items()
            },
        }

    @property
    def ways(self) -> dict[Channel, Way]:
        """Each channel that is seen, with its conditions; of two of one name the first."""
        found: dict[Channel, Way] = {}
        for way in self.channels.value or ():
            for name in way.names:
                found.setdefault(name, way)
        return found

    @property
    def is_online(self) -> bool | None:
        """Whether it is filed online at all; `None`: nobody knows."""
        return None if self.channels.value is None else "online" in self.ways


def _plain(said: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """As JSON has it."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in said}


@dataclass(frozen=True, slots=True)
class EvidenceSource:
    """Who says a fact, and when that was."""

    what: str
    date: str


@cache
def sources() -> Mapping[str, EvidenceSource]:
    """Every source of the editions, by its key."""
    return {key: EvidenceSource(**said) for key, said in read(SUBFOLDER)["sources"].items()}


def edition_2026(slug: str) -> Edition | None:
    """What is known of a procedure in 2026; `None` where nobody wrote anything down.

    Raises:
        BrokenFacts: what stands there is not whole.
    """
    found = (folder / SUBFOLDER / f"{slug}.toml" for folder in folders())
    file = next((file for file in found if file.is_file()), None)
    return edition_at(file) if file else None


def codes_of_2026() -> dict[str, str]:
    """The slug by each code of 2026 that is known; what is broken has none."""
    codes: dict[str, str] = {}
    for file in (file for folder in folders() for file in sorted(_files(folder))):
        with suppress(BrokenFacts):
            if code := edition_at(file).code.value:
                codes.setdefault(code, file.stem)
    return codes


def _files(folder: Path) -> Iterator[Path]:
    return (folder / SUBFOLDER).glob("*.toml")


@cache
def edition_at(file: Path) -> Edition:
    """The edition in a file, whose name is the procedure's slug.

    Raises:
        BrokenFacts: it is not whole, or names a source that is none.
    """
    edition = read_facts(file, _reader(), _with_common)
    cells = edition.cells.items()
    named: dict[str, Any] = {name: _sourced(cell, edition.source) for name, cell in cells}
    for name, cell in named.items():
        if unknown := {cell.source, *cell.also} - sources().keys():
            refuse(file, f"mục “{name}”: không có nguồn nào tên {', '.join(sorted(unknown))}")
    return replace(edition, **named)


def _sourced(cell: Cell[T], usual: str) -> Cell[T]:
    return cell if cell.source else replace(cell, source=usual)


def _with_common(said: dict[str, Any]) -> Mapping[str, Any]:
    """With the cells that are the same of all, where the file does not say them."""
    renumbered = said.get("status", {}).get("value") == "renumbered"
    before = {} if renumbered else {"predecessor": {"absent": "mã không đổi"}}
    return {**read(SUBFOLDER)["cells"], **before, **said}


@cache
def _reader() -> TypeAdapter[Edition]:
    from pydantic import ConfigDict, TypeAdapter  # slow: only where an edition is read

    parts = (Cell, Term, EditionFee, Way, ProcedureCase, EditionPaper, ResultPaper, LocalAmount)
    for part in (*parts, OnlineForm, NamedQuestion, PaperFact, Edition):
        setattr(part, "__pydantic_config__", ConfigDict(extra="forbid"))  # noqa: B010 - no attribute of ours
    return TypeAdapter(Edition)
