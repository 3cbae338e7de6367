"""The mock as judge: of each kind of event how many there were, were seen, and are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.year.planning import MISHAPS, Plan
from bench.year.playing import Year
from portal_bot.journal import Filing, State
from portal_bot.reports.compiled import AskedReport, compiled
from portal_bot.reports.figures import Figures, procedure_words
from portal_bot.reports.journals import read_home
from portal_bot.reports.span import Span


@dataclass(frozen=True, slots=True)
class Verdict:
    """One kind of event.

    Attributes:
        kind: what it is.
        planned: how many there should be: by the plan, or by the mock's own ledger.
        done: how many there were, by us.
        equal: how many of these are as they should be; `None`: there is nothing to compare.
    """

    kind: str
    planned: int
    done: int
    equal: int | None = None

    @property
    def is_right(self) -> bool:
        """Whether all are there, and all are the same."""
        return self.planned == self.done and self.equal in {None, self.planned}


def verdicts(year: Year) -> list[Verdict]:
    """All kinds, in the order in which they come to pass."""
    ledger = Ledger(year.mock)
    return [*_filed(year, ledger), *_befell(year), *_reported(year, ledger)]


class Ledger:
    """What the mock really holds, read once: every dossier with its way through the office."""

    def __init__(self, mock: Any) -> None:
        self.submissions: list[dict[str, Any]] = mock.submissions()
        self.office: dict[str, dict[str, Any]] = {
            one["number"]: mock.get(f"/office/{one['number']}") for one in self.submissions
        }
        self.commits: list[dict[str, Any]] = mock.commits()

    def actions(self, number: str) -> Counter[str]:
        """How often what was done with a dossier."""
        return Counter(event["action"] for event in self.office[number]["history"])


def _filed(year: Year, ledger: Ledger) -> Iterator[Verdict]:
    plan, filings = year.plan, year.filings()
    good = [errand for errand in plan.errands if errand.way != "refused"]
    by_reference = Counter(_reference(one) for one in ledger.submissions)
    sound = [f for f in filings if f.state is State.VERIFIED]
    gone = sum(errand.mishap == "remove" for errand in plan.errands)
    yield Verdict(
        "filed", len(good), len(sound), sum(by_reference[f.id] == 1 for f in sound) + gone
    )
    yield Verdict("stored at the portal", len(good) - gone, len(ledger.submissions))
    stored = sum(request["number"] is not None for request in ledger.commits)
    yield Verdict("commits that stored", len(good), stored)
    for way, kind in (("killed", "killed"), ("answer_lost", "answers lost")):
        meant = [e for e in plan.errands if e.way == way]
        equal = sum(e.number in year.numbers for e in meant)
        yield Verdict(kind, len(meant), year.done[kind], equal)
    broken = sum(errand.way == "refused" for errand in plan.errands)
    yield Verdict("refused by the check", broken, year.done["refused by the check"])
    yield Verdict("sent again", 0, year.done["said again, sent"])


def _reference(submission: Mapping[str, Any]) -> str:
    note = str(submission["fields"].get("Thông tin chung / Ghi chú", ""))
    return note.rsplit(maxsplit=1)[-1] if note else ""


def _befell(year: Year) -> Iterator[Verdict]:
    for mishap in MISHAPS:
        meant = sum(errand.mishap == mishap for errand in year.plan.errands)
        yield Verdict(f"mishap: {mishap}", meant, year.done[mishap])


def _reported(year: Year, ledger: Ledger) -> Iterator[Verdict]:
    """The report's numbers against those of the ledger, counted here in another way."""
    made = compiled([read_home(year.home)], AskedReport(_span(year.plan)))
    removed = sum(errand.mishap == "remove" for errand in year.plan.errands)
    total = dict(made.headline)["Hồ sơ nộp trong kỳ"]
    assert isinstance(total, int)
    yield _same("report: filed", len(ledger.submissions) + removed, total)
    slugs = Counter(one["procedure"] for one in ledger.submissions)
    told = column(made, "by_procedure", 3)
    wanted = Counter({procedure_words(slug).title: n for slug, n in slugs.items()})
    yield Verdict(
        "report: procedures",
        len(wanted),
        len(told),
        sum(abs(told[title] - n) <= removed for title, n in wanted.items()),
    )
    months = Counter(
        f"{one['received_at'][5:7]}/{one['received_at'][:4]}" for one in ledger.submissions
    )
    by_month = column(made, "by_month", 1)
    yield Verdict(
        "report: months",
        len(by_month),
        len(by_month),
        sum(abs(by_month[month] - months[month]) <= removed for month in by_month),
    )


def _same(kind: str, planned: int, done: int) -> Verdict:
    return Verdict(kind, planned, done, done if planned == done else 0)


def _span(plan: Plan) -> Span:
    return Span(date(plan.rounds[0].year, 1, 1), date(plan.rounds[-1].year, 12, 31))


def column(made: Figures, key: str, at: int) -> Counter[str]:
    """A column of numbers of a report's table, by its first one; without the sums."""
    table = made.table(key)
    assert table is not None
    rows = table.rows[:-1] if table.total else table.rows
    return Counter({str(row[0]): int(str(row[at] or 0)) for row in rows})


def numbers_of(filings: list[Filing]) -> list[str]:
    """The dossier numbers that the journal holds."""
    return [filing.receipt.number for filing in filings if filing.receipt]
