"""The figures of a report: tables, with what is to be said of them. Counted, never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Literal

from portal_bot import registry
from portal_bot.catalogue.editions import edition_2026
from portal_bot.catalogue.facts_file import BrokenFacts
from portal_bot.catalogue.years import FIRST, Year
from portal_bot.portals import profile
from portal_bot.reports.counted import CountedDossier
from portal_bot.reports.office_record import Punctual
from portal_bot.reports.span import Span

# Nobody knows; never to be read as nought.
UNKNOWN = "chưa theo dõi"
Cell = str | int | float | None
Outcome = Punctual | Literal["open", "ended", "untracked"]


@dataclass(frozen=True, slots=True)
class BarChart:
    """What is drawn beside a table: bars by label, one series or several on top of each other."""

    kind: Literal["across", "upright"]
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    unit: str = "hồ sơ"


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One table of a report.

    Attributes:
        key: a stable English word.
        title: above it.
        headings: its columns.
        rows: its rows; a cell that nobody knows is `None`.
        total: whether the last row is the sum of the others.
        note: below it.
        chart: what is drawn of it.
    """

    key: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    note: str = ""
    chart: BarChart | None = None

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        said = ("key", "title", "headings", "rows", "total", "note")
        return {name: getattr(self, name) for name in said}


@dataclass(frozen=True, slots=True)
class Figures:
    """All of a report.

    Attributes:
        span: the days it covers.
        made: the day on which it was made.
        headline: the few numbers that come first, as label and value.
        tables: in their order.
        remarks: what a reader must know of the numbers themselves.
        difficulties: khó khăn, vướng mắc.
        proposals: to be edited by hand.
        practice: whether nothing of it is real.
        minutes: how the minutes were estimated.
    """

    span: Span
    made: date
    headline: tuple[tuple[str, Cell], ...]
    tables: tuple[FigureTable, ...]
    remarks: tuple[str, ...] = field(default=())
    difficulties: tuple[str, ...] = field(default=())
    proposals: tuple[str, ...] = field(default=())
    practice: bool = False
    minutes: str = ""

    def table(self, key: str) -> FigureTable | None:
        """The table of that key."""
        return next((table for table in self.tables if table.key == key), None)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "from": self.span.since.isoformat(),
            "to": self.span.until.isoformat(),
            "practice": self.practice,
            "headline": dict(self.headline),
            "tables": [table.as_json() for table in self.tables],
            "remarks": list(self.remarks),
            "difficulties": list(self.difficulties),
            "proposals": list(self.proposals),
        }


@dataclass(frozen=True, slots=True)
class ProcedureWords:
    """What a report says of a procedure, in the edition in which it was filed."""

    title: str
    code: str
    domain: str
    level: int | None


def words_of(dossier: CountedDossier) -> ProcedureWords:
    """Of the procedure that was filed, in the edition of the portal where that was."""
    return procedure_words(dossier.procedure, spoken_at(dossier.portal))


@cache
def spoken_at(portal: str) -> Year:
    """Which edition a portal speaks; one whose profile is gone spoke the first."""
    known = profile.known(portal)
    return known.edition if known else FIRST


@cache
def procedure_words(slug: str, edition: Year = FIRST) -> ProcedureWords:
    """Of a procedure, also of one that this installation no longer has."""
    flow = registry.flow_of(slug)
    if flow is None:
        return ProcedureWords(f"{slug} (không còn trong danh mục)", "", "Không rõ lĩnh vực", None)
    try:
        facts = registry.facts(flow)
    except BrokenFacts:
        facts = None
    domain = facts.domain if facts else "Không rõ lĩnh vực"
    if edition != FIRST and (later := edition_2026(slug)):
        # The levels of 2022 are none of its: each agency has its own.
        title = f"{later.name.value or flow.title} (ấn bản {edition})"
        return ProcedureWords(title, later.code.value or "chưa rõ", domain, None)
    return ProcedureWords(flow.title, flow.code, domain, registry.level(flow))


Dossiers = Sequence[CountedDossier]
OUTCOMES = (
    *("Đã giải quyết", "Trước hạn", "Đúng hạn", "Quá hạn"),
    *("Đang xử lý", "Không nhận, dừng", "Chưa theo dõi"),
)


def grouped(
    dossiers: Dossiers, by: Callable[[CountedDossier], Iterable[str] | str]
) -> dict[str, list[CountedDossier]]:
    """The dossiers by a word, most first, then by the word; one may have several words."""
    found: dict[str, list[CountedDossier]] = {}
    for dossier in dossiers:
        words = by(dossier)
        for word in [words] if isinstance(words, str) else words:
            found.setdefault(word, []).append(dossier)
    return dict(sorted(found.items(), key=lambda each: (-len(each[1]), each[0])))


def outcomes(dossiers: Dossiers, span: Span) -> tuple[Cell, ...]:
    """The cells of `OUTCOMES`, as things stood at the end of the span.

    Of dossiers of which none is tracked nothing is known.
    """
    counts = Counter(_outcome(dossier, span) for dossier in dossiers)
    if counts["untracked"] == len(dossiers):
        return (*(None,) * (len(OUTCOMES) - 1), len(dossiers))
    punctual = (counts["early"], counts["on_time"], counts["late"])
    done = sum(punctual) + counts["undated"]
    return (done, *punctual, counts["open"], counts["ended"], counts["untracked"])


def _outcome(dossier: CountedDossier, span: Span) -> Outcome:
    if dossier.office is None:
        return "untracked"
    if is_resolved(dossier, span):
        return dossier.office.punctual(dossier.due_day) or "open"
    return "ended" if dossier.office.is_ended else "open"


def is_resolved(dossier: CountedDossier, span: Span) -> bool:
    """Whether it was resolved by the end of the span."""
    office = dossier.office
    return office is not None and office.resolved is not None and office.resolved <= span.until


def outcome_table(
    key: str,
    title: str,
    heading: str,
    groups: Mapping[str, Dossiers],
    span: Span,
    *,
    chart: BarChart | None = None,
    before: Mapping[str, tuple[Cell, ...]] | None = None,
    before_headings: tuple[str, ...] = (),
    note: str = "",
    total: bool = True,
) -> FigureTable:
    """Filed and resolved by one word; without columns of which nobody knows anything.

    Args:
        key: the table's.
        title: above it.
        heading: of the first column.
        groups: the dossiers by the first column's words.
        span: the report's.
        chart: the table's.
        before: further cells behind each word.
        before_headings: their headings.
        note: below it.
        total: whether a row of sums is added; not where one dossier stands in several rows.
    """
    everything = list({id(d): d for those in groups.values() for d in those}.values())
    is_tracked = any(d.office for d in everything)

    def cells(those: Dossiers) -> tuple[Cell, ...]:
        return outcomes(those, span) if is_tracked else (share(len(those), len(everything)),)

    rows: list[tuple[Cell, ...]] = [
        (word, *(before or {}).get(word, ()), len(those), *cells(those))
        for word, those in groups.items()
    ]
    if total and rows:
        blank = ("",) * len(before_headings)
        rows.append(("Cộng", *blank, len(everything), *cells(everything)))
    return FigureTable(
        key,
        title,
        (heading, *before_headings, "Đã nộp", *(OUTCOMES if is_tracked else ("Tỷ lệ",))),
        tuple(rows),
        total=total and bool(rows),
        note=note,
        chart=chart,
    )


def share(part: float, whole: float) -> str:
    """A percentage as it is written here."""
    return f"{100 * part / whole:.1f} %".replace(".", ",") if whole else ""


def upper_first(words: str) -> str:
    """With a capital at its beginning; those within stay as they are."""
    return words[:1].upper() + words[1:]


def short_label(text: str, most: int = 34) -> str:
    """A label that fits beside a bar, without the words with which half of all titles begin."""
    text = upper_first(text.removeprefix("Thủ tục "))
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0].rstrip(',;')}…"


def across(groups: Mapping[str, Dossiers], most: int = 12) -> BarChart | None:
    """Bars of the groups that have most; nothing to draw where there is but one."""
    if len(groups) < 2:
        return None
    shown = list(groups.items())[:most]
    labels = tuple(short_label(word) for word, _ in shown)
    return BarChart("across", labels, (("Đã nộp", tuple(len(those) for _, those in shown)),))
