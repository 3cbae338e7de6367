"""Puts a report together: journals in, figures out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from portal_bot import clock
from portal_bot.portals import profile
from portal_bot.reports import filed_tables, trouble_tables
from portal_bot.reports.counted import CountedDossier, Merged, merged
from portal_bot.reports.figures import (
    Cell,
    Figures,
    FigureTable,
    is_resolved,
    outcome_table,
    share,
    spoken_at,
)
from portal_bot.reports.journals import JournalRead
from portal_bot.reports.office_record import OfficeRecord
from portal_bot.reports.saved_minutes import Minutes
from portal_bot.reports.span import Span
from portal_bot.roster import Roster
from portal_bot.roster.on_duty import Attendants


@dataclass(frozen=True, slots=True)
class AskedReport:
    """What a report is asked for.

    Attributes:
        span: the days.
        portal: only this portal; `None`: all that are real, or, where nothing is, practice.
        edition: only what was filed where this edition is spoken; `None`: whichever.
        in_person: dossiers that the office took in on paper, where somebody counted them.
        minutes: what a desk measured.
        roster: says who was on duty where a journal does not.
    """

    span: Span
    portal: str | None = None
    edition: int | None = None
    in_person: int | None = None
    minutes: Minutes = field(default_factory=Minutes)
    roster: Roster | None = None


def compiled(journals: Sequence[JournalRead], asked: AskedReport) -> Figures:
    """The report's figures."""
    practice = profile.practising()
    found = merged(journals, practice.__contains__, asked.portal)
    if asked.roster is not None:
        found = replace(found, dossiers=_with_roster(found.dossiers, asked.roster))
    if asked.edition is not None:
        chosen = [d for d in found.dossiers if spoken_at(d.portal) == asked.edition]
        found = replace(found, dossiers=tuple(chosen))
    span, everything = asked.span, found.dossiers
    filed = [d for d in everything if d.filed in span]
    told, proposals = trouble_tables.difficulties(everything, span)
    runs = [
        run
        for journal in journals
        for run in journal.refused
        if (run.portal in practice) is found.is_practice or not everything
        if asked.portal in {None, run.portal}
        if asked.edition in {None, spoken_at(run.portal)}
    ]
    tables = [
        filed_tables.by_procedure(filed, span),
        filed_tables.by_domain(filed, span),
        filed_tables.by_level(filed, span),
        filed_tables.by_month(filed, span),
        filed_tables.by_channel(filed, span, _portal_title, asked.in_person),
        trouble_tables.by_state(everything, span),
        trouble_tables.troubles(everything, span),
        trouble_tables.refusals(everything, span),
        trouble_tables.before_filing(runs, span),
        filed_tables.money(filed),
        filed_tables.minutes_saved(filed, asked.minutes),
        *filed_tables.by_person(filed, span),
        *_by_journal(filed, journals, span),
    ]
    return Figures(
        span=span,
        made=clock.today(),
        headline=tuple(_headline(filed, found, asked)),
        tables=tuple(tables),
        remarks=tuple(trouble_tables.remarks(found, journals, span)),
        difficulties=tuple(told),
        proposals=tuple(proposals),
        practice=found.is_practice,
        minutes=asked.minutes.how,
    )


def _portal_title(name: str) -> str:
    portal = profile.known(name)
    return portal.title if portal else name


def _with_roster(dossiers: Sequence[CountedDossier], roster: Roster) -> tuple[CountedDossier, ...]:
    """Who was on duty by the roster, where the journal does not say."""

    def told(dossier: CountedDossier) -> CountedDossier:
        row = roster.on(dossier.filed) if dossier.filed and not dossier.attendants else None
        if row is None:
            return dossier
        names = Attendants("; ".join(row.officer), "; ".join(row.volunteer))
        return replace(dossier, attendants=names)

    return tuple(map(told, dossiers))


def _headline(
    filed: Sequence[CountedDossier], found: Merged, asked: AskedReport
) -> list[tuple[str, Cell]]:
    span = asked.span
    there = [d for d in found.dossiers if trouble_tables.is_of(d, span)]
    offices = [d.office for d in filed if d.office]
    resolved, punctual = _resolved(filed, span) if offices else (None, None)
    owed = [d.owed for d in filed if d.owed]
    whole = sum(due.amount for due in owed)
    paid = sum(due.amount for due in owed if due.paid)
    saved = sum((asked.minutes.saved(d.procedure) or 0) for d in filed)
    online = None if asked.in_person is None else share(len(filed), len(filed) + asked.in_person)
    full = sum(filed_tables.level_words(d) == filed_tables.LEVELS[4] for d in filed)
    return [
        ("Hồ sơ nộp trong kỳ", len(filed)),
        ("Đã đối chiếu với cổng", sum(d.state == "verified" for d in filed)),
        ("Hồ sơ chưa nộp được, còn lại cuối kỳ", sum(d.filed is None for d in there)),
        ("Tỷ lệ trực tuyến", online),
        ("Tỷ lệ toàn trình (mức 4)", share(full, len(filed)) or None),
        ("Đã giải quyết", resolved),
        ("Giải quyết đúng, trước hạn", punctual),
        ("Yêu cầu bổ sung", _count(offices, "asked")),
        ("Không nhận, dừng", _count(offices, "refused")),
        ("Phải nộp (đồng)", whole),
        ("Đã nộp (đồng)", paid),
        ("Còn nợ (đồng)", whole - paid),
        ("Tiết kiệm, ước lượng (giờ)", round(saved / 60)),
    ]


def _resolved(filed: Sequence[CountedDossier], span: Span) -> tuple[int, int]:
    done = [d for d in filed if is_resolved(d, span)]
    when = [d.office.punctual(d.due_day) for d in done if d.office]
    return len(done), when.count("early") + when.count("on_time")


def _count(offices: Sequence[OfficeRecord], what: str) -> int | None:
    return sum(bool(getattr(office, what)) for office in offices) if offices else None


def _by_journal(
    filed: Sequence[CountedDossier], journals: Sequence[JournalRead], span: Span
) -> list[FigureTable]:
    if len(journals) < 2:
        return []
    groups = {
        f"{number}. {journal.name}": [d for d in filed if d.journal == number - 1]
        for number, journal in enumerate(journals, 1)
    }
    return [outcome_table("by_journal", "Theo sổ nhật ký", "Sổ nhật ký", groups, span)]
